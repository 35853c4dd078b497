//! Checks the knowledge that ships with the program, and that broken knowledge is refused with
//! file and line. Whether rules read the sentences in their files: `engine/tests/rules.rs`.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use chancery_data::{CreditPattern, CreditScope, Data, Fault, Reads};

fn builtin() -> Data {
    Data::builtin().unwrap_or_else(|faults| panic!("{faults}"))
}

#[test]
fn the_built_in_knowledge_has_no_fault() {
    let data = builtin();
    assert!(!data.rules.is_empty() && !data.outlets.is_empty() && !data.register.states.is_empty());
    assert_eq!(data.fingerprint.len(), 64);
}

#[test]
fn every_kind_of_event_has_a_rule() {
    let data = builtin();
    for kind in data.schema.events.keys() {
        let told = data.rules.iter().any(|rule| rule.kind().is_some_and(|k| k.0 == *kind));
        assert!(told, "no rule under data/rules reads the kind `{kind}`");
    }
}

#[test]
fn every_state_and_type_has_the_code_that_others_know_it_by() {
    let data = builtin();
    for state in data.register.states.keys() {
        assert!(data.codes.alpha3.contains_key(state), "data/places/codes.tsv has no code of `{state}`");
    }
    let types = data.schema.events.values().filter_map(|kind| kind.plover.as_deref());
    for kind in types.chain(["CONSULT"]) {
        assert!(data.codes.quads.contains_key(kind), "data/schema/plover.toml does not tell where `{kind}` counts");
    }
    let codes: BTreeSet<&String> = data.codes.alpha3.values().collect();
    assert_eq!(codes.len(), data.codes.alpha3.len(), "two states have one code");
}

#[test]
fn rules_have_ids_of_their_own_under_their_kind() {
    let data = builtin();
    let mut seen = BTreeSet::new();
    for rule in &data.rules {
        let id = &rule.id.0;
        assert!(seen.insert(id.clone()), "the rule `{id}` stands twice");
        let folder = id.split_once('/').map(|(folder, _)| folder);
        let own = match &rule.reads {
            Reads::Event { kind, .. } => kind.0.as_str(),
            Reads::Position { .. } => "position",
            Reads::Pledge { .. } => "pledge",
            Reads::Statement => "statement",
            Reads::Proposal { .. } => "proposal",
            Reads::Aside { .. } => rule.aside().unwrap_or_default(),
            Reads::Source => "source",
        };
        assert_eq!(folder, Some(own), "move data/rules/{id}.toml to the folder of what it reads");
    }
}

#[test]
fn rules_give_their_reason_in_one_sentence() {
    for rule in &builtin().rules {
        let reason = rule.reason.as_str();
        let one = reason.ends_with('.') && !reason.trim_end_matches('.').contains(". ");
        let words = reason.split_whitespace().count();
        let sound = one && reason.starts_with(char::is_uppercase) && (4..=30).contains(&words);
        assert!(sound, "data/rules/{}.toml: give the reason as one sentence, not `{reason}`", rule.id);
    }
}

#[test]
fn rules_show_each_sentence_once() {
    let data = builtin();
    for rule in &data.rules {
        let mut seen = BTreeSet::new();
        for text in rule.matches.iter().map(|example| &example.text).chain(&rule.not) {
            assert!(seen.insert(text), "data/rules/{}.toml: “{text}” stands twice", rule.id);
        }
    }
}

#[test]
fn files_say_what_they_hold_and_tables_whence_it_came() {
    for (path, content) in Data::builtin_files().iter().filter(|(path, _)| !path.starts_with("rules/")) {
        let head: Vec<&str> = content.lines().take_while(|line| line.starts_with('#')).collect();
        let head = head.join(" ");
        assert!(head.len() > 20, "data/{path}: open with a comment on what it holds");
        if path.ends_with(".tsv") {
            assert!(head.contains(" from "), "data/{path}: say where it comes from");
            let free = ["CC0 1.0", "CC BY 4.0"].iter().any(|licence| head.contains(licence));
            assert!(free, "data/{path}: name the licence, CC0 1.0 or CC BY 4.0");
        }
    }
}

