# Draws the charts of a finished run once more with ggplot2 and svglite.
#
#   Rscript charts.R OUT FOLDER
#
# Numbers come from the tables in OUT, one drawing for each chart of the first
# language: tables of many columns as heat tables, shares of grades as stacked
# bars, everything else as dots with intervals.
suppressPackageStartupMessages({
  library(ggplot2)
  library(svglite)
})
arguments <- commandArgs(trailingOnly = TRUE)
tables <- file.path(arguments[1], "tables")
target <- arguments[2]
dir.create(target, showWarnings = FALSE, recursive = TRUE)

first_language <- function(names, ending) {
  names <- names[endsWith(names, ending)]
  names[!endsWith(names, paste0(".en", ending))]
}
charts <- sub("[.]svg$", "", first_language(
  list.files(file.path(arguments[1], "charts")), ".svg"))
names <- sub("[.]csv$", "", first_language(list.files(tables), ".csv"))

# The table that a chart was drawn from has the longest common beginning.
table_of <- function(chart) {
  common <- sapply(names, function(name) {
    a <- strsplit(chart, "")[[1]]
    b <- strsplit(name, "")[[1]]
    n <- min(length(a), length(b))
    sum(cumprod(a[seq_len(n)] == b[seq_len(n)]))
  })
  names[order(-common, nchar(names))][1]
}

draw <- function(chart) {
  data <- read.csv(file.path(tables, paste0(table_of(chart), ".csv")),
    fileEncoding = "UTF-8", stringsAsFactors = FALSE)
  data <- data[!is.na(data$value), ]
  columns <- length(unique(data$statistic))
  base <- ggplot(data) + theme_minimal() + labs(title = chart)
  picture <- if (grepl("pairwise|acceptability|indicators|transitions", chart)) {
    base + aes(statistic, row, fill = value) + geom_tile() +
      geom_text(aes(label = round(value, 2)), size = 2)
  } else if (grepl("share|grades", chart)) {
    base + aes(value, sub(" / .*", "", row), fill = sub(".* / ", "", row)) +
      geom_col() + theme(legend.position = "top")
  } else {
    shown <- data[data$statistic == data$statistic[1], ]
    ggplot(shown) + theme_minimal() + labs(title = chart) +
      aes(value, reorder(row, value)) +
      geom_errorbarh(aes(xmin = lower, xmax = upper), height = 0, na.rm = TRUE) +
      geom_point() + geom_text(aes(label = round(value, 1)), hjust = -0.5)
  }
  svglite(file.path(target, paste0(chart, ".svg")), width = 8, height = 6)
  print(picture)
  invisible(dev.off())
}
for (chart in charts) draw(chart)
