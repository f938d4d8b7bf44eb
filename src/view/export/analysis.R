# Reproduces the analysis of a cohort from its classified rows, with base R alone.
#
#   Rscript analysis.R classified.csv numbers.csv
#
# reads the classified rows, prints a summary, and writes every number of the
# analysis with its name. Methods are named beside the calls.

# --- settings: those of the analysis that this script was saved with ---
# --- end of settings ---

arguments <- commandArgs(trailingOnly = TRUE)
input <- if (length(arguments) > 0) arguments[1] else "classified.csv"
output <- if (length(arguments) > 1) arguments[2] else "numbers.csv"
# R says at once what it warns of: chi-square tests of small tables, models of few women.
options(warn = 1, stringsAsFactors = FALSE)
z <- qnorm((1 - settings$level) / 2, lower.tail = FALSE)

# --- what is written down ---
names_of <- character(0); values_of <- character(0)
tests <- list()
text <- function(path, value) { names_of[length(names_of) + 1] <<- path; values_of[length(values_of) + 1] <<- value }
say <- function(path, value) if (length(value) == 1 && !is.na(value)) text(path, sprintf("%.17g", as.numeric(value)))
interval <- function(path, limits) { say(paste0(path, ".interval.lower"), limits[1]); say(paste0(path, ".interval.upper"), limits[2]) }
estimate <- function(path, value, limits) { say(paste0(path, ".value"), value); interval(path, limits) }
tested <- function(path, kind, p, statistic = NA, df = NA) {
  text(paste0(path, ".test"), kind)
  say(paste0(path, ".result.statistic"), statistic)
  say(paste0(path, ".result.degrees_of_freedom"), df)
  say(paste0(path, ".result.p_value.value"), p)
  tests[[length(tests) + 1]] <<- list(path = path, p = p)
}

# --- the women ---
d <- read.csv(input, encoding = "UTF-8", na.strings = "", colClasses = "character", check.names = FALSE)
names(d)[1] <- "patient_id"
# A value can be a bound, such as <0.5: it classifies where the bound decides, and is no number.
number <- function(name) suppressWarnings(as.numeric(d[[name]]))
value_names <- c("age_years", "bmi", "previous_losses", "nk_percent", "nk_cyto_50", "nk_cyto_25", "nk_cyto_12_5", "th1_th2_ratio")
numbers <- setNames(lapply(value_names, number), value_names)
idiopathic <- ifelse(is.na(d$etiology), NA, d$etiology == "idiopathic")
within <- function(x, band) !is.na(x) & x >= band[1] & x <= band[2]
passes <- rep(TRUE, nrow(d))
if (!is.na(settings$etiology)) passes <- passes & !is.na(idiopathic) & idiopathic == (settings$etiology == "idiopathic")
if (settings$filter_age) passes <- passes & within(numbers$age_years, settings$age)
if (settings$filter_losses) passes <- passes & within(numbers$previous_losses, settings$losses)
if (settings$filter_year) passes <- passes & within(number("year"), settings$year)
# The columns that were kept: numbers, days from 1970-01-01, 1 for yes, places of levels from 0.
own_values <- lapply(own, function(one) {
  x <- d[[one$at]]
  switch(one$kind, number = as.numeric(x), date = as.numeric(as.Date(x)), yes_no = as.numeric(x == "yes"), category = match(x, one$levels) - 1)
})
if (filter_lacks_a_column) stop("The filter asks for a column that was not kept, so no woman is analyzed.")
for (name in names(own)) if (own[[name]]$filters) {
  x <- own_values[[name]]
  passes <- passes & if (is.null(own[[name]]$wanted) && own[[name]]$kind %in% c("number", "date")) within(x, own[[name]]$limits) else x %in% own[[name]]$wanted
}
own_values <- lapply(own_values, `[`, passes)
n_outside <- sum(!passes)
bounds <- lapply(setNames(value_names, value_names), function(name) {
  sign <- substr(d[[name]], 1, 1); sign[is.na(sign) | grepl("[0-9.-]", sign)] <- ""
  list(sign = sign[passes], limit = suppressWarnings(as.numeric(ifelse(sign == "", d[[name]], substring(d[[name]], 2))))[passes])
})
d <- d[passes, , drop = FALSE]; numbers <- lapply(numbers, `[`, passes); idiopathic <- idiopathic[passes]
known <- !idiopathic
classes <- c("normal", "nk", "cytotoxicity", "th1_th2", "nk_cytotoxicity", "nk_th1_th2", "cytotoxicity_th1_th2", "all")
high_of <- list(nk_level = c("nk", "nk_cytotoxicity", "nk_th1_th2", "all"),
                nk_cytotoxicity = c("cytotoxicity", "nk_cytotoxicity", "cytotoxicity_th1_th2", "all"),
                th1_th2 = c("th1_th2", "nk_th1_th2", "cytotoxicity_th1_th2", "all"))
class <- ifelse(d$immune_class == "indeterminate", NA, d$immune_class)
ended <- c("live_birth", "miscarriage", "biochemical_loss", "ectopic", "molar", "termination", "stillbirth")
birth <- ifelse(d$outcome %in% ended, d$outcome == "live_birth", NA)
ivig <- ifelse(is.na(d$ivig), NA, d$ivig == "yes")
aneuploid <- ifelse(is.na(d$fetal_karyotype), NA, d$fetal_karyotype == "aneuploid")
enrolled <- !is.na(numbers$previous_losses) & numbers$previous_losses >= settings$minimum_losses
classified <- enrolled & !is.na(class)
analyzed <- classified & !is.na(birth)
abnormal <- ifelse(is.na(class), NA, class != "normal")
strata <- list(all = rep(TRUE, nrow(d)), idiopathic = !is.na(idiopathic) & idiopathic, known = !is.na(known) & known)

# --- methods ---
# Wilson's interval.
wilson <- function(x, n) {
  shrink <- 1 + z^2 / n
  limits <- ((x / n + z^2 / (2 * n)) + c(-1, 1) * z * sqrt(x / n * (1 - x / n) / n + z^2 / (4 * n^2))) / shrink
  c(if (x == 0) 0 else limits[1], if (x == n) 1 else limits[2])
}
share <- function(path, x, n) if (n > 0) {
  say(paste0(path, ".events"), x); say(paste0(path, ".total"), n)
  say(paste0(path, ".estimate"), x / n); interval(path, wilson(x, n))
}
# A root to full precision.
root <- function(f, lower, upper) uniroot(f, c(lower, upper), tol = 1e-15, maxiter = 10000)$root
# Koopman's lower limit of the risk ratio.
koopman_lower <- function(x1, n1, x2, n2) {
  if (x1 == 0) return(0)
  excess <- function(log_ratio) {
    ratio <- exp(log_ratio)
    one <- (n1 + x2) * ratio; other <- n2 + x1
    p2 <- min(1, 2 * (x1 + x2) / (one + other + sqrt((one - other)^2 + 4 * ratio * (n1 - x1) * (n2 - x2))))
    p1 <- min(1, ratio * p2)
    x1 / n1 - ratio * x2 / n2 - z * sqrt(p1 * (1 - p1) / n1 + ratio^2 * p2 * (1 - p2) / n2)
  }
  upper <- if (x2 == 0) 0 else log(x1 / n1 / (x2 / n2)) - 1e-12
  while (excess(upper) > 0) upper <- upper + 1
  lower <- upper - 1
  while (excess(lower) < 0) lower <- lower - 1
  exp(root(excess, lower, upper))
}
# The conditional odds ratio with its exact interval: roots of the noncentral hypergeometric distribution.
conditional <- function(x1, n1, x2, n2) {
  events <- x1 + x2
  k <- max(0, events - n2):min(n1, events)
  log_density <- dhyper(k, n1, n2, events, log = TRUE)
  density <- function(t) { w <- log_density + k * t; w <- exp(w - max(w)); w / sum(w) }
  find <- function(f) { step <- 1; while (f(-step) * f(step) > 0) step <- 2 * step; exp(root(f, -step, step)) }
  error <- (1 - settings$level) / 2
  at_lowest <- x1 == min(k); at_highest <- x1 == max(k)
  list(value = if (at_lowest) 0 else if (at_highest) Inf else find(function(t) sum(k * density(t)) - x1),
       limits = c(if (at_lowest) 0 else find(function(t) log(sum(density(t)[k >= x1])) - log(error)),
                  if (at_highest) Inf else find(function(t) log(sum(density(t)[k <= x1])) - log(error))))
}
# The difference of two shares: Newcombe 1998, method 10.
risk_difference <- function(path, x1, n1, x2, n2) {
  w1 <- wilson(x1, n1); w2 <- wilson(x2, n2); p1 <- x1 / n1; p2 <- x2 / n2
  difference <- (x1 * n2 - x2 * n1) / n1 / n2
  estimate(paste0(path, ".difference"), difference,
           c(difference - sqrt((p1 - w1[1])^2 + (w2[2] - p2)^2), difference + sqrt((w1[2] - p1)^2 + (p2 - w2[1])^2)))
}
# Two shares as they are, under these names.
two_shares <- function(path, x1, n1, x2, n2, first = "first", second = "second") {
  share(paste0(path, ".", first), x1, n1); share(paste0(path, ".", second), x2, n2)
  risk_difference(path, x1, n1, x2, n2)
  if (x1 + x2 > 0) estimate(paste0(path, ".ratio"), x1 / n1 / (x2 / n2), c(koopman_lower(x1, n1, x2, n2), 1 / koopman_lower(x2, n2, x1, n1)))
}
contrast <- function(path, x1, n1, x2, n2) {
  if (n1 == 0 || n2 == 0) return(invisible())
  two_shares(path, x1, n1, x2, n2)
  whole <- x1 + x2 > 0 && x1 + x2 < n1 + n2
  m <- matrix(c(x1, n1 - x1, x2, n2 - x2), 2, byrow = TRUE)
  if (whole) {
    odds <- conditional(x1, n1, x2, n2)
    estimate(paste0(path, ".odds_ratio"), odds$value, odds$limits)
    chi <- chisq.test(m, correct = FALSE)
    say(paste0(path, ".chi_square.statistic"), chi$statistic)
    say(paste0(path, ".chi_square.degrees_of_freedom"), 1)
    say(paste0(path, ".chi_square.p_value.value"), chi$p.value)
  }
  tested(paste0(path, ".test"), "fisher", fisher.test(m)$p.value)
}

