# The truth table of the rules, from their words alone, by trying every value that a
# missing or bounded one could have. It knows nothing of the program.
#
# The words: Han 2025, caption of figure 2, prints NK cell level > 16.1; NK cytotoxicity at
# 50:1 > 34.3, at 25:1 > 23.8, at 12.5:1 > 9.6; Th1/Th2 > 36.2. A value equal to its cut-off
# is not high. How the three ratios make one finding is a choice: any of them is high, all
# are, 25:1 is (and nothing else is read), or at least two of the three are. A test, a class
# or an abnormality is certain where it is the same whatever the values are that are not
# known.
#
# rules_numbers.csv   the cut-off and its neighbors, as texts: by one unit of the last printed
#                     digit, and by the next of the 64-bit numbers (17 significant digits)
# rules_answers.csv   what is said of each combination of findings (+ high, - not high,
#                     ? not certain; NK level, cytotoxicity, Th1/Th2)
# rules_values.csv    every pattern of five values that are missing (m), below (b), equal to
#                     (e) or above (a) their cut-offs: the findings under each rule
# rules_bounds.csv    one value is a bound (<b: less than the number below the cut-off), the
#                     others are missing, below or above: the findings under each rule
# rules_presets.csv   the cut-off of each preset, its neighbors and what they are

cutoffs <- c(nk_percent = "16.1", nk_cyto_50 = "34.3", nk_cyto_25 = "23.8", nk_cyto_12_5 = "9.6", th1_th2_ratio = "36.2")
rules <- list(
  any = function(high50, high25, high12) high50 | high25 | high12,
  all = function(high50, high25, high12) high50 & high25 & high12,
  ratio_25_only = function(high50, high25, high12) high25,
  two_of_three = function(high50, high25, high12) (high50 + high25 + high12) >= 2)

# --- the cut-off and its neighbors ---
# A step of the last digit that is printed, in whole numbers, so that nothing is rounded.
printed <- function(text, step) {
  decimals <- nchar(sub("^[0-9]+[.]?", "", text))
  whole <- as.integer(sub(".", "", text, fixed = TRUE)) + step
  if (decimals == 0) return(as.character(whole))
  padded <- formatC(whole, width = decimals + 1, flag = "0", format = "d")
  split <- nchar(padded) - decimals
  paste0(substr(padded, 1, split), ".", substr(padded, split + 1, nchar(padded)))
}
# The next 64-bit number: no cut-off is a power of two, so its neighbors are one unit of
# the last of 53 binary digits away on both sides.
nearest <- function(text, step) {
  if (step == 0) return(text)
  x <- as.numeric(text)
  stopifnot(x != 2^floor(log2(x)))
  neighbor <- x + step * 2^(floor(log2(x)) - 52)
  stopifnot(neighbor != x, (neighbor + x) / 2 == x || (neighbor + x) / 2 == neighbor)
  shown <- sprintf("%.17g", neighbor)
  stopifnot(as.numeric(shown) == neighbor)
  shown
}
around <- function(text, step) c(b = step(text, -1), e = step(text, 0), a = step(text, 1))
steps <- list(printed = printed, nearest = nearest)
number_rows <- unlist(lapply(names(cutoffs), function(quantity) sapply(names(steps), function(kind)
  paste(c(quantity, kind, around(cutoffs[[quantity]], steps[[kind]])), collapse = ","))))
writeLines(c("quantity,step,below,equal,above", number_rows), "rules_numbers.csv")

# --- what a value could be ---
# Far below, the neighbors, halfway to them, and far above: every side of every number that
# a bound names here, and so every side of the cut-off. What is measured is no 64-bit
# number: between the cut-off and its nearest neighbor there are values too, so the halves
# of a printed step stand for them.
could_be <- function(quantity, state) {
  cutoff <- as.numeric(cutoffs[[quantity]])
  named <- as.numeric(around(cutoffs[[quantity]], printed))
  names(named) <- c("b", "e", "a")
  all <- sort(unique(c(0, named[["b"]] - 0.05, named, cutoff - 0.05, cutoff + 0.05, named[["a"]] + 0.05, 100)))
  if (state == "m") return(all)
  number <- named[[substr(state, nchar(state), nchar(state))]]
  switch(sub("[bea]$", "", state),
         "<" = all[all < number], "<=" = all[all <= number], ">" = all[all > number], ">=" = all[all >= number], number)
}
# Whether it could be high, and whether it could not: all that the rules ask of it.
sides <- list()
for (quantity in names(cutoffs)) for (state in c("m", "b", "e", "a", outer(c("<", "<=", ">", ">="), c("b", "e", "a"), paste0))) {
  sides[[paste(quantity, state)]] <- unique(could_be(quantity, state) > as.numeric(cutoffs[[quantity]]))
}

