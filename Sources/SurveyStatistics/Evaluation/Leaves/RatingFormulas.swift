import Diagnostics
import SurveyData

/// Formulas over the ratings of each case, every one a mean over ratings,
/// with survey weights Σw·x/Σw.
///
///     index(100;60;0)      scores of the grades, best grade first as in the
///                          codebook; `-` leaves a grade out
///     index(满意=100;…)     the same with names
///     rate(satisfied)      100 × the share with this grade, or one of several
///     rate(not:dissatisfied)
///                          100 × the share without this grade
///     mean(column)         the mean of a column
///     top_box(column;4)    100 × the share at or above 4
///     bottom_box(column;2) 100 × the share at or below 2
///
/// Grades are named by their code or by a label of the codebook. Without a
/// codebook the order 满意, 基本满意, 不满意 (or satisfied, basic,
/// dissatisfied) is known. Rows with `is_valid` 0 do not count. A case whose
/// ratings all have the weight 0 has no value. Counts for gates are numbers of
/// ratings and have no weights.
struct RatingFormulas {
  let table: Table
  let item: String
  /// For each row the position of its case, -1 for none.
  let cases: [Int]
  let caseCount: Int
  /// Rows that were left out because they are marked as not valid.
  let notValid: Int
  /// For each row its weight.
  let weights: [Double]

  static let names = ["index", "rate", "mean", "top_box", "bottom_box"]

  init(
    _ table: Table, item: String?, weights: String?, directory: CaseDirectory
  ) throws(Diagnostic) {
    self.table = table
    self.item = item ?? "grade"
    caseCount = directory.count
    var cases = try directory.caseOfRows(in: table)
    var notValid = 0
    if let valid = table["is_valid"]?.numbers() {
      for row in cases.indices where cases[row] >= 0 && valid[row] == 0 {
        cases[row] = -1
        notValid += 1
      }
    }
    self.cases = cases
    self.notValid = notValid
    if let weights {
      self.weights = try DesignColumns(table: table).weights(weights)
    } else {
      self.weights = [Double](repeating: 1, count: table.rowCount)
    }
  }

  /// Computes a formula.
  func values(
    _ formula: LeafFormula, at place: Place?
  ) throws(Diagnostic) -> LeafValues {
    let arguments = formula.arguments
    let rows: [Double]
    switch (formula.name, arguments.count) {
    case ("index", 1...): rows = try index(formula, place)
    case ("rate", 1...): rows = try rate(formula, place)
    case ("mean", 0):
      rows = try numbers(
        LeafFormula.Argument(item, position: 1), formula, place)
    case ("mean", 1): rows = try numbers(arguments[0], formula, place)
    case ("top_box", 2), ("bottom_box", 2):
      guard let cut = Double(arguments[1].text) else {
        throw problem(
          formula, arguments[1], place,
          "'\(arguments[1].text)' is not a number",
          zh: "“\(arguments[1].text)”不是数字")
      }
      let isTop = formula.name == "top_box"
      rows = try numbers(arguments[0], formula, place).map {
        $0.isNaN ? .nan : (isTop ? $0 >= cut : $0 <= cut) ? 100 : 0
      }
    default:
      throw LedgerFormulas.unknown(formula, Self.names, place)
    }
    var sums = [Double](repeating: 0, count: caseCount)
    var totals = [Double](repeating: 0, count: caseCount)
    var counts = [Int](repeating: 0, count: caseCount)
    for (row, value) in rows.enumerated()
    where cases[row] >= 0 && !value.isNaN {
      sums[cases[row]] += weights[row] * value
      totals[cases[row]] += weights[row]
      counts[cases[row]] += 1
    }
    return LeafValues(
      raw: zip(sums, totals).map { $1 > 0 ? $0 / $1 : .nan },
      bases: counts, variation: .ratings(rows))
  }

