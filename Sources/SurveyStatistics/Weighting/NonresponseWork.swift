import Diagnostics
import SurveyData

/// The adjustment for those who did not answer, with its columns read.
///
/// In a cell let R, N, I and U be the weights of respondents, of those who
/// did not answer, of ineligible rows and of rows of which nobody knows
/// whether they belong to the population. Respondents are multiplied by
///
///     (R + N)/R · (R + N + I + U)/(R + N + I)
///
/// so that a part of U counts as ineligible, or by (R + N + U)/R when it does
/// not. All other rows get the weight 0: what follows is about the eligible
/// population.
///
/// By propensity the first factor is 1/p, or that of the class of p, and the
/// second one that of all rows together. The factors count as fixed in the
/// variance.
struct NonresponseWork: Sendable {
  typealias Status = NonresponseAdjustment.Status

  /// The adjustment.
  let adjustment: NonresponseAdjustment
  /// The status of each row.
  let statuses: [Status?]
  /// The cell of each row, for an adjustment by cells.
  let cells: [Int32]
  /// What the cells are about.
  let labels: [LocalizedText]
  /// What explains the response, for an adjustment by propensity.
  let variables: AuxiliaryVariables?
  private let file: String

  /// The cell and status of each row; `nil` for propensities, which differ
  /// from row to row.
  var rowKeys: [Int32]? {
    guard variables == nil else { return nil }
    let all = Status.allCases
    let count = Int32(all.count + 1)
    return cells.indices.map { row in
      let status = statuses[row].flatMap { all.firstIndex(of: $0) } ?? all.count
      return (cells[row] + 1) * count + Int32(status)
    }
  }

  /// What the adjustment did.
  struct Outcome: Sendable {
    /// The weights.
    var weights: [Double]
    /// The chance to answer of each row that might have; not-a-number else.
    var chances: [Double]
    /// Whether the regression ended.
    var hasConverged = true
    /// The factors of cells; or the coefficients, the factor of unknown rows
    /// and, where there are classes, their limits and factors.
    var trace: [[Double]] = []
  }

  /// Reads the columns.
  init(
    _ adjustment: NonresponseAdjustment, table: Table, weights: [Double]
  ) throws(Diagnostic) {
    self.adjustment = adjustment
    file = table.source.file
    statuses = try Self.statuses(adjustment, table, weights)
    func complete(_ name: String) throws(Diagnostic) -> Column {
      let column = try table.column(name)
      let row = weights.indices.first {
        weights[$0] > 0 && column.missing[$0] != nil
      }
      guard let row else { return column }
      throw Diagnostic(
        .missingMarginValue,
        at: DesignColumns(table: table).place(name, row: row),
        "a sampled row has no value of '\(name)', which the non-response"
          + " adjustment needs",
        zh: "有一个样本行没有“\(name)”的值，而无应答调整需要该值",
        help: "use what is known of everybody who was sampled")
    }
    var codes = [Int32](repeating: 0, count: table.rowCount)
    var labels = [LocalizedText(zh: "全部", en: "all")]
    switch adjustment.method {
    case .cells(let names):
      for (position, name) in names.enumerated() {
        let categories = try complete(name).categories()
        let keys = DenseKeys(
          outer: codes, outerCount: labels.count, inner: categories.codes,
          innerCount: max(1, categories.levels.count))
        labels = (0..<keys.count).map { cell in
          let level = categories.levels[Int(keys.inner[cell])]
          let label = level.label ?? LocalizedText(level.value)
          let outer = labels[Int(keys.outer[cell])]
          if position == 0 { return label }
          return LocalizedText(
            zh: "\(outer[.chinese]) × \(label[.chinese])",
            en: "\(outer[.english]) × \(label[.english])")
        }
        codes = keys.codes
      }
      variables = nil
    case .propensity(let names, _):
      var terms = [AuxiliaryVariables.Term(columns: codes, values: nil)]
      var count: Int32 = 1
      for name in names {
        let column = try complete(name)
        if column.variable?.valueLabels.isEmpty ?? true,
          let numbers = column.numbers()
        {
          let used = numbers.indices.filter { weights[$0] > 0 }
          let mean =
            used.reduce(0) { $0 + numbers[$1] } / Double(max(1, used.count))
          terms.append(
            AuxiliaryVariables.Term(
              columns: [Int32](repeating: count, count: numbers.count),
              values: numbers.map { $0.isFinite ? $0 - mean : 0 }))
          count += 1
        } else {
          let categories = column.categories()
          terms.append(
            AuxiliaryVariables.Term(
              columns: categories.codes.map { $0 < 0 ? -1 : count + $0 },
              values: nil))
          count += Int32(categories.levels.count)
        }
      }
      variables = AuxiliaryVariables(
        rowCount: table.rowCount, columnCount: Int(count), terms: terms)
    }
    cells = codes
    self.labels = labels
  }

