# Larger tables by R's network algorithm. Run from this folder by regenerate.sh.
# FEXACT counts tables up to 3.5e-7 likelier than the observed one, so that these numbers are
# compared to 1e-6 only; counts_freeman_halton.py has exact ones of smaller tables.
file <- file("counts_freeman_halton_r.csv", "w")
cat("method,input,expected,source\n", file = file)
for (m in list(
  matrix(c(30, 28, 31, 29, 20, 35, 27, 33, 25, 29, 26, 30, 42, 23, 34, 24), 2, byrow = TRUE),
  matrix(c(30, 28, 31, 29, 20, 35, 27, 33, 28, 30, 27, 29, 38, 23, 31, 25), 2, byrow = TRUE),
  matrix(c(170, 20, 31, 9, 12, 5, 3, 1, 130, 35, 26, 14, 5, 3, 2, 0), 2, byrow = TRUE),
  matrix(c(40, 31, 29, 35, 28, 41, 22, 36, 38), 3, byrow = TRUE),
  matrix(c(5, 9, 4, 7, 3, 8, 2, 6, 9, 4, 5, 7), 3, byrow = TRUE),
  matrix(c(6, 2, 5, 3, 4, 1, 2, 7, 1, 4, 3, 5, 3, 3, 6, 2, 1, 2), 3, byrow = TRUE),
  matrix(c(6, 4, 3, 5, 2, 7, 4, 3, 5, 1, 6, 2, 3, 3, 2, 7), 4, byrow = TRUE),
  matrix(c(12, 7, 9, 3, 8, 14, 6, 9, 4), 3), matrix(c(5, 9, 2, 8, 4, 7, 3, 6, 1, 2, 9, 4), 3)))
  cat("freeman_halton,", paste(c(dim(m), t(m)), collapse = " "), ",", sprintf("%.17g", fisher.test(m, workspace = 2e8)$p.value),
      ",\"fisher.test(m,workspace=2e8)$p.value; stats ", as.character(getRversion()), "\"\n", sep = "", file = file)
close(file)