#[test]
fn classes_of_lemmas_are_told_and_used_and_hold_each_word_once() {
    type Class = BTreeMap<String, Vec<String>>;
    let files = Data::builtin_files();
    let rules: String =
        files.iter().filter(|(path, _)| path.starts_with("rules/")).map(|(_, content)| *content).collect();
    let code: String = sources().iter().map(|path| fs::read_to_string(path).expect("a source can be read")).collect();
    for (path, content) in files.iter().filter(|(path, _)| path.starts_with("lemmas/")) {
        let classes: BTreeMap<String, Class> = toml::from_str(content).expect("the built-in classes load");
        for (class, lists) in &classes {
            let head = content.lines().position(|line| line == format!("[{class}]")).expect("each class has a head");
            let told =
                head.checked_sub(1).and_then(|above| content.lines().nth(above)).is_some_and(|l| l.starts_with("# "));
            assert!(told, "data/{path}: say over `[{class}]` what its words have in common");
            let used = rules.contains(&format!("[{class}]")) || code.contains(&format!("\"{class}\""));
            assert!(used, "data/{path}: no rule and no code names `{class}`; take it out");
            for (speech, words) in lists {
                let mut seen = BTreeSet::new();
                for word in words {
                    assert!(seen.insert(word), "data/{path}: `{word}` stands twice under `{speech}` of `{class}`");
                }
            }
        }
    }
}

#[test]
fn word_classes_named_in_code_exist() {
    let data = builtin();
    let mut named = BTreeSet::new();
    for path in sources() {
        let source = fs::read_to_string(&path).expect("a source can be read");
        for line in source.lines().filter(|line| !line.trim_start().starts_with("//")) {
            named.extend(classes(line).into_iter().map(|class| (class, path.file_name().map(ToOwned::to_owned))));
        }
    }
    assert!(named.len() > 30, "only {} classes found: the search is broken", named.len());
    named.retain(|(class, _)| !data.lexicon.has_class(class));
    assert!(named.is_empty(), "there are no such classes under data/lexicon: {named:#?}");
}

/// The sources of all stages.
fn sources() -> Vec<PathBuf> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("a folder can be read") {
            let path = entry.expect("an entry can be read").path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|e| e == "rs") {
                found.push(path);
            }
        }
    }
    let mut found = Vec::new();
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../stages"), &mut found);
    found.retain(|path| path.iter().any(|part| part == "src"));
    found.sort();
    found
}

/// The classes that a line of code asks for by name.
fn classes(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for call in [".phrase(", ".is(", "last_cue(", "in_class(", "found("] {
        found.extend(line.split(call).skip(1).filter_map(literal));
    }
    // `["he", "she"].iter().any(|class| words.is(class, at))`
    if let Some((list, test)) = line.split_once("].iter().any(|")
        && [".is(c", ".phrase(c"].iter().any(|call| test.contains(call))
    {
        let list = list.rsplit('[').next().unwrap_or_default();
        found.extend(list.split('"').skip(1).step_by(2).map(str::to_owned));
    }
    found
}

/// The string that a piece of code opens with.
fn literal(code: &str) -> Option<String> {
    let (text, _) = code.strip_prefix('"')?.split_once('"')?;
    Some(text.to_owned())
}

/// The faults of the built-in knowledge with these files in place of their own.
fn faults(instead: &[(&str, &str)]) -> Vec<Fault> {
    let replaced = |path: &str| instead.iter().find(|(own, _)| *own == path).map(|(_, content)| *content);
    for (path, _) in instead {
        assert!(Data::builtin_files().iter().any(|(own, _)| own == path), "there is no file data/{path}");
    }
    let files: Vec<(&str, &str)> =
        Data::builtin_files().iter().map(|(path, content)| (*path, replaced(path).unwrap_or(content))).collect();
    Data::from_files(&files).expect_err("broken knowledge is refused").faults
}

