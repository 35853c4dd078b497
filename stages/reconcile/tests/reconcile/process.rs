//! Five overlapping reports of one diplomatic process, only the first of them dated: the facts of
//! such a set, without its words.

use chancery_model::{Record, Status};
use chancery_reconcile::Material;

use crate::told::{all, day, event, id, met, names, reconcile, report, told};

fn five_reports() -> Material {
    let quad = "Zelensky/Ukraine, Starmer/UK, Macron/France, Merz/Germany";
    all(&[
        report(
            "a",
            Some("2025-12-08"),
            &[
                met("Zelensky/Ukraine, UK, France, Germany").at("London/UK").on("2025-12-08"),
                met("Zelensky/Ukraine, Rutte/NATO, Leyen/EU").planned().at("Brussels/Belgium").on("2025-12-08"),
                met("Zelensky/Ukraine, Meloni/Italy").planned().at("Rome/Italy").on("2025-12-09"),
            ],
        ),
        report("b", None, &[met(quad).at("London/UK"), told("summit", "*coalition of the willing, Zelensky/Ukraine")]),
        report(
            "c",
            None,
            &[
                met(quad).at("London/UK"),
                met("Rutte/NATO, Costa/EU, Leyen/EU").at("Brussels/Belgium"),
                told("talks", "Witkoff/US, Kushner/US, Ukraine").at("Miami/US"),
                told("talks", "Witkoff/US, Kushner/US, Russia"),
            ],
        ),
        report("d", None, &[met("Zelensky/Ukraine, *envoys/US"), met("Zelensky/Ukraine, *European leaders")]),
        report(
            "e",
            None,
            &[
                met("Zelensky/Ukraine, Trump/US, Starmer/UK, Rutte/NATO, Macron/France, Meloni/Italy, Merz/Germany, \
                     Stubb/Finland, Leyen/EU")
                .planned()
                .at("Washington/US"),
                told("summit", "Trump/US, Putin/Russia").at("Alaska/US"),
                told("call", "*European leaders, NATO, Macron/France"),
            ],
        ),
    ])
}

fn history(record: &Record, report: &str, n: usize) -> Vec<(Status, Option<String>)> {
    let steps = &event(record, &id(report, n)).history;
    steps.iter().map(|h| (h.status, h.learned.map(|l| l.to_string()))).collect()
}

#[test]
fn five_reports_make_one_record() {
    let record = reconcile(&five_reports());
    assert_eq!(record.events.len(), 11, "of fourteen claims, three tell what others told");

    let london = event(&record, &id("a", 0));
    assert_eq!(london.claims, [id("a", 0), id("b", 0), id("c", 0)]);
    assert_eq!(london.date().unwrap().to_string(), "2025-12-08");
    assert_eq!(names(london), ["Macron", "Merz", "Starmer", "Zelensky"]);
    assert_eq!(london.origins, 3);

    let brussels = event(&record, &id("c", 1));
    assert_eq!(brussels.claims, [id("a", 1), id("c", 1)]);
    assert_eq!(
        history(&record, "a", 1),
        [(Status::Planned, Some("2025-12-08".into())), (Status::Held, Some("2025-12-08/..".into()))]
    );
    assert_eq!(names(brussels), ["Costa", "Leyen", "Rutte", "Zelensky"]);
    assert!(!brussels.overdue);

    for (report, n) in [("b", 1), ("c", 2), ("c", 3), ("d", 0), ("d", 1), ("e", 0), ("e", 1), ("e", 2)] {
        let event = event(&record, &id(report, n));
        assert_eq!((event.claims.len(), event.date()), (1, None), "{report} {n}");
    }
    assert_eq!(history(&record, "b", 1), [(Status::Held, Some("2025-12-08/..".into()))], "as its London meeting shows");
    assert_eq!(history(&record, "e", 1), [(Status::Held, None)]);
}

#[test]
fn the_plan_for_rome_is_overdue_once_its_day_is_past() {
    let rome = |now: Option<&str>| {
        let material = Material { now: now.map(day), ..five_reports() };
        event(&reconcile(&material), &id("a", 2)).overdue
    };
    assert!(!rome(None));
    assert!(!rome(Some("2025-12-09")));
    assert!(rome(Some("2025-12-10")));
}
