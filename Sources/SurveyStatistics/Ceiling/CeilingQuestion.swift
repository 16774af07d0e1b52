import Diagnostics
import SurveyData

/// Numbers of one group.
struct CeilingCounts: Sendable, Hashable {
  /// Persons asked; `nil` when it is not known.
  var asked: Int?
  var valid = 0
  var satisfied: Int?
  var dissatisfied = 0
}

/// A rate or a bound with its error.
struct CeilingRate: Sendable {
  var value: Double?
  var error: Double?
  var interval: Interval?
}

/// One question in every group.
struct CeilingQuestion: Sendable {
  /// One group.
  struct Group: Sendable {
    var terms: [GroupTerm]
    /// The position of its grouping; 0 for all rows.
    var grouping: Int
    var counts: CeilingCounts
    /// Weighted rates, under a design.
    var satisfied: CeilingRate?
    var dissatisfied: CeilingRate?
    /// The rate if nobody, and if everybody, who gave no answer were
    /// satisfied.
    var worst: CeilingRate
    var best: CeilingRate
  }

  let name: String
  let label: LocalizedText?
  private(set) var groups: [Group] = []

  /// From rows of answers.
  init(
    _ answers: GradedAnswers, groupings: [Grouping], data: AnalysisData,
    isWeighted: Bool
  ) {
    name = answers.name
    label = answers.label
    func indicator(
      _ value: (GradedAnswers.Answer) -> Double
    ) -> [Double] {
      answers.rows.map { $0 == .none ? .nan : value($0) }
    }
    let estimator = LinearEstimator(data: data)
    let maker = IntervalMaker(level: data.level)
    for (index, grouping) in groupings.enumerated() {
      var counts = [CeilingCounts](
        repeating: CeilingCounts(asked: 0, satisfied: 0),
        count: grouping.cellCount)
      for row in answers.rows.indices where grouping.cells[row] >= 0 {
        let cell = Int(grouping.cells[row])
        let answer = answers.rows[row]
        if answer == .none { continue }
        counts[cell].asked = (counts[cell].asked ?? 0) + 1
        if answer.isValid { counts[cell].valid += 1 }
        if answer == .satisfied {
          counts[cell].satisfied = (counts[cell].satisfied ?? 0) + 1
        }
        if answer == .dissatisfied { counts[cell].dissatisfied += 1 }
      }
      func rates(
        _ value: (GradedAnswers.Answer) -> Double
      ) -> [CeilingRate] {
        estimator.means(of: indicator(value), in: grouping).map { found in
          CeilingRate(
            value: found.value, error: found.standardError,
            interval: maker.interval(found, .share(.beta)).interval)
        }
      }
      let worst = rates { $0 == .satisfied ? 1 : 0 }
      let best = rates { $0 == .satisfied || $0 == .unknown ? 1 : 0 }
      let good =
        isWeighted
        ? rates { $0.isValid ? ($0 == .satisfied ? 1 : 0) : .nan } : []
      let bad =
        isWeighted
        ? rates { $0.isValid ? ($0 == .dissatisfied ? 1 : 0) : .nan } : []
      for cell in 0..<grouping.cellCount {
        groups.append(
          Group(
            terms: grouping.terms[cell], grouping: index,
            counts: counts[cell], satisfied: isWeighted ? good[cell] : nil,
            dissatisfied: isWeighted ? bad[cell] : nil, worst: worst[cell],
            best: best[cell]))
      }
    }
  }

  /// From counted answers.
  init(
    satisfied: String?, dissatisfied: String, valid: String, asked: String?,
    groupings: [Grouping], data: AnalysisData
  ) throws(Diagnostic) {
    name = dissatisfied
    label = data.table[dissatisfied]?.variable?.label
    let bad = try Ballots.wholeNumbers(dissatisfied, data: data)
    let all = try Ballots.wholeNumbers(valid, data: data)
    let good = try satisfied.map { name throws(Diagnostic) in
      try Ballots.wholeNumbers(name, data: data)
    }
    let everybody = try asked.map { name throws(Diagnostic) in
      try Ballots.wholeNumbers(name, data: data)
    }
    func wrong(
      _ row: Int, _ message: String, zh chinese: String
    ) -> Diagnostic {
      let lines = data.table.sourceLines
      return Diagnostic(
        .impossibleCounts,
        at: Place(
          file: data.table.source.file,
          line: row < lines.count ? Int(lines[row]) : nil, columnName: valid),
        message, zh: chinese, help: "look at the numbers of the row")
    }
    for (index, grouping) in groupings.enumerated() {
      var counts = [CeilingCounts](
        repeating: CeilingCounts(
          asked: everybody == nil ? nil : 0, satisfied: good == nil ? nil : 0),
        count: grouping.cellCount)
      for row in grouping.cells.indices where grouping.cells[row] >= 0 {
        guard let number = all[row], let without = bad[row] else {
          continue
        }
        let cell = Int(grouping.cells[row])
        var sum = without
        if let good {
          guard let number = good[row] else {
            throw wrong(
              row, "the number of satisfied answers is missing",
              zh: "缺少满意票数")
          }
          sum += number
          counts[cell].satisfied = (counts[cell].satisfied ?? 0) + number
        }
        if sum > number {
          throw wrong(
            row, "\(sum) graded answers of \(number) valid ones",
            zh: "有效票\(number)张，而分等次的有\(sum)张")
        }
        if let everybody {
          guard let persons = everybody[row] else {
            throw wrong(
              row, "the number of persons asked is missing",
              zh: "缺少应答人数")
          }
          if persons < number {
            throw wrong(
              row, "\(number) answers of \(persons) persons asked",
              zh: "应答\(persons)人，而有效票\(number)张")
          }
          counts[cell].asked = (counts[cell].asked ?? 0) + persons
        }
        counts[cell].valid += number
        counts[cell].dissatisfied += without
      }
      for cell in 0..<grouping.cellCount {
        let found = counts[cell]
        let persons = Double(found.asked ?? 0)
        func bound(_ number: Int) -> CeilingRate {
          guard persons > 0 else { return CeilingRate() }
          let rate = Double(number) / persons
          return CeilingRate(
            value: rate, error: (rate * (1 - rate) / persons).squareRoot())
        }
        let satisfied = found.satisfied ?? found.valid - found.dissatisfied
        groups.append(
          Group(
            terms: grouping.terms[cell], grouping: index, counts: found,
            worst: bound(satisfied),
            best: bound(satisfied + (found.asked ?? 0) - found.valid)))
      }
    }
  }
}
