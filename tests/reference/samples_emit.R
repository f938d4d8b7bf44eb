# Writes one row per reference case. Sourced by the samples_*.R scripts.
# Columns: method, call, package, inputs, expected, tolerance, reason.
# inputs and expected are "name=v v v|name=v"; numbers have 17 significant digits.

emit_rows <- character(0)

number <- function(v) {
  out <- sprintf("%.17g", as.numeric(v))
  out[is.infinite(v) & v > 0] <- "inf"
  out[is.infinite(v) & v < 0] <- "-inf"
  if (any(is.na(v))) stop("NA in a reference row")
  paste(out, collapse = " ")
}

fields <- function(values) {
  paste(mapply(function(n, v) paste0(n, "=", if (is.character(v)) paste(v, collapse = " ") else number(v)),
               names(values), values), collapse = "|")
}

quoted <- function(s) paste0("\"", gsub("\"", "\"\"", s), "\"")

version_of <- function(package) {
  if (package %in% c("own")) return(paste0("own formula in R ", getRversion()))
  if (package %in% c("stats", "base")) return(paste(package, getRversion()))
  paste(package, packageVersion(package))
}

emit <- function(method, call, package, inputs, expected, tolerance = 1e-10, reason = "") {
  stopifnot(tolerance <= 1e-10 || nchar(reason) > 0)
  emit_rows <<- c(emit_rows, paste(
    method, quoted(call), quoted(version_of(package)), fields(inputs), fields(expected),
    format(tolerance), quoted(reason), sep = ","))
}

finish <- function(file) {
  writeLines(c("method,call,package,inputs,expected,tolerance,reason", emit_rows), file)
  emit_rows <<- character(0)
}
