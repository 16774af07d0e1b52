# Expected values of components and factors that the records of
# ../survey/open_results.json do not have. Run in this folder: Rscript make.R
suppressMessages(library(survey))
api <- read.csv("../survey/data/apistrat.csv")
d <- svydesign(id = ~1, strata = ~stype, weights = ~pw, fpc = ~fpc, data = api)
v <- as.matrix(svyvar(~api99 + api00 + ell + meals + mobility, d))
e <- eigen(cov2cor(v))$values
# Standard errors of the eigenvalues by the jackknife.
r <- as.svrepdesign(d, type = "JKn")
se <- sqrt(diag(vcov(withReplicates(r, function(w, data) {
  x <- as.matrix(data[, c("api99", "api00", "ell", "meals", "mobility")])
  m <- colSums(x * w) / sum(w)
  x <- sweep(x, 2, m)
  eigen(cov2cor(crossprod(x * sqrt(w))))$values
}))))
out <- c(setNames(e, paste0("eigenvalue.", 1:5)),
  setNames(se, paste0("jkn.se.", 1:5)))
write.csv(data.frame(name = names(out), value = sprintf("%.15g", out)),
  "expected.csv", row.names = FALSE, quote = FALSE)
