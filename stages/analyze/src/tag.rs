//! Name tags: 0 is no name; `1 + 2k` starts a name of kind `k`, `2 + 2k` goes on with it.

use chancery_model::NameKind;

/// Kinds, as the tags number them.
const KINDS: [NameKind; 5] =
    [NameKind::Person, NameKind::Organisation, NameKind::Place, NameKind::Group, NameKind::Other];
/// How many tags there are.
pub const COUNT: usize = 1 + 2 * KINDS.len();

/// The best row of tags in which none goes on with what was not begun, by its scores, [`COUNT`] a word
/// (Viterbi 1967).
#[must_use]
pub fn best(scores: &[f32]) -> Vec<usize> {
    let mut total = [f32::NEG_INFINITY; COUNT];
    let mut from: Vec<[usize; COUNT]> = Vec::with_capacity(scores.len() / COUNT);
    for (i, row) in scores.chunks_exact(COUNT).enumerate() {
        let mut now = [f32::NEG_INFINITY; COUNT];
        let mut back = [0; COUNT];
        let best = (0..COUNT).fold(0, |best, t| if total[t] > total[best] { t } else { best });
        for tag in 0..COUNT {
            let (before, score) = if tag > 0 && tag.is_multiple_of(2) {
                let before = if total[tag - 1] >= total[tag] { tag - 1 } else { tag };
                (before, total[before])
            } else if i == 0 {
                (0, 0.0)
            } else {
                (best, total[best])
            };
            (now[tag], back[tag]) = (score + row[tag], before);
        }
        total = now;
        from.push(back);
    }
    let mut tag = (0..COUNT).fold(0, |best, t| if total[t] > total[best] { t } else { best });
    let mut tags = vec![0; from.len()];
    for (i, back) in from.iter().enumerate().rev() {
        tags[i] = tag;
        tag = back[tag];
    }
    tags
}

/// The names of a row of tags: the words of each, as positions, and its kind.
pub fn names(tags: impl IntoIterator<Item = usize>) -> Vec<(std::ops::Range<usize>, NameKind)> {
    let mut out: Vec<(std::ops::Range<usize>, NameKind)> = Vec::new();
    for (i, tag) in tags.into_iter().enumerate() {
        let Some(kind) = tag.checked_sub(1).and_then(|t| KINDS.get(t / 2)) else { continue };
        match out.last_mut() {
            Some((words, k)) if tag.is_multiple_of(2) && words.end == i && k == kind => words.end = i + 1,
            _ => out.push((i..i + 1, *kind)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(tag: usize) -> [f32; COUNT] {
        std::array::from_fn(|t| if t == tag { 2.0 } else { 0.0 })
    }

    #[test]
    fn what_goes_on_was_begun() {
        // Words that look like "no name, goes on with a place": the place must begin somewhere.
        let scores = [row(0).map(|score| score / 2.0), row(6), row(6)].concat();
        let tags = best(&scores);
        assert_eq!(tags, [5, 6, 6]);
        assert_eq!(names(tags), [(0..3, NameKind::Place)]);
    }

    #[test]
    fn neighbours_stay_apart() {
        assert_eq!(
            names([1, 2, 1, 0, 3]),
            [(0..2, NameKind::Person), (2..3, NameKind::Person), (4..5, NameKind::Organisation)]
        );
        assert!(best(&[]).is_empty());
    }
}
