//! Runs and spread inside one ballot. An answer of 0 is missing and is left out first.

fn answered(ballot: &[u8]) -> impl Iterator<Item = u8> {
    ballot.iter().copied().filter(|level| *level > 0)
}

/// Longest run of equal consecutive answers (Johnson 2005; `careless::longstring`); 0 without
/// answers.
pub fn longstring(ballot: &[u8]) -> usize {
    let (mut longest, mut run, mut last) = (0, 0, 0);
    for level in answered(ballot) {
        run = if level == last { run + 1 } else { 1 };
        last = level;
        longest = longest.max(run);
    }
    longest
}

/// Mean length of the runs of equal answers: answers over runs; `None` without answers.
pub fn mean_run(ballot: &[u8]) -> Option<f64> {
    let (mut n, mut runs, mut last) = (0_u32, 0_u32, 0);
    for level in answered(ballot) {
        n += 1;
        runs += u32::from(level != last);
        last = level;
    }
    (runs > 0).then(|| f64::from(n) / f64::from(runs))
}

/// Intra-individual response variability: the standard deviation of a ballot's answers, divisor
/// n − 1 (Dunn, Heggestad, Shanock & Theilgard 2018; `careless::irv`); `None` below two answers.
pub fn irv(ballot: &[u8]) -> Option<f64> {
    let (mut n, mut sum, mut squares) = (0_i64, 0_i64, 0_i64);
    for level in answered(ballot).map(i64::from) {
        n += 1;
        sum += level;
        squares += level * level;
    }
    // Whole numbers: the sum of squares about the mean, times n, is exact.
    (n > 1).then(|| ((n * squares - sum * sum) as f64 / (n * (n - 1)) as f64).sqrt())
}
