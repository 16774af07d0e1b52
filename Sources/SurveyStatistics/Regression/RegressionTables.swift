import Diagnostics
import LinearAlgebra
import SurveyData

/// The tables of a regression.
struct RegressionTables {
  let analysis: RegressionAnalysis
  let model: PreparedModel
  let outcome: RegressionOutcome
  let level: Double

  var frame: ModelFrame { model.frame }
  var link: LinkFunction { model.model.link }
  var rows: CoefficientRows {
    CoefficientRows(level: level, degreesOfFreedom: model.degreesOfFreedom)
  }

  /// Every table.
  ///
  /// - Throws: A diagnostic about terms and values that the model has not.
  func all(_ data: AnalysisData) throws(Diagnostic) -> [StatisticsTable] {
    var tables = [coefficients]
    let tests = try TermTable(analysis).table(model)
    if !tests.rows.isEmpty { tables.append(tests) }
    if analysis.hasMargins {
      tables += [effects, margins].filter { !$0.rows.isEmpty }
    }
    if !analysis.predictions.isEmpty { tables.append(try predictions()) }
    tables.append(fit)
    return tables
  }

  // MARK: - Coefficients

  /// How numbers on the scale of the linear predictor are printed.
  private var scale: StatisticsTable.Format {
    switch link {
    case .identity: model.model.family == .binomial ? .coefficient : .value
    case .log, .logit, .probit, .cloglog, .cauchit: .coefficient
    case .inverse, .inverseSquare: .value
    }
  }

  private var ratioTitle: LocalizedText? {
    switch (link, model.model.family) {
    case (.logit, _): LocalizedText(zh: "优势比", en: "Odds ratio")
    case (.log, .binomial): LocalizedText(zh: "风险比", en: "Risk ratio")
    case (.log, .poisson), (.log, .negativeBinomial):
      LocalizedText(zh: "率比", en: "Rate ratio")
    case (.log, _): LocalizedText(zh: "均值之比", en: "Ratio of means")
    default: nil
    }
  }

  private var coefficients: StatisticsTable {
    let ratio = ratioTitle
    var columns = CoefficientRows.columns(
      LocalizedText(zh: "系数", en: "Coefficient"), scale)
    if let ratio { columns.append(.init("exp", ratio, .coefficient)) }
    let position = Dictionary(
      uniqueKeysWithValues: model.kept.enumerated().map { ($1, $0) })
    let entries = CoefficientEntry.all(frame)
    let made = entries.compactMap { entry -> StatisticsTable.Row? in
      var cells = columns.map { _ in StatisticsTable.Cell.empty }
      if let column = entry.column {
        guard let index = position[column] else { return nil }
        let number = (
          value: model.sampled.values[index],
          standardError: model.sampled.standardError(index)
        )
        cells = rows.cells(number)
        if ratio != nil {
          cells.append(
            frame.columns[column].parts.isEmpty
              ? .empty : Self.ratio(number.value, rows.interval(number)))
        }
      }
      return StatisticsTable.Row(
        entry.name, entry.label, section: entry.section, cells)
    }
    return StatisticsTable(
      "coefficients",
      title: LocalizedText(
        zh: "回归系数：\(outcome.title[.chinese])",
        en: "Coefficients: \(outcome.title[.english])"),
      stub: LocalizedText(zh: "变量", en: "Term"), columns: columns, rows: made,
      figure: ratio == nil || isUnusable
        ? nil : .dots(column: "exp", reference: 1))
  }

  /// exp of a coefficient and of the ends of its interval; nothing where they
  /// are too large for a number.
  static func ratio(
    _ value: Double, _ interval: Interval?
  ) -> StatisticsTable.Cell {
    let ratio = exponential(value)
    guard ratio.isFinite else { return StatisticsTable.Cell(nil) }
    guard var moved = interval else { return StatisticsTable.Cell(ratio) }
    moved.lower = exponential(moved.lower)
    moved.upper = exponential(moved.upper)
    return StatisticsTable.Cell(
      ratio, interval: moved.upper.isFinite ? moved : nil)
  }

  // MARK: - Finding

  /// What the model shows, in a careful sentence.
  var finding: LocalizedText {
    if isUnusable { return Self.unusable }
    let shown = frame.terms.indices.filter { term in
      guard let p = model.waldTest([term])?.probability else { return false }
      return p < 1 - level
    }
    return Self.associations(
      of: outcome.title, shown.map { frame.label(frame.terms[$0]) })
  }

  /// Whether the fit has no solution that means anything.
  var isUnusable: Bool {
    model.diagnostics.contains {
      $0.severity == .warning
        && ($0.code == .separation || $0.code == .modelNotConverged)
    }
  }

  /// What to say of a model without a solution.
  static var unusable: LocalizedText {
    LocalizedText(
      zh: "模型没有稳定的解，下列系数不能使用。",
      en: "The model has no stable solution; its coefficients cannot be used.")
  }

  /// Which terms go along with an outcome.
  static func associations(
    of outcome: LocalizedText, _ terms: [LocalizedText]
  ) -> LocalizedText {
    func list(_ language: Language) -> String {
      terms.map { $0[language] }
        .joined(separator: language == .chinese ? "、" : ", ")
    }
    if terms.isEmpty {
      return LocalizedText(
        zh: "在其他变量相同时，没有发现与“\(outcome[.chinese])”"
          + "有统计关联的变量；没有发现不等于没有。",
        en: "With the other terms alike, no term is clearly associated with"
          + " \(outcome[.english]); that is no proof that none is.")
    }
    return LocalizedText(
      zh: "在其他变量相同时，与“\(outcome[.chinese])”有统计关联的有："
        + "\(list(.chinese))。关联不等于因果。",
      en: "With the other terms alike, \(outcome[.english]) is associated"
        + " with: \(list(.english)). An association need not be a cause.")
  }
}
