# One task of the survey benchmark with R survey, from file to result.
#
#   Rscript peer_r.R TASK FILE RESULT [PART]   (without arguments: only starts)
#
# RESULT gets a line `name TAB number` for each number; the names are those of
# peer_svy.py and manyi_tasks.py. PART does less than the whole task: that many
# questions of banner and league, that many replicates of regression. Columns
# `replicate1...` in FILE are used as the bootstrap weights; without them 200
# (or PART) are drawn.

suppressMessages(library(survey))
arguments <- commandArgs(TRUE)
if (length(arguments) == 0) quit()
path <- arguments[2]
part <- if (length(arguments) > 3) as.integer(arguments[4]) else NA
set.seed(25)

read_file <- function() {
  if (requireNamespace("data.table", quietly = TRUE)) {
    data.table::setDTthreads(2)
    return(data.table::fread(path, data.table = FALSE, showProgress = FALSE,
                             stringsAsFactors = TRUE))
  }
  read.csv(path, stringsAsFactors = TRUE)
}

read_design <- function() {
  svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight,
            data = read_file(), nest = FALSE)
}

read_replicated <- function(count) {
  data <- read_file()
  columns <- grep("^replicate", names(data))
  if (length(columns)) {
    return(svrepdesign(
      weights = ~weight, repweights = data[columns], type = "other",
      scale = 1 / length(columns), rscales = rep(1, length(columns)),
      combined.weights = TRUE, data = data[-columns]))
  }
  design <- svydesign(ids = ~cluster, strata = ~stratum, weights = ~weight,
                      data = data, nest = FALSE)
  as.svrepdesign(design, type = "subbootstrap", replicates = count)
}

output <- file(arguments[3], "w")
put <- function(names, numbers) {
  writeLines(sprintf("%s\t%.17g", names, as.vector(numbers)), output)
}
model <- function(...) as.formula(paste0("~", paste(..., sep = "+")))
questions <- function(count) paste0("q", seq_len(count))

put_groups <- function(kind, variable, group, design) {
  found <- svyby(model(variable), model(group), design, svymean, na.rm = TRUE)
  place <- sprintf("%s/%s/%s", kind, variable, found[[group]])
  put(paste0(place, "/value"), coef(found))
  put(paste0(place, "/se"), SE(found))
}

put_test <- function(row, column, design) {
  test <- svychisq(model(row, column), design, statistic = "F")
  place <- sprintf("rao-scott/%s*%s/%s", row, column,
                   c("f", "df1", "df2", "p"))
  put(place, c(test$statistic, test$parameter, test$p.value))
}

put_means <- function(kind, design) {
  for (variable in questions(10)) {
    found <- svymean(model(variable), design, na.rm = TRUE)
    put(sprintf("%s/%s//value", kind, variable), coef(found))
    put(sprintf("%s/%s//se", kind, variable), SE(found))
  }
}

banner <- function() {
  design <- read_design()
  for (variable in questions(if (is.na(part)) 100 else part)) {
    for (column in c("gender", "age", "education", "district", "channel",
                     "visits")) {
      answer <- sprintf("factor(%s)", variable)
      found <- svyby(model(answer), model(column), design, svymean,
                     na.rm = TRUE)
      levels <- sub("factor\\(.*\\)", "", sub("^se\\.", "",
        names(coef(found))))
      levels <- sub("^.*:", "", levels)
      groups <- rep(as.character(found[[column]]),
                    times = length(levels) / nrow(found))
      place <- sprintf("share/%s=%s/%s", variable, levels, groups)
      put(paste0(place, "/value"), coef(found))
      put(paste0(place, "/se"), unlist(SE(found)))
      put_test(variable, column, design)
    }
  }
}

league <- function() {
  design <- read_design()
  for (variable in questions(if (is.na(part)) 10 else part)) {
    put_groups("mean", variable, "domain", design)
  }
}

# Shares of cells only in a check: svychisq computes them once more.
crosstab <- function() {
  design <- read_design()
  put_test("region", "grade", design)
  if (nrow(design) < 100000) {
    found <- svymean(~interaction(region, grade, sep = "/"), design)
    cells <- sub("^interaction\\(.*\\)", "", names(coef(found)))
    put(sprintf("share/region=%s/value", cells), coef(found))
    put(sprintf("share/region=%s/se", cells), SE(found))
  }
}

bootstrap <- function() {
  design <- read_replicated(200)
  for (variable in questions(10)) {
    put_groups("mean", variable, "district", design)
  }
  for (level in levels(design$variables$district)) {
    found <- svyquantile(
      ~minutes, design[design$variables$district == level, ],
      c(0.25, 0.5, 0.75), interval.type = "quantile", qrule = "math")
    place <- sprintf("quantile/minutes@%g/%s", c(0.25, 0.5, 0.75), level)
    put(paste0(place, "/value"), coef(found))
    put(paste0(place, "/se"), SE(found))
  }
}

# Tighter than R's default, which leaves standard errors off by 3e-5.
regression <- function() {
  design <- read_replicated(if (is.na(part)) 200 else part)
  terms <- "x1 + x2 + x3 + x4 + x5 + x6 + age + channel + visits"
  for (family in list(gaussian(), quasibinomial())) {
    name <- if (family$family == "gaussian") "gaussian" else "binomial"
    outcome <- if (name == "gaussian") "score" else "satisfied"
    fit <- svyglm(as.formula(paste(outcome, "~", terms)), design,
                  family = family, control = glm.control(epsilon = 1e-12))
    labels <- sub("^(age|channel|visits)", "", names(coef(fit)))
    labels[1] <- "intercept"
    put(sprintf("%s/%s/value", name, labels), coef(fit))
    put(sprintf("%s/%s/se", name, labels), SE(fit))
  }
}

calibration <- function() {
  design <- read_design()
  totals <- read.csv(paste0(path, ".margins.csv"))
  margin <- function(name) {
    rows <- totals[totals$variable == name, ]
    setNames(data.frame(rows$value, rows$target), c(name, "Freq"))
  }
  raked <- rake(design, list(~gender, ~age, ~district),
                list(margin("gender"), margin("age"), margin("district")),
                control = list(maxit = 1000, epsilon = 1e-9))
  put_means("raked", raked)
  population <- sum(totals$target[totals$variable == "gender"])
  rest <- function(name) {
    rows <- totals[totals$variable == name, ][-1, ]
    setNames(rows$target, paste0(name, rows$value))
  }
  population <- c("(Intercept)" = population, rest("gender"), rest("age"),
                  rest("district"))
  put_means("bounded", calibrate(
    design, ~gender + age + district, population, calfun = "logit",
    bounds = c(0.75, 1.35), epsilon = 1e-11, maxit = 100))
  if (nrow(design) < 10000) {
    put_means("linear", calibrate(
      design, ~gender + age + district, population, calfun = "linear",
      epsilon = 1e-11))
  }
}

get(arguments[1])()
close(output)
