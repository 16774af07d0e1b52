# The approximations of R survey 4.1-1 for weighted sums of chi-squares.
suppressMessages(library(survey))
# R stops the search for the saddlepoint at 1e-8, which leaves its
# probabilities four to eight digits; here it goes on to 1e-15.
tight <- survey:::saddle
body(tight) <- do.call(substitute, list(body(tight), list(uniroot = quote(search))))
environment(tight) <- list2env(list(search = function(..., tol) uniroot(..., tol = 1e-15)),
                               parent = asNamespace("survey"))
assignInNamespace("saddle", tight, "survey")
cases <- list(c(3, 1), c(1.9, 1.2, 0.4), c(6, 3, 3, 1, 1, 1),
              c(1.1, 1.05, 1, 0.9, 0.85))
out <- "weights,denominator,point,satterthwaite,saddlepoint"
for (a in cases) for (d in c(Inf, 4.5, 30, 360.248)) for (s in c(0.3, 0.9, 1, 1.2, 2, 4, 10)) {
  x <- s * sum(a)
  p <- sapply(c("satterthwaite", "saddlepoint"), function(m) tryCatch(
    if (is.finite(d)) survey:::pFsum(x, rep(1, length(a)), a, ddf = d, lower.tail = FALSE, method = m)
    else pchisqsum(x, rep(1, length(a)), a, lower.tail = FALSE, method = m), error = function(e) NA))
  out <- c(out, paste(paste(a, collapse = " "), if (is.finite(d)) d else "",
                      sprintf("%.17g", x), sprintf("%.15g", p[1]), sprintf("%.15g", p[2]), sep = ","))
}
writeLines(out, "weighted_chi_squares_r.csv")