  private static func statuses(
    _ adjustment: NonresponseAdjustment, _ table: Table, _ weights: [Double]
  ) throws(Diagnostic) -> [Status?] {
    let answers = AnswerValues(try table.column(adjustment.column))
    var meaning = [Status?](repeating: nil, count: answers.levels.count)
    for status in Status.allCases {
      for value in adjustment.values[status] ?? [] {
        guard let level = answers.position(of: value) else {
          // A status that nobody has is no fault; respondents there must be.
          if status != .respondent { continue }
          throw answers.unknown(value, .error, file: table.source.file)
        }
        meaning[level] = status
      }
    }
    let statuses = answers.codes.map { $0 < 0 ? nil : meaning[Int($0)] }
    let row = weights.indices.first { weights[$0] > 0 && statuses[$0] == nil }
    guard let row else { return statuses }
    let code = answers.codes[row]
    throw Diagnostic(
      .nonresponseCell,
      at: DesignColumns(table: table).place(adjustment.column, row: row),
      code < 0
        ? "a sampled row has no value of '\(adjustment.column)'"
        : "the value '\(answers.levels[Int(code)].value)' of"
          + " '\(adjustment.column)' is no status",
      zh: code < 0
        ? "有一个样本行没有“\(adjustment.column)”的值"
        : "“\(adjustment.column)”的值“\(answers.levels[Int(code)].value)”不是应答状态",
      help: "name the values under respondent, nonrespondent, ineligible or"
        + " unknown")
  }

  /// Adjusts weights.
  ///
  /// - Throws: A diagnostic about a cell in which nobody answered.
  func adjusted(_ weights: [Double]) throws(Diagnostic) -> Outcome {
    guard let variables, case .propensity(_, let classes) = adjustment.method
    else { return try byCells(weights, cells, labels) }
    let known = sums(weights, [Int32](repeating: 0, count: weights.count), 1)[0]
    let unknown =
      adjustment.sharesUnknown && known.decided > 0
      ? known.all / known.decided : 1
    var responses = [Double](repeating: .nan, count: weights.count)
    for row in weights.indices where weights[row] > 0 {
      switch statuses[row] {
      case .respondent: responses[row] = 1
      case .nonrespondent: responses[row] = 0
      case .unknown where !adjustment.sharesUnknown: responses[row] = 0
      default: break
      }
    }
    let fitted = ResponsePropensity(
      variables, responses: responses, weights: weights)
    var outcome = Outcome(
      weights: [Double](repeating: 0, count: weights.count),
      chances: fitted.chances, hasConverged: fitted.hasConverged)
    if let classes {
      let (codes, names, limits) = Self.classes(fitted.chances, count: classes)
      // Rows whose response is not modelled are in no class.
      var result = try byCells(weights, codes, names, ignoringUnknown: true)
      for row in weights.indices { result.weights[row] *= unknown }
      result.hasConverged = fitted.hasConverged
      result.chances = fitted.chances
      result.trace =
        [fitted.coefficients, [unknown], limits] + result.trace
      return result
    }
    for row in weights.indices where statuses[row] == .respondent {
      if weights[row] > 0 {
        outcome.weights[row] = weights[row] / fitted.chances[row] * unknown
      }
    }
    outcome.trace = [fitted.coefficients, [unknown]]
    return outcome
  }

