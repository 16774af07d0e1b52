# Expected values for the analysis of a case ledger, from R survival and base
# R: Rscript expected.R, in this folder. The data are the stored CSV files and
# those of Datasets/suggestion-handling.
library(survival)

out <- list()
put <- function(id, ...) out[[id]] <<- list(...)
num <- function(x) paste0("[",
  paste(ifelse(is.na(x), "null", sprintf("%.17g", x)), collapse = ", "), "]")

# Kaplan-Meier: the aml data of survival, both groups together.
fit <- survfit(Surv(time, status) ~ 1, data = aml, conf.type = "log-log")
q <- quantile(fit, c(.25, .5, .75))
at <- summary(fit, times = c(5, 9, 23, 45, 60), extend = TRUE)
put("aml", time = aml$time, status = aml$status, survival = at$surv,
    se = at$std.err, lower = at$lower, upper = at$upper,
    quantiles = q$quantile, quantileLower = q$lower, quantileUpper = q$upper)

# Mantel-Haenszel: admissions to Berkeley by department, men against women.
berkeley <- UCBAdmissions
a <- berkeley["Admitted", "Male", ]; b <- berkeley["Rejected", "Male", ]
c <- berkeley["Admitted", "Female", ]; d <- berkeley["Rejected", "Female", ]
n1 <- a + b; n0 <- c + d; n <- n1 + n0
w <- sum(n1 * n0 / n)
rd <- sum((a * n0 - c * n1) / n) / w
p <- (n1^2 * c - n0^2 * a + n1 * n0 * (n0 - n1) / 2) / n^2
qq <- (a * d + c * b) / (2 * n)
odds <- mantelhaen.test(aperm(berkeley, c(2, 1, 3)))
put("berkeley", events = a, count = n1, otherEvents = c, otherCount = n0,
    difference = rd, se = sqrt(rd * sum(p) + sum(qq)) / w,
    odds = unname(odds$estimate), lower = odds$conf.int[1],
    upper = odds$conf.int[2])

# Exact intervals.
cp <- sapply(list(c(0, 12), c(19, 20), c(12, 12), c(97, 1000)), function(x)
  binom.test(x[1], x[2])$conf.int)
put("exact", lower = cp[1, ], upper = cp[2, ])

# The ledger of Datasets/suggestion-handling.
data <- "../../../Datasets/suggestion-handling/"
x <- read.csv(paste0(data, "cases.csv"), fileEncoding = "UTF-8")
day <- function(v) as.Date(ifelse(v == "", NA, v))
today <- as.Date("2025-12-31")
assigned <- day(x$assigned_on); replied <- day(x$replied_on)
due <- day(x$extended_until); due[is.na(due)] <- day(x$due_on)[is.na(due)]
open <- is.na(replied)
onTime <- ifelse(open, ifelse(today > due, FALSE, NA), replied <= due)
over <- as.numeric(ifelse(open, today, replied) - as.numeric(due))
fit <- survfit(Surv(as.numeric(ifelse(open, today, replied)) -
                    as.numeric(assigned), !open) ~ 1, conf.type = "log-log")
q <- quantile(fit, c(.25, .5, .75, .9))
at <- summary(fit, times = c(30, 60, 90, 120, 180), extend = TRUE)
wilson <- function(k, n) suppressWarnings(
  prop.test(k, n, correct = FALSE)$conf.int)
ci <- wilson(sum(onTime, na.rm = TRUE), sum(!is.na(onTime)))
put("time", onTime = sum(onTime, na.rm = TRUE), judged = sum(!is.na(onTime)),
    lower = ci[1], upper = ci[2],
    overdue = quantile(over[!is.na(onTime) & !onTime], c(.5, .9, 1)),
    quantiles = q$quantile, medianLower = q$lower[2], medianUpper = q$upper[2],
    answered = 1 - at$surv, answeredLower = 1 - at$upper,
    answeredUpper = 1 - at$lower)

# Days worked: weekends, less holidays, plus days worked instead.
h <- read.csv(paste0(data, "holidays.csv"))
free <- as.Date(h$date[h$kind == "holiday"])
worked <- as.Date(h$date[h$kind == "workday"])
isWorked <- function(d) (!(as.POSIXlt(d)$wday %in% c(0, 6)) & !(d %in% free)) |
  d %in% worked
returned <- day(x$returned_on)
back <- which(!is.na(returned))
lag <- sapply(back, function(i)
  sum(isWorked(seq(assigned[i] + 1, returned[i], by = 1))))
plus <- sapply(c(1, 7, 10, 15), function(k) {
  d <- as.Date("2024-09-27"); left <- k
  while (left > 0) { d <- d + 1; if (isWorked(d)) left <- left - 1 }
  format(d) })
put("working", lags = sort(lag), after = as.numeric(as.Date(plus)))

