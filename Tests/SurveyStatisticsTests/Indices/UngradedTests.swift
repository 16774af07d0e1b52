import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Answers whose value has no grade must not leave the denominator unseen.
@Suite struct UngradedTests {
  private let data = AnalysisData(
    table: makeTable([
      makeColumn(
        "q",
        [String](repeating: "satisfied", count: 6)
          + ["dissatisfied", "dissatisfied", "弃权", ""])
    ]))
  private let grades = [
    GradeScore("satisfied", 100), GradeScore("dissatisfied", 0),
  ]

  private func fault(_ analysis: some Analysis) -> Diagnostic? {
    do {
      _ = try analysis.run(on: data)
      return nil
    } catch { return error }
  }

  @Test func everyValueIsListed() throws {
    let misspelt = [
      GradeScore("satisfied", 100), GradeScore("disatisfied", 0),
    ]
    let fault = try #require(
      self.fault(IndexAnalysis(items: ["q"], grades: misspelt)))
    #expect(fault.code == .ungradedValue && fault.severity == .error)
    #expect(fault.message == "2 values of 'q' have no grade (3 answers)")
    #expect(
      fault.notes == [
        "'dissatisfied' of 'q': 2 answers, nearest grade 'disatisfied'",
        "'弃权' of 'q': 1 answer",
      ])
    #expect(fault.place?.columnName == "q")
    let forgotten = self.fault(
      IndexAnalysis(
        items: ["q"], grades: [GradeScore("satisfied", 100)],
        ungraded: .excluding(["弃权"])))
    #expect(
      forgotten?.message
        == "the value 'dissatisfied' of 'q' has no grade (2 answers)")
  }

  @Test(arguments: [
    (UngradedValues.exclude, RateDenominator.valid, 600.0 / 8),
    (.excluding(["弃权"]), .valid, 600.0 / 8),
    (.excluding(["弃权"]), .present, 600.0 / 9),
  ])
  func foreseenValuesAreLeftOut(
    ungraded: UngradedValues, denominator: RateDenominator, index: Double
  ) throws {
    let outcome = try IndexAnalysis(
      items: ["q"], grades: grades, ungraded: ungraded,
      denominator: denominator
    ).run(on: data)
    #expect(isClose(outcome.estimates[0].value ?? 0, index))
    #expect(outcome.diagnostics == [])
    let convention = try #require(
      outcome.conventions.first { $0.name == "ungraded" })
    #expect(convention.value == "弃权")
    #expect(
      convention.sentence[.english]
        == (denominator == .valid
          ? "Answers without a grade are left out: \"弃权\" 1."
          : "Answers without a grade count with 0 points: \"弃权\" 1."))
    #expect(
      convention.sentence[.chinese]
        == (denominator == .valid
          ? "没有等次的回答不计入：“弃权” 1。" : "没有等次的回答按 0 分计入分母：“弃权” 1。"))
  }

  @Test func gradesCannotBeLeftOut() {
    let both = fault(
      IndexAnalysis(
        items: ["q"], grades: grades,
        ungraded: .excluding(["弃权", "satisfied"])))
    #expect(both?.code == .wrongOption)
  }

  @Test func valueThatNobodyGaveIsNoted() throws {
    let outcome = try IndexAnalysis(
      items: ["q"], grades: grades, ungraded: .excluding(["弃权", "不了解"])
    ).run(on: data)
    #expect(outcome.diagnostics.map(\.severity) == [.note])
    #expect(outcome.diagnostics[0].message.contains("'不了解'"))
  }

  @Test func rowsBeyondTheConditionAreNotAskedFor() throws {
    var part = data
    part.domain = (0..<10).map { $0 != 8 }
    let outcome = try IndexAnalysis(items: ["q"], grades: grades)
      .run(on: part)
    #expect(isClose(outcome.estimates[0].value ?? 0, 75))
  }

  @Test func verdictsAndReliability() throws {
    let votes = VerdictAnalysis.Votes.item(
      "q", grades: ["satisfied", "dissatisfied"])
    #expect(fault(VerdictAnalysis(votes: votes))?.code == .ungradedValue)
    let verdict = try VerdictAnalysis(
      votes: votes, ungraded: .excluding(["弃权"])
    ).run(on: data)
    #expect(verdict.conventions.contains { $0.name == "ungraded" })
    #expect(
      verdict.estimates.allSatisfy { $0.remarks == ["census"] })
    let table = makeTable([
      data.table.columns[0],
      makeColumn(
        "r", (0..<10).map { $0 < 5 ? "satisfied" : "dissatisfied" }),
    ])
    let both = AnalysisData(table: table)
    let alpha = AlphaAnalysis(items: ["q", "r"], grades: grades)
    #expect(throws: Diagnostic.self) { try alpha.run(on: both) }
    #expect(throws: Diagnostic.self) { try alpha.check(on: both) }
    var open = alpha
    open.ungraded = .exclude
    let found = try open.run(on: both)
    #expect(found.conventions.contains { $0.name == "ungraded" })
    #expect(found.estimates[0].variable == "all items")
    #expect(found.estimates[0].label?.chinese == "全部题目")
  }

  /// The usual three grades are known by name when nothing else stands there.
  @Test func usualGradesBesideOthers() throws {
    let data = AnalysisData(
      table: makeTable([makeColumn("g", ["满意", "满意", "不满意", "弃权"])]))
    func code(_ ungraded: UngradedValues) -> DiagnosticCode? {
      do {
        _ = try VerdictAnalysis(
          votes: .item("g", grades: []), ungraded: ungraded
        ).run(on: data)
        return nil
      } catch { return error.code }
    }
    #expect(code(.refuse) == .gradesWithoutOrder)
    #expect(code(.excluding(["弃权"])) == nil)
    #expect(code(.exclude) == nil)
  }

  @Test func fractionsAreReduced() {
    #expect(Fraction("0.5")?.text == "1/2")
    #expect(Fraction("80%")?.text == "4/5")
    #expect(Fraction("66.7%")?.text == "667/1000")
    #expect(Fraction(0, 10).text == "0/1")
    #expect(Fraction(1, 1).text == "1/1")
  }

  /// Rates of indices and shares of values have the same interval.
  @Test func ratesHaveTheIntervalOfShares() throws {
    let table = makeTable([
      makeColumn("q", ["a", "a", "a", "b", "b", "a", "a", "b"])
    ])
    let data = AnalysisData(table: table)
    let rate = try IndexAnalysis(
      items: ["q"], grades: [GradeScore("a", 1), GradeScore("b", 0)],
      show: [.satisfied]
    ).run(on: data)
    let share = try ShareAnalysis(variables: ["q"], values: ["a"])
      .run(on: data)
    #expect(rate.estimates[0].interval?.method == "logit")
    #expect(rate.estimates[0].interval == share.estimates[0].interval)
    #expect(
      rate.conventions.contains {
        $0.name == "interval" && $0.value == "logit"
      })
  }

  /// A value without a standard error says why.
  @Test func oneRowHasNoStandardError() throws {
    let table = makeTable([
      makeColumn("x", [2.0]), makeColumn("y", [4.0]), makeColumn("q", ["a"]),
    ])
    let data = AnalysisData(table: table)
    let analyses: [any Analysis] = [
      MeanAnalysis(variables: ["x"]), TotalAnalysis(variables: ["x"]),
      RatioAnalysis(numerator: "x", denominator: "y"),
      ShareAnalysis(variables: ["q"]),
      IndexAnalysis(items: ["q"], grades: [GradeScore("a", 100)]),
    ]
    for analysis in analyses {
      for estimate in try analysis.run(on: data).estimates {
        #expect(estimate.value != nil && estimate.standardError == nil)
        #expect(
          estimate.remarks.contains("no-degrees-of-freedom"),
          "\(estimate.statistic): \(estimate.remarks)")
      }
    }
  }
}