# --- flow ---
say("flow.counts.n_records", nrow(d) + n_outside); say("flow.counts.n_outside_filter", n_outside)
say("flow.counts.n_losses_unknown", sum(is.na(numbers$previous_losses)))
say("flow.counts.n_too_few_losses", sum(!is.na(numbers$previous_losses) & !enrolled))
say("flow.counts.n_enrolled", sum(enrolled)); say("flow.counts.n_classified", sum(classified))
say("flow.counts.n_immunity_indeterminate", sum(enrolled & is.na(class)))
say("flow.counts.n_outcome_unknown", sum(classified & is.na(birth))); say("flow.counts.n_analyzed", sum(analyzed))
branches <- list(idiopathic = strata$idiopathic, known = strata$known, not_stated = is.na(idiopathic))
for (name in names(branches)) for (group in c("normal", "abnormal")) {
  here <- branches[[name]] & classified & abnormal == (group == "abnormal"); here <- !is.na(here) & here
  path <- paste0("flow.branches.", name, ".", group)
  say(paste0(path, ".n"), sum(here))
  say(paste0(path, ".n_treated"), sum(here & !is.na(ivig) & ivig))
  say(paste0(path, ".n_untreated"), sum(here & !is.na(ivig) & !ivig))
  say(paste0(path, ".n_treatment_unknown"), sum(here & is.na(ivig)))
  say(paste0(path, ".n_analyzed"), sum(here & !is.na(birth)))
  say(paste0(path, ".n_live_births"), sum(here & !is.na(birth) & birth))
}

# --- table 1 ---
skewness <- function(x) {
  x <- x - mean(x)
  if (length(x) < 3 || sum(x^2) == 0) NA else mean(x^3) / mean(x^2)^1.5
}
describe <- function(path, x) if (length(x) > 0) {
  q <- quantile(x, c(0.25, 0.5, 0.75), type = 7, names = FALSE)
  say(paste0(path, ".n"), length(x)); say(paste0(path, ".mean"), mean(x))
  if (length(x) > 1) say(paste0(path, ".standard_deviation"), sd(x))
  say(paste0(path, ".minimum"), min(x)); say(paste0(path, ".first_quartile"), q[1]); say(paste0(path, ".median"), q[2])
  say(paste0(path, ".third_quartile"), q[3]); say(paste0(path, ".maximum"), max(x))
}
sizes <- function(path, here, first) {
  say(paste0(path, ".first"), sum(here & first)); say(paste0(path, ".second"), sum(here & !first)); say(paste0(path, ".both"), sum(here))
}
table_one <- function(path, first, shares) {
  here <- classified & !is.na(first); first <- here & first
  if (sum(here & first) == 0 || sum(here & !first) == 0) return(invisible())
  sizes(paste0(path, ".sizes"), here, first)
  number_row <- function(name, x, by_median) {
    at <- paste0(path, ".rows.", name)
    sizes(paste0(at, ".missing"), here & is.na(x), first)
    a <- x[here & first & !is.na(x)]; b <- x[here & !first & !is.na(x)]
    even <- function(x) { s <- if (length(x) > 0) skewness(x) else NA; !is.na(s) && abs(s) <= settings$skewness_limit }
    by_mean <- !by_median && even(a) && even(b)
    text(paste0(at, ".summary.numbers.typical"), if (by_mean) "mean" else "median")
    describe(paste0(at, ".summary.numbers.first"), a); describe(paste0(at, ".summary.numbers.second"), b)
    describe(paste0(at, ".summary.numbers.both"), x[here & !is.na(x)])
    if (length(a) == 0 || length(b) == 0) return(invisible())
    if (length(a) > 1 && length(b) > 1 && var(a) + var(b) > 0)
      say(paste0(at, ".standardized_difference"), (mean(a) - mean(b)) / sqrt((var(a) + var(b)) / 2))
    if (by_mean) {
      t <- t.test(a, b)
      tested(paste0(at, ".test"), "welch", t$p.value, t$statistic, t$parameter)
    } else ranked(at, a, b)
  }
  ranked <- function(at, a, b) {
    w <- wilcox.test(a, b, exact = FALSE, correct = TRUE)
    if (is.nan(w$p.value)) return(invisible())
    ties <- table(c(a, b)); n <- length(a) + length(b)
    sigma <- sqrt(length(a) * length(b) / 12 * (n + 1 - sum(ties^3 - ties) / (n * (n - 1))))
    off <- w$statistic - length(a) * length(b) / 2
    tested(paste0(at, ".test"), "mann_whitney", w$p.value, (off - sign(off) * 0.5) / sigma)
  }
  share_row <- function(name, x) {
    at <- paste0(path, ".rows.", name)
    sizes(paste0(at, ".missing"), here & is.na(x), first)
    x1 <- sum(x[here & first], na.rm = TRUE); n1 <- sum(here & first & !is.na(x))
    x2 <- sum(x[here & !first], na.rm = TRUE); n2 <- sum(here & !first & !is.na(x))
    share(paste0(at, ".summary.share.first"), x1, n1); share(paste0(at, ".summary.share.second"), x2, n2)
    share(paste0(at, ".summary.share.both"), x1 + x2, n1 + n2)
    if (n1 == 0 || n2 == 0) return(invisible())
    p1 <- x1 / n1; p2 <- x2 / n2; v <- (p1 * (1 - p1) + p2 * (1 - p2)) / 2
    if (v > 0) say(paste0(at, ".standardized_difference"), (p1 - p2) / sqrt(v))
    fourfold(at, x1, n1, x2, n2)
  }
  fourfold <- function(at, x1, n1, x2, n2) {
    m <- matrix(c(x1, n1 - x1, x2, n2 - x2), 2, byrow = TRUE)
    if (min(outer(rowSums(m), colSums(m))) < 5 * sum(m)) tested(paste0(at, ".test"), "fisher", fisher.test(m)$p.value)
    else { t <- chisq.test(m, correct = FALSE); tested(paste0(at, ".test"), "chi_square", t$p.value, t$statistic, 1) }
  }
  category_row <- function(name, x, n_levels, ordered) {
    at <- paste0(path, ".rows.", name)
    sizes(paste0(at, ".missing"), here & is.na(x), first)
    a <- x[here & first & !is.na(x)]; b <- x[here & !first & !is.na(x)]
    one <- tabulate(a + 1, n_levels); two <- tabulate(b + 1, n_levels); n1 <- length(a); n2 <- length(b)
    for (k in seq_len(n_levels)) {
      to <- paste0(at, ".summary.levels.levels.", k - 1)
      share(paste0(to, ".first"), one[k], n1); share(paste0(to, ".second"), two[k], n2); share(paste0(to, ".both"), one[k] + two[k], n1 + n2)
    }
    if (n1 == 0 || n2 == 0) return(invisible())
    m <- cbind(one, two)[one + two > 0, , drop = FALSE]
    if (nrow(m) > 1) {
      # Yang and Dalton 2012, over all levels but the first.
      p <- m[, 1] / n1; q <- m[, 2] / n2; spread <- function(p) (diag(p) - p %o% p)[-1, -1, drop = FALSE]
      S <- (spread(p) + spread(q)) / 2; off <- (p - q)[-1]
      if (qr(S)$rank == nrow(S)) say(paste0(at, ".standardized_difference"), sqrt(drop(off %*% solve(S, off))))
    }
    if (ordered) return(ranked(at, a, b))
    if (nrow(m) == 1) return(tested(paste0(at, ".test"), "fisher", 1))
    if (nrow(m) == 2) return(fourfold(at, m[2, 1], n1, m[2, 2], n2))
    if (min(outer(rowSums(m), colSums(m))) >= 5 * sum(m) || sum(m) > settings$exact_limit) {
      t <- chisq.test(m, correct = FALSE); tested(paste0(at, ".test"), "chi_square", t$p.value, t$statistic, t$parameter)
    } else tested(paste0(at, ".test"), "freeman_halton", fisher.test(m, workspace = 2e8)$p.value)
  }
  for (name in value_names) number_row(name, numbers[[name]], name == "previous_losses")
  for (name in names(shares)) share_row(name, shares[[name]])
  for (name in names(own)) switch(own[[name]]$kind,
    number = number_row(name, own_values[[name]], FALSE), date = number_row(name, own_values[[name]], TRUE),
    yes_no = share_row(name, own_values[[name]] == 1), category = category_row(name, own_values[[name]], length(own[[name]]$levels), own[[name]]$ordered))
}
high <- function(test) ifelse(is.na(class), NA, class %in% high_of[[test]])
if (any(!is.na(idiopathic[classified]))) table_one("table_one.by_etiology", idiopathic,
  list(any_abnormality = abnormal, nk_level_high = high("nk_level"), cytotoxicity_high = high("nk_cytotoxicity"), th1_th2_high = high("th1_th2"), ivig = ivig))