# Meetings, commitments, classes.
m <- cbind(day(x$meet_before_on), day(x$meet_during_on), day(x$meet_after_on))
ok <- cbind(!is.na(m[, 1]), !is.na(m[, 2]), !is.na(m[, 3]))[!open, ]
put("meetings", rates = colMeans(ok), all = mean(rowSums(ok) == 3),
    counts = as.numeric(table(factor(rowSums(ok), 0:3))))
cdue <- day(x$commitment_due_on); cdone <- day(x$commitment_done_on)
late <- !is.na(cdone) & !is.na(cdue) & cdone > cdue
isDue <- !is.na(cdue) & (cdue <= today | late)
kept <- isDue & !is.na(cdone) & !late
put("commitments", base = sum(isDue), kept = sum(kept), late = sum(late),
    overdue = sum(isDue & is.na(cdone)))
put("classes", counts = as.numeric(table(x$result_class[!open])))

# Conversions: months are calendar months with the fraction of the last one.
h <- read.csv(paste0(data, "classes.csv"))
h$as_of <- as.Date(h$as_of)
addMonths <- function(d, k) {
  lt <- as.POSIXlt(d); first <- as.Date(sprintf("%04d-%02d-01",
    lt$year + 1900 + (lt$mon + k) %/% 12, (lt$mon + k) %% 12 + 1))
  nextFirst <- seq(first, length.out = 2, by = "month")[2]
  first + min(lt$mday, as.numeric(nextFirst - first)) - 1 }
months <- function(a, b) {
  k <- 0; while (addMonths(a, k + 1) <= b) k <- k + 1
  lo <- addMonths(a, k); hi <- addMonths(a, k + 1)
  k + as.numeric(b - lo) / as.numeric(hi - lo) }
curve <- function(origin) {
  parts <- split(h, h$case_id)
  parts <- parts[sapply(parts, function(p) p$class[1] == origin)]
  t <- sapply(parts, function(p) { e <- which(p$class == "A")
    months(p$as_of[1], p$as_of[if (length(e)) e[1] else nrow(p)]) })
  e <- sapply(parts, function(p) any(p$class == "A"))
  f <- survfit(Surv(t, e) ~ 1, conf.type = "log-log")
  s <- summary(f, times = c(6, 12, 24), extend = TRUE)
  put(paste0("conversion", origin), n = length(t), share = 1 - s$surv,
      se = s$std.err, lower = 1 - s$upper, upper = 1 - s$lower) }
curve("B"); curve("C")

# Key supervision, adjusted for category and unit.
key <- x$key_supervised == 1
mh <- function(y) {
  use <- !is.na(y)
  g <- split(data.frame(y = y, k = key)[use, ],
             paste(x$category, x$lead_unit_id)[use])
  a <- sapply(g, function(s) sum(s$y & s$k)); n1 <- sapply(g, function(s) sum(s$k))
  c <- sapply(g, function(s) sum(s$y & !s$k)); n0 <- sapply(g, function(s) sum(!s$k))
  use <- n1 > 0 & n0 > 0
  a <- a[use]; c <- c[use]; n1 <- n1[use]; n0 <- n0[use]; n <- n1 + n0
  w <- sum(n1 * n0 / n); rd <- sum((a * n0 - c * n1) / n) / w
  p <- (n1^2 * c - n0^2 * a + n1 * n0 * (n0 - n1) / 2) / n^2
  q <- (a * (n0 - c) + c * (n1 - a)) / (2 * n)
  c(rd, sqrt(rd * sum(p) + sum(q)) / w, sum(use), sum(n1)) }
solved <- ifelse(x$result_class == "", NA, x$result_class == "A")
days <- as.numeric(replied - assigned)
fit <- lm(days ~ key + category + lead_unit_id, data = x)
s <- summary(fit)$coefficients["keyTRUE", ]
x$days <- days
design <- survey::svydesign(~1, data = x[!open, ], weights = ~1)
robust <- survey::SE(survey::svyglm(days ~ key_supervised + category +
                                    lead_unit_id, design))["key_supervised"]
raw <- t.test(days[key], days[!key])
put("supervision", solved = mh(solved), onTime = mh(onTime),
    days = unname(s[1]), daysSE = unname(robust), raw = unname(diff(rev(raw$estimate))),
    rawLower = raw$conf.int[1], rawUpper = raw$conf.int[2])
put("repeats", count = sum(x$repeat_of != ""), n = nrow(x))

lines <- sapply(names(out), function(id) paste0("  \"", id, "\": {",
  paste(sapply(names(out[[id]]), function(k)
    paste0("\"", k, "\": ", num(as.numeric(out[[id]][[k]])))),
    collapse = ",\n    "), "}"))
writeLines(c("{", paste(lines, collapse = ",\n"), "}"), "expected.json")
