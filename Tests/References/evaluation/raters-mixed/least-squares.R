# Severity by least squares over several indicators, by dense models of base
# R. Rscript least-squares.R writes least-squares.csv from scores.csv.
d <- read.csv("scores.csv")
d$cell <- interaction(d$case, d$rater, drop = TRUE)
d$indicator <- factor(d$indicator)
# Scores freed of the indicators, each counting once.
first <- lm(score ~ 0 + cell + indicator, data = d)
b <- coef(first)
cells <- b[paste0("cell", levels(d$cell))] +
  sum(b[grep("^indicator", names(b))]) / nlevels(d$indicator)
p <- do.call(rbind, strsplit(levels(d$cell), ".", fixed = TRUE))
m <- data.frame(case = factor(as.integer(p[, 1])),
                rater = factor(as.integer(p[, 2])), score = unname(cells))
fit <- lm(score ~ case + rater, data = m)
C <- nlevels(m$case); R <- nlevels(m$rater)
L <- function(i, w) { # the row of coefficients for case i and weights of raters
  x <- numeric(C + R - 1); x[1] <- 1
  if (i > 1) x[i] <- 1
  x[C + 1:(R - 1)] <- w[-1]; x }
equal <- rep(1 / R, R)
A <- t(sapply(1:C, L, w = equal))
S <- t(sapply(1:R, function(j) L(1, (1:R == j) - equal) - L(1, rep(0, R))))
V <- vcov(fit); beta <- coef(fit)
se <- function(M) sqrt(rowSums((M %*% V) * M))
rows <- rbind(
  data.frame(name = "adjusted", value = drop(A %*% beta)),
  data.frame(name = "adjusted-se", value = se(A)),
  data.frame(name = "severity", value = drop(S %*% beta)),
  data.frame(name = "severity-se", value = se(S)),
  data.frame(name = "degrees", value = fit$df.residual))
rows$value <- sprintf("%.17g", rows$value)
write.csv(rows, "least-squares.csv", row.names = FALSE, quote = FALSE)
