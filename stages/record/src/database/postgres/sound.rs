//! Whether the schema is the one that a store has. That the server's files hold together is for the server's own tools.

use super::super::Result;
use super::Server;
use crate::verify::Fault;

/// The parts of the schema as PostgreSQL itself tells them, a line each: the name, a tabulator, the rest.
const FORM: &str = include_str!("../../schema-postgres-form.txt");

/// The question that they are told by, in words that every version of PostgreSQL answers alike.
const PARTS: &str = "
    SELECT 'table ' || c.relname COLLATE \"C\", string_agg(a.attname || ' ' || format_type(a.atttypid, a.atttypmod)
        || coalesce(' in ' || l.collname, '') || CASE WHEN a.attnotnull THEN ' always' ELSE '' END, ', ' ORDER BY a.attnum)
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
    LEFT JOIN pg_collation l ON l.oid = a.attcollation
    WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind NOT IN ('i', 'S') GROUP BY c.relname
    UNION ALL
    SELECT 'index ' || c.relname COLLATE \"C\", t.relname || ' ' || i.indkey::text || CASE WHEN i.indisunique THEN ' once' ELSE '' END
        || CASE WHEN i.indisvalid THEN '' ELSE ' invalid' END
    FROM pg_class c JOIN pg_index i ON i.indexrelid = c.oid JOIN pg_class t ON t.oid = i.indrelid
    WHERE c.relnamespace = current_schema()::regnamespace
    UNION ALL
    SELECT 'link ' || k.conname COLLATE \"C\", t.relname || ' ' || k.conkey::text || ' ' || f.relname
    FROM pg_constraint k JOIN pg_class t ON t.oid = k.conrelid JOIN pg_class f ON f.oid = k.confrelid
    WHERE k.connamespace = current_schema()::regnamespace AND k.contype = 'f'
    UNION ALL
    SELECT 'trigger ' || g.tgname || ' on ' || t.relname COLLATE \"C\", g.tgtype || ' ' || g.tgenabled::text || ' ' || p.proname
    FROM pg_trigger g JOIN pg_class t ON t.oid = g.tgrelid JOIN pg_proc p ON p.oid = g.tgfoid
    WHERE t.relnamespace = current_schema()::regnamespace AND NOT g.tgisinternal
    UNION ALL
    SELECT 'function ' || p.proname COLLATE \"C\", p.prosrc FROM pg_proc p WHERE p.pronamespace = current_schema()::regnamespace
    ORDER BY 1";

/// Rows that belong to rows which are not there.
const LINKS: &str = "
    SELECT 'reading', g.seq, 'report' FROM reading g LEFT JOIN report r ON r.seq = g.report WHERE r.seq IS NULL
    UNION ALL
    SELECT 'arrival', a.seq, 'report' FROM arrival a LEFT JOIN report r ON r.seq = a.report WHERE r.seq IS NULL
    UNION ALL
    SELECT 'withdrawal', w.judgement, 'judgement' FROM withdrawal w LEFT JOIN judgement j ON j.seq = w.judgement
    WHERE j.seq IS NULL
    UNION ALL
    SELECT 'imprint', i.reading, 'reading' FROM imprint i LEFT JOIN reading g ON g.seq = i.reading WHERE g.seq IS NULL";

impl Server {
    fn parts(&self) -> Result<Vec<(String, Option<String>)>> {
        let part = |row: &postgres::Row| Ok((row.try_get(0)?, row.try_get(1)?));
        Ok(self.query(PARTS, &[])?.iter().map(part).collect::<Result<_, postgres::Error>>()?)
    }

    pub(in super::super) fn check(&self, faults: &mut Vec<Fault>) -> Result<()> {
        let found = self.parts()?;
        let expected: Vec<_> = FORM
            .lines()
            .filter_map(|line| line.split_once('\t'))
            .map(|(name, rest)| (name.to_owned(), Some(rest.to_owned())))
            .collect();
        Fault::of_form(&found, &expected, faults);
        for row in self.query(LINKS, &[])? {
            faults.push(Fault::of_link(row.try_get(0)?, row.try_get(1)?, row.try_get(2)?));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::database::Use;

    #[test]
    #[ignore = "writes `schema-postgres-form.txt` anew: `scripts/postgres run cargo test … -- --ignored the_form_is_told`"]
    fn the_form_is_told() {
        let address = std::env::var("CHANCERY_TEST_POSTGRES").expect("a server") + "&schema=form";
        let server = Server::open(&address, "form", Use::Make).unwrap();
        let line = |(name, rest): (String, Option<String>)| format!("{name}\t{}\n", rest.unwrap_or_default());
        let lines: String = server.parts().unwrap().into_iter().map(line).collect();
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/schema-postgres-form.txt");
        std::fs::write(path, lines).unwrap();
        server.batch("DROP SCHEMA form CASCADE").unwrap();
    }
}
