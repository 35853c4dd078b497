//! Pages over a record made by hand, in every format, compared whole.

mod support;

use chancery_model::{
    Actor, ActorId, ActorKind, ClaimId, Copied, Credit, Imprint, Likeness, Origin, Part, PassedOn, ReportId, Voice,
};
use chancery_view::format::text::{self, Colour, Layout};
use chancery_view::format::{csv, json, markdown};
use chancery_view::{
    BriefOptions, Filter, Handle, PositionFilter, ViewError, brief, events, events_sheet, find, positions,
    positions_json, positions_sheet, show, why, why_page,
};
use support::{hand, same};

const UNWRAPPED: Layout = Layout { width: None, colour: Colour::Plain };
const WIDE: Layout = Layout { width: Some(100), colour: Colour::Plain };

#[test]
fn a_brief_as_text() {
    let page = brief(&hand(), BriefOptions::default(), None).page();
    same("brief.txt", &text::page(&page, WIDE));
}

#[test]
fn a_brief_as_markdown() {
    let page = brief(&hand(), BriefOptions::default(), None).page();
    same("brief.md", &markdown::page(&page));
}

#[test]
fn a_brief_as_json() {
    same("brief.json", &json::line(&brief(&hand(), BriefOptions::default(), None)));
}

#[test]
fn a_brief_since_a_day_counts_what_it_leaves_out() {
    let since = "2026-03-11".parse().ok();
    let nothing_new = brief(&hand(), BriefOptions { since, ..BriefOptions::default() }, None);
    assert!(nothing_new.is_empty());
    let left_out = nothing_new.checks.iter().find(|c| c.code == "learned-unknown").expect("told");
    assert_eq!(left_out.title, "1 event learned on no known day, left out by `--since`");
}

#[test]
fn quotations_are_limited() {
    let none = brief(&hand(), BriefOptions { quotes: 0, ..BriefOptions::default() }, None);
    assert_eq!((none.said.len(), none.unsaid), (0, 1));
}

#[test]
fn events_as_table_csv_and_markdown() {
    let (hand, all) = (hand(), Filter::default());
    same("events.txt", &text::table(&events(&hand, &all), WIDE));
    same("events.csv", &csv::table(&events_sheet(&hand, &all)));
    same("events.md", &markdown::table(&events(&hand, &all)));
}

#[test]
fn a_part_is_told_with_its_whole_and_why() {
    let mut hand = hand();
    let whole = hand.record.events[0].id.clone();
    let reasons = vec!["Anna Keller visits Lima and takes part".to_owned()];
    hand.record.events[1].part_of = Some(Part { of: whole.clone(), reasons });
    let id = hand.record.events[1].id.0.clone();
    let told = |id: &str| text::page(&show(&hand, find(&hand, id).unwrap()), UNWRAPPED);
    let part = told(&id);
    assert!(
        part.contains("part of: the visit to Lima, 2 March 2026 · e3000\n  Anna Keller visits Lima and takes part"),
        "{part}"
    );
    let visit = told(&whole.0);
    assert!(visit.contains("Parts\n- 9 March 2026: meeting in Bern, Switzerland (held)"), "{visit}");
    let why = text::page(&why_page(&why(&hand, find(&hand, &id).unwrap()).unwrap()), UNWRAPPED);
    assert!(
        why.contains("Part of a greater event\n- e3000000000bb: the visit to Lima, 2 March 2026\n  Anna Keller"),
        "{why}"
    );
    let brief = text::page(&brief(&hand, BriefOptions::default(), None).page(), UNWRAPPED);
    assert!(brief.contains("Marc Dubois, part of the visit to Lima, 2 March 2026 (e3000)"), "{brief}");
    let table = events(&hand, &Filter::default());
    assert_eq!(table.columns.last(), Some(&"part of"));
    assert_eq!(table.rows.iter().map(|row| row.last().unwrap().as_str()).collect::<Vec<_>>(), ["", "e3000", ""]);
}

