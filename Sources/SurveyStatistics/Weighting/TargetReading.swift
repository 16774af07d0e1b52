import Diagnostics
import SurveyData

/// Finds the rows that targets are about.
struct TargetReading {
  let calibration: Calibration
  let table: Table
  let weights: [Double]

  /// The segments with targets; one without a name when there are none.
  private var segments: [String?] = [nil]
  private var segmentLabels: [LocalizedText?] = [nil]
  /// The segment of each row; -1 without weight.
  private var segmentOfRow: [Int32] = []
  /// The population of each segment, once a margin or a key told it.
  private var populations: [Double?] = [nil]
  private var goals: [CalibrationTargets.Goal] = []
  private var ranges: [Range<Int>] = []
  private var terms: [AuxiliaryVariables.Term] = []
  private var diagnostics: [Diagnostic] = []

  init(calibration: Calibration, table: Table, weights: [Double]) {
    self.calibration = calibration
    self.table = table
    self.weights = weights
  }

  /// What was found.
  func targets() -> CalibrationTargets {
    CalibrationTargets(
      variables: AuxiliaryVariables(
        rowCount: table.rowCount, columnCount: goals.count, terms: terms),
      goals: goals, margins: ranges, diagnostics: diagnostics)
  }

  func place(_ column: String?, row: Int? = nil) -> Place {
    DesignColumns(table: table).place(column, row: row)
  }

  // MARK: - Segments

  mutating func readSegments() throws(Diagnostic) {
    segmentOfRow = weights.map { $0 > 0 ? 0 : -1 }
    guard let name = calibration.segments else {
      if let total = calibration.totals[""] { populations = [total] }
      return
    }
    let answers = AnswerValues(try table.column(name))
    var positions = [Int32](repeating: -1, count: answers.levels.count)
    segments = []
    segmentLabels = []
    populations = []
    var names = calibration.margins.compactMap(\.segment)
    names += calibration.totals.keys.filter { !$0.isEmpty }.sorted()
    for segment in names {
      guard let level = answers.position(of: segment) else {
        throw answers.unknown(segment, .error, file: table.source.file)
      }
      if positions[level] >= 0 { continue }
      positions[level] = Int32(segments.count)
      segments.append(segment)
      segmentLabels.append(
        answers.levels[level].label ?? LocalizedText(answers.levels[level].value))
      populations.append(calibration.totals[segment])
    }
    for row in weights.indices where weights[row] > 0 {
      let code = answers.codes[row]
      guard code >= 0 else { throw missing(name, answers.codes) }
      guard positions[Int(code)] >= 0 else {
        throw Diagnostic(
          .valueWithoutTarget, at: place(name, row: row),
          "the segment '\(answers.levels[Int(code)].value)' of '\(name)' has"
            + " rows and no targets",
          help: "give targets for every segment")
      }
      segmentOfRow[row] = positions[Int(code)]
    }
    for (segment, name) in zip(segments.indices, segments) {
      if segmentOfRow.contains(Int32(segment)) { continue }
      throw Diagnostic(
        .targetWithoutRows, at: place(calibration.segments),
        "no row with weight belongs to the segment '\(name ?? "")'")
    }
  }

  private func missing(_ name: String, _ codes: [Int32]) -> Diagnostic {
    let rows = codes.indices.filter { codes[$0] < 0 && weights[$0] > 0 }
    return Diagnostic(
      .missingMarginValue, at: place(name, row: rows.first),
      "\(rows.count) \(rows.count == 1 ? "row has" : "rows have") no value of"
        + " '\(name)', which has targets",
      help: "fill the cells in, leave the rows out with 'where', or write"
        + " missing: category to keep them as a category of their own")
  }

  /// The position of the segment that a margin names.
  private func segment(of margin: TargetMargin) -> Int {
    segments.firstIndex { $0 == margin.segment } ?? 0
  }

  // MARK: - Margins