table_one("table_one.by_abnormality", abnormal, list(known_etiology = known, ivig = ivig))

# --- prevalence ---
inside <- function(stratum, extra) classified & strata[[stratum]] & extra
if (any(classified)) {
  for (group in c(classes[-1], "any_abnormality")) {
    has <- if (group == "any_abnormality") abnormal else class == group
    counts <- function(stratum) c(sum(inside(stratum, TRUE) & has, na.rm = TRUE), sum(inside(stratum, TRUE)))
    path <- paste0("prevalence.groups.", group); all <- counts("all"); one <- counts("idiopathic"); two <- counts("known")
    share(paste0(path, ".all"), all[1], all[2])
    contrast(paste0(path, ".by_etiology"), one[1], one[2], two[1], two[2])
  }
  for (test in names(high_of)) for (stratum in names(strata))
    share(paste0("prevalence.tests.", test, ".", stratum), sum(inside(stratum, TRUE) & high(test), na.rm = TRUE), sum(inside(stratum, TRUE)))
}

# --- outcome ---
if (any(analyzed)) {
  stated <- any(!is.na(ivig[analyzed])); treated <- !is.na(ivig) & ivig
  first <- analyzed & !is.na(abnormal) & abnormal & (!stated | treated)
  second <- analyzed & !is.na(abnormal) & !abnormal & (!stated | !treated)
  say("outcome.n_abnormal_left_out", sum(analyzed & abnormal & !first, na.rm = TRUE))
  say("outcome.n_normal_left_out", sum(analyzed & !abnormal & !second, na.rm = TRUE))
  say("outcome.n_normal_unknown", sum(analyzed & !abnormal & stated & is.na(ivig), na.rm = TRUE))
  for (stratum in names(strata)) {
    here <- strata[[stratum]]
    contrast(paste0("outcome.comparisons.", stratum), sum(birth[first & here]), sum(first & here), sum(birth[second & here]), sum(second & here))
    x <- sapply(classes, function(k) sum(birth[analyzed & here & class == k])); n <- sapply(classes, function(k) sum(analyzed & here & class == k))
    # Beta-binomial by moments, weights by size; the prior weighs 1/rho - 1 women.
    path <- paste0("outcome.rates.", stratum); full <- n > 0; N <- sum(n); m <- sum(x) / N; k <- sum(full)
    room <- N - sum(n^2) / N - (k - 1)
    if (k > 1 && m > 0 && m < 1 && room > 0) {
      rho <- min(1, max(0, (sum(n[full] * (x[full] / n[full] - m)^2) / (m * (1 - m)) - (k - 1)) / room))
      say(paste0(path, ".prior.mean"), m); say(paste0(path, ".prior.correlation"), rho)
      if (rho > 0) say(paste0(path, ".prior.prior_women"), 1 / rho - 1)
      for (name in classes) {
        at <- paste0(path, ".groups.", name, ".shrunken")
        if (rho == 0) { say(paste0(at, ".value"), m); next }
        prior <- 1 / rho - 1; a <- x[[name]] + prior * m; b <- n[[name]] - x[[name]] + prior * (1 - m)
        say(paste0(at, ".value"), a / (a + b))
        if (a > 0 && b > 0) interval(at, qbeta(c((1 - settings$level) / 2, (1 + settings$level) / 2), a, b))
      }
    }
    for (name in c(classes, "any_abnormality", "everyone")) {
      of <- switch(name, any_abnormality = classes[-1], everyone = classes, name)
      share(paste0(path, ".groups.", name, ".rate"), sum(x[of]), sum(n[of]))
    }
    # Freeman-Halton among the abnormal classes that have women.
    some <- classes[-1][n[-1] > 0]; m <- cbind(x[some], n[some] - x[some])
    if (length(some) > 1 && all(colSums(m) > 0)) {
      at <- paste0("outcome.among_classes.", stratum)
      if (sum(m) > settings$exact_limit) { t <- chisq.test(m, correct = FALSE); tested(at, "chi_square", t$p.value, t$statistic, t$parameter) }
      else tested(at, "freeman_halton", fisher.test(m, workspace = 2e8)$p.value)
    }
    if (stratum == "all" && length(some) > 1) {
      pairs <- combn(some, 2)
      p <- apply(pairs, 2, function(two) fisher.test(m[two, ])$p.value); holm <- p.adjust(p, "holm")
      for (i in seq_len(ncol(pairs))) {
        at <- paste0("outcome.pairs.", pairs[1, i], "/", pairs[2, i])
        say(paste0(at, ".difference"), x[[pairs[1, i]]] / n[[pairs[1, i]]] - x[[pairs[2, i]]] / n[[pairs[2, i]]])
        tested(paste0(at, ".test"), "fisher", p[i]); say(paste0(at, ".p_holm_pairs"), holm[i])
      }
    }
  }
}

