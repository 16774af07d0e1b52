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
      if !data.design.isSimple {
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
            zh:
              "“\(cases.terms[cell].map(\.value).joined(separator: "×"))”在第\(plainText(known.round))轮有不止一个回答",
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
            + " an answer in one round only and "
            + (unmatched == 1 ? "shows" : "show") + " no change",
          zh: "\(unmatched)个对象只有一轮回答，不反映变化"))
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
