import SurveyData

/// The coefficients of the same model in several imputations, or its mean
/// effects or predictions, pooled by `PooledNumber`.
///
/// The degrees of freedom that complete data would have are those of the
/// model's tests: of the design less the coefficients (Lumley and Scott 2017).
///
/// Edge cases:
///
/// - A coefficient that an imputation lacks, as when nobody has a value there,
///   or that has no degrees of freedom in one, is left out and named.
///
/// Checked against `mitools::MIcombine` in `Tests/References/imputation`.
struct PooledCoefficients {
  /// The coefficients with their intervals, tests and, where the model has
  /// them, ratios.
  let table: StatisticsTable
  /// The same as estimates, for the table of how imputations differ.
  let pooled: [PooledEstimate]
  /// Coefficients that some imputations lack.
  let missing: [String]

  /// Pools the tables of coefficients of a model, or of mean effects or
  /// predictions, one an imputation; `nil` without any.
  ///
  /// Predictions are pooled as they are; their intervals are made on the
  /// scale of `link`, as those of one fit.
  init?(
    _ tables: [StatisticsTable], level: Double,
    predictionLink link: LinkFunction? = nil
  ) {
    guard let first = tables.first else { return nil }
    let hasRatio = first.columns.contains { $0.name == "exp" }
    var pooled: [PooledEstimate] = []
    var missing: [String] = []
    var names: [String] = []
    for row in first.rows + tables.dropFirst().flatMap(\.rows)
    where !names.contains(row.name) { names.append(row.name) }
    var table = first
    table.rows = names.compactMap { name in
      let same = tables.compactMap { $0.rows.first { $0.name == name } }
      guard let row = same.first else { return nil }
      let isReference = same.allSatisfy {
        $0.cells.allSatisfy { $0 == .empty }
      }
      if isReference { return row }
      let numbers = tables.map {
        (
          value: $0[name, "estimate"]?.value, error: $0[name, "se"]?.value,
          degrees: $0[name, "df"]?.value
        )
      }
      let values = numbers.compactMap(\.value)
      guard values.count == tables.count,
        let number = PooledNumber(
          values: values,
          variances: numbers.compactMap(\.error).map { $0 * $0 },
          // Without degrees of freedom there is nothing to pool with.
          completeDegrees: numbers.map { $0.degrees ?? 0 }.min() ?? 0)
      else {
        missing.append(name)
        return nil
      }
      pooled.append(
        PooledEstimate(
          estimate: Estimate(
            variable: name, label: row.label, group: [],
            statistic: "coefficient", unit: .value, value: number.value,
            standardError: number.standardError, interval: nil,
            degreesOfFreedom: number.degreesOfFreedom, base: 0,
            weightedBase: 0),
          pooled: number))
      return Self.row(
        row, number, hasRatio: hasRatio, link: link, level: level)
    }
    self.table = table
    self.pooled = pooled
    self.missing = missing
  }

  private static func row(
    _ row: StatisticsTable.Row, _ number: PooledNumber, hasRatio: Bool,
    link: LinkFunction?, level: Double
  ) -> StatisticsTable.Row {
    let rows = CoefficientRows(
      level: level, degreesOfFreedom: number.degreesOfFreedom)
    let measured = (
      value: number.value, standardError: Optional(number.standardError)
    )
    var result = row
    if let link {
      result.cells = rows.predictionCells(measured, link: link)
      return result
    }
    result.cells = rows.cells(measured)
    if hasRatio {
      result.cells.append(
        row.cells.last == .empty
          ? .empty
          : RegressionTables.ratio(number.value, rows.interval(measured)))
    }
    return result
  }
}