#[test]
fn positions_as_text_csv_and_json() {
    let (hand, all) = (hand(), PositionFilter::default());
    same("positions.txt", &text::page(&positions(&hand, &all), WIDE));
    same("positions.csv", &csv::table(&positions_sheet(&hand, &all)));
    same("positions.json", &positions_json(&hand, &all));
}

#[test]
fn positions_are_chosen_by_what_they_say() {
    let hand = hand();
    let found = |filter: PositionFilter| positions_json(&hand, &filter).lines().count();
    let all = PositionFilter::default;
    assert_eq!(found(all()), 1);
    for issue in ["territory", "territory/cession"] {
        assert_eq!(found(PositionFilter { issue: Some(issue.into()), ..all() }), 1);
    }
    assert_eq!(found(PositionFilter { issue: Some("territory/line".into()), ..all() }), 0);
    assert_eq!(found(PositionFilter { holder: Some("switzer".into()), red_lines: true, ..all() }), 1);
    assert_eq!(found(PositionFilter { holder: Some("Keller".into()), ..all() }), 1);
    assert_eq!(found(PositionFilter { holder: Some("Dubois".into()), ..all() }), 0);
    assert_eq!(found(PositionFilter { stance: Some(chancery_model::Stance::Open), ..all() }), 0);
    assert_eq!(found(PositionFilter { since: "2026-03-10".parse().ok(), ..all() }), 1);
    assert_eq!(found(PositionFilter { since: "2026-03-11".parse().ok(), ..all() }), 0);
}

#[test]
fn a_table_fits_a_narrow_terminal() {
    let narrow = Layout { width: Some(75), colour: Colour::Plain };
    let table = text::table(&events(&hand(), &Filter::default()), narrow);
    assert!(table.lines().all(|l| l.chars().count() <= 75), "{table}");
    assert!(table.starts_with("date "), "{table}");
    // Rather than break words, it becomes a list.
    let narrow = Layout { width: Some(45), colour: Colour::Plain };
    let list = text::table(&events(&hand(), &Filter::default()), narrow);
    assert!(list.lines().all(|l| l.chars().count() <= 45), "{list}");
    assert!(list.starts_with("date: 2026-03-02\nkind: visit\n"), "{list}");
    assert_eq!(list.split("\n\n").count(), 3, "{list}");
}

#[test]
fn filters_let_pass_what_they_name() {
    let hand = hand();
    let kinds =
        |filter: Filter| -> Vec<String> { events(&hand, &filter).rows.into_iter().map(|r| r[1].clone()).collect() };
    let all = Filter::default;
    assert_eq!(kinds(all()), ["visit", "meeting", "talks"]);
    assert_eq!(kinds(Filter { kind: Some("talks".into()), ..all() }), ["talks"]);
    assert_eq!(kinds(Filter { status: Some(chancery_model::Status::Held), ..all() }), ["meeting"]);
    assert_eq!(kinds(Filter { actor: Some("switzer".into()), ..all() }), ["meeting"]);
    assert_eq!(kinds(Filter { on: "2026-03-09".parse().ok(), ..all() }), ["meeting"]);
    assert_eq!(kinds(Filter { since: "2026-03-10".parse().ok(), ..all() }), ["meeting", "talks"]);
    assert_eq!(kinds(Filter { until: "2026-03-09".parse().ok(), ..all() }), [""; 0]);
}

#[test]
fn show_tells_everything_of_each_kind() {
    let hand = hand();
    let mut out = String::new();
    for id in ["e1000000000bb", "s1", "gazette-1", "Anna Keller"] {
        let handle = find(&hand, id).unwrap();
        out += &text::page(&show(&hand, handle), WIDE);
        out += "\n";
    }
    same("show.txt", &out);
}

