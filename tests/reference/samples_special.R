source("samples_emit.R")
for (z in c(-8, -3, -1.96, -0.5, 0, 1e-6, 0.3, 1, 1.96, 2.5758, 4.9, 5, 5.1, 7, 9.5, 12, 20, 37))
  emit("normal", "pnorm(z, lower.tail = FALSE); log.p = TRUE", "stats", list(z = z),
       list(upper = pnorm(z, lower.tail = FALSE), upper_ln = pnorm(z, lower.tail = FALSE, log.p = TRUE)),
       tolerance = 1e-12)
for (z in c(38.4, 100, 1000))
  emit("normal", "pnorm(z, lower.tail = FALSE, log.p = TRUE)", "stats", list(z = z),
       list(upper_ln = pnorm(z, lower.tail = FALSE, log.p = TRUE)), tolerance = 1e-12)
for (p in c(0.4, 0.25, 0.1, 0.05, 0.025, 0.005, 5e-4, 1e-6, 1e-10, 1e-50, 1e-300))
  emit("normal_quantile", "qnorm(tail, lower.tail = FALSE)", "stats", list(tail = p),
       list(z = qnorm(p, lower.tail = FALSE)), tolerance = 1e-12)
for (df in c(0.5, 1, 1.7, 2, 3, 5, 9.776, 10, 29, 30.5, 100, 464, 1000, 1e5, 999998))
  for (t in c(0.001, 0.3, 1, 2, 3.5, 8, 40)) {
    lp <- pt(t, df, lower.tail = FALSE, log.p = TRUE)
    emit("student", "pt(t, df, lower.tail = FALSE, log.p = TRUE)", "stats", list(t = t, df = df),
         list(upper_ln = lp), tolerance = 1e-12)
  }
for (df in c(1, 1.5, 2, 3, 4.2, 7, 10, 17.776, 29, 60, 100, 464, 1e4, 999998))
  for (p in c(0.25, 0.05, 0.025, 0.005, 1e-5))
    emit("student_quantile", "qt(tail, df, lower.tail = FALSE)", "stats", list(tail = p, df = df),
         list(t = qt(p, df, lower.tail = FALSE)), tolerance = 1e-12)
for (df in c(0.5, 1, 2, 3, 5, 8, 10, 30, 100, 465, 5000, 1e6))
  for (r in c(0.001, 0.2, 0.9, 1, 1.01, 1.3, 2, 5)) {
    x <- df * r
    lp <- pchisq(x, df, lower.tail = FALSE, log.p = TRUE)
    if (is.finite(lp) && lp < -1e-14)
      emit("chi_square", "pchisq(x, df, lower.tail = FALSE, log.p = TRUE)", "stats", list(x = x, df = df),
           list(upper_ln = lp), tolerance = 1e-12)
  }
for (x in c(72, 400, 1400, 5000))
  emit("chi_square", "pchisq(x, df, lower.tail = FALSE, log.p = TRUE)", "stats", list(x = x, df = 1),
       list(upper_ln = pchisq(x, 1, lower.tail = FALSE, log.p = TRUE)), tolerance = 1e-12)
for (df in c(1, 2, 3, 8, 12, 30, 100, 465, 10000))
  for (p in c(0.995, 0.975, 0.9, 0.5, 0.1, 0.05, 0.025, 0.005, 1e-6))
    emit("chi_square_quantile", "qchisq(tail, df, lower.tail = FALSE)", "stats", list(tail = p, df = df),
         list(x = qchisq(p, df, lower.tail = FALSE)), tolerance = 1e-12)
for (d in list(c(1, 1), c(1, 10), c(2, 7), c(2, 27), c(3, 8.5), c(8, 180), c(8, 18000), c(5, 999994), c(0.7, 3.3), c(40, 40)))
  for (f in c(0.001, 0.4, 1, 1.7, 4, 20, 687)) {
    lp <- pf(f, d[1], d[2], lower.tail = FALSE, log.p = TRUE)
    if (lp > -700)
      emit("f", "pf(f, df1, df2, lower.tail = FALSE, log.p = TRUE)", "stats", list(f = f, df1 = d[1], df2 = d[2]),
           list(upper_ln = lp), tolerance = 1e-12)
  }
finish("samples_special.csv")
