import Diagnostics
import SurveyData

/// Finds the rows that targets are about.
struct TargetReading {
  let calibration: Calibration
  let table: Table
  let weights: [Double]

  /// The segments with targets; one without a name when there are none.
  var segments: [String?] = [nil]
  var segmentLabels: [LocalizedText?] = [nil]
  /// The segment of each row; -1 without weight.
  var segmentOfRow: [Int32] = []
  /// The rows of each segment.
  var rowsOfSegment: [[Int]] = []
  /// The values of variables that were looked at.
  var answersOfName: [String: AnswerValues] = [:]
  /// The population of each segment, once a margin or a key told it.
  var populations: [Double?] = [nil]
  var goals: [CalibrationTargets.Goal] = []
  var ranges: [Range<Int>] = []
  var terms: [AuxiliaryVariables.Term] = []
  var diagnostics: [Diagnostic] = []
  /// The margins whose numbers are taken for percentages.
  var percentages: [String] = []

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
      goals: goals, margins: ranges, diagnostics: diagnostics,
      percentages: percentages)
  }

  func place(_ column: String?, row: Int? = nil) -> Place {
    DesignColumns(table: table).place(column, row: row)
  }

  /// Where the study names the margin, or its cell; else the column.
  func place(
    _ margin: TargetMargin, _ cell: TargetMargin.Cell? = nil
  ) -> Place {
    cell?.stated.place ?? margin.stated.place ?? place(margin.variables.first)
  }

  // MARK: - Segments

  mutating func readSegments() throws(Diagnostic) {
    segmentOfRow = weights.map { $0 > 0 ? 0 : -1 }
    if let name = calibration.segments {
      try readSegments(of: name)
    } else if let total = calibration.totals[""] {
      populations = [total]
    }
    rowsOfSegment = [[Int]](repeating: [], count: segments.count)
    for row in segmentOfRow.indices where segmentOfRow[row] >= 0 {
      rowsOfSegment[Int(segmentOfRow[row])].append(row)
    }
    for segment in segments.indices where rowsOfSegment[segment].isEmpty {
      let within = segments[segment].map { " belongs to the segment '\($0)'" }
      throw Diagnostic(
        .targetWithoutRows, at: place(calibration.segments),
        "no row with weight\(within ?? " is there")",
        zh: segments[segment].map { "类别“\($0)”中没有有权重的行" }
          ?? "没有有权重的行")
    }
  }

  private mutating func readSegments(of name: String) throws(Diagnostic) {
    let answers = AnswerValues(try table.column(name))
    var positions = [Int32](repeating: -1, count: answers.levels.count)
    segments = []
    segmentLabels = []
    populations = []
    var names = calibration.margins.compactMap(\.segment)
    names += calibration.totals.keys.filter { !$0.isEmpty }.sorted()
    for segment in names {
      guard let level = answers.position(of: segment) else {
        var fault = answers.unknown(segment, .error, file: table.source.file)
        let margin = calibration.margins.first { $0.segment == segment }
        if let stated = margin?.stated.place { fault.place = stated }
        throw fault
      }
      if positions[level] >= 0 { continue }
      positions[level] = Int32(segments.count)
      segments.append(segment)
      segmentLabels.append(
        answers.levels[level].label
          ?? LocalizedText(answers.levels[level].value))
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
          zh: "“\(name)”的类别“\(answers.levels[Int(code)].value)”有数据行而没有目标",
          help: "give targets for every segment")
      }
      segmentOfRow[row] = positions[Int(code)]
    }
  }

  private mutating func answers(
    _ name: String
  ) throws(Diagnostic) -> AnswerValues {
    if let known = answersOfName[name] { return known }
    let answers = AnswerValues(try table.column(name))
    answersOfName[name] = answers
    return answers
  }

  func missing(_ name: String, _ codes: [Int32]) -> Diagnostic {
    let rows = codes.indices.filter { codes[$0] < 0 && weights[$0] > 0 }
    return Diagnostic(
      .missingMarginValue, at: place(name, row: rows.first),
      "\(rows.count) \(rows.count == 1 ? "row has" : "rows have") no value of"
        + " '\(name)', which has targets",
      zh: "“\(name)”有目标，而\(rows.count)行缺值",
      help: "fill the cells in, leave the rows out with 'where', or write"
        + " missing: category to keep them as a category of their own")
  }

  /// The position of the segment that a margin names.
  func segment(of margin: TargetMargin) -> Int {
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
          .wrongTarget, at: place(margin, cell),
          "the target of '\(margin.name)' ="
            + " '\(cell.values.joined(separator: "*"))' is not a number from 0",
          zh:
            "“\(margin.name)”为“\(cell.values.joined(separator: "*"))”的目标不是不小于0的数"
        )
      }
      let sum = cells.reduce(0) { $0 + $1.target }
      guard sum > 0 else {
        throw Diagnostic(
          .wrongTarget, at: place(margin),
          "the targets of '\(margin.name)' add up to 0",
          zh: "“\(margin.name)”的目标之和为0")
      }
      if try isShares(margin, cells) {
        if let note = percentageNote(margin, sum) {
          diagnostics.append(note)
          percentages.append(margin.name)
        }
        continue
      }
      let segment = segment(of: margin)
      if let known = populations[segment], abs(known - sum) > 1e-6 * known {
        throw disagreement(segment, margin)
      }
      if populations[segment] == nil { populations[segment] = sum }
    }
    for segment in populations.indices where populations[segment] == nil {
      var sum = CompensatedSum()
      for row in rowsOfSegment[segment] { sum.add(weights[row]) }
      populations[segment] = sum.value
    }
    // Margins of the same variables in several segments are one term: no row
    // is in two of them.
    var termOfName: [String: Int] = [:]
    for margin in margins {
      guard case .cells(let cells) = margin.target else { continue }
      let columns = try read(margin, cells)
      let term = termOfName[margin.name] ?? terms.count
      if term == terms.count {
        termOfName[margin.name] = term
        terms.append(
          AuxiliaryVariables.Term(
            columns: [Int32](repeating: -1, count: table.rowCount), values: nil
          ))
      }
      for (row, column) in zip(rowsOfSegment[segment(of: margin)], columns)
      where column >= 0 {
        guard terms[term].columns[row] < 0 else { throw twice(margin) }
        terms[term].columns[row] = column
      }
    }
  }

  func twice(_ margin: TargetMargin) -> Diagnostic {
    Diagnostic(
      .wrongTarget, at: place(margin),
      "'\(margin.name)' has targets twice",
      zh: "“\(margin.name)”两次列出目标")
  }

  /// Adds the goals of a margin.
  ///
  /// - Returns: The goal of each row of its segment.
  private mutating func read(
    _ margin: TargetMargin, _ cells: [TargetMargin.Cell]
  ) throws(Diagnostic) -> [Int32] {
    let segment = segment(of: margin)
    let rows = rowsOfSegment[segment]
    var answers: [AnswerValues] = []
    for name in margin.variables { answers.append(try self.answers(name)) }
    var codes = [Int32](repeating: 0, count: rows.count)
    var combinations: [[Int]] = [[]]
    var kept = CompensatedSum()
    for (name, answer) in zip(margin.variables, answers) {
      for position in rows.indices
      where answer.codes[rows[position]] < 0 && codes[position] >= 0 {
        guard calibration.missing == .category else {
          throw missing(name, answer.codes)
        }
        kept.add(weights[rows[position]])
      }
      let keys = DenseKeys(
        outer: codes, outerCount: combinations.count,
        inner: rows.map { answer.codes[$0] },
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
    let scale = try scale(margin, cells, segment, kept: kept.value)
    var seen: Set<[Int]> = []
    for cell in cells {
      guard cell.values.count == answers.count else {
        throw Diagnostic(
          .wrongTarget, at: place(margin, cell),
          "a target of '\(margin.name)' needs \(answers.count) values, not"
            + " '\(cell.values.joined(separator: "*"))'",
          zh:
            "“\(margin.name)”的目标须有\(answers.count)个值，不能为“\(cell.values.joined(separator: "*"))”"
        )
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
      let row = codes.firstIndex(of: Int32(position)).map { rows[$0] }
      throw untargeted(margin, combinations, goalOf, answers, row)
    }
    // All rows of the segment without a cell have no value.
    let rest = Int32(goals.count)
    let columns = codes.map { $0 < 0 ? rest : goalOf[Int($0)] }
    if kept.value > 0 {
      var own = goal(margin, [], answers, segment, target: kept.value)
      own.cell = ""
      own.label = LocalizedText(zh: "无回答", en: "no value")
      goals.append(own)
    }
    ranges.append(start..<goals.count)
    return columns
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
      throw disagreement(segment, margin)
    }
    guard population > kept else {
      throw Diagnostic(
        .targetsDisagree, at: place(margin),
        "the rows without a value of '\(margin.name)' weigh"
          + " \(plainText(kept)), and the targets add up to"
          + " \(plainText(population))",
        zh:
          "“\(margin.name)”缺值的行权重合计\(plainText(kept))，而目标合计\(plainText(population))"
      )
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
      .targetWithoutRows, at: place(margin, cell),
      "no row with weight has '\(margin.name)' ="
        + " '\(cell.values.joined(separator: "*"))'\(within), and its target"
        + " is \(plainText(cell.target))",
      zh: (margin.segment.map { "类别“\($0)”中" } ?? "")
        + "没有有权重的行的“\(margin.name)”为"
        + "“\(cell.values.joined(separator: "*"))”，而其目标为"
        + plainText(cell.target),
      help: "join the value with another one, in the data (recode) and in the"
        + " targets")
  }

  private func untargeted(
    _ margin: TargetMargin, _ combinations: [[Int]], _ goalOf: [Int32],
    _ answers: [AnswerValues], _ row: Int?
  ) -> Diagnostic {
    let names = goalOf.indices.filter { goalOf[$0] < 0 }.prefix(5).map { cell in
      zip(combinations[cell], answers).map { $1.levels[$0].value }
        .joined(separator: "*")
    }
    let first = place(margin.variables.first, row: row)
    return Diagnostic(
      .valueWithoutTarget,
      at: margin.stated.place ?? first,
      "rows have values of '\(margin.name)' without a target:"
        + " \(names.map { "'\($0)'" }.joined(separator: ", "))",
      zh: "“\(margin.name)”有的值没有目标：\(chineseList(names))",
      notes: margin.stated.place == nil
        ? [] : ["the first such row is \(first)"],
      help: "give every value a target, or join values with a recode")
  }
}
