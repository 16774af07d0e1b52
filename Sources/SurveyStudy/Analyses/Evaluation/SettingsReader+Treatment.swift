import Diagnostics
import Settings
import SurveyStatistics

extension SettingsReader {
  /// How missing values are filled in: `impute`, `by` for groups,
  /// `neighbours` for `knn`, `previous` with a column by indicator.
  func imputation() -> ImputationOptions? {
    let method: ImputationOptions.Method? =
      string("impute") == "none" ? nil : choice("impute")
    guard let method else {
      if !has("impute") {
        for key in ["by", "neighbours", "previous"] where has(key) {
          reportWrong(key, "'\(key)' has no effect without 'impute'")
        }
      }
      return nil
    }
    var options = ImputationOptions(method)
    switch method {
    case .groupMean, .groupMedian:
      options.group = column("by")?.name
      if options.group == nil, !has("by") {
        reportMissing("by", help: "name the column of the cases with groups")
      }
    case .neighbours:
      options.neighbours =
        integer("neighbours", in: 1...10_000) ?? options.neighbours
    case .previous:
      guard let columns = reader("previous") else {
        reportMissing(
          "previous",
          help: "name a column by indicator: previous: {ID: COLUMN}")
        break
      }
      for entry in columns.allEntries() {
        options.previous[entry.key] = columns.string(entry.key)
      }
    case .mean, .median, .regression: break
    }
    return options
  }

  /// How outliers are treated: `true` for the usual limits, or a mapping with
  /// `skewness`, `kurtosis`, `winsorise` and `log`.
  func treatment(_ key: String) -> OutlierOptions? {
    if let text = node(key)?.text {
      if text == "none" { return nil }
      return boolean(key) == true ? OutlierOptions() : nil
    }
    guard let reader = reader(key) else { return nil }
    var options = OutlierOptions()
    options.skewness =
      reader.number("skewness", in: 0...1000) ?? options.skewness
    options.kurtosis =
      reader.number("kurtosis", in: -10...100_000) ?? options.kurtosis
    options.winsorise =
      reader.integer("winsorise", in: 0...1_000_000) ?? options.winsorise
    options.usesLogarithm = reader.boolean("log") ?? options.usesLogarithm
    reader.finish()
    return options
  }
}
