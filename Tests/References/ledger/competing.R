# Expected values for competing outcomes, from R survival: Rscript competing.R,
# in this folder. mgus2 is survival's own data set; the ledger is that of
# Datasets/suggestion-handling.
library(survival)
out <- list()
put <- function(id, ...) out[[id]] <<- list(...)
num <- function(x) paste0("[",
  paste(ifelse(is.na(x), "null", sprintf("%.17g", x)), collapse = ", "), "]")
curves <- function(id, time, cause, times, keep = TRUE) {
  states <- factor(cause, 0:max(cause))
  fit <- survfit(Surv(time, states) ~ 1, conf.type = "log-log")
  at <- summary(fit, times = times, extend = TRUE)
  values <- if (keep) list(time = time, cause = cause) else list()
  for (k in seq_len(max(cause))) {
    values[[paste0("share", k)]] <- at$pstate[, k + 1]
    values[[paste0("se", k)]] <- at$std.err[, k + 1]
    values[[paste0("lower", k)]] <- at$lower[, k + 1]
    values[[paste0("upper", k)]] <- at$upper[, k + 1]
  }
  do.call(put, c(list(id, at = times), values))
}
# Progression, or death without it.
use <- mgus2[1:200, ]
time <- with(use, ifelse(pstat == 0, futime, ptime))
cause <- with(use, ifelse(pstat == 1, 1, ifelse(death == 1, 2, 0)))
curves("mgus2", time, cause, c(1, 12, 60, 120, 240, 360))
# Every way to end at once, and nothing cut off.
curves("ties", c(1, 1, 1, 2, 2, 3, 3, 3), c(1, 2, 0, 1, 2, 2, 1, 1),
       c(1, 2, 3))
data <- "../../../Datasets/suggestion-handling/"
x <- read.csv(paste0(data, "cases.csv"), fileEncoding = "UTF-8")
day <- function(v) as.Date(ifelse(v == "", NA, v))
replied <- day(x$replied_on); assigned <- day(x$assigned_on)
open <- is.na(replied)
time <- as.numeric(ifelse(open, as.Date("2025-12-31"), replied)) -
  as.numeric(assigned)
cause <- ifelse(open, 0, match(x$result_class, c("A", "B", "C", "D")))
curves("outcomes", time, cause, c(30, 60, 90, 120, 180), keep = FALSE)
lines <- sapply(names(out), function(id) paste0("  \"", id, "\": {",
  paste(sapply(names(out[[id]]), function(k)
    paste0("\"", k, "\": ", num(as.numeric(out[[id]][[k]])))),
    collapse = ",\n    "), "}"))
writeLines(c("{", paste(lines, collapse = ",\n"), "}"), "competing.json")
