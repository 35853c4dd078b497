//! Scores of heads in, the best well-formed tree out.
//!
//! Nearly always the best head of each word makes a tree already. Where it does not, the maximum
//! spanning arborescence is found by contracting cycles (Chu and Liu 1965, Edmonds 1967), and held to
//! one root by making every arc from the root dearer than all others together (Stanojević and Cohen
//! 2021, arXiv:2109.06521).

/// Scores of a sentence of `n` words: row `i`, column `j` is how well word `j` suits as head of word `i`;
/// 0 is the root, whose row counts for nothing.
#[derive(Clone, Debug)]
pub struct Scores {
    size: usize,
    values: Vec<f32>,
}

impl Scores {
    /// Takes `size` × `size` scores, row by row.
    ///
    /// # Panics
    /// When the number of values is not `size` squared.
    #[must_use]
    pub fn new(size: usize, values: Vec<f32>) -> Self {
        assert_eq!(size * size, values.len(), "a score for each pair");
        Self { size, values }
    }

    fn of(&self, dependent: usize, head: usize) -> f32 {
        self.values[dependent * self.size + head]
    }

    fn set(&mut self, dependent: usize, head: usize, score: f32) {
        self.values[dependent * self.size + head] = score;
    }

    /// The best head of each node but the root, itself excepted; ties go to the leftmost.
    fn greedy(&self) -> Vec<usize> {
        let mut heads = vec![0; self.size];
        for (dependent, best) in heads.iter_mut().enumerate().skip(1) {
            for head in 1..self.size {
                if head != dependent && self.of(dependent, head) > self.of(dependent, *best) {
                    *best = head;
                }
            }
        }
        heads
    }
}

/// The heads of words 1 to n, as one tree with one word under the root.
#[must_use]
pub fn heads(mut scores: Scores) -> Vec<usize> {
    let greedy = scores.greedy();
    let roots = greedy[1.min(scores.size)..].iter().filter(|h| **h == 0).count();
    if scores.size <= 1 || roots == 1 && cycle(&greedy).is_none() {
        return greedy.into_iter().skip(1).collect();
    }
    let (low, high) = scores.values.iter().fold((0.0_f32, 0.0_f32), |(low, high), v| (low.min(*v), high.max(*v)));
    #[expect(clippy::cast_precision_loss, reason = "sentences are short")]
    let dear = (high - low + 1.0) * scores.size as f32;
    for dependent in 1..scores.size {
        let score = scores.of(dependent, 0);
        scores.set(dependent, 0, score - dear);
    }
    arborescence(&scores).into_iter().skip(1).collect()
}

/// The nodes of a cycle, if there is one.
fn cycle(heads: &[usize]) -> Option<Vec<usize>> {
    // 0: not seen; otherwise the walk in which it was seen.
    let mut seen = vec![0; heads.len()];
    for start in 1..heads.len() {
        let mut at = start;
        while at != 0 && seen[at] == 0 {
            seen[at] = start;
            at = heads[at];
        }
        if at != 0 && seen[at] == start {
            let first = at;
            let mut nodes = vec![first];
            at = heads[first];
            while at != first {
                nodes.push(at);
                at = heads[at];
            }
            return Some(nodes);
        }
    }
    None
}

/// The best tree over all nodes: each cycle of the greedy choice is drawn together into one node, the
/// smaller problem solved, and the cycle opened where the tree enters it. One round a cycle.
fn arborescence(scores: &Scores) -> Vec<usize> {
    let mut heads = scores.greedy();
    let Some(cycle) = cycle(&heads) else { return heads };
    let size = scores.size;
    let in_cycle = {
        let mut flags = vec![false; size];
        cycle.iter().for_each(|&i| flags[i] = true);
        flags
    };
    let outside: Vec<usize> = (0..size).filter(|i| !in_cycle[*i]).collect();
    let drawn = outside.len();
    let mut smaller = Scores::new(drawn + 1, vec![f32::NEG_INFINITY; (drawn + 1) * (drawn + 1)]);
    // For each outside node: the cycle's best head for it, and the cycle's node it enters best.
    let (mut leaves, mut enters) = (vec![0; drawn], vec![0; drawn]);
    for (a, &i) in outside.iter().enumerate() {
        for (b, &j) in outside.iter().enumerate() {
            smaller.set(a, b, scores.of(i, j));
        }
        let gain = |c: usize| scores.of(c, i) - scores.of(c, heads[c]);
        let (mut leave, mut enter) = (cycle[0], cycle[0]);
        for &c in &cycle {
            if scores.of(i, c) > scores.of(i, leave) {
                leave = c;
            }
            if gain(c) > gain(enter) {
                enter = c;
            }
        }
        (leaves[a], enters[a]) = (leave, enter);
        smaller.set(a, drawn, scores.of(i, leave));
        smaller.set(drawn, a, gain(enter));
    }
    let solved = arborescence(&smaller);
    for (a, &i) in outside.iter().enumerate().skip(1) {
        heads[i] = if solved[a] == drawn { leaves[a] } else { outside[solved[a]] };
    }
    let from = solved[drawn];
    heads[enters[from]] = outside[from];
    heads
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn total(scores: &Scores, heads: &[usize]) -> f64 {
        heads.iter().enumerate().map(|(i, h)| f64::from(scores.of(i + 1, *h))).sum()
    }

    fn is_tree(heads: &[usize]) -> bool {
        let with_root: Vec<usize> = std::iter::once(0).chain(heads.iter().copied()).collect();
        heads.iter().filter(|h| **h == 0).count() == 1 && cycle(&with_root).is_none()
    }

    /// The best tree by trying them all.
    fn best(scores: &Scores) -> f64 {
        let n = scores.size - 1;
        let mut best = f64::NEG_INFINITY;
        for code in 0..(n + 1).pow(u32::try_from(n).unwrap()) {
            let heads: Vec<usize> = (0..n).map(|i| code / (n + 1).pow(u32::try_from(i).unwrap()) % (n + 1)).collect();
            if heads.iter().enumerate().all(|(i, h)| *h != i + 1) && is_tree(&heads) {
                best = best.max(total(scores, &heads));
            }
        }
        best
    }

    proptest! {
        #[test]
        fn finds_the_best_tree(n in 1_usize..5, values in prop::collection::vec(-9.0_f32..9.0, 25)) {
            let scores = Scores::new(n + 1, values[..(n + 1) * (n + 1)].to_vec());
            let found = heads(scores.clone());
            prop_assert!(is_tree(&found), "{found:?}");
            prop_assert!((total(&scores, &found) - best(&scores)).abs() < 1e-3, "{found:?}");
        }

        #[test]
        fn always_gives_a_tree(n in 1_usize..40, seed in any::<u64>()) {
            let mut state = seed | 1;
            let mut next = || { state ^= state << 13; state ^= state >> 7; state ^= state << 17; (state % 1000) as f32 / 100.0 };
            let scores = Scores::new(n + 1, (0..(n + 1) * (n + 1)).map(|_| next()).collect());
            prop_assert!(is_tree(&heads(scores)));
        }
    }

    #[test]
    fn nothing_has_no_heads() {
        assert!(heads(Scores::new(1, vec![0.0])).is_empty());
        assert!(heads(Scores::new(0, vec![])).is_empty());
    }
}