# --- by previous losses ---
# The exact distribution of the sum of scores, group after group; two-sided by distance from the mean.
exact_trend <- function(x, n, s) {
  keep <- n > 0; x <- x[keep]; n <- n[keep]; s <- s[keep]; o <- order(n); x <- x[o]; n <- n[o]; s <- s[o]
  if (sum(x) > sum(n) / 2) x <- n - x
  e <- sum(x); p <- e / sum(n); last <- length(n)
  state <- data.frame(e = 0, t = 0, p = 1)
  for (i in seq_len(last - 1)) {
    k <- 0:min(n[i], e)
    state <- data.frame(e = as.vector(outer(state$e, k, "+")), t = as.vector(outer(state$t, k * s[i], "+")), p = as.vector(outer(state$p, dbinom(k, n[i], p))))
    state <- state[state$e <= e & e - state$e <= sum(n[(i + 1):last]), ]
    if (i < last - 1) { key <- paste(state$e, state$t); sums <- rowsum(state$p, key); state <- state[!duplicated(key), ]; state$p <- sums[paste(state$e, state$t), 1] }
  }
  k <- e - state$e; q <- state$p * dbinom(k, n[last], p); t <- state$t + k * s[last]; q <- q / sum(q)
  middle <- e * sum(n * s) / sum(n)
  min(1, sum(q[abs(t - middle) >= abs(sum(x * s) - middle) - 1e-7]))
}
starts <- sort(unique(settings$loss_categories))
if (any(enrolled) && length(starts) > 0) {
  category <- findInterval(numbers$previous_losses, starts)
  measures <- list(live_birth = ifelse(is.na(class), NA, birth), any_abnormality = abnormal, nk_level = high("nk_level"),
                   cytotoxicity = high("nk_cytotoxicity"), th1_th2 = high("th1_th2"), aneuploidy = aneuploid)
  for (i in seq_along(starts)) {
    say(paste0("by_losses.categories.", i - 1, ".from"), starts[i])
    if (i < length(starts)) say(paste0("by_losses.categories.", i - 1, ".to"), starts[i + 1] - 1)
  }
  for (measure in names(measures)) for (stratum in names(strata)) {
    y <- measures[[measure]]; here <- enrolled & strata[[stratum]] & !is.na(y)
    x <- sapply(seq_along(starts), function(i) sum(y[here & category == i])); n <- sapply(seq_along(starts), function(i) sum(here & category == i))
    path <- paste0("by_losses.rows.", measure, "/", stratum)
    for (i in seq_along(starts)) share(paste0(path, ".shares.", i - 1), x[i], n[i])
    if (sum(n > 0) < 2 || sum(x) == 0 || sum(x) == sum(n)) next
    # Cochran-Armitage: the signed root of prop.trend.test(x, n, starts).
    p <- sum(x) / sum(n); middle <- sum(n * starts) / sum(n)
    statistic <- sum((starts - middle) * x) / sqrt(p * (1 - p) * sum(n * (starts - middle)^2))
    trend_p <- 2 * pnorm(-abs(statistic))
    say(paste0(path, ".asymptotic.statistic"), statistic); say(paste0(path, ".asymptotic.p_value.value"), trend_p)
    if (sum(n) > settings$exact_limit) tested(paste0(path, ".trend"), "cochran_armitage", trend_p, statistic)
    else tested(paste0(path, ".trend"), "exact_trend", exact_trend(x, n, starts))
  }
}

# --- models ---
predictor <- list(age_years = numbers$age_years, bmi = numbers$bmi, previous_losses = numbers$previous_losses,
                  known_etiology = as.numeric(known), any_abnormality = as.numeric(abnormal),
                  high_tests = as.numeric(high("nk_level")) + as.numeric(high("nk_cytotoxicity")) + as.numeric(high("th1_th2")))
