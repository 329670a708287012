//! How equally speaking time is spread: the Lorenz curve and the Gini coefficient, in whole thousandths (SPEC R93).

use crate::wire::http::participation::Equality;

/// Steps of the curve at most; more would be finer than anybody sees.
const STEPS: u128 = 100;

/// `part` of `whole` in thousandths, rounded.
fn permille(part: u128, whole: u128) -> u64 {
    if whole == 0 {
        return 0;
    }
    u64::try_from((part * 2_000 + whole) / (whole * 2)).unwrap_or(u64::MAX)
}

/// What members have spoken, each in milliseconds, those who have not as 0; nothing while nobody has.
#[must_use]
pub fn equality(mut spent: Vec<u64>) -> Option<Equality> {
    spent.sort_unstable();
    let members = spent.len() as u128;
    let total: u128 = spent.iter().map(|ms| u128::from(*ms)).sum();
    if total == 0 {
        return None;
    }
    // Sums over the first so many, those who spoke least first; the first of them is 0, of nobody.
    let mut sums = Vec::with_capacity(spent.len() + 1);
    sums.push(0_u128);
    for ms in &spent {
        sums.push(sums[sums.len() - 1] + u128::from(*ms));
    }
    // Twice the area under the curve is the sum of neighbouring sums; the coefficient is what it lacks of the whole square.
    let under: u128 = sums.windows(2).map(|pair| pair[0] + pair[1]).sum();
    let whole = members * total;
    let steps = members.min(STEPS);
    let point = |step: u128| {
        let so_many = usize::try_from(members * step / steps).unwrap_or(spent.len());
        [permille(so_many as u128, members), permille(sums[so_many], total)]
    };
    let without_half = sums.iter().rposition(|sum| (total - sum) * 2 >= total).unwrap_or(0);
    Some(Equality {
        members: spent.len() as u64,
        spent_ms: u64::try_from(total).unwrap_or(u64::MAX),
        gini_permille: permille(whole.saturating_sub(under), whole),
        half_by: (spent.len() - without_half) as u64,
        lorenz: (0..=steps).map(point).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::equality;
    use proptest::prelude::*;

    #[test]
    fn r93_equality_of_known_cases() {
        let gini = |spent: &[u64]| equality(spent.to_vec()).map(|own| own.gini_permille);
        assert_eq!(gini(&[]), None);
        assert_eq!(gini(&[0, 0]), None);
        assert_eq!(gini(&[7]), Some(0));
        assert_eq!(gini(&[5, 5, 5]), Some(0));
        assert_eq!(gini(&[0, 0, 0, 9]), Some(750));
        assert_eq!(gini(&[1, 2, 3, 4]), Some(250));
        assert_eq!(gini(&[u64::MAX, u64::MAX]), Some(0));
        let half_by = |spent: &[u64]| equality(spent.to_vec()).map(|own| own.half_by);
        assert_eq!(half_by(&[1, 1, 1, 1]), Some(2));
        assert_eq!(half_by(&[0, 0, 1, 9]), Some(1));
        assert_eq!(half_by(&[3, 3, 3]), Some(2));
        let curve = equality(vec![4, 0, 0, 12]).map(|own| own.lorenz);
        assert_eq!(curve, Some(vec![[0, 0], [250, 0], [500, 0], [750, 250], [1000, 1000]]));
    }

    proptest! {
        /// Beside the definition: half the mean difference of all pairs over the mean.
        #[test]
        fn r93_gini_is_the_mean_difference(spent in prop::collection::vec(0_u64..100_000, 1..240)) {
            let total: u64 = spent.iter().sum();
            let Some(own) = equality(spent.clone()) else {
                prop_assert_eq!(total, 0);
                return Ok(());
            };
            let differences: u64 = spent.iter().flat_map(|one| spent.iter().map(|other| one.abs_diff(*other))).sum();
            #[expect(clippy::cast_precision_loss, reason = "the sums are small")]
            let defined = 1_000.0 * differences as f64 / (2.0 * spent.len() as f64 * total as f64);
            #[expect(clippy::cast_precision_loss, reason = "thousandths")]
            let told = own.gini_permille as f64;
            prop_assert!((told - defined).abs() <= 0.5 + 1e-6, "{} is told for {}", told, defined);
            prop_assert!(own.gini_permille < 1_000);
            // The curve rises, bends one way and lies below the straight line.
            prop_assert_eq!(own.lorenz.first(), Some(&[0, 0]));
            prop_assert_eq!(own.lorenz.last(), Some(&[1_000, 1_000]));
            prop_assert!(own.lorenz.len() <= 101);
            for pair in own.lorenz.windows(2) {
                prop_assert!(pair[0][0] < pair[1][0] && pair[0][1] <= pair[1][1]);
            }
            prop_assert!(own.lorenz.iter().all(|[people, time]| *time <= people + 1));
            // Nobody fewer has half, and so many have.
            let mut longest = spent;
            longest.sort_unstable_by(|one, other| other.cmp(one));
            let by = usize::try_from(own.half_by).unwrap();
            prop_assert!(longest[..by].iter().sum::<u64>() * 2 >= total);
            prop_assert!(longest[..by - 1].iter().sum::<u64>() * 2 < total);
        }
    }
}
