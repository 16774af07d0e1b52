# lme4: peer_lme4.R SCORES RESULT REFITS
suppressMessages(library(lme4))
arguments <- commandArgs(TRUE)
d <- read.csv(arguments[1])
cpu <- function(expression) {
  time <- system.time(value <- expression)
  list(value = value, seconds = time[[1]] + time[[2]])
}
fit <- cpu(lmer(score ~ 1 + (1 | case_id) + (1 | evaluator_id), d))
m <- fit$value
set.seed(1)
refits <- cpu(bootMer(m, function(f) as.data.frame(VarCorr(f))$vcov,
                      nsim = as.integer(arguments[3])))
v <- as.data.frame(VarCorr(m))
names <- c(case_id = "case", evaluator_id = "rater", Residual = "residual")
effects <- ranef(m)$case_id
writeLines(c(
  sprintf("cpu/fit\t%.4f", fit$seconds),
  sprintf("cpu/refits\t%.4f", refits$seconds),
  sprintf("variance/%s\t%.15g", names[v$grp], v$vcov),
  sprintf("case/%s\t%.15g", rownames(effects), fixef(m)[[1]] + effects[[1]])),
  arguments[2])