  /// Counts ratings with a grade for a gate: `count(grade)` or
  /// `count(grade;column=value)`.
  func count(
    _ formula: LeafFormula, at place: Place?
  ) throws(Diagnostic) -> [Double] {
    guard let grade = formula.arguments.first else {
      throw LedgerFormulas.unknown(formula, ["count"], place)
    }
    let column = try itemColumn(place)
    let wanted = try codes(grade, column, formula, place)
    var conditions: [(column: Column, value: String)] = []
    for argument in formula.arguments.dropFirst() {
      let sides = argument.text.split(separator: "=", maxSplits: 1)
      guard sides.count == 2, let column = table[String(sides[0])] else {
        throw problem(
          formula, argument, place,
          "'\(argument.text)' is not of the form column=value",
          zh: "“\(argument.text)”不是“列=值”的形式")
      }
      conditions.append((column, String(sides[1])))
    }
    var counts = [Double](repeating: 0, count: caseCount)
    for row in cases.indices where cases[row] >= 0 {
      guard let code = column.text(at: row), wanted.contains(code),
        conditions.allSatisfy({ $0.column.text(at: row) == $0.value })
      else { continue }
      counts[cases[row]] += 1
    }
    return counts
  }

  /// The number of ratings with the worst grade by leading deputies.
  func dissatisfiedLeads(at place: Place?) throws(Diagnostic) -> [Double] {
    let column = try itemColumn(place)
    guard let worst = grades(column)?.last?.code, let kind = table["rater_kind"]
    else {
      throw Diagnostic(
        .indicatorGate, at: place,
        "'dissatisfied_lead' needs a column 'rater_kind' and grades in order",
        zh: "“dissatisfied_lead”需要列“rater_kind”和有次序的评价",
        help: "write count(grade;column=value) instead")
    }
    var counts = [Double](repeating: 0, count: caseCount)
    for row in cases.indices
    where cases[row] >= 0 && column.text(at: row) == worst
      && kind.text(at: row) == "deputy_lead"
    {
      counts[cases[row]] += 1
    }
    return counts
  }

  // MARK: - Grades

  private func index(
    _ formula: LeafFormula, _ place: Place?
  ) throws(Diagnostic) -> [Double] {
    let column = try itemColumn(place)
    var scores: [String: Double] = [:]
    func score(
      _ text: String, _ argument: LeafFormula.Argument
    ) throws(Diagnostic) -> Double {
      if text == "-" { return .nan }
      if let value = Double(text), value.isFinite { return value }
      throw problem(
        formula, argument, place, "'\(text)' is not a number",
        zh: "“\(text)”不是数字")
    }
    if formula.arguments.contains(where: { $0.text.contains("=") }) {
      for argument in formula.arguments {
        let sides = argument.text.split(separator: "=", maxSplits: 1)
        guard sides.count == 2 else {
          throw problem(
            formula, argument, place,
            "'\(argument.text)' is not of the form grade=score",
            zh: "“\(argument.text)”不是“评价=分值”的形式")
        }
        let grade = LeafFormula.Argument(
          String(sides[0]), position: argument.position)
        for code in try codes(grade, column, formula, place) {
          scores[code] = try score(String(sides[1]), argument)
        }
      }
    } else {
      guard let grades = grades(column) else {
        throw Diagnostic(
          .indicatorFormula, at: place,
          "formula '\(formula.text)': the order of the grades of '\(item)' "
            + "is not known",
          zh: "公式“\(formula.text)”：“\(item)”的评价没有已知的次序",
          help: "label the grades in a codebook, best first, or write "
            + "index(grade=score;…)")
      }
      guard grades.count == formula.arguments.count else {
        throw Diagnostic(
          .indicatorFormula, at: place,
          "formula '\(formula.text)' has \(formula.arguments.count) scores "
            + "for \(grades.count) grades: "
            + grades.map(\.code).joined(separator: ", "),
          zh:
            "公式“\(formula.text)”有\(formula.arguments.count)个分值，而评价有\(grades.count)等："
            + grades.map(\.code).joined(separator: "、"),
          help: "write - for a grade that does not count")
      }
      for (grade, argument) in zip(grades, formula.arguments) {
        scores[grade.code] = try score(argument.text, argument)
      }
    }
    var rows = [Double](repeating: .nan, count: table.rowCount)
    for row in rows.indices where cases[row] >= 0 {
      guard let code = column.text(at: row) else { continue }
      guard let value = scores[code] else {
        throw Diagnostic(
          .indicatorFormula, at: place,
          "formula '\(formula.text)' has no score for grade '\(code)'",
          zh: "公式“\(formula.text)”没有评价“\(code)”的分值",
          notes: [
            "first in \(table.source.file)"
              + (table.sourceLines.isEmpty ? "" : ":\(table.sourceLines[row])")
          ],
          help: "add \(code)=… or, when it does not count, \(code)=-")
      }
      rows[row] = value
    }
    return rows
  }

