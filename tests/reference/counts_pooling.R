# The placebo-controlled trials of IVIG pooled in every way that the page offers, by metafor.
# Run from this folder by regenerate.sh.
suppressMessages(library(metafor))
options(warn = -1)
file <- file("counts_pooling.csv", "w")
number <- function(x) ifelse(is.nan(x) | is.na(x), "undefined", sprintf("%.17g", x))
put <- function(method, input, expected, call)
  cat(method, ",", paste(sprintf("%.17g", input), collapse = " "), ",",
      paste(number(expected), collapse = " "), ",\"", call, "; metafor ",
      format(packageVersion("metafor")), "\"\n", sep = "", file = file)
cat("method,input,expected,source\n", file = file)
# Live births and women with IVIG, live births and women with the control.
nine <- rbind(c(20, 33, 21, 31), c(9, 17, 5, 17), c(18, 29, 11, 32), c(15, 22, 19, 24), c(17, 22, 15, 19),
              c(13, 29, 13, 29), c(16, 23, 15, 24), c(23, 42, 20, 40), c(29, 50, 17, 49))
randomised <- nine; randomised[3, ] <- c(18, 47, 11, 48)
as_planned <- nine; as_planned[1, ] <- c(20, 27, 21, 30)
sets <- list(nine = nine, without_yamada = nine[-9, ], randomised = randomised, as_planned = as_planned,
             before = nine[c(3, 7), ], primary = nine[c(1, 9), ])
measures <- c(rr = "RR", or = "OR", rd = "RD", no = "RR")
models <- list(iv = c("EE", "z"), dl = c("DL", "z"), dlhk = c("DL", "knha"), reml = c("REML", "z"), remlhk = c("REML", "knha"))
born <- function(m, measure) if (measure == "no") cbind(m[, 2] - m[, 1], m[, 2], m[, 4] - m[, 3], m[, 4]) else m
fit <- function(m, measure, model) {
  m <- born(m, measure)
  d <- data.frame(a = m[, 1], n = m[, 2], c = m[, 3], m = m[, 4])
  if (model == "mh") return(rma.mh(ai = a, n1i = n, ci = c, n2i = m, data = d, measure = measures[[measure]], correct = FALSE))
  e <- escalc(measures[[measure]], ai = a, n1i = n, ci = c, n2i = m, data = d)
  rma(yi, vi, data = e, method = models[[model]][1], test = models[[model]][2],
      control = list(threshold = 1e-14, maxiter = 1e4))
}
call <- function(measure, model) {
  if (model == "mh") return(paste0("rma.mh(measure='", measures[[measure]], "',correct=FALSE)"))
  paste0("rma(escalc('", measures[[measure]], "'),method='", models[[model]][1], "',test='", models[[model]][2], "')")
}
for (measure in names(measures)) for (model in c("mh", names(models))) {
  name <- function(what) paste(what, measure, model, sep = "_")
  for (m in sets) {
    r <- fit(m, measure, model); s <- as.vector(t(m))
    put(name("pool"), s, c(r$beta, r$ci.lb, r$ci.ub, r$pval, r$tau2), call(measure, model))
    put(name("weights"), s, weights(r) / 100, paste0("weights(", call(measure, model), ")/100"))
    p <- NULL
    if (model %in% c("dlhk", "remlhk")) p <- predict(r)
    if (nrow(m) > 2 && !is.null(p)) put(name("predict"), s, c(p$pi.lb, p$pi.ub), paste0("predict(", call(measure, model), ")"))
    if (nrow(m) > 2 && model %in% c("dl", "reml"))
      put(name("predict"), s, r$beta[1] + c(-1, 1) * qt(.975, r$k - 2) * sqrt(r$tau2 + r$se^2),
          paste0("b+c(-1,1)*qt(.975,k-2)*sqrt(tau2+se^2) of ", call(measure, model)))
  }
  s <- as.vector(t(nine)); r <- fit(nine, measure, model)
  one <- function(x) as.vector(rbind(x$estimate, x$ci.lb, x$ci.ub))
  put(name("cumulative"), s, one(cumul(r)), paste0("cumul(", call(measure, model), ")"))
  put(name("without"), s, one(leave1out(r)), paste0("leave1out(", call(measure, model), ")"))
  # Primary, secondary or mixed, not stated; before conception, after a test.
  for (groups in list(c(1, 2, 2, 3, 3, 2, 2, 2, 1), c(2, 2, 1, 2, 2, 2, 1, 2, 2))) {
    plain <- sub("hk", "", model)
    each <- lapply(sort(unique(groups)), function(g) fit(nine[groups == g, , drop = FALSE], measure, plain))
    q <- rma(yi = sapply(each, function(x) x$beta[1]), sei = sapply(each, function(x) x$se), method = "EE")
    put(name("groups"), as.vector(t(cbind(nine, groups))), c(q$QE, q$QEp),
        paste0("rma(yi=b,sei=se,method='EE')$QE of each group's ", call(measure, plain)))
  }
}
close(file)