  mutating func readMargins() throws(Diagnostic) {
    let margins = calibration.margins
    // Counts tell the population that shares are shares of.
    for margin in margins {
      guard case .cells(let cells) = margin.target else { continue }
      for cell in cells where !(cell.target.isFinite && cell.target >= 0) {
        throw Diagnostic(
          .wrongTarget, at: place(margin.variables.first),
          "the target of '\(margin.name)' ="
            + " '\(cell.values.joined(separator: "*"))' is not a number from 0")
      }
      let sum = cells.reduce(0) { $0 + $1.target }
      guard sum > 0 else {
        throw Diagnostic(
          .wrongTarget, at: place(margin.variables.first),
          "the targets of '\(margin.name)' add up to 0")
      }
      if try isShares(margin, cells) { continue }
      let segment = segment(of: margin)
      if let known = populations[segment], abs(known - sum) > 1e-6 * known {
        throw disagreement(segment)
      }
      if populations[segment] == nil { populations[segment] = sum }
    }
    for segment in populations.indices where populations[segment] == nil {
      var sum = CompensatedSum()
      for row in weights.indices where segmentOfRow[row] == Int32(segment) {
        sum.add(weights[row])
      }
      populations[segment] = sum.value
    }
    // Margins of the same variables in several segments are one term: no row
    // is in two of them.
    var termOfName: [String: Int] = [:]
    for margin in margins {
      guard case .cells(let cells) = margin.target else { continue }
      let columns = try read(margin, cells)
      if let known = termOfName[margin.name] {
        for row in columns.indices where columns[row] >= 0 {
          guard terms[known].columns[row] < 0 else { throw twice(margin) }
          terms[known].columns[row] = columns[row]
        }
      } else {
        termOfName[margin.name] = terms.count
        terms.append(AuxiliaryVariables.Term(columns: columns, values: nil))
      }
    }
  }

  private func twice(_ margin: TargetMargin) -> Diagnostic {
    Diagnostic(
      .wrongTarget, at: place(margin.variables.first),
      "'\(margin.name)' has targets twice")
  }

  private func isShares(
    _ margin: TargetMargin, _ cells: [TargetMargin.Cell]
  ) throws(Diagnostic) -> Bool {
    let sum = cells.reduce(0) { $0 + $1.target }
    guard cells.allSatisfy({ $0.target <= 1 }), sum < 1.2 else { return false }
    guard abs(sum - 1) <= 1e-6 else {
      throw Diagnostic(
        .targetsDisagree, at: place(margin.variables.first),
        "the shares of '\(margin.name)' add up to \(plainText(sum)), not to 1",
        help: "correct them, or give counts")
    }
    return true
  }

  private func disagreement(_ segment: Int) -> Diagnostic {
    var notes: [String] = []
    for margin in calibration.margins where self.segment(of: margin) == segment {
      guard case .cells(let cells) = margin.target else { continue }
      let sum = cells.reduce(0) { $0 + $1.target }
      notes.append("'\(margin.name)' adds up to \(plainText(sum))")
    }
    if let total = calibration.totals[segments[segment] ?? ""] {
      notes.append("'total' is \(plainText(total))")
    }
    let within = segments[segment].map { " in the segment '\($0)'" } ?? ""
    return Diagnostic(
      .targetsDisagree, at: place(nil),
      "the margins add up to different populations\(within)", notes: notes,
      help: "no weights meet both; correct the counts, or give shares")
  }

