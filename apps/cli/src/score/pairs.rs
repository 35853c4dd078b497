//! What of the gold answers to what of ours: each to one at most.

/// Pairs of two lists, one to one: the best are taken first, of equals the first, and only those whose mark is
/// `floor` or more. They come in the order of the gold.
pub(crate) fn pairs<A, B>(gold: &[A], ours: &[B], mark: impl Fn(&A, &B) -> f64, floor: f64) -> Vec<(usize, usize)> {
    let all = gold.iter().enumerate().flat_map(|(i, g)| ours.iter().enumerate().map(move |(j, s)| (i, g, j, s)));
    let mut marked: Vec<(f64, usize, usize)> = all.map(|(i, g, j, s)| (mark(g, s), i, j)).collect();
    marked.retain(|(mark, ..)| *mark >= floor);
    marked.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    let (mut of_gold, mut of_ours) = (vec![false; gold.len()], vec![false; ours.len()]);
    let mut out = Vec::new();
    for (_, i, j) in marked {
        if !of_gold[i] && !of_ours[j] {
            (of_gold[i], of_ours[j]) = (true, true);
            out.push((i, j));
        }
    }
    out.sort_unstable();
    out
}

/// Those of a list that are in no pair.
pub(crate) fn unpaired<T>(list: &[T], paired: impl Iterator<Item = usize>) -> Vec<&T> {
    let paired: Vec<usize> = paired.collect();
    list.iter().enumerate().filter(|(i, _)| !paired.contains(i)).map(|(_, one)| one).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_best_pair_comes_first_and_each_once() {
        let near = |a: &i32, b: &i32| 1.0 / f64::from(1 + (a - b).abs());
        assert_eq!(pairs(&[1, 5], &[4, 5, 9], near, 0.2), [(0, 0), (1, 1)]);
        assert_eq!(pairs(&[1, 1], &[1], near, 0.2), [(0, 0)]);
        assert_eq!(pairs(&[1], &[9], near, 0.2), []);
        assert_eq!(unpaired(&["a", "b", "c"], [0, 2].into_iter()), [&"b"]);
    }
}
