import Diagnostics
import LinearAlgebra
import SurveyData

/// The rows and variables of a model, and the columns that its terms make of
/// them.
///
/// Numbers enter as they are. A factor enters by a column of zeros and ones
/// for each value but the reference (treatment coding); products multiply
/// columns. In a product a factor has a column for every value when the
/// product without it is no term of the model, which is R's rule: the terms
/// then span the same space as with it.
struct ModelFrame: Sendable {
  /// One column of the model matrix.
  struct Column: Sendable {
    /// What it multiplies: a power of a number or a value of a factor.
    enum Part: Sendable {
      case power(variable: Int, exponent: Int)
      case level(variable: Int, level: Int)
    }

    /// The name as R gives it, such as `stypeH:ell`.
    var name: String
    /// The term; `nil` for the intercept.
    var term: Int?
    var parts: [Part]
  }

  /// The rows of the table that are used.
  let rows: [Int]
  /// Rows of the domain without a value of some variable.
  let missingCount: Int
  let variables: [ModelVariable]
  let terms: [ModelTerm]
  let columns: [Column]
  /// The offset of each used row.
  let offset: [Double]?

  /// Whether each row of the table is used.
  func isUsed(rowCount: Int) -> [Bool] {
    var result = [Bool](repeating: false, count: rowCount)
    for row in rows { result[row] = true }
    return result
  }

  /// Reads the variables of a model.
  ///
  /// - Parameter hasValue: Whether a row has an outcome.
  /// - Throws: A diagnostic about columns and terms.
  init(
    _ model: ModelSpecification, data: AnalysisData,
    hasIntercept: Bool, hasOutcome: (Int) -> Bool
  ) throws(Diagnostic) {
    let table = data.table
    let terms = try ModelTerm.parse(model.terms) { table[$0] != nil }
    var names: [String] = []
    for term in terms {
      for factor in term.factors where !names.contains(factor.variable) {
        names.append(factor.variable)
      }
    }
    var sources: [SurveyData.Column] = []
    for name in names { sources.append(try table.column(name)) }
    for name in model.factors + model.references.keys.sorted()
    where !names.contains(name) {
      _ = try table.column(name)
      throw Diagnostic(
        .wrongOption, at: data.place(of: name),
        "'\(name)' is no variable of the model's terms",
        zh: "“\(name)”不是模型各项中的变量",
        help: "its variables: \(names.joined(separator: ", "))")
    }
    let offsets = try Self.offsets(model, data)
    var rows: [Int] = []
    var missing = 0
    for row in 0..<table.rowCount where data.domain?[row] ?? true {
      let isComplete =
        hasOutcome(row) && !offsets.contains { !$0[row].isFinite }
        && !sources.contains { !$0.hasValue(row) }
      if isComplete { rows.append(row) } else { missing += 1 }
    }
    self.rows = rows
    missingCount = missing
    offset =
      offsets.isEmpty
      ? nil
      : rows.map { row in offsets.reduce(0) { $0 + $1[row] } }
    var variables: [ModelVariable] = []
    for (name, column) in zip(names, sources) {
      variables.append(
        try ModelVariable(
          column, rows: rows,
          isFactor: model.factors.contains(name)
            || model.references[name] != nil,
          reference: model.references[name], file: table.source.file))
    }
    self.variables = variables
    self.terms = terms
    columns = try Self.columns(terms, variables, names, hasIntercept, data)
  }

  private static func offsets(
    _ model: ModelSpecification, _ data: AnalysisData
  ) throws(Diagnostic) -> [[Double]] {
    var offsets: [[Double]] = []
    if let name = model.offset { offsets.append(try data.numbers(name)) }
    if let name = model.exposure {
      let numbers = try data.numbers(name)
      if let row = numbers.indices.first(where: { numbers[$0] <= 0 }) {
        throw Diagnostic(
          .wrongOption, at: data.place(of: name),
          "the exposure '\(name)' is not above 0 in row \(row + 1)",
          zh: "暴露量“\(name)”在第\(row + 1)行不大于0",
          help: "leave such rows out with 'where', or use another column")
      }
      offsets.append(numbers.map { LinkFunction.log.link($0) })
    }
    return offsets
  }

  private static func columns(
    _ terms: [ModelTerm], _ variables: [ModelVariable], _ names: [String],
    _ hasIntercept: Bool, _ data: AnalysisData
  ) throws(Diagnostic) -> [Column] {
    var columns: [Column] = []
    if hasIntercept {
      columns.append(Column(name: "(Intercept)", term: nil, parts: []))
    }
    for (number, term) in terms.enumerated() {
      var made = [Column(name: "", term: number, parts: [])]
      for factor in term.factors {
        guard let index = names.firstIndex(of: factor.variable) else {
          continue
        }
        let variable = variables[index]
        var choices: [(String, Column.Part)] = []
        switch variable.values {
        case .numbers:
          choices.append(
            (factor.name, .power(variable: index, exponent: factor.power)))
        case .factor(_, let levels, let reference):
          if factor.power != 1 {
            throw Diagnostic(
              .notNumeric, at: data.place(of: variable.name),
              "'\(factor.name)' is a power of a column that holds answers",
              zh: "“\(factor.name)”是一列回答的幂")
          }
          let rest = ModelTerm(term.factors.filter { $0 != factor })
          let isContrast =
            rest.factors.isEmpty
            ? hasIntercept
              || terms[..<number].contains { earlier in
                earlier.factors.count == 1
                  && names.firstIndex(of: earlier.factors[0].variable)
                    .map { !variables[$0].levels.isEmpty } ?? false
              } : terms.contains { $0.isSame(as: rest) }
          for level in levels.indices where !isContrast || level != reference {
            choices.append(
              (
                variable.name + levels[level].value,
                .level(variable: index, level: level)
              ))
          }
        }
        // The first factor of a product changes fastest, as in R.
        made = choices.flatMap { name, part in
          made.map { column in
            Column(
              name: column.name.isEmpty ? name : "\(column.name):\(name)",
              term: number, parts: column.parts + [part])
          }
        }
        if made.count > 10_000 { break }
      }
      columns += made
      if columns.count > 10_000 {
        throw Diagnostic(
          .wrongOption, at: Place(file: data.table.source.file),
          "the terms make more than 10,000 coefficients",
          zh: "模型各项的系数超过10000个",
          help: "is '\(term.name)' a variable with very many values?")
      }
    }
    return columns
  }
}

extension SurveyData.Column {
  /// Whether a row has a value that a model can use.
  func hasValue(_ row: Int) -> Bool {
    if missing.isMissing(row) { return false }
    switch values {
    case .doubles(let numbers): return numbers[row].isFinite
    case .texts(let texts): return texts.codes[row] >= 0
    case .integers, .days, .choices: return true
    }
  }
}