/// Reads one broken file and expects one fault: its line, and words of its message.
#[track_caller]
fn check(path: &str, content: &str, line: usize, message: &str) {
    let found = faults(&[(path, content)]);
    let [fault] = &found[..] else { panic!("expected one fault, found {found:#?}") };
    assert_eq!((fault.file.as_str(), fault.line), (path, line), "{fault}");
    assert!(fault.message.contains(message), "`{message}` is not in `{}`", fault.message);
}

const OUTLETS: &str = "# Test.\nname\taliases\tdomains\tcountry\tkind\n";

#[test]
fn tables_are_refused_with_their_line() {
    let table = |rows: &str| format!("{OUTLETS}{rows}");
    let file = "outlets/outlets.tsv";
    check(file, "# Test.\nname\tkind\nGazette\tnewspaper\n", 2, "expected `name aliases domains country kind`");
    check(file, &table("Gazette\t\tgazette.example\tfr\n"), 3, "4 cells, expected 5");
    check(file, &table("Gazette \t\tgazette.example\tfr\tnewspaper\n"), 3, "blanks around `Gazette`");
    check(file, &table("Post\t\t\t\tsite\nGazette\t\t\t\tsite\n"), 4, "`Gazette` stands after `Post`");
    check(file, &table("Gazette\t\t\t\tsite\nGazette\t\t\t\tsite\n"), 4, "`Gazette` stands twice");
}

#[test]
fn names_that_lead_nowhere_are_refused() {
    let seats = "name\taliases\tactor\tcity\nThe Tower\t\tatlantis\tNowhere\n";
    check("register/seats.tsv", seats, 2, "`atlantis` is no state or organisation");
    let places = "name\taliases\tcountry\tkind\tcity\nThe Moon\t\t\tsatellite\t\n";
    let found = faults(&[("places/places.tsv", places), ("places/points.tsv", POINTS)]);
    let told: Vec<String> = found.iter().map(Fault::to_string).collect();
    assert_eq!(told, ["places/places.tsv:2: `satellite` is no kind of place"]);
    let holders = "# Test.\noffice\tperson\tfrom\tto\nfr/president\tnobody-at-all\t2017-05-14\t\n";
    check("register/holders.tsv", holders, 3, "`nobody-at-all` is no person");
    let holders = "office\tperson\tfrom\tto\nfr/president\temmanuel-macron\t14 May 2017\t\n";
    check("register/holders.tsv", holders, 2, "14 May 2017");
}

const POINTS: &str = "name\tcountry\tkind\tlatitude\tlongitude\treach\tsource\n";

#[test]
fn places_off_the_map_are_refused() {
    let file = "places/points.tsv";
    let table = |row: &str| format!("{POINTS}{row}\n");
    check(file, &table("Oslo\tno\tcity\t59.91\t190\t\tGeoNames"), 2, "longitude from -180 to 180");
    check(file, &table("Oslo\tse\tcity\t59.91\t10.75\t\tGeoNames"), 2, "`Oslo` is no city of places.tsv in this state");
    check(file, &table("Oslo\tno\tcity\t59.91\t10.75\t20\tGeoNames"), 2, "nothing else, has a reach");
    check(file, &table("Svalbard\tno\tregion\t78.6\t17.5\t\town"), 2, "has a reach in kilometres");
    check("places/outlines.tsv", "state\tring\nno\t0,0 1,1\n", 2, "three points or more");
    check("places/outlines.tsv", "state\tring\nzz\t0,0 1,1 1,0\n", 2, "`zz` is no state");
}

#[test]
fn abbreviations_and_furniture_are_refused_with_their_line() {
    let file = "lexicon/abbreviations.tsv";
    check(file, "# Test.\nform\tkind\nGen\trank\n", 3, "unknown variant `rank`, expected one of `title`");
    check(file, "form\tkind\nJ\tinitial\n", 2, "unknown variant `initial`");
    check(file, "form\tkind\nGen\n", 2, "1 cells, expected 2");
    let file = "lexicon/chrome.tsv";
    let table = |rows: &str| format!("# Test.\npattern\tkind\tscope\tnote\n{rows}");
    check(file, &table("share\tshare\tline\n"), 3, "3 cells, expected 4");
    check(file, &table("z\tmenu\tline\tlinks\na\tbanner\tline\tlinks\n"), 4, "unknown variant `banner`");
    check(file, &table("share\tshare\tpage\tbar\n"), 3, "unknown variant `page`, expected one of `line`");
    check(file, &table("share\tshare\tline\t\n"), 3, "a note on what it is for");
    check(file, &table("share\tshare\tline\tbar\nshare\tmenu\tline\tbar\n"), 4, "`share` stands twice");
}

