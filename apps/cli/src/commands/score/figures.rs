//! Figures as a row of a table, and as JSON: in percent, to two places, with the counts.

use serde_json::{Value, json};

use crate::score::{Figure, Share, percent};

/// What stands over rows of figures.
pub(super) fn head(label: &str) -> String {
    format!("{label:<22}F1      P      R     right    found     gold\n")
}

/// What stands over rows of shares.
pub(super) fn share_head(label: &str) -> String {
    format!("{label:<23}%     right       of\n")
}

/// Found against gold, in a row.
pub(super) fn row(label: &str, figure: Figure) -> String {
    let (f1, precision, recall) = (figure.f1(), figure.precision(), figure.recall());
    let Figure { correct, system, gold } = figure;
    format!("{label:<18}{f1:>6.2}{precision:>7.2}{recall:>7.2}{correct:>10}{system:>9}{gold:>9}\n")
}

/// Right of all, in a row.
pub(super) fn share_row(label: &str, share: Share) -> String {
    format!("{label:<18}{:>6.2}{:>10}{:>9}\n", percent(share.correct, share.of), share.correct, share.of)
}

/// Found against gold, as JSON.
pub(super) fn figure_json(figure: Figure) -> Value {
    let Figure { correct, system, gold } = figure;
    json!({
        "f1": rounded(figure.f1()),
        "precision": rounded(figure.precision()),
        "recall": rounded(figure.recall()),
        "correct": correct,
        "system": system,
        "gold": gold,
    })
}

/// Right of all, as JSON.
pub(super) fn share_json(share: Share) -> Value {
    json!({"percent": rounded(percent(share.correct, share.of)), "correct": share.correct, "of": share.of})
}

/// To two places, as the table has it.
pub(super) fn rounded(percent: f64) -> f64 {
    (percent * 100.0).round() / 100.0
}
