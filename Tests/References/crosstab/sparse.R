# Rao and Scott's second-order correction with the shares under independence on
# the diagonal of D, where svychisq() stops: two rows of the table occur in one
# column only. Run: Rscript sparse.R
suppressMessages(library(survey))
tables <- list(
  matrix(c(32, 28, 26, 39, 20, 48, 33, 43, 31, 1, 0, 0, 1, 0, 0),
         ncol = 3, byrow = TRUE),
  # Here rounding leaves a last pivot above 0, so that a solution is found.
  matrix(c(32, 0, 0, 10, 0, 0, 34, 23, 2), ncol = 3, byrow = TRUE),
  matrix(c(10, 0, 0, 0, 13, 0, 0, 0, 12, 26, 8, 35, 35, 9, 8, 1),
         ncol = 4, byrow = TRUE))
for (counts in tables) {
  d <- as.data.frame(as.table(counts))
  d <- d[rep(seq_len(nrow(d)), d$Freq), c("Var1", "Var2")]
  names(d) <- c("a", "b")
  design <- suppressWarnings(svydesign(~1, data = d))
  n <- nrow(d)
  means <- svymean(model.matrix(~interaction(a, b) - 1, d), design)
  p <- coef(means)
  p0 <- as.vector(outer(rowSums(matrix(p, nrow(counts))),
                        colSums(matrix(p, nrow(counts)))))
  cells <- expand.grid(rows = seq_len(nrow(counts)), cols = seq_len(ncol(counts)))
  x1 <- model.matrix(~factor(rows) + factor(cols), cells)
  x12 <- model.matrix(~factor(rows) * factor(cols), cells)
  contrasts <- qr.resid(qr(x1), x12[, -seq_len(ncol(x1)), drop = FALSE])
  inverse <- diag(1 / p0)
  below <- t(contrasts) %*% (inverse / n) %*% contrasts
  above <- t(contrasts) %*% inverse %*% vcov(means) %*% inverse %*% contrasts
  delta <- solve(below, above)
  trace <- sum(diag(delta))
  df <- trace^2 / sum(diag(delta %*% delta))
  x2 <- n * sum((p - p0)^2 / p0)
  cat(sprintf("pearson %.10f\nF %.10f\ndf1 %.10f\ndf2 %.8f\np %.12g\n", x2,
              x2 / trace, df, df * (n - 1),
              pf(x2 / trace, df, df * (n - 1), lower.tail = FALSE)))
}