# Kept columns that adjust the model: numbers as they are, days in years, each level of a category against the first.
adjusters <- character(0); curved_own <- character(0)
for (name in names(own)) if (own[[name]]$adjusts) {
  x <- own_values[[name]]; kind <- own[[name]]$kind
  if (kind == "category") for (k in seq_along(own[[name]]$levels)[-1]) { predictor[[paste0(name, "_", k)]] <- as.numeric(x == k - 1); adjusters <- c(adjusters, paste0(name, "_", k)) }
  else { predictor[[name]] <- if (kind == "date") x / 365.25 else x; adjusters <- c(adjusters, name) }
  if (kind %in% c("number", "date")) curved_own <- c(curved_own, name)
}
# The predictors that vary among the complete women, left out one after the other.
choose_predictors <- function(wanted, here) {
  wanted <- wanted[sapply(wanted, function(name) any(!is.na(predictor[[name]][here])))]
  repeat {
    complete <- here & Reduce(`&`, lapply(predictor[wanted], function(x) !is.na(x)), TRUE)
    flat <- sapply(wanted, function(name) length(unique(predictor[[name]][complete])) < 2)
    if (length(wanted) == 0 || !any(complete) || !any(flat)) break
    wanted <- wanted[-which(flat)[1]]
  }
  list(names = wanted, complete = complete)
}
logistic <- function(X, y) {
  if (qr(cbind(1, X))$rank <= ncol(X)) return(list(separated = TRUE))
  fit <- glm.fit(cbind(1, X), y, family = binomial(), control = glm.control(epsilon = 1e-15, maxit = 100))
  p <- fit$fitted.values
  # Predictions of 0 or 1 mean that a combination of predictors divides the outcomes.
  if (any(p < 1e-12 | p > 1 - 1e-12)) return(list(separated = TRUE))
  list(b = fit$coefficients, se = sqrt(diag(solve(crossprod(cbind(1, X) * sqrt(p * (1 - p)))))), p = p,
       deviance = fit$deviance, null = fit$null.deviance, separated = FALSE)
}
term <- function(path, b, se, limits, kind, p, statistic, df = NA) {
  estimate(paste0(path, ".odds_ratio"), exp(b), exp(limits)); say(paste0(path, ".log_odds"), b)
  say(paste0(path, ".standard_error"), se); tested(paste0(path, ".test"), kind, p, statistic, df)
}
# The least deviance with one coefficient held, by Newton's method from near coefficients: glm.fit can miss it far out.
held_deviance <- function(X, y, held, b) {
  deviance <- function(b) { eta <- drop(X %*% b) + held; -2 * sum(plogis(ifelse(y == 1, eta, -eta), log.p = TRUE)) }
  for (i in 1:200) {
    p <- plogis(drop(X %*% b) + held)
    step <- drop(solve(crossprod(X * sqrt(p * (1 - p))), crossprod(X, y - p), tol = 0)); size <- 1
    while (deviance(b + size * step) > deviance(b) + 1e-9 && size > 1e-6) size <- size / 2
    b <- b + size * step
    if (max(abs(step)) < 1e-10) break
  }
  deviance(b)
}
# Coefficients by the profile of the likelihood: the limits are where the deviance has risen by the quantile, the
# test is at 0. confint of R finds the limits by a spline, and has to be within a twentieth of a standard error.
profiled <- function(paths, X, y, fit) {
  # Scaled columns keep the iteration quick; results are put back.
  critical <- qchisq(settings$level, 1); middle <- colMeans(X); scale <- apply(X, 2, sd)
  S <- cbind(1, sweep(sweep(X, 2, middle), 2, scale, "/")); b <- c(fit$b[1] + sum(fit$b[-1] * middle), fit$b[-1] * scale); se <- fit$se[-1] * scale
  V <- solve(crossprod(S * sqrt(fit$p * (1 - fit$p))))
  limits <- sapply(seq_along(paths), function(j) {
    k <- j + 1; along <- V[-k, k] / V[k, k]
    rise <- function(v) held_deviance(S[, -k, drop = FALSE], y, v * S[, k], b[-k] + along * (v - b[k])) - fit$deviance
    side <- function(sign) { a <- b[k]; o <- a + sign * se[j]; while (rise(o) < critical) { a <- o; o <- o + sign * se[j] }
      root(function(v) rise(v) - critical, min(a, o), max(a, o)) }
    found <- c(side(-1), side(1)) / scale[j]; statistic <- max(0, rise(0))
    term(paths[j], fit$b[[k]], fit$se[[k]], found, "likelihood_ratio", pchisq(statistic, 1, lower.tail = FALSE), statistic, 1)
    found
  })
  if (getRversion() >= "4.4" || requireNamespace("MASS", quietly = TRUE)) {
    near <- suppressMessages(suppressWarnings(confint(glm(y ~ X, family = binomial()), seq_along(paths) + 1, level = settings$level)))
    stopifnot(all(abs(t(limits) - matrix(near, ncol = 2)) < 0.05 * fit$se[-1]))
  }
}
# Firth's penalized likelihood by scoring, with hat values from QR; one coefficient may be held.
firth <- function(X, y, held = NULL, value = 0, start = rep(0, ncol(X))) {
  b <- start; free <- setdiff(seq_len(ncol(X)), held); b[held] <- value
  penalized <- function(b) { p <- plogis(drop(X %*% b)); sum(dbinom(y, 1, p, log = TRUE)) + sum(log(abs(diag(qr.R(qr(X * sqrt(p * (1 - p)))))))) }
  for (i in 1:2000) {
    p <- plogis(drop(X %*% b)); w <- p * (1 - p); h <- rowSums(qr.Q(qr(X * sqrt(w)))^2)
    step <- solve(crossprod(X[, free, drop = FALSE] * sqrt(w)), crossprod(X, y - p + h * (0.5 - p))[free])
    size <- min(1, 3 / max(abs(step)))
    while (penalized({ nb <- b; nb[free] <- b[free] + size * step; nb }) < penalized(b) - 1e-9 && size > 1e-6) size <- size / 2
    b[free] <- b[free] + size * step
    if (max(abs(step)) < 1e-13) break
  }
  list(b = b, l = penalized(b), V = solve(crossprod(X * sqrt(w))))
}
firth_terms <- function(X, y, names) {
  # Scaled columns keep the iteration quick; results are put back.
  middle <- colMeans(X); scale <- apply(X, 2, sd)
  S <- cbind(1, sweep(sweep(X, 2, middle), 2, scale, "/")); full <- firth(S, y); critical <- qchisq(settings$level, 1)
  for (j in seq_along(names)) {
    se <- sqrt(full$V[j + 1, j + 1]); along <- full$V[, j + 1] / full$V[j + 1, j + 1]
    # The penalized profile can have two maxima: it is climbed from three sides.
    at <- function(v) max(firth(S, y, j + 1, v, full$b)$l, firth(S, y, j + 1, v)$l, firth(S, y, j + 1, v, full$b + along * (v - full$b[j + 1]))$l)
    deviance <- function(v) 2 * (full$l - at(v))
    side <- function(sign) { a <- full$b[j + 1]; b <- a + sign * se; while (deviance(b) < critical) { a <- b; b <- b + sign * se }
      root(function(v) deviance(v) - critical, min(a, b), max(a, b)) }
    statistic <- deviance(0)
    term(paste0("prediction.terms.", names[j], ".firth"), full$b[j + 1] / scale[j], se / scale[j], c(side(-1), side(1)) / scale[j],
         "penalized_likelihood_ratio", pchisq(statistic, 1, lower.tail = FALSE), statistic, 1)
  }
  plogis(flic(S, y, full$b))
}
# Log odds with the intercept estimated again; of women `i` for everyone.
flic <- function(S, y, b, i = seq_along(y)) {
  eta <- drop(S %*% b)
  eta + glm.fit(rep(1, length(i)), y[i], family = binomial(), offset = eta[i], control = glm.control(epsilon = 1e-15))$coefficients
}
# The curve, and the area with DeLong's interval.
roc_points <- function(score, event) {
  thresholds <- sort(unique(score), decreasing = TRUE)
  at_or_above <- function(x) length(x) - findInterval(thresholds, sort(x), left.open = TRUE)
  data.frame(threshold = c(NA, thresholds), sensitivity = c(0, at_or_above(score[event]) / sum(event)),
             specificity = c(1, 1 - at_or_above(score[!event]) / sum(!event)))
}
# The share of pairs in which each woman's score is the higher one.
shares <- function(x, other) { o <- sort(other); (findInterval(x, o, left.open = TRUE) + findInterval(x, o)) / 2 / length(o) }
area <- function(path, score, event) {
  v1 <- shares(score[event], score[!event]); v0 <- 1 - shares(score[!event], score[event])
  a <- mean(v1); se <- sqrt(var(v1) / length(v1) + var(v0) / length(v0))
  estimate(paste0(path, ".area"), a, c(max(0, a - z * se), min(1, a + z * se))); say(paste0(path, ".standard_error"), se)
}
# DeLong's comparison of two areas in the same women, as pROC::roc.test(paired = TRUE, method = "delong"), which
# has to give the same wherever it is installed.
two_areas <- function(path, one, two, event) {
  a1 <- shares(one[event], one[!event]); a2 <- shares(two[event], two[!event])
  variance <- var(a1 - a2) / sum(event) + var(shares(one[!event], one[event]) - shares(two[!event], two[event])) / sum(!event)
  if (variance == 0) return(invisible())
  difference <- mean(a1) - mean(a2); statistic <- difference / sqrt(variance); p <- 2 * pnorm(-abs(statistic))
  if (requireNamespace("pROC", quietly = TRUE)) {
    curve <- function(x) pROC::roc(event, x, levels = c(FALSE, TRUE), direction = "<")
    found <- pROC::roc.test(curve(one), curve(two), method = "delong", paired = TRUE, conf.level = settings$level)
    stopifnot(all.equal(c(statistic, p, difference + c(-1, 1) * z * sqrt(variance)),
                        c(found$statistic, found$p.value, found$conf.int), check.attributes = FALSE, tolerance = 1e-9))
  }
  say(paste0(path, ".n"), length(event)); say(paste0(path, ".n_without_live_birth"), sum(event))
  say(paste0(path, ".first_area"), mean(a1)); say(paste0(path, ".second_area"), mean(a2))
  estimate(paste0(path, ".difference"), difference, difference + c(-1, 1) * z * sqrt(variance))
  tested(paste0(path, ".test"), "delong", p, statistic)
}
# Area, calibration slope and Brier score of log odds; nothing where they divide the outcomes.
performance <- function(eta, y) {
  slope <- logistic(cbind(eta), y)
  if (slope$separated) return(NULL)
  ranks <- rank(eta)[y == 1]; n <- length(ranks)
  c(area = (sum(ranks) - n * (n + 1) / 2) / n / sum(y == 0), slope = unname(slope$b[2]), brier = mean((y - plogis(eta))^2))
}
# Harrell's bootstrap, as rms::validate(method = "boot").
validation <- function(path, X, y, is_penalized, apparent) {
  resamples <- min(settings$validation_replicates, 1.6e7 %/% (if (is_penalized) 5 else 1) %/% (ncol(X) + 1) %/% length(y))
  if (min(sum(y), sum(1 - y)) < 10 || resamples < min(settings$validation_replicates, 50)) return(invisible())
  S <- cbind(1, scale(X)); found <- performance(apparent, y)
  optimism <- sapply(seq_len(resamples), function(drawn) {
    i <- sample(length(y), replace = TRUE)
    if (length(unique(y[i])) < 2 || qr(S[i, ])$rank < ncol(S)) return(rep(NA, 3))
    if (is_penalized) eta <- flic(S, y, firth(S[i, ], y[i])$b, i)
    else { fit <- logistic(S[i, -1, drop = FALSE], y[i]); if (fit$separated) return(rep(NA, 3)); eta <- drop(S %*% fit$b) }
    within <- performance(eta[i], y[i]); outside <- performance(eta, y)
    if (is.null(within) || is.null(outside)) rep(NA, 3) else within - outside
  })
  used <- !is.na(optimism[1, ])
  if (is.null(found) || sum(!used) > resamples %/% 10) return(invisible())
  for (name in names(found)) {
    at <- paste0(path, ".", name); mean_optimism <- mean(optimism[match(name, names(found)), used])
    say(paste0(at, ".apparent"), found[[name]]); say(paste0(at, ".optimism"), mean_optimism)
    say(paste0(at, ".corrected"), found[[name]] - mean_optimism)
  }
}
# Of a long curve 200 points at equal steps.
thinned <- function(points) if (nrow(points) <= 200) points else points[(0:199 * (nrow(points) - 1)) %/% 199 + 1, ]
curve_points <- function(path, points) for (i in seq_len(nrow(points))) {
  at <- paste0(path, ".", i - 1)
  say(paste0(at, ".threshold"), points$threshold[i]); say(paste0(at, ".sensitivity"), points$sensitivity[i]); say(paste0(at, ".specificity"), points$specificity[i])
}