#[test]
fn why_leads_from_words_to_record() {
    let hand = hand();
    let told = why(&hand, find(&hand, "e10").unwrap()).unwrap();
    same("why.txt", &text::page(&why_page(&told), WIDE));
    same("why.json", &json::line(&told));
    let actor = why(&hand, find(&hand, "anna").unwrap());
    assert!(matches!(actor, Err(ViewError::ActorHasNoWay(_))));
}

#[test]
fn what_makes_reports_one_origin_is_told_in_words_and_counts() {
    let mut hand = hand();
    let [a, b] = [0, 1].map(|n| hand.record.reports[n].id.clone());
    let why_of =
        |hand: &support::Hand, id: &str| text::page(&why_page(&why(hand, find(hand, id).unwrap()).unwrap()), UNWRAPPED);
    let event = hand.record.events.iter().position(|e| e.reports.len() == 2).unwrap();
    let one = |likeness| Origin {
        id: "sha256:one".to_owned(),
        reports: vec![a.clone(), b.clone()],
        outlet: None,
        copies: vec![Copied { of: a.clone(), by: b.clone(), likeness }],
    };
    let both = |id: &str, outlet: Option<&str>, citing: Vec<ReportId>| Voice {
        id: id.to_owned(),
        outlet: outlet.map(str::to_owned),
        reports: vec![a.clone(), b.clone()],
        citing,
    };
    assert!(!why_of(&hand, "e10").contains("Reports from one origin"));

    hand.record.events[event].voices = vec![both("sha256:one", None, Vec::new())];
    for (likeness, told) in [
        (Likeness::Same, "Harbour Gazette and Alpine Courier print the same words"),
        (Likeness::Alike { shared: 119, of: 131 }, "119 of 131 runs of five words stand in both (91%)"),
        (Likeness::Cut { shared: 40, of: 41 }, "of the shorter 40 of 41 runs of five words stand in both (98%)"),
    ] {
        hand.record.origins = vec![one(likeness)];
        assert!(why_of(&hand, "e10").contains(told), "{}", why_of(&hand, "e10"));
    }

    let imprint = Imprint {
        credits: vec![Credit { outlet: "Reuters".to_owned(), words: "BERN (Reuters)".to_owned() }],
        passed_on: vec![PassedOn { claim: ClaimId("e1000000000bb".to_owned()), outlet: "Reuters".to_owned() }],
        ..Imprint::default()
    };
    hand.record.reports[0].imprint = Some(Imprint { passed_on: Vec::new(), ..imprint.clone() });
    hand.record.reports[1].imprint = Some(Imprint { credits: Vec::new(), ..imprint });
    hand.record.origins =
        [&a, &b].map(|r| Origin { id: r.0.clone(), reports: vec![r.clone()], ..Origin::default() }).into();
    hand.record.events[event].voices = vec![both("outlet:Reuters", Some("Reuters"), vec![b.clone()])];
    let page = why_of(&hand, "e10");
    for told in [
        "what Reuters reports",
        "Harbour Gazette prints a text of Reuters: “BERN (Reuters)”",
        "Alpine Courier has it from Reuters",
    ] {
        assert!(page.contains(told), "{page}");
    }
    let shown = text::page(&show(&hand, find(&hand, "e10").unwrap()), UNWRAPPED);
    assert!(shown.contains("what Reuters reports"), "{shown}");
}

#[test]
fn a_page_tells_who_says_so_himself() {
    let mut hand = hand();
    let event = hand.record.events.iter().position(|e| e.reports.len() == 2).unwrap();
    let state =
        |id: &str, name: &str| Actor { id: ActorId(id.to_owned()), kind: ActorKind::State, name: name.to_owned() };
    let all = [state("ch", "Switzerland"), state("fr", "France"), state("it", "Italy")];
    for (n, told) in [
        (1, "one side says so itself: Switzerland"),
        (2, "both sides say so themselves: Switzerland and France"),
        (3, "3 sides say so themselves: Switzerland, France and Italy"),
    ] {
        hand.record.events[event].own_word = all[..n].to_vec();
        let shown = text::page(&show(&hand, find(&hand, "e10").unwrap()), UNWRAPPED);
        assert!(shown.contains(told), "{shown}");
        let brief = text::page(&brief(&hand, BriefOptions::default(), None).page(), UNWRAPPED);
        assert_eq!(brief.contains("both sides"), n > 1, "{brief}");
    }
}