  private struct Sums {
    var respondents = 0.0
    var silent = 0.0
    var ineligible = 0.0
    var unknown = 0.0
    var decided: Double { respondents + silent + ineligible }
    var all: Double { decided + unknown }
  }

  private func sums(
    _ weights: [Double], _ cells: [Int32], _ count: Int
  ) -> [Sums] {
    var sums = [Sums](repeating: Sums(), count: count)
    for row in weights.indices where cells[row] >= 0 {
      let cell = Int(cells[row])
      switch statuses[row] {
      case .respondent: sums[cell].respondents += weights[row]
      case .nonrespondent: sums[cell].silent += weights[row]
      case .ineligible: sums[cell].ineligible += weights[row]
      case .unknown: sums[cell].unknown += weights[row]
      case nil: break
      }
    }
    return sums
  }

  private func byCells(
    _ weights: [Double], _ cells: [Int32], _ labels: [LocalizedText],
    ignoringUnknown: Bool = false
  ) throws(Diagnostic) -> Outcome {
    let sums = sums(weights, cells, labels.count)
    let shares = adjustment.sharesUnknown
    var outcome = Outcome(
      weights: [Double](repeating: 0, count: weights.count),
      chances: [Double](repeating: .nan, count: weights.count))
    var factors = [Double](repeating: 0, count: sums.count)
    var chances = factors
    for (cell, sum) in sums.enumerated() {
      let missed = sum.silent + (shares ? 0 : sum.unknown)
      if sum.respondents <= 0, sum.silent > 0 || sum.unknown > 0 {
        throw Diagnostic(
          .nonresponseCell,
          at: Place(file: file, columnName: adjustment.column),
          "nobody answered in the cell '\(labels[cell][.english])'",
          zh: "调整格“\(labels[cell][.chinese])”中无人应答",
          help: "join cells until each has a respondent")
      }
      guard sum.respondents > 0 else { continue }
      chances[cell] = sum.respondents / (sum.respondents + missed)
      factors[cell] = 1 / chances[cell]
      if shares, !ignoringUnknown { factors[cell] *= sum.all / sum.decided }
    }
    for row in weights.indices where weights[row] > 0 && cells[row] >= 0 {
      let cell = Int(cells[row])
      let status = statuses[row]
      if status == .respondent {
        outcome.weights[row] = weights[row] * factors[cell]
      }
      if status == .respondent || status == .nonrespondent
        || status == .unknown && !shares
      {
        outcome.chances[row] = chances[cell]
      }
    }
    outcome.trace = [factors]
    return outcome
  }

  /// Classes of chances with as many rows each, equal chances together.
  private static func classes(
    _ chances: [Double], count: Int
  ) -> (codes: [Int32], labels: [LocalizedText], limits: [Double]) {
    let sorted = chances.filter(\.isFinite).sorted()
    guard !sorted.isEmpty else {
      return ([Int32](repeating: -1, count: chances.count), [], [])
    }
    var limits: [Double] = []
    for part in 1..<max(2, count) {
      let limit = WeightThreshold.quantile(
        Double(part) / Double(count), of: sorted)
      if part < count, limits.last != limit { limits.append(limit) }
    }
    let codes = chances.map { chance -> Int32 in
      guard chance.isFinite else { return -1 }
      return Int32(limits.count { chance > $0 })
    }
    return (
      codes,
      (0...limits.count).map {
        LocalizedText(zh: "第\($0 + 1)类", en: "class \($0 + 1)")
      }, limits
    )
  }
}