  /// The goal of each row, and the goals.
  private mutating func read(
    _ margin: TargetMargin, _ cells: [TargetMargin.Cell]
  ) throws(Diagnostic) -> [Int32] {
    let segment = segment(of: margin)
    var answers: [AnswerValues] = []
    for name in margin.variables {
      answers.append(AnswerValues(try table.column(name)))
    }
    var codes = [Int32](repeating: 0, count: table.rowCount)
    for row in codes.indices where segmentOfRow[row] != Int32(segment) {
      codes[row] = -1
    }
    var combinations: [[Int]] = [[]]
    var isMissing = [Bool](repeating: false, count: table.rowCount)
    for (name, answer) in zip(margin.variables, answers) {
      for row in codes.indices where answer.codes[row] < 0 && codes[row] >= 0 {
        isMissing[row] = true
        guard calibration.missing == .category else {
          throw missing(name, answer.codes)
        }
      }
      let keys = DenseKeys(
        outer: codes, outerCount: combinations.count, inner: answer.codes,
        innerCount: max(1, answer.levels.count))
      combinations = (0..<keys.count).map {
        combinations[Int(keys.outer[$0])] + [Int(keys.inner[$0])]
      }
      codes = keys.codes
    }
    var goalOf = [Int32](repeating: -1, count: combinations.count)
    let known = Dictionary(
      combinations.enumerated().map { ($0.element, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let start = goals.count
    let kept = missingWeight(isMissing)
    let scale = try scale(margin, cells, segment, kept: kept)
    var seen: Set<[Int]> = []
    for cell in cells {
      guard cell.values.count == answers.count else {
        throw Diagnostic(
          .wrongTarget, at: place(margin.variables.first),
          "a target of '\(margin.name)' needs \(answers.count) values, not"
            + " '\(cell.values.joined(separator: "*"))'")
      }
      var levels: [Int] = []
      for (value, answer) in zip(cell.values, answers) {
        guard let level = answer.position(of: value) else {
          if cell.target == 0 { break }
          throw withoutRows(margin, cell)
        }
        levels.append(level)
      }
      if levels.count < answers.count { continue }
      guard seen.insert(levels).inserted else { throw twice(margin) }
      guard let position = known[levels] else {
        if cell.target == 0 { continue }
        throw withoutRows(margin, cell)
      }
      goalOf[position] = Int32(goals.count)
      goals.append(
        goal(margin, levels, answers, segment, target: cell.target * scale))
    }
    if let position = goalOf.firstIndex(of: -1) {
      throw untargeted(margin, combinations, goalOf, answers, codes, position)
    }
    var columns = codes.map { $0 < 0 ? -1 : goalOf[Int($0)] }
    if kept > 0 {
      let column = Int32(goals.count)
      for row in columns.indices where isMissing[row] { columns[row] = column }
      var own = goal(margin, [], answers, segment, target: kept)
      own.cell = ""
      own.label = LocalizedText(zh: "无回答", en: "no value")
      goals.append(own)
    }
    ranges.append(start..<goals.count)
    return columns
  }

  private func missingWeight(_ isMissing: [Bool]) -> Double {
    var sum = CompensatedSum()
    for row in isMissing.indices where isMissing[row] { sum.add(weights[row]) }
    return sum.value
  }

  /// What the targets of a margin are multiplied with.
  private func scale(
    _ margin: TargetMargin, _ cells: [TargetMargin.Cell], _ segment: Int,
    kept: Double
  ) throws(Diagnostic) -> Double {
    let sum = cells.reduce(0) { $0 + $1.target }
    let population = populations[segment] ?? sum
    if !(try isShares(margin, cells)), abs(population - sum) > 1e-6 * population
    {
      throw disagreement(segment)
    }
    guard population > kept else {
      throw Diagnostic(
        .targetsDisagree, at: place(margin.variables.first),
        "the rows without a value of '\(margin.name)' weigh"
          + " \(plainText(kept)), and the targets add up to"
          + " \(plainText(population))")
    }
    return (population - kept) / sum
  }

  private func goal(
    _ margin: TargetMargin, _ levels: [Int], _ answers: [AnswerValues],
    _ segment: Int, target: Double
  ) -> CalibrationTargets.Goal {
    func joined(_ texts: [LocalizedText]) -> LocalizedText {
      LocalizedText(
        zh: texts.map { $0[.chinese] }.joined(separator: " × "),
        en: texts.map { $0[.english] }.joined(separator: " × "))
    }
    let found = zip(levels, answers).map { $1.levels[$0] }
    return CalibrationTargets.Goal(
      margin: margin.name,
      marginLabel: joined(
        answers.map {
          $0.column.variable?.label ?? LocalizedText($0.column.name)
        }),
      cell: found.map(\.value).joined(separator: "*"),
      label: joined(found.map { $0.label ?? LocalizedText($0.value) }),
      segment: segmentLabels[segment], target: target)
  }

  private func withoutRows(
    _ margin: TargetMargin, _ cell: TargetMargin.Cell
  ) -> Diagnostic {
    let within = margin.segment.map { " in the segment '\($0)'" } ?? ""
    return Diagnostic(
      .targetWithoutRows, at: place(margin.variables.first),
      "no row with weight has '\(margin.name)' ="
        + " '\(cell.values.joined(separator: "*"))'\(within), and its target"
        + " is \(plainText(cell.target))",
      help: "join the value with another one, in the data (recode) and in the"
        + " targets")
  }

  private func untargeted(
    _ margin: TargetMargin, _ combinations: [[Int]], _ goalOf: [Int32],
    _ answers: [AnswerValues], _ codes: [Int32], _ position: Int
  ) -> Diagnostic {
    let names = goalOf.indices.filter { goalOf[$0] < 0 }.prefix(5).map { cell in
      zip(combinations[cell], answers).map { $1.levels[$0].value }
        .joined(separator: "*")
    }
    return Diagnostic(
      .valueWithoutTarget,
      at: place(
        margin.variables.first,
        row: codes.firstIndex(of: Int32(position))),
      "rows have values of '\(margin.name)' without a target:"
        + " \(names.map { "'\($0)'" }.joined(separator: ", "))",
      help: "give every value a target, or join values with a recode")
  }

  // MARK: - Numbers

  mutating func readNumbers() throws(Diagnostic) {
    let isCounted =
      ranges.isEmpty
      && segments.allSatisfy { calibration.totals[$0 ?? ""] != nil }
    if isCounted { countPopulation() }
    var termOfName: [String: Int] = [:]
    for margin in calibration.margins {
      guard case .total(let target) = margin.target,
        let name = margin.variables.first
      else { continue }
      guard target.isFinite else {
        throw Diagnostic(
          .wrongTarget, at: place(name),
          "the total of '\(name)' is not a finite number")
      }
      let column = try table.column(name)
      guard let numbers = column.numbers() else {
        throw Diagnostic(
          .notNumeric, at: place(name),
          "'\(name)' has the target \(plainText(target)) and holds text",
          help: "give a target for each of its values")
      }
      let segment = segment(of: margin)
      let rows = numbers.indices.filter {
        segmentOfRow[$0] == Int32(segment)
      }
      if rows.contains(where: { !numbers[$0].isFinite }) {
        throw missing(name, numbers.map { $0.isFinite ? 0 : -1 })
      }
      let term: Int
      if let known = termOfName[name] {
        term = known
      } else {
        term = terms.count
        termOfName[name] = term
        terms.append(
          AuxiliaryVariables.Term(
            columns: [Int32](repeating: -1, count: numbers.count),
            values: numbers.map { $0.isFinite ? $0 : 0 }))
      }
      for row in rows {
        guard terms[term].columns[row] < 0 else { throw twice(margin) }
        terms[term].columns[row] = Int32(goals.count)
      }
      goals.append(
        CalibrationTargets.Goal(
          margin: name,
          marginLabel: column.variable?.label ?? LocalizedText(name), cell: nil,
          label: LocalizedText(zh: "总量", en: "total"),
          segment: segmentLabels[segment], target: target))
    }
  }

  /// The population as a margin of one cell, where `total` tells it and no
  /// margin does.
  private mutating func countPopulation() {
    let start = goals.count
    terms.append(AuxiliaryVariables.Term(columns: segmentOfRow, values: nil))
    for segment in segments.indices {
      goals.append(
        CalibrationTargets.Goal(
          margin: "population",
          marginLabel: LocalizedText(zh: "总体", en: "Population"), cell: "all",
          label: LocalizedText(zh: "全部", en: "all"),
          segment: segmentLabels[segment],
          target: populations[segment] ?? 0))
      ranges.append(start + segment..<start + segment + 1)
    }
  }
}