# --- every completion ---
answers <- list()
answer <- function(states, rule) {
  tried <- expand.grid(lapply(seq_along(cutoffs), function(place) sides[[paste(names(cutoffs)[place], states[[place]])]]))
  nk <- tried[[1]]; cytotoxicity <- rules[[rule]](tried[[2]], tried[[3]], tried[[4]]); th <- tried[[5]]
  classes <- character(nrow(tried))
  classes[!nk & !cytotoxicity & !th] <- "normal"
  classes[nk & !cytotoxicity & !th] <- "nk"
  classes[!nk & cytotoxicity & !th] <- "cytotoxicity"
  classes[!nk & !cytotoxicity & th] <- "th1_th2"
  classes[nk & cytotoxicity & !th] <- "nk_cytotoxicity"
  classes[nk & !cytotoxicity & th] <- "nk_th1_th2"
  classes[!nk & cytotoxicity & th] <- "cytotoxicity_th1_th2"
  classes[nk & cytotoxicity & th] <- "all"
  finding <- function(high) if (all(high)) "+" else if (!any(high)) "-" else "?"
  findings <- paste0(finding(nk), finding(cytotoxicity), finding(th))
  possible <- sort(unique(classes), method = "radix")
  said <- paste(c(findings, paste(possible, collapse = " "),
                  if (length(possible) == 1) possible else "",
                  if (all(classes != "normal")) "yes" else "no"), collapse = ",")
  # Three findings leave one answer, whichever values they come from.
  stopifnot(is.null(answers[[findings]]) || answers[[findings]] == said)
  answers[[findings]] <<- said
  findings
}
under_every_rule <- function(states) paste(c(states, sapply(names(rules), function(rule) answer(states, rule))), collapse = ",")
header <- paste(c(names(cutoffs), names(rules)), collapse = ",")

patterns <- expand.grid(rep(list(c("m", "b", "e", "a")), 5), stringsAsFactors = FALSE)
writeLines(c(header, apply(patterns, 1, under_every_rule)), "rules_values.csv")

bounds <- c(outer(c("<", "<=", ">", ">="), c("b", "e", "a"), paste0))
others <- expand.grid(rep(list(c("m", "b", "a")), 4), stringsAsFactors = FALSE)
bounded <- unlist(lapply(seq_along(cutoffs), function(place) lapply(bounds, function(bound)
  apply(others, 1, function(other) under_every_rule(append(other, bound, after = place - 1))))))
writeLines(c(header, bounded), "rules_bounds.csv")

writeLines(c("findings,possible,class,abnormality_certain", unlist(answers)[order(names(answers), method = "radix")]),
           "rules_answers.csv")

# --- presets ---
# Han 2025 as above; Yamada 2003 NK > 16.4; King 2010 NK > 18; Cheil 2010 NK > 12.1;
# Habets 2022 NK > 12; Winger 2011 TNF-alpha/IL-10 > 30.6.
presets <- rbind(
  data.frame(preset = "konyang", quantity = names(cutoffs), cutoff = unname(cutoffs)),
  data.frame(preset = c("yamada2003", "king2010", "cheil2010", "habets2022"), quantity = "nk_percent",
             cutoff = c("16.4", "18.0", "12.1", "12.0")),
  data.frame(preset = "winger2011", quantity = "th1_th2_ratio", cutoff = "30.6"))
preset_rows <- unlist(lapply(seq_len(nrow(presets)), function(row) unlist(lapply(names(steps), function(kind) {
  texts <- around(presets$cutoff[row], steps[[kind]])
  high <- as.numeric(texts) > as.numeric(presets$cutoff[row])
  paste(presets$preset[row], presets$quantity[row], kind, texts, ifelse(high, "+", "-"), sep = ",")
}))))
writeLines(c("preset,quantity,step,number,finding", preset_rows), "rules_presets.csv")
