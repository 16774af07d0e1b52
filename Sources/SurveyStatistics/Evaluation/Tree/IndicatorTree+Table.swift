import Diagnostics
import SurveyData

extension IndicatorTree {
  /// Reads a tree from the columns of a table.
  ///
  /// `indicator_id` has to be there. The others may be left out: `parent_id`,
  /// `name_zh`, `name_en`, `weight` (equal weights without it), `direction`
  /// (1 or -1), `type`, `source`, `formula`, `unit`, `scale_min`,
  /// `scale_max`, `norm`, `norm_params`, `aggregate`, `missing_rule`,
  /// `min_coverage`, `gate`, `thresholds`, `bands`. `level` and
  /// `weight_basis` are for readers and have no effect.
  ///
  /// A leaf without `norm` takes `deduct` or `category` from its `type`, else
  /// `fixed` when both ends of its scale are there, else `normalisation`, or
  /// `minmax` without one. `fixed`
  /// and `goalposts` without `lo` and `hi` take the ends of the scale. Values
  /// beyond are cut off unless `clip=0` is among the parameters.
  ///
  /// - Throws: `Stopped` when something cannot be used; every reason is in
  ///   `log`, with the line of its row.
  public init(
    _ table: Table, normalisation: Normalisation? = nil, log: DiagnosticLog
  ) throws(Stopped) {
    var reader = IndicatorTableReader(table, log: log)
    reader.fallback = normalisation
    var rows = (0..<table.rowCount).map { reader.indicator(row: $0) }
    if table["weight"] == nil {
      // Nobody stated weights, so nobody is told that they add up to more.
      var siblings: [String?: Double] = [:]
      for row in rows { siblings[row.parent, default: 0] += 1 }
      for index in rows.indices {
        rows[index].weight = 1 / (siblings[rows[index].parent] ?? 1)
      }
    }
    let bands = reader.bands()
    if reader.hasFailed { throw Stopped() }
    try self.init(rows, bands: bands, log: log)
    try checkUse(table: table, log: log)
  }

  /// Checks what only the finished tree shows: every leaf has a source.
  private func checkUse(
    table: Table, log: DiagnosticLog
  ) throws(Stopped) {
    var failed = false
    for (position, indicator) in indicators.enumerated() {
      if children[position].isEmpty, indicator.source == nil {
        failed = true
        log.report(
          Diagnostic(
            .indicatorSetting, at: indicator.place,
            "indicator '\(indicator.id)' has no children and no source",
            zh: "指标“\(indicator.id)”既无下级指标，也无数据来源",
            help: "set 'source' to one of "
              + Indicator.Source.allCases.map(\.rawValue)
              .joined(separator: ", ")))
      }
    }
    if failed { throw Stopped() }
  }
}
