//! Works that more than one question cites.

pub(super) const CLOPPER_PEARSON: &str =
    "Clopper CJ, Pearson ES, Biometrika 1934;26:404, doi:10.1093/biomet/26.4.404";

pub(super) const WILSON: &str =
    "Wilson EB, J Am Stat Assoc 1927;22:209, doi:10.1080/01621459.1927.10502953";

pub(super) const JONCKHEERE: &str =
    "Jonckheere AR, Biometrika 1954;41:133, doi:10.1093/biomet/41.1-2.133";
