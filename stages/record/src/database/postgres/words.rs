//! The search in PostgreSQL. Texts are cut into words by SQLite's own index, over one text in memory, and hits are put
//! in order as it does (Okapi BM25): the same query gives the same hits, in the same order, wherever a store lies.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, params};
use sha2::{Digest, Sha256};

use super::super::sqlite::words::{expression, marked};
use super::super::{Failure, Found, Result};
use super::Server;
use crate::verify::Fault;

/// As in `schema.sql`.
const TOKENS: &str = "CREATE VIRTUAL TABLE words USING fts5 (
    title, text, tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE said USING fts5vocab (words, instance);";

/// Cuts texts into words.
pub(super) struct Tokens(Connection);

/// The words of a title and of a text, each as a number, in order.
struct Cut([Vec<i64>; 2]);

impl Tokens {
    fn new() -> rusqlite::Result<Self> {
        let connection = Connection::open_in_memory()?;
        connection.execute_batch(TOKENS)?;
        Ok(Self(connection))
    }

    /// Works on the index of one text, which is gone after.
    fn over<T>(
        &self,
        title: Option<&str>,
        text: &str,
        work: impl FnOnce(&Connection) -> rusqlite::Result<T>,
    ) -> Result<T> {
        let passing = self.0.unchecked_transaction()?;
        passing
            .prepare_cached("INSERT INTO words (rowid, title, text) VALUES (1, ?1, ?2)")?
            .execute(params![title, text])?;
        Ok(work(&passing)?)
    }

    fn cut(&self, title: Option<&str>, text: &str) -> Result<Cut> {
        self.over(title, text, |index| {
            let mut cut = Cut(Default::default());
            let mut said = index.prepare_cached("SELECT term, col = 'text' FROM said ORDER BY col, offset")?;
            let mut rows = said.query(())?;
            while let Some(row) = rows.next()? {
                let number = number(row.get_ref(0)?.as_bytes()?);
                cut.0[usize::from(row.get::<_, bool>(1)?)].push(number);
            }
            Ok(cut)
        })
    }
}

impl Cut {
    fn length(&self) -> i64 {
        self.0.iter().map(|words| words.len() as i64).sum()
    }

    /// Each word once, and how often it stands there.
    fn counts(&self) -> (Vec<i64>, Vec<i64>) {
        let mut counts: BTreeMap<i64, i64> = BTreeMap::new();
        self.0.iter().flatten().for_each(|word| *counts.entry(*word).or_default() += 1);
        counts.into_iter().unzip()
    }

    /// How often words stand there one after the other.
    fn holds(&self, phrase: &[i64]) -> i64 {
        let within = |words: &Vec<i64>| words.windows(phrase.len()).filter(|some| *some == phrase).count() as i64;
        self.0.iter().map(within).sum()
    }
}

/// A word as a number: no index has a place for words of any length.
fn number(word: &[u8]) -> i64 {
    let hash = Sha256::digest(word);
    i64::from_be_bytes([hash[0], hash[1], hash[2], hash[3], hash[4], hash[5], hash[6], hash[7]])
}

/// A report that holds all words.
struct Candidate {
    report: i64,
    id: String,
    length: i64,
    /// How often it holds each phrase.
    counts: Vec<i64>,
}

impl Server {
    fn tokens(&self) -> Result<&Tokens> {
        if self.tokens.get().is_none() {
            let _ = self.tokens.set(Tokens::new()?);
        }
        Ok(self.tokens.get().expect("it was just set"))
    }

    pub(in super::super) fn index(&self, report: i64, title: Option<&str>, text: &str) -> Result<()> {
        let cut = self.tokens()?.cut(title, text)?;
        let (words, counts) = cut.counts();
        let command = "INSERT INTO words (report, length, words, counts) VALUES ($1, $2, $3, $4)";
        let statement = self.prepared(command, &[])?;
        self.with(|client| client.execute(&statement, &[&report, &cut.length(), &words, &counts])).map(drop)
    }

    pub(in super::super) fn search(&self, terms: &[String], limit: usize) -> Result<Vec<Found>> {
        let tokens = self.tokens()?;
        let phrases = terms.iter().map(|term| Ok(tokens.cut(None, term)?.0[1].clone()));
        let mut phrases: Vec<Vec<i64>> = phrases.collect::<Result<_>>()?;
        phrases.retain(|phrase| !phrase.is_empty());
        let (weights, mut hits) = self.candidates(&phrases)?;
        hits.sort_by(|a, b| weights.rank(a).total_cmp(&weights.rank(b)).then_with(|| a.id.cmp(&b.id)));
        hits.truncate(limit);
        let expression = expression(terms);
        hits.into_iter().map(|hit| self.found(hit, tokens, &expression)).collect()
    }

    /// The reports that hold all phrases, and what each phrase weighs.
    fn candidates(&self, phrases: &[Vec<i64>]) -> Result<(Weights, Vec<Candidate>)> {
        let mut weights = Weights { reports: self.number("SELECT count(*) FROM words")?, ..Weights::default() };
        weights.words = self.number("SELECT coalesce(sum(length), 0)::bigint FROM words")?;
        if phrases.is_empty() {
            return Ok((weights, Vec::new()));
        }
        let mut held: Vec<BTreeMap<i64, i64>> = Vec::new();
        for phrase in phrases {
            held.push(self.holding(phrase)?);
        }
        weights.holding = held.iter().map(|reports| reports.len() as i64).collect();
        let (first, rest) = held.split_first().expect("there is a phrase");
        let all = first.keys().copied().filter(|report| rest.iter().all(|held| held.contains_key(report)));
        let all: Vec<i64> = all.collect();
        let question = "SELECT w.report, r.id, w.length FROM words w JOIN report r ON r.seq = w.report
             WHERE w.report = ANY ($1::bigint[])";
        let rows = self.with(|client| client.query(question, &[&all]))?;
        let candidate = |row: &postgres::Row| {
            let report = row.try_get(0)?;
            let counts = held.iter().map(|held| held[&report]).collect();
            Ok(Candidate { report, id: row.try_get(1)?, length: row.try_get(2)?, counts })
        };
        Ok((weights, rows.iter().map(candidate).collect::<Result<_, postgres::Error>>()?))
    }