  private func rate(
    _ formula: LeafFormula, _ place: Place?
  ) throws(Diagnostic) -> [Double] {
    let column = try itemColumn(place)
    var wanted: Set<String> = []
    var isNegated = false
    for argument in formula.arguments {
      var grade = argument
      if argument.text.hasPrefix("not:") {
        isNegated = true
        grade = LeafFormula.Argument(
          String(argument.text.dropFirst(4)), position: argument.position + 4)
      }
      wanted.formUnion(try codes(grade, column, formula, place))
    }
    var rows = [Double](repeating: .nan, count: table.rowCount)
    for row in rows.indices {
      guard let code = column.text(at: row) else { continue }
      rows[row] = wanted.contains(code) != isNegated ? 100 : 0
    }
    return rows
  }

  private func itemColumn(_ place: Place?) throws(Diagnostic) -> Column {
    try table.column(item, at: place)
  }

  /// The grades in order, best first; `nil` when the order is not known.
  private func grades(_ column: Column) -> [(
    code: String, label: LocalizedText?
  )]? {
    let labels = (column.variable?.valueLabels ?? []).filter {
      $0.missing == nil && column.variable?.missingCodes[$0.code] == nil
    }
    if !labels.isEmpty { return labels.map { ($0.code, $0.label) } }
    let present = Set(column.categories().levels.map(\.value))
    let known = [
      ["满意", "基本满意", "不满意"], ["satisfied", "basic", "dissatisfied"],
    ]
    return known.first { present.isSubset(of: $0) }?.map { ($0, nil) }
  }

  /// The codes that a name in a formula stands for.
  private func codes(
    _ argument: LeafFormula.Argument, _ column: Column, _ formula: LeafFormula,
    _ place: Place?
  ) throws(Diagnostic) -> Set<String> {
    let name = argument.text
    let labels = column.variable?.valueLabels ?? []
    var found = Set(
      labels.filter {
        $0.code == name || $0.label.chinese == name || $0.label.english == name
      }.map(\.code))
    let levels = column.categories().levels
    if levels.contains(where: { $0.value == name }) { found.insert(name) }
    // A grade that nobody gave is no mistake.
    if let grades = grades(column), grades.contains(where: { $0.code == name })
    {
      found.insert(name)
    }
    if found.isEmpty {
      let names = labels.map(\.code) + levels.map(\.value)
      throw problem(
        formula, argument, place,
        "'\(name)' is not a grade of column '\(column.name)'",
        zh: "“\(name)”不是列“\(column.name)”的评价",
        help: nearest(to: name, in: names).map { "did you mean '\($0)'?" }
          ?? "its grades: \(Array(names.prefix(20)).joined(separator: ", "))")
    }
    return found
  }

  private func numbers(
    _ argument: LeafFormula.Argument, _ formula: LeafFormula, _ place: Place?
  ) throws(Diagnostic) -> [Double] {
    guard let column = table[argument.text] else {
      throw problem(
        formula, argument, place,
        "no column of '\(table.source.file)' is named '\(argument.text)'",
        zh: "“\(table.source.file)”没有名为“\(argument.text)”的列",
        help: nearest(to: argument.text, in: table.columns.map(\.name)).map {
          "did you mean '\($0)'?"
        })
    }
    if let numbers = column.numbers() { return numbers }
    if column.missing.count == column.count {
      return [Double](repeating: .nan, count: column.count)
    }
    throw problem(
      formula, argument, place,
      "column '\(argument.text)' holds text where numbers are needed",
      zh: "列“\(argument.text)”为文本，须为数字")
  }

  private func problem(
    _ formula: LeafFormula, _ argument: LeafFormula.Argument, _ place: Place?,
    _ message: String, zh chinese: String, help: String? = nil
  ) -> Diagnostic {
    Diagnostic(
      .indicatorFormula, at: place,
      "formula '\(formula.text)', character \(argument.position): \(message)",
      zh: "公式“\(formula.text)”第\(argument.position)个字符：\(chinese)",
      help: help)
  }
}
