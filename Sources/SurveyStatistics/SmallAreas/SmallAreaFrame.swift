import Diagnostics
import SurveyData

/// The areas with their direct estimates.
struct SmallAreaFrame {
  /// One area.
  struct Area {
    var name: String
    var label: LocalizedText?
    /// Rows of respondents.
    var base: Int?
    var direct: Double?
    var standardError: Double?
    /// The row of its covariates.
    var row: Int?

    /// Whether the direct estimate can enter the model.
    var hasDirect: Bool {
      guard let direct, let error = standardError else { return false }
      return direct.isFinite && error.isFinite && error > 0
    }
  }

  private(set) var areas: [Area] = []
  /// The area of each row of the data; -1 for none.
  private(set) var areaOfRow: [Int] = []
  /// The table of covariates, when it is not the data.
  let covariateTable: Table?
  let place: Place
  private(set) var findings: [Diagnostic] = []

  init(_ analysis: SmallAreaAnalysis, _ data: AnalysisData) throws(Diagnostic) {
    place = data.place(of: analysis.area)
    covariateTable = analysis.areas
    let column = try data.table.column(analysis.area)
    let table = analysis.areas ?? data.table
    for name in analysis.covariates + analysis.factors {
      _ = try table.column(name)
    }
    if case .units = analysis.source {
      for name in analysis.covariates { _ = try data.table.column(name) }
      if !analysis.factors.isEmpty || analysis.method != .reml {
        throw Diagnostic(
          .wrongOption, at: place,
          "the unit model takes numbers as covariates and 'method: reml'",
          zh: "单元模型的协变量须为数字，并用“method: reml”",
          help: "remove 'factors' and 'method'")
      }
    }
    let needsTable =
      !analysis.covariates.isEmpty || !analysis.factors.isEmpty
    switch analysis.source {
    case .given(let estimate, let error):
      let direct = try data.numbers(estimate)
      let errors = try data.numbers(error)
      if let row = errors.firstIndex(where: { $0 < 0 }) {
        throw Diagnostic(
          .wrongOption, at: data.place(of: error),
          "the standard error of row \(row + 1) is negative",
          zh: "第\(row + 1)行的标准误为负数")
      }
      areaOfRow = [Int](repeating: -1, count: direct.count)
      let answers = AnswerValues(column)
      for row in direct.indices where data.domain?[row] ?? true {
        let code = Int(answers.codes[row])
        areaOfRow[row] = areas.count
        areas.append(
          Area(
            name: column.text(at: row) ?? "\(row + 1)",
            label: code < 0 ? nil : answers.levels[code].label, base: nil,
            direct: direct[row].isNaN ? nil : direct[row],
            standardError: errors[row].isNaN ? nil : errors[row], row: row))
      }
    case .direct(let variable, let value):
      try addSampled(analysis, data, column, variable, value, needsTable)
    case .units(let variable):
      try addSampled(analysis, data, column, variable, nil, needsTable)
    }
    // The unit model has no need of direct estimates.
    if case .units = analysis.source { return }
    let without = areas.count { $0.direct != nil && !$0.hasDirect }
    if without > 0 {
      findings.append(
        Diagnostic(
          .rowsWithoutGroup, .note, at: place,
          (without == 1 ? "1 area has" : "\(without) areas have")
            + " a direct estimate without a standard error above 0, which"
            + " the area model does not use",
          zh: "\(without)个区域的直接估计没有大于0的标准误，区域模型不采用"))
    }
  }

  /// Direct estimates of a variable under the design.
  private mutating func addSampled(
    _ analysis: SmallAreaAnalysis, _ data: AnalysisData, _ column: Column,
    _ variable: String, _ value: String?, _ needsTable: Bool
  ) throws(Diagnostic) {
    if needsTable, analysis.areas == nil {
      throw Diagnostic(
        .wrongOption, at: place,
        "covariates of areas need a table with a row an area",
        zh: "区域的协变量须有每个区域一行的表",
        help: "name it with 'areas: {data: NAME}' or 'areas: {file: FILE}';"
          + " it has the column '\(analysis.area)' too")
    }
    let values: [Double]
    if let value {
      let answers = AnswerValues(sharesOf: try data.table.column(variable))
      guard let position = answers.position(of: value) else {
        throw answers.unknown(value, .error, file: data.table.source.file)
      }
      values = answers.indicator(
        of: position, in: [Bool](repeating: true, count: data.table.rowCount))
    } else {
      values = try data.numbers(variable)
    }
    let grouping = try Grouping([analysis.area], data: data)
    let cells = LinearEstimator(data: data).means(of: values, in: grouping)
    var positions: [String: Int] = [:]
    if let table = analysis.areas {
      let key = try table.column(analysis.area)
      let labels = AnswerValues(key)
      for row in 0..<table.rowCount {
        guard let name = key.text(at: row), positions[name] == nil else {
          continue
        }
        positions[name] = areas.count
        let code = Int(labels.codes[row])
        areas.append(
          Area(
            name: name, label: code < 0 ? nil : labels.levels[code].label,
            base: 0, row: row))
      }
    }
    var positionOfCell = [Int](repeating: -1, count: cells.count)
    var unknown: [String] = []
    for (cell, terms) in grouping.terms.enumerated() {
      guard let term = terms.first else { continue }
      if analysis.areas == nil {
        positions[term.value] = areas.count
        areas.append(Area(name: term.value))
      }
      guard let position = positions[term.value] else {
        unknown.append(term.value)
        continue
      }
      positionOfCell[cell] = position
      areas[position].label = areas[position].label ?? term.label
      areas[position].base = cells[cell].base
      areas[position].direct = cells[cell].value
      areas[position].standardError = cells[cell].standardError
    }
    areaOfRow = grouping.cells.map { $0 < 0 ? -1 : positionOfCell[Int($0)] }
    if !unknown.isEmpty {
      findings.append(
        Diagnostic(
          .unknownValue, .warning, at: place,
          "not in the table of areas, and left out: "
            + unknown.prefix(10).joined(separator: ", ")
            + (unknown.count > 10 ? ", …" : ""),
          zh: "下列区域不在区域表中，未计入：" + unknown.prefix(10).joined(separator: "、")
            + (unknown.count > 10 ? "等" : "")))
    }
  }

  /// The diagnostic for a model that cannot be fitted.
  func unfitted(_ count: Int, _ coefficients: Int) -> Diagnostic {
    Diagnostic(
      .wrongOption, at: place,
      "the model of small areas cannot be fitted with \(coefficients)"
        + (coefficients == 1 ? " coefficient" : " coefficients")
        + " to \(count) " + (count == 1 ? "estimate" : "estimates"),
      zh: "小区域模型有\(coefficients)个系数，不能用\(count)个估计值拟合",
      help: "it needs more areas, or rows, than coefficients, and answers"
        + " that vary")
  }
}