const RULE: &str = r#"kind = "call"
reason = "Who rings somebody holds a call with him."
patterns = [
  "subj=<actors> *rang* obj=<actors>",
]
not = ["The bells rang in Paris."]

[[match]]
text = "Emmanuel Macron rang Keir Starmer."
actors = ["Emmanuel Macron", "Keir Starmer"]
status = "held"
"#;

#[test]
fn rules_are_refused_with_their_line() {
    let file = "rules/call/phoned.toml";
    let rule = |was: &str, is: &str| {
        assert!(RULE.contains(was), "`{was}` is not in the rule");
        RULE.replacen(was, is, 1)
    };
    check(file, &rule("\"call\"", "\"seance\""), 1, "`seance` is no kind");
    check(file, &rule("*rang*", "*[no-such]*"), 4, "column 16: there is no class `no-such`");
    check(file, &rule("*rang*", "rang"), 4, "column 15: `rang` is no argument");
    check(file, &rule("obj=<actors>", "obj=<guests>"), 4, "`<guests>` is no slot");
    check(file, &rule("reason =", "stance = \"rejects\"\nreason ="), 2, "`stance` is for rules of position");
    check(file, &rule("[\"The bells rang in Paris.\"]", "[]"), 3, "sentences that it must not");
    check(file, &RULE[..RULE.find("[[match]]").expect("there is one")], 3, "sentences that it must match");
    check(file, &rule("status = \"held\"", "status = \"over\""), 11, "over");
    check(file, &rule("reason", "because"), 2, "because");
    check(file, &rule("kind = ", "kind "), 1, "");
    check(file, &rule("reason =", "status = \"promised\"\nreason ="), 2, "status of an event");
    check(file, &rule("kind = \"call\"", "reads = \"pledge\""), 1, "a rule of pledges needs a `status`");
}

const TIME: &str = r#"# Times that come again and again.
[[rule]]
name = "each"
patterns = ["each {unit}"]
means = "every 1 {unit}"
must = [{ text = "They meet [each day].", gives = "SET P1D" }]
must_not = ["Each of them left."]
"#;

#[test]
fn rules_for_times_are_refused_with_file_and_rule() {
    let file = "times/repeated.toml";
    let rule = |was: &str, is: &str| {
        assert!(TIME.contains(was), "`{was}` is not in the rule");
        TIME.replacen(was, is, 1)
    };
    check(file, &rule("each {unit}", "each {moon}"), 3, "rule `each`: pattern `each {moon}`: there is no table `moon`");
    check(file, &rule("each {unit}", "[unit]? {unit}?"), 3, "a word that may not be absent");
    check(file, &rule("each {unit}", "Each {unit}"), 3, "`Each` is no element");
    check(file, &rule("each {unit}", "each ( {unit}"), 3, "brackets stand around the time");
    check(file, &rule("every 1", "evry 1"), 3, "`evry` is no operation");
    check(file, &rule("every 1 {unit}", "every {unit}"), 3, "`every` takes 2 to 2 arguments, not 1");
    check(file, &rule("every 1 {unit}", "every 1 {one}"), 3, "no pattern keeps anything under `one`");
    check(file, &rule("[each day]", "each day"), 3, "mark one time with [ ]");
    check(file, &rule("[\"Each of them left.\"]", "[]"), 3, "sentences that it must not");
    check(file, &rule("each {unit}", "each {unit} <lunch>"), 0, "no rule is of the group `lunch`");
    check(file, &rule("name", "nam"), 3, "nam");
    let grouped = rule("each {unit}", "each {unit} <again>").replacen("patterns", "group = \"again\"\npatterns", 1);
    check(file, &grouped, 0, "leads back to itself");
}