if (any(analyzed) && length(unique(birth[analyzed])) == 2) {
  chosen <- choose_predictors(c("age_years", "bmi", "previous_losses", "known_etiology", "any_abnormality", adjusters), analyzed)
  here <- chosen$complete; k <- length(chosen$names); y <- as.numeric(birth[here])
  if (k > 0 && sum(here) > k + 1 && length(unique(y)) == 2) {
    X <- sapply(predictor[chosen$names], function(x) x[here])
    say("prediction.n_analyzed", sum(analyzed)); say("prediction.n_complete", sum(here)); say("prediction.n_live_births", sum(y))
    per_variable <- min(sum(y), sum(1 - y)) / k; say("prediction.events_per_variable", per_variable)
    fit <- logistic(X, y)
    inflation <- if (k > 1) diag(solve(cor(X))) else 1
    for (j in seq_len(k)) {
      path <- paste0("prediction.terms.", chosen$names[j]); say(paste0(path, ".variance_inflation"), inflation[j])
      alone <- logistic(X[, j, drop = FALSE], y); if (!alone$separated) profiled(paste0(path, ".crude"), X[, j, drop = FALSE], y, alone)
    }
    if (!fit$separated) profiled(paste0("prediction.terms.", chosen$names, ".adjusted"), X, y, fit)
    # Adjusted risks: modified Poisson regression with HC0 standard errors, and the mean predictions of the logistic
    # model with a yes-or-no predictor set to 1 and to 0, by the delta method.
    above_one <- 0; category_of <- function(name) if (grepl("^own_[0-9]+_[0-9]+$", name)) sub("_[0-9]+$", "", name) else ""
    if (!fit$separated) {
      M <- cbind(1, X); V <- solve(crossprod(M * sqrt(fit$p * (1 - fit$p))))
      b <- glm.fit(M, y, family = poisson(), start = c(log(mean(y)), rep(0, k)), control = glm.control(epsilon = 1e-15, maxit = 100))$coefficients
      mu <- exp(drop(M %*% b)); A <- solve(crossprod(M * sqrt(mu))); se <- sqrt(diag(A %*% crossprod(M * (y - mu)) %*% A)); above_one <- sum(mu > 1)
      for (j in seq_len(k)) {
        path <- paste0("prediction.terms.", chosen$names[j])
        estimate(paste0(path, ".risk_ratio"), exp(b[[j + 1]]), exp(b[[j + 1]] + c(-1, 1) * z * se[[j + 1]]))
        name <- chosen$names[j]; category <- category_of(name)
        is_yes_no <- name %in% c("known_etiology", "any_abnormality") || (name %in% names(own) && own[[name]]$kind == "yes_no")
        if (!is_yes_no && category == "") next
        # A level of a category is compared with the first one, so all others are set to 0.
        others <- if (category == "") integer(0) else setdiff(which(vapply(chosen$names, category_of, "") == category), j)
        at <- function(value) { M[, others + 1] <- 0; M[, j + 1] <- value; p <- plogis(drop(M %*% fit$b)); list(risk = mean(p), gradient = colMeans(M * (p * (1 - p)))) }
        one <- at(1); zero <- at(0); error <- function(g) sqrt(drop(g %*% V %*% g)); path <- paste0(path, ".standardized")
        say(paste0(path, ".exposed"), one$risk); say(paste0(path, ".unexposed"), zero$risk)
        estimate(paste0(path, ".difference"), one$risk - zero$risk, one$risk - zero$risk + c(-1, 1) * z * error(one$gradient - zero$gradient))
        estimate(paste0(path, ".ratio"), one$risk / zero$risk, one$risk / zero$risk * exp(c(-1, 1) * z * error(one$gradient / one$risk - zero$gradient / zero$risk)))
      }
    }
    say("prediction.n_risks_above_one", above_one)
    p <- fit$p
    if (per_variable < 10 || fit$separated) { penalized <- firth_terms(X, y, chosen$names); if (fit$separated) p <- penalized }
    if (!fit$separated) {
      statistic <- fit$null - fit$deviance
      tested("prediction.overall", "likelihood_ratio", pchisq(statistic, k, lower.tail = FALSE), statistic, k)
      for (name in intersect(chosen$names, c("age_years", "bmi", "previous_losses", curved_own))) {
        curved <- logistic(cbind(X, (X[, name] - mean(X[, name]))^2), y)
        if (curved$separated) next
        statistic <- fit$deviance - curved$deviance
        tested(paste0("prediction.linearity.", name, ".test"), "likelihood_ratio", pchisq(statistic, 1, lower.tail = FALSE), statistic, 1)
      }
    }
    # Hosmer-Lemeshow, groups by type 7 quantiles of the predictions.
    limits <- unique(quantile(p, (1:10) / 10, names = FALSE)); limits <- limits[limits > min(p)]
    if (length(limits) >= 3) {
      group <- findInterval(p, limits, left.open = TRUE) + 1
      people <- as.vector(table(factor(group, seq_along(limits)))); use <- people > 0
      observed <- as.vector(tapply(y, factor(group, seq_along(limits)), sum))[use]; expected <- as.vector(tapply(p, factor(group, seq_along(limits)), sum))[use]
      people <- people[use]; up_to <- limits[use]
      for (i in seq_along(people)) {
        at <- paste0("prediction.calibration.groups.", i - 1); say(paste0(at, ".up_to"), up_to[i]); say(paste0(at, ".people"), people[i])
        say(paste0(at, ".observed"), observed[i]); say(paste0(at, ".expected"), expected[i])
      }
      statistic <- sum((observed - expected)^2 / (expected * (1 - expected / people)))
      tested("prediction.calibration.test", "hosmer_lemeshow", pchisq(statistic, length(limits) - 2, lower.tail = FALSE), statistic, length(limits) - 2)
      say("prediction.calibration.brier", mean((y - p)^2))
    }
    if (sum(y) > 1 && sum(1 - y) > 1) {
      area("prediction.discrimination.area", p, y == 1)
      curve_points("prediction.discrimination.curve", thinned(roc_points(p, y == 1)))
    }
    # The bootstrap draws its own random numbers: the optimism agrees within chance.
    set.seed(settings$seed)
    validation("prediction.validation", X, y, fit$separated, qlogis(p))
  }
}

