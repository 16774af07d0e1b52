import Diagnostics
import SurveyData

/// First and final answers of the same cases.
struct MatchedRounds: Sendable {
  private(set) var table = PairedTable()
  /// Cases with a valid answer in one round only.
  private(set) var unmatched = 0
  /// The weighted change under a design.
  private(set) var change: CeilingRate?
  private(set) var findings: [Diagnostic] = []

  /// Matches the answers.
  ///
  /// - Throws: A diagnostic about columns, and about two answers in the same
  ///   round.
  init(
    _ rounds: CeilingAnalysis.Rounds, item: String,
    grades: CeilingAnalysis.Grades, data: AnalysisData
  ) throws(Diagnostic) {
    switch rounds {
    case .columns(let first, let final):
      let before = try GradedAnswers(first, grades, data: data)
      let after = try GradedAnswers(final, grades, data: data)
      var changes = [Double](repeating: .nan, count: before.rows.count)
      for row in before.rows.indices {
        let (one, two) = (before.rows[row], after.rows[row])
        if one.isValid, two.isValid {
          add(one == .satisfied, two == .satisfied)
          changes[row] =
            (two == .satisfied ? 1 : 0) - (one == .satisfied ? 1 : 0)
        } else if one.isValid || two.isValid {
          unmatched += 1
        }
      }
      if !data.design.specification.isEmpty {
        let all = try Grouping([], data: data)
        if let found = LinearEstimator(data: data)
          .means(of: changes, in: all).first
        {
          change = CeilingRate(
            value: found.value, error: found.standardError,
            interval: IntervalMaker(level: data.level)
              .interval(found, .unbounded).interval)
        }
      }
    case .rows(let round, let keys):
      let answers = try GradedAnswers(item, grades, data: data)
      let numbers = try data.numbers(round)
      let cases = try Grouping(keys, data: data)
      var first = [(round: Double, row: Int)?](
        repeating: nil, count: cases.cellCount)
      var last = first
      for row in numbers.indices where cases.cells[row] >= 0 {
        guard answers.rows[row].isValid, !numbers[row].isNaN else { continue }
        let cell = Int(cases.cells[row])
        for known in [first[cell], last[cell]].compactMap({ $0 })
        where known.round == numbers[row] {
          throw Diagnostic(
            .repeatedUnit, at: data.place(of: round),
            "'\(cases.terms[cell].map(\.value).joined(separator: " × "))' has"
              + " more than one answer in round \(plainText(known.round))",
            help: "name further keys that tell the answers apart")
        }
        if first[cell].map({ $0.round > numbers[row] }) ?? true {
          first[cell] = (numbers[row], row)
        }
        if last[cell].map({ $0.round < numbers[row] }) ?? true {
          last[cell] = (numbers[row], row)
        }
      }
      for cell in first.indices {
        guard let one = first[cell], let two = last[cell] else { continue }
        if one.row == two.row {
          unmatched += 1
        } else {
          add(
            answers.rows[one.row] == .satisfied,
            answers.rows[two.row] == .satisfied)
        }
      }
    }
    if unmatched > 0 {
      findings.append(
        Diagnostic(
          .unmatchedRounds, .note, at: Place(file: data.table.source.file),
          (unmatched == 1 ? "1 case has" : "\(unmatched) cases have")
            + " an answer in one round only and show no change"))
    }
  }

  private mutating func add(_ first: Bool, _ final: Bool) {
    switch (first, final) {
    case (true, true): table.both += 1
    case (true, false): table.lost += 1
    case (false, true): table.gained += 1
    case (false, false): table.neither += 1
    }
  }
}

/// Whether the matter was solved, against whether they were satisfied.
struct SolvedTable: Sendable {
  /// One class of results.
  struct Class: Sendable {
    var name: String
    var label: LocalizedText
    var isSolved: Bool
    /// Satisfied, neither, dissatisfied.
    var counts = [0, 0, 0]
  }

  private(set) var classes: [Class]
  /// Solved and satisfied; solved only; satisfied only; neither.
  private(set) var pairs = PairedTable()
  /// Valid answers about matters whose result is not known.
  private(set) var without = 0
  let label: LocalizedText?

  /// Counts the answers.
  ///
  /// - Throws: A diagnostic about columns and values.
  init(
    _ solved: CeilingAnalysis.Solved, item: String,
    grades: CeilingAnalysis.Grades, data: AnalysisData
  ) throws(Diagnostic) {
    let answers = try GradedAnswers(item, grades, data: data)
    let column = try data.table.column(solved.column)
    let values = AnswerValues(column)
    var isSolved = [Bool](repeating: false, count: values.levels.count)
    for value in solved.values {
      guard let position = values.position(of: value) else {
        throw values.unknown(value, .error, file: data.table.source.file)
      }
      isSolved[position] = true
    }
    if values.levels.count > 200 {
      throw Diagnostic(
        .wrongOption, at: data.place(of: solved.column),
        "'\(solved.column)' has \(values.levels.count) values, which are no"
          + " classes of results",
        help: "name the column that says how the matter ended")
    }
    label = column.variable?.label
    classes = values.levels.indices.map { level in
      Class(
        name: values.levels[level].value,
        label: values.levels[level].label
          ?? LocalizedText(values.levels[level].value),
        isSolved: isSolved[level])
    }
    for row in answers.rows.indices where answers.rows[row].isValid {
      let code = Int(values.codes[row])
      if code < 0 {
        without += 1
        continue
      }
      let answer = answers.rows[row]
      let column = answer == .satisfied ? 0 : answer == .neither ? 1 : 2
      classes[code].counts[column] += 1
      switch (isSolved[code], answer == .satisfied) {
      case (true, true): pairs.both += 1
      case (true, false): pairs.lost += 1
      case (false, true): pairs.gained += 1
      case (false, false): pairs.neither += 1
      }
    }
  }

  /// φ of solved and satisfied; `nil` where one of them never varies.
  var correlation: Double? {
    let (a, b) = (Double(pairs.both), Double(pairs.lost))
    let (c, d) = (Double(pairs.gained), Double(pairs.neither))
    let product = (a + b) * (c + d) * (a + c) * (b + d)
    return product > 0 ? (a * d - b * c) / product.squareRoot() : nil
  }
}