#[test]
fn lexicons_and_kinds_are_refused_with_their_line() {
    check("lexicon/saying.toml", "# Test.\nsaying = [\"said\"]\nissued = \"it\"\n", 3, "expected a sequence");
    let kinds = "[call]\nlabel = \"call\"\nplural = \"calls\"\ndescription = \"Calls.\"\nfamily = \"remote\"\ncolour = \"red\"\nreciprocal = true\nrank = 1\n";
    let found = faults(&[("schema/events.toml", kinds)]);
    assert!(
        found.iter().any(|f| f.file == "schema/events.toml" && f.line == 6 && f.message.contains("colour")),
        "{found:?}"
    );
    let kinds = "[call]\nlabel = \"call\"\nplural = \"calls\"\ndescription = \"Calls.\"\nfamily = \"remote\"\nreciprocal = true\n";
    let found = faults(&[("schema/events.toml", kinds)]);
    assert!(found.iter().any(|f| f.file == "schema/events.toml" && f.message.contains("rank")), "{found:?}");
}

#[test]
fn all_faults_are_told_at_once() {
    let outlets = format!("{OUTLETS}Post\t\t\t\tsite\nGazette\t\t\tsite\n");
    let rule = RULE.replacen("*rang*", "rang", 1);
    let found = faults(&[("outlets/outlets.tsv", &outlets), ("rules/call/phoned.toml", &rule)]);
    let told: Vec<_> = found.iter().map(|f| (f.file.as_str(), f.line)).collect();
    assert_eq!(told, [("outlets/outlets.tsv", 4), ("rules/call/phoned.toml", 4)]);
}

#[test]
fn credits_are_refused_with_their_line() {
    let file = "lexicon/credits.tsv";
    let table = |rows: &str| format!("# Test.\npattern\tscope\tkind\tnote\n{rows}");
    check(file, &table("by AP\tline\tagency\tBy AP\n"), 3, "`{outlet}` in it");
    check(file, &table("by {outlet}\tline\tagency\t\n"), 3, "a note with an example");
    check(file, &table("by {outlet}(\tline\tagency\tBy AP\n"), 3, "is no regular expression");
    check(file, &table("by {outlet}\ttop\tagency\tBy AP\n"), 3, "unknown variant `top`");
    check(file, &table("by {outlet}\tline\tpaper\tBy AP\n"), 3, "unknown variant `paper`");
}

#[test]
fn every_credit_is_found_in_its_example_and_in_no_caption() {
    let data = Data::builtin().unwrap();
    let (_, table) = Data::builtin_files().iter().find(|(path, _)| *path == "lexicon/credits.tsv").unwrap();
    let rows = table.lines().filter(|line| !line.starts_with('#')).skip(1);
    let examples: Vec<&str> = rows.map(|row| row.rsplit('\t').next().unwrap()).collect();
    assert_eq!(examples.len(), data.credits.len());
    let credited = |credit: &CreditPattern, text: &str| {
        credit.find(&data.outlets, text).map(|(outlet, words)| (outlet.name.clone(), words.to_owned()))
    };
    for (credit, example) in data.credits.iter().zip(examples) {
        assert!(credited(credit, example).is_some(), "{example}");
    }
    for caption in [
        "Photo: Reuters",
        "[File: Jane Doe/AFP]",
        "(AP Photo/Jane Doe)",
        "AFP via Getty Images",
        "Jane Doe/Reuters",
        "© AFP",
        "Envoys at lunch in Oslo. Jane Doe/AFP",
        "By Jane Doe",
        "By Reuters Square they met.",
        "With additional material from AFP",
        "The story was first told by Reuters and then by many.",
        "An official told the AFP news agency that (so far) all was well.",
        "He worked for Reuters, AFP and AP.",
        "Incomes rose by a tenth, per map and per head.",
        "They met on Monday, a week after a call of which Reuters had a picture.",
        "The report was read by Axios and by many others.",
    ] {
        // A name alone is a credit as the whole author line of a page, which a caption is not.
        let found = data.credits.iter().filter(|c| c.scope != CreditScope::Byline).find_map(|c| credited(c, caption));
        assert_eq!(found, None, "{caption}");
    }
}