# --- treatment: only where some women with an abnormality were not treated ---
candidates <- analyzed & !is.na(abnormal) & abnormal; stated <- candidates & !is.na(ivig)
if (any(stated & ivig) && any(stated & !ivig)) {
  say("treatment.n_unknown", sum(candidates & is.na(ivig)))
  contrast("treatment.crude", sum(birth[stated & ivig]), sum(stated & ivig), sum(birth[stated & !ivig]), sum(stated & !ivig))
  chosen <- choose_predictors(c("age_years", "bmi", "previous_losses", "known_etiology", "high_tests"), stated)
  here <- chosen$complete; k <- length(chosen$names); t <- as.numeric(ivig[here])
  if (k > 0 && sum(here) > k + 1 && length(unique(t)) == 2) {
    X <- sapply(predictor[chosen$names], function(x) x[here]); y <- as.numeric(birth[here]); model <- logistic(X, t)
    if (!model$separated) {
      # Stabilized weights; sandwich (HC0) variances of the weighted means.
      e <- model$p; w <- ifelse(t == 1, mean(t) / e, (1 - mean(t)) / (1 - e))
      path <- "treatment.weighted"; say(paste0(path, ".n_complete"), sum(here))
      risk <- function(g) sum((w * y)[t == g]) / sum(w[t == g])
      variance <- function(g) sum((w * (y - risk(g)))[t == g]^2) / sum(w[t == g])^2
      one <- if (all(y[t == 1] == 1)) 1 else risk(1); zero <- if (all(y[t == 0] == 1)) 1 else risk(0); v1 <- variance(1); v0 <- variance(0)
      say(paste0(path, ".effect.treated_risk"), one); say(paste0(path, ".effect.untreated_risk"), zero)
      estimate(paste0(path, ".effect.risk_difference"), one - zero, one - zero + c(-1, 1) * z * sqrt(v1 + v0))
      if (one > 0 && zero > 0) {
        ratio <- one / zero; limits <- exp(log(ratio) + c(-1, 1) * z * sqrt(v1 / one^2 + v0 / zero^2))
        estimate(paste0(path, ".effect.risk_ratio"), ratio, limits)
        explained <- function(r) { r <- max(r, 1 / r); r + sqrt(r * (r - 1)) }
        say(paste0(path, ".e_value.estimate"), explained(ratio))
        say(paste0(path, ".e_value.interval"), if (limits[1] > 1) explained(limits[1]) else if (limits[2] < 1) explained(limits[2]) else 1)
      }
      if (one > 0 && one < 1 && zero > 0 && zero < 1) {
        odds <- one * (1 - zero) / ((1 - one) * zero)
        estimate(paste0(path, ".effect.odds_ratio"), odds, exp(log(odds) + c(-1, 1) * z * sqrt(v1 / (one * (1 - one))^2 + v0 / (zero * (1 - zero))^2)))
      }
      if (sum(t) > 1 && sum(1 - t) > 1) for (name in chosen$names) {
        x <- X[, name]; spread <- sqrt((var(x[t == 1]) + var(x[t == 0])) / 2)
        if (spread == 0) next
        at <- paste0(path, ".balance.", name)
        say(paste0(at, ".before"), (mean(x[t == 1]) - mean(x[t == 0])) / spread)
        say(paste0(at, ".after"), (weighted.mean(x[t == 1], w[t == 1]) - weighted.mean(x[t == 0], w[t == 0])) / spread)
      }
      for (g in 1:0) {
        at <- paste0(path, ".overlap.", if (g == 1) "treated" else "untreated", "_range")
        say(paste0(at, ".lowest"), min(e[t == g])); say(paste0(at, ".highest"), max(e[t == g]))
      }
      beyond <- (t == 1 & (e < min(e[t == 0]) | e > max(e[t == 0]))) | (t == 0 & (e < min(e[t == 1]) | e > max(e[t == 1])))
      say(paste0(path, ".overlap.outside"), sum(beyond)); say(paste0(path, ".overlap.extreme"), sum(e < 0.05 | e > 0.95))
      say(paste0(path, ".overlap.largest_weight"), max(w))
      say(paste0(path, ".overlap.effective_treated"), sum(w[t == 1])^2 / sum(w[t == 1]^2))
      say(paste0(path, ".overlap.effective_untreated"), sum(w[t == 0])^2 / sum(w[t == 0]^2))
      bin <- pmin(20, findInterval(e, (0:20) / 20))
      for (i in 1:20) { at <- paste0(path, ".scores.", i - 1); say(paste0(at, ".n_treated"), sum(bin == i & t == 1)); say(paste0(at, ".n_untreated"), sum(bin == i & t == 0)) }
    }
  }
}

# --- treatment by immune status: unadjusted, the interaction of the saturated model on three scales ---
known_treatment <- analyzed & !is.na(abnormal) & !is.na(ivig)
arm <- function(here) c(sum(birth[here]), sum(here))
effect <- function(path, here) {
  one <- arm(here & ivig); other <- arm(here & !ivig)
  two_shares(path, one[1], one[2], other[1], other[2], "treated", "untreated")
  counts <- c(one[1], one[2] - one[1], other[1], other[2] - other[1])
  # Woolf's interval of the sample odds ratio.
  if (all(counts > 0)) {
    log_odds <- log(counts[1]) - log(counts[2]) - log(counts[3]) + log(counts[4])
    estimate(paste0(path, ".odds_ratio"), exp(log_odds), exp(log_odds + c(-1, 1) * z * sqrt(sum(1 / counts))))
  }
}
if (any(known_treatment)) {
  say("modification.n_unknown", sum(analyzed & !is.na(abnormal) & is.na(ivig)))
  cells <- rbind(arm(known_treatment & abnormal & ivig), arm(known_treatment & abnormal & !ivig),
                 arm(known_treatment & !abnormal & ivig), arm(known_treatment & !abnormal & !ivig))
  if (all(cells[, 2] > 0)) {
    path <- "modification.by_immunity"
    effect(paste0(path, ".abnormal"), known_treatment & abnormal); effect(paste0(path, ".normal"), known_treatment & !abnormal)
    # Where a group has one outcome only, its variance is 0 or infinite on one of the scales: nothing is said.
    if (all(cells[, 1] > 0 & cells[, 1] < cells[, 2])) {
      women <- data.frame(abnormal = c(1, 1, 0, 0), treated = c(1, 0, 1, 0)); m <- cbind(cells[, 1], cells[, 2] - cells[, 1])
      scales <- list(additive = "identity", risk_ratios = "log", odds_ratios = "logit")
      for (scale in names(scales)) {
        # The saturated model starts at its solution, so that the standard error is that of the solution.
        family <- binomial(scales[[scale]]); start <- solve(model.matrix(~ abnormal * treated, women), family$linkfun(cells[, 1] / cells[, 2]))
        fit <- glm(m ~ abnormal * treated, data = women, family = family, start = start, control = glm.control(epsilon = 1e-15))
        found <- summary(fit)$coefficients["abnormal:treated", ]; at <- paste0(path, ".", scale)
        put_back <- if (scale == "additive") identity else exp
        estimate(paste0(at, ".estimate"), put_back(found[["Estimate"]]), put_back(found[["Estimate"]] + c(-1, 1) * z * found[["Std. Error"]]))
        tested(paste0(at, ".test"), "wald", found[["Pr(>|z|)"]], found[["z value"]])
      }
    }
  }
  # Women with an abnormality, divided in several ways: Newcombe's differences, and Cochran's Q over them.
  if (all(cells[1:2, 2] > 0)) {
    here <- known_treatment & abnormal; losses <- numbers$previous_losses; age <- numbers$age_years
    to <- c(starts[-1] - 1, Inf)[seq_along(starts)]
    ways <- list(lapply(classes[-1], function(name) class == name), list(idiopathic, known),
                 lapply(seq_along(starts), function(i) losses >= starts[i] & losses <= to[i]), list(age < 35, age >= 35))
    for (i in seq_along(ways)) {
      path <- paste0("modification.subgroups.", i - 1); two <- matrix(0, 0, 4)
      for (j in seq_along(ways[[i]])) {
        at <- paste0(path, ".subgroups.", j - 1); these <- here & !is.na(ways[[i]][[j]]) & ways[[i]][[j]]
        if (i == 3) { say(paste0(at, ".who.previous_losses.from"), starts[j]); if (is.finite(to[j])) say(paste0(at, ".who.previous_losses.to"), to[j]) }
        if (i == 4) say(paste0(at, ".who.", c("younger_than", "old_as")[j]), 35)
        one <- arm(these & ivig); other <- arm(these & !ivig)
        share(paste0(at, ".treated"), one[1], one[2]); share(paste0(at, ".untreated"), other[1], other[2])
        if (one[2] == 0 || other[2] == 0) next
        risk_difference(at, one[1], one[2], other[1], other[2]); two <- rbind(two, c(one, other))
      }
      if (nrow(two) < 2 || any(two[, c(1, 3)] == 0 | two[, c(1, 3)] == two[, c(2, 4)])) next
      risk <- two[, c(1, 3), drop = FALSE] / two[, c(2, 4)]; d <- risk[, 1] - risk[, 2]; v <- rowSums(risk * (1 - risk) / two[, c(2, 4)])
      q <- sum((d - weighted.mean(d, 1 / v))^2 / v)
      tested(paste0(path, ".interaction"), "cochran_q", pchisq(q, length(d) - 1, lower.tail = FALSE), q, length(d) - 1)
    }
  }
}