    /// The reports that hold a phrase, and how often.
    fn holding(&self, phrase: &[i64]) -> Result<BTreeMap<i64, i64>> {
        let words: Vec<i64> = phrase.iter().copied().collect::<BTreeSet<_>>().into_iter().collect();
        let question =
            "SELECT report, counts[array_position(words, $1::bigint)] FROM words WHERE words @> $2::bigint[]";
        let rows = self.with(|client| client.query(question, &[&phrase[0], &words]))?;
        let mut held = rows
            .iter()
            .map(|row| Ok((row.try_get(0)?, row.try_get(1)?)))
            .collect::<Result<BTreeMap<i64, i64>, postgres::Error>>()?;
        if phrase.len() > 1 {
            // Whether they stand one after the other is told by the text alone.
            for (report, count) in &mut held {
                let rows = self.query("SELECT title, text FROM report WHERE seq = ?1", &[(*report).into()])?;
                let cut = match rows.first().map(super::super::Row::Postgres) {
                    Some(row) => self.tokens()?.cut(row.get::<Option<String>>(0)?.as_deref(), &row.text(1)?)?,
                    None => continue,
                };
                *count = cut.holds(phrase);
            }
            held.retain(|_, count| *count > 0);
        }
        Ok(held)
    }

    fn found(&self, hit: Candidate, tokens: &Tokens, expression: &str) -> Result<Found> {
        let question = "SELECT title, outlet, published, text FROM report WHERE seq = ?1";
        let rows = self.query(question, &[hit.report.into()])?;
        let row = rows.first().map(super::super::Row::Postgres);
        let row = row.ok_or_else(|| Failure::Content(format!("report number {} is not there", hit.report)))?;
        let (title, text): (Option<String>, String) = (row.get(0)?, row.get(3)?);
        let marked = tokens.over(title.as_deref(), &text, |index| marked(index, expression, 1))?;
        Ok(Found { report: hit.id, title, outlet: row.get(1)?, published: row.get(2)?, text, marked })
    }

    /// Whether the index holds the words of the texts.
    pub(in super::super) fn check_index(&self, faults: &mut Vec<Fault>) -> Result<()> {
        let _snapshot = self.hold()?;
        let question = "SELECT r.title, r.text, w.length, w.words, w.counts FROM report r
             LEFT JOIN words w ON w.report = r.seq";
        for row in self.stream(question, &[])? {
            let row = row?;
            let told = super::super::Row::Postgres(&row);
            let cut = self.tokens()?.cut(told.get::<Option<String>>(0)?.as_deref(), &told.text(1)?)?;
            let (words, counts) = cut.counts();
            let held = (row.try_get(2)?, row.try_get(3)?, row.try_get(4)?);
            if held != (Some(cut.length()), Some(words), Some(counts)) {
                faults.push(Fault::of_index());
                break;
            }
        }
        Ok(())
    }
}

/// What phrases weigh among all reports.
#[derive(Default)]
struct Weights {
    /// All reports, and all words of them.
    reports: i64,
    words: i64,
    /// How many reports hold each phrase.
    holding: Vec<i64>,
}

impl Weights {
    /// The rank of a report, the best first: step by step as FTS5 works it out, so that equal reports are equal here.
    fn rank(&self, of: &Candidate) -> f64 {
        let (k1, b) = (1.2, 0.75);
        let average = self.words as f64 / self.reports as f64;
        let each = self.holding.iter().zip(&of.counts).map(|(&holding, &count)| {
            let (reports, holding, count) = (self.reports as f64, holding as f64, count as f64);
            let rarity = ((reports - holding + 0.5) / (holding + 0.5)).ln();
            let rarity = if rarity <= 0.0 { 1e-6 } else { rarity };
            rarity * ((count * (k1 + 1.0)) / (count + k1 * (1.0 - b + b * of.length as f64 / average)))
        });
        -each.sum::<f64>()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_as_in_a_file() {
        let schema = include_str!("../../schema.sql");
        assert!(
            schema.contains("tokenize = 'porter unicode61 remove_diacritics 2'")
                && TOKENS.contains("tokenize = 'porter unicode61 remove_diacritics 2'")
        );
        let tokens = Tokens::new().unwrap();
        let cut = tokens.cut(Some("Peace talks"), "The négociations, and TALKS on talks").unwrap();
        let one = |word: &str| tokens.cut(None, word).unwrap().0[1][0];
        assert_eq!(cut.0[0], [one("peace"), one("talk")]);
        assert_eq!(cut.0[1][1], one("negociation"));
        assert_eq!((cut.length(), cut.holds(&[one("talks")])), (8, 3));
        assert_eq!((cut.holds(&[one("peace"), one("talks")]), cut.holds(&[one("talks"), one("the")])), (1, 0));
    }
}
