import Diagnostics
import SurveyData

/// Columns of 0 and 1 that are the options of one question.
public struct CrosstabSet: Sendable, Hashable {
  /// What it is called among rows and columns.
  public var name: String
  /// The columns.
  public var columns: [String]

  /// Creates a set.
  public init(_ name: String, columns: [String]) {
    self.name = name
    self.columns = columns
  }
}

/// One side of a crosstab: a variable with one answer a row, or a question
/// with several, whose options are ticked or not.
struct CrosstabSide: Sendable {
  /// The column.
  let name: String
  /// The label of the column, or its name.
  let label: LocalizedText
  /// The values, or the options.
  let levels: [(value: String, label: LocalizedText)]
  /// Whether a row may have several of them.
  let takesSeveral: Bool
  /// The variable itself, or for each option one of two values: ticked, and
  /// asked but not ticked.
  let variables: [CrosstabVariable]
  /// Who is in the side at all: the variable itself, or a variable of one
  /// value, which everybody has who was asked some option.
  let whole: CrosstabVariable
  /// Whether options were asked of different rows, so that each has a base of
  /// its own.
  let hasOwnBases: Bool

  /// - Throws: A diagnostic when there is no such column or it has too many
  ///   values, or a column of a set holds other numbers than 0 and 1.
  init(
    _ name: String, sets: [CrosstabSet], showsMissing: Bool,
    data: AnalysisData
  ) throws(Diagnostic) {
    if let set = sets.first(where: { $0.name == name }) {
      var options: [Option] = []
      for column in set.columns {
        options.append(try Option(of: column, data))
      }
      self.init(
        name, label: LocalizedText(name), options, showsMissing: showsMissing)
      return
    }
    let column = try data.table.column(name)
    guard case .choices(let answers) = column.values else {
      let variable = try CrosstabVariable(
        name, showsMissing: showsMissing, data: data)
      self.init(variable)
      return
    }
    let options = answers.options.indices.map { option in
      Option(
        value: answers.options[option].code,
        label: answers.options[option].label
          ?? LocalizedText(answers.options[option].code),
        codes: (0..<answers.count).map { row in
          guard !column.missing.isMissing(row),
            answers.isAsked(option, row: row)
          else { return -1 }
          return answers.isTicked(option, row: row) ? 0 : 1
        })
    }
    self.init(
      name, label: column.variable?.label ?? LocalizedText(name), options,
      showsMissing: showsMissing)
  }

  private init(_ variable: CrosstabVariable) {
    name = variable.name
    label = variable.label
    levels = variable.levels
    takesSeveral = false
    variables = [variable]
    whole = variable
    hasOwnBases = false
  }

  /// One option: 0 where it was ticked, 1 where it was not, -1 where it was
  /// not asked.
  private struct Option {
    var value: String
    var label: LocalizedText
    var codes: [Int32]

    init(value: String, label: LocalizedText, codes: [Int32]) {
      self.value = value
      self.label = label
      self.codes = codes
    }

    init(of name: String, _ data: AnalysisData) throws(Diagnostic) {
      let ticks = try data.ticks(name)
      value = name
      label = data.table[name]?.variable?.label ?? LocalizedText(name)
      codes = ticks.map { $0.isNaN ? -1 : $0 == 1 ? 0 : 1 }
    }
  }

  /// Where missing answers are shown, rows without any count as not having
  /// ticked, and being one of them is a last option.
  private init(
    _ name: String, label: LocalizedText, _ options: [Option],
    showsMissing: Bool
  ) {
    let rowCount = options.first?.codes.count ?? 0
    var isAsked = [Bool](repeating: false, count: rowCount)
    for option in options {
      for row in 0..<rowCount where option.codes[row] >= 0 {
        isAsked[row] = true
      }
    }
    let asked = isAsked
    hasOwnBases = options.contains { option in
      (0..<rowCount).contains { asked[$0] && option.codes[$0] < 0 }
    }
    var options = options
    let shows = showsMissing && asked.contains(false)
    if shows {
      for option in options.indices {
        for row in 0..<rowCount where !asked[row] {
          options[option].codes[row] = 1
        }
      }
      options.append(
        Option(
          value: "missing", label: LocalizedText(zh: "缺失", en: "No answer"),
          codes: asked.map { $0 ? 1 : 0 }))
    }
    self.name = name
    self.label = label
    takesSeveral = true
    levels = options.map { ($0.value, $0.label) }
    variables = options.map { option in
      CrosstabVariable(
        name: name, label: label,
        levels: [(option.value, LocalizedText("")), ("", LocalizedText(""))],
        codes: option.codes)
    }
    whole = CrosstabVariable(
      name: name, label: label, levels: [("", LocalizedText(""))],
      codes: asked.map { $0 || shows ? 0 : -1 })
  }

  /// The variables, and behind them that of the margin where it is another.
  var allVariables: [CrosstabVariable] {
    takesSeveral ? variables + [whole] : variables
  }

  /// The variable that a level belongs to and the position of the level in
  /// it; `nil` stands for everybody in the side.
  func place(_ level: Int?) -> (variable: Int, level: Int?) {
    guard takesSeveral else { return (0, level) }
    return (level ?? variables.count, level.map { _ in 0 })
  }
}