# --- sensitivity: every woman classified again, in three values ---
# Whether a value is above a cut-off; nothing where its bound does not decide.
exceeds <- function(name, cut) {
  sign <- bounds[[name]]$sign; limit <- bounds[[name]]$limit
  ifelse(sign == "", limit > cut, ifelse(sign %in% c("<", "\u2264"), ifelse(limit <= cut, FALSE, NA),
    ifelse(sign == ">", ifelse(limit >= cut, TRUE, NA), ifelse(limit > cut, TRUE, NA))))
}
reclassify <- function(cutoffs, rule) {
  above <- function(name) exceeds(name, cutoffs[[name]])
  ratios <- cbind(above("nk_cyto_50"), above("nk_cyto_25"), above("nk_cyto_12_5"))
  yes <- rowSums(!is.na(ratios) & ratios); no <- rowSums(!is.na(ratios) & !ratios)
  cytotoxic <- switch(rule, any = ifelse(yes > 0, TRUE, ifelse(no == 3, FALSE, NA)), all = ifelse(no > 0, FALSE, ifelse(yes == 3, TRUE, NA)),
                      ratio_25_only = ratios[, 2], two_of_three = ifelse(yes >= 2, TRUE, ifelse(no >= 2, FALSE, NA)))
  code <- above("nk_percent") + 2 * cytotoxic + 4 * above("th1_th2_ratio")
  found <- c("normal", "nk", "cytotoxicity", "nk_cytotoxicity", "th1_th2", "nk_th1_th2", "cytotoxicity_th1_th2", "all")[code + 1]
  ifelse(is.na(found), "indeterminate", found)
}
switches <- function(path, cutoffs, rule) {
  places <- c(classes, "indeterminate"); from <- ifelse(is.na(class), "indeterminate", class)[enrolled]; to <- reclassify(cutoffs, rule)[enrolled]
  counts <- table(factor(from, places), factor(to, places))
  say(paste0(path, ".n_classified"), sum(to != "indeterminate")); say(paste0(path, ".n_abnormal"), sum(!to %in% c("normal", "indeterminate")))
  say(paste0(path, ".n_changed"), sum(from != to))
  say(paste0(path, ".n_gained"), sum(from == "normal" & !to %in% c("normal", "indeterminate")))
  say(paste0(path, ".n_lost"), sum(!from %in% c("normal", "indeterminate") & to == "normal"))
  for (one in places) for (other in places) say(paste0(path, ".table.", one, ".", other), counts[one, other])
}
if (any(enrolled)) {
  say("sensitivity.n", sum(enrolled))
  for (rule in c("any", "all", "ratio_25_only", "two_of_three")) switches(paste0("sensitivity.rules.", rule, ".switch"), settings$cutoffs, rule)
  for (name in names(presets)) { cutoffs <- settings$cutoffs; cutoffs[names(presets[[name]])] <- presets[[name]]; switches(paste0("sensitivity.presets.", name, ".switch"), cutoffs, settings$rule) }
}

# --- published cut-offs as tests of no live birth; a likelihood ratio is a ratio of two shares of high values ---
if (any(enrolled & !is.na(birth))) for (source in names(presets)) for (i in seq_along(presets[[source]])) {
  name <- names(presets[[source]])[i]; path <- paste0("accuracy.", source, ".tests.", sub("_1$", "", name))
  say(paste0(path, ".cutoff"), presets[[source]][[i]])
  high_value <- exceeds(name, presets[[source]][[i]]); given <- enrolled & !is.na(birth) & !is.na(bounds[[name]]$limit); here <- given & !is.na(high_value)
  n1 <- sum(here & !birth); n2 <- sum(here & birth); x1 <- sum(here & !birth & high_value); x2 <- sum(here & birth & high_value)
  if (n1 == 0 || n2 == 0) next
  path <- paste0(path, ".result"); say(paste0(path, ".n_undecided"), sum(given & is.na(high_value)))
  share(paste0(path, ".sensitivity"), x1, n1); share(paste0(path, ".specificity"), n2 - x2, n2)
  share(paste0(path, ".positive_value"), x1, x1 + x2); share(paste0(path, ".negative_value"), n2 - x2, n1 - x1 + n2 - x2)
  risk_ratio <- function(path, x1, x2) if (x1 + x2 > 0) estimate(path, x1 / n1 / (x2 / n2), c(koopman_lower(x1, n1, x2, n2), 1 / koopman_lower(x2, n2, x1, n1)))
  risk_ratio(paste0(path, ".positive_ratio"), x1, x2); risk_ratio(paste0(path, ".negative_ratio"), n1 - x1, n2 - x2)
}

# Percentile limits as boot::boot.ci interpolates them.
percentile <- function(drawn) {
  drawn <- sort(drawn); n <- length(drawn)
  sapply(c((1 - settings$level) / 2, (1 + settings$level) / 2), function(share) {
    k <- floor((n + 1) * share)
    if (k < 1) return(drawn[1]); if (k >= n) return(drawn[n])
    at <- qnorm(share); low <- qnorm(k / (n + 1)); up <- qnorm((k + 1) / (n + 1))
    drawn[k] + (at - low) / (up - low) * (drawn[k + 1] - drawn[k])
  })
}

# --- each laboratory value against the outcome; high goes with no live birth ---
set.seed(settings$seed)
for (name in value_names[4:8]) {
  here <- enrolled & !is.na(numbers[[name]]) & !is.na(birth); x <- numbers[[name]][here]; lost <- !birth[here]
  if (sum(lost) < 2 || sum(!lost) < 2) next
  path <- paste0("curves.", sub("_1$", "", name), ".result")
  say(paste0(path, ".n"), length(x)); say(paste0(path, ".n_without_live_birth"), sum(lost))
  area(paste0(path, ".area"), x, lost); points <- roc_points(x, lost); curve_points(paste0(path, ".curve"), thinned(points))
  best <- function(points) { j <- points$sensitivity + points$specificity - 1; at <- 1; for (i in seq_along(j)) if (j[i] > j[at] + 1e-12) at <- i; at }
  at <- best(points)
  say(paste0(path, ".youden.threshold"), points$threshold[at]); say(paste0(path, ".youden.sensitivity"), points$sensitivity[at]); say(paste0(path, ".youden.specificity"), points$specificity[at])
  # The bootstrap draws its own random numbers: its limits agree within chance.
  resamples <- min(settings$bootstrap_replicates, 5e7 %/% length(x))
  if (resamples < min(settings$bootstrap_replicates, 200)) next
  drawn <- replicate(resamples, { i <- sample(length(x), replace = TRUE)
    if (length(unique(lost[i])) < 2) NA else { p <- roc_points(x[i], lost[i]); p$threshold[best(p)] } })
  drawn <- drawn[!is.na(drawn)]
  if (length(drawn) > 1) interval(paste0(path, ".youden_cutoff"), percentile(drawn))
}

# --- the areas of every two values in the women who have both ---
pairs <- combn(value_names[4:8], 2)
for (i in seq_len(ncol(pairs))) {
  one <- numbers[[pairs[1, i]]]; two <- numbers[[pairs[2, i]]]
  here <- enrolled & !is.na(one) & !is.na(two) & !is.na(birth); lost <- !birth[here]
  if (sum(lost) < 2 || sum(!lost) < 2) next
  two_areas(paste0("areas.", pairs[1, i], "/", pairs[2, i], ".result"), one[here], two[here], lost)
}

# --- the findings of each section adjusted together by Holm's method ---
paths <- vapply(tests, function(t) t$path, ""); p_raw <- vapply(tests, function(t) t$p, 0)
family <- sub("[.].*", "", paths)
# Whether a model fits is no finding; of the versions of one predictor the last one counts, of the scales the additive one.
counts <- !grepl("^prediction[.](linearity|calibration)[.]|^modification[.]by_immunity[.](risk|odds)_ratios[.]", paths) & (family != "table_one" | settings$adjust_table_one)
versions <- sub("[.](crude|adjusted|firth)[.]test$", "", paths); rank <- match(sub(".*[.](crude|adjusted|firth)[.]test$", "\\1", paths), c("crude", "adjusted", "firth"))
for (one in unique(versions[!is.na(rank)])) { same <- !is.na(rank) & versions == one; counts[same & rank < max(rank[same])] <- FALSE }
for (one in unique(family[counts])) {
  here <- which(counts & family == one); p_holm <- p.adjust(p_raw[here], "holm")
  for (i in seq_along(here)) say(paste0(paths[here[i]], ".p_holm"), p_holm[i])
}
say("n_tests", sum(counts))

write.csv(data.frame(name = names_of, value = values_of), output, row.names = FALSE, quote = FALSE)
cat(sprintf("%d women analyzed, %d numbers, %d tests; written to %s\n", sum(analyzed), length(names_of), length(tests), output))