#[test]
fn ids_may_be_shortened_while_they_are_plain() {
    let hand = hand();
    let message = |asked: &str| find(&hand, asked).unwrap_err().to_string();
    assert_eq!(message("e"), "`e` may mean `e3000000000bb`, `e1000000000aa` or `e2000000000aa`; type more of the id");
    assert_eq!(
        message("x"),
        "nothing in the record is called `x`; `chancery events` lists the ids of events, `chancery search WORDS` of reports"
    );
    // Both claims of one event begin so: that is no doubt.
    assert!(find(&hand, "e1").is_ok());
    assert!(find(&hand, "sha256:aaa").is_ok());
    // A surname is enough.
    assert!(matches!(find(&hand, "Keller"), Ok(Handle::Actor(a)) if a.actor.name == "Anna Keller"));
}

#[test]
fn colour_marks_and_does_not_change_the_words() {
    let page = brief(&hand(), BriefOptions::default(), None).page();
    let coloured = text::page(&page, Layout { colour: Colour::Ansi, ..WIDE });
    assert!(coloured.contains("\u{1b}[1m"));
    let mut plain = String::new();
    let mut rest = coloured.as_str();
    while let Some((before, after)) = rest.split_once('\u{1b}') {
        plain += before;
        rest = after.split_once('m').expect("a colour ends in m").1;
    }
    assert_eq!(plain + rest, text::page(&page, WIDE));
}

#[test]
fn words_of_a_report_cannot_command_a_terminal() {
    let mut table = chancery_view::Table { columns: vec!["words"], rows: Vec::new() };
    table.rows.push(vec!["be\u{1b}[31mware\u{202e} of\nthis".to_owned()]);
    assert_eq!(text::table(&table, WIDE), "words\nbe[31mware of this\n");
    assert_eq!(markdown::table(&table), "| words |\n| --- |\n| be\\[31mware of this |\n");
}

#[test]
fn csv_cells_keep_their_commas_and_quotes() {
    let table = chancery_view::Table { columns: vec!["a", "b"], rows: vec![vec!["x, y".into(), "say \"no\"".into()]] };
    assert_eq!(csv::table(&table), "a,b\n\"x, y\",\"say \"\"no\"\"\"\n");
}

#[test]
fn a_beginning_of_the_id_of_a_copy_leads_to_what_is_shown() {
    let id = |id: &str| ClaimId(id.to_owned());
    let mut hand = hand();
    hand.stand_ins = vec![
        (id("e1000000000ff"), id("e2000000000aa")),
        (id("e9000000000cc"), id("e1000000000bb")),
        (id("s9000000000cc"), id("s1000000000aa")),
    ];
    for asked in ["e9000", "e9000000000cc"] {
        assert!(matches!(find(&hand, asked), Ok(Handle::Event(e)) if e.id.0 == "e1000000000aa"), "{asked}");
    }
    assert!(matches!(find(&hand, "s9000"), Ok(Handle::Statement(s)) if s.id.0 == "s1000000000aa"));
    assert!(matches!(find(&hand, "e1000"), Err(ViewError::Ambiguous { .. })), "two events, one by its copy");

    // What a page prints is told apart from copies of other things too.
    let page = text::table(&events(&hand, &Filter::default()), Layout { width: None, colour: Colour::Plain });
    for id in page.split_whitespace().filter(|word| word.starts_with("e1000") || word.starts_with("e2000")) {
        assert!(find(&hand, id).is_ok(), "{id} in {page}");
    }
    assert!(page.contains("e1000000000a"), "{page}");
}
