# Limits and rules of p and P' charts by hand; writes control.json.
y <- c(12, 15, 9, 20, 18, 11, 25, 14, 16, 30, 12, 10, 9, 8, 7, 6)
n <- c(80, 95, 70, 120, 110, 85, 90, 100, 105, 98, 92, 101, 97, 99, 103, 88)
centre <- sum(y) / sum(n)
p <- y / n
s <- sqrt(centre * (1 - centre) / n)
z <- (p - centre) / s
sz <- mean(abs(diff(z))) / 1.128
above <- p[p != centre] > centre
runs <- rle(above)
m <- length(above)
list2json <- function(x) paste0("[", paste(sprintf("%.17g", x), collapse = ", "), "]")
writeLines(c("{",
  sprintf('  "y": %s,', list2json(y)), sprintf('  "n": %s,', list2json(n)),
  sprintf('  "centre": %.17g,', centre),
  sprintf('  "lower": %s,', list2json(pmax(0, centre - 3 * s))),
  sprintf('  "upper": %s,', list2json(pmin(1, centre + 3 * s))),
  sprintf('  "laney_lower": %s,', list2json(pmax(0, centre - 3 * s * sz))),
  sprintf('  "laney_upper": %s,', list2json(pmin(1, centre + 3 * s * sz))),
  sprintf('  "longest_run": %d,', max(runs$lengths)),
  sprintf('  "allowed_run": [%s],', paste(round(log2(1:40)) + 3, collapse = ", ")),
  sprintf('  "crossings": %d,', length(runs$lengths) - 1),
  sprintf('  "needed": [%s]', paste(qbinom(0.05, 1:40 - 1, 0.5), collapse = ", ")),
  "}"), "control.json")
