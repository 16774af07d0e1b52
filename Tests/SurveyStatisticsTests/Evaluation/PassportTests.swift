import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Ranks under other conventions, against numpy and scipy.
@Suite struct PassportTests {
  /// Twelve cases by five indicators of `Tests/References/evaluation-draws`.
  static func analysis() throws -> EvaluationAnalysis {
    let url = Fixture.reference("evaluation-draws/matrix.csv")
    let text = try String(contentsOf: url, encoding: .utf8)
    let rows = text.split(separator: "\n").enumerated().map { row, line in
      ["c\(row + 1)"] + line.split(separator: ",").map(String.init)
    }
    let weights = [0.15, 0.25, 0.20, 0.10, 0.30]
    let names = weights.indices.map { "x\($0 + 1)" }
    var list = [Indicator(id: "total")]
    for (index, name) in names.enumerated() {
      list.append(
        Indicator(
          id: name, parent: "total", weight: weights[index],
          isBenefit: index != 0 && index != 3, source: .external,
          formula: try LeafFormula("column(\(name))"),
          normalisation: .minMax()))
    }
    return EvaluationAnalysis(
      tree: try IndicatorTree(list, log: DiagnosticLog()),
      inputs: EvaluationInputs(
        cases: evaluationTable("cases", ["case"] + names, rows),
        caseKey: "case"),
      options: EvaluationOptions(uncertainty: nil))
  }

  private static let alternatives: [ConventionAlternative.Axis: [String]] = [
    .normalisation: ["minmax", "z-score", "percentile-rank"],
    .weights: ["direct", "equal", "entropy"],
    .score: ["weighted-sum", "topsis", "topsis-minmax"], .aggregate: [],
    .ties: [],
  ]

  private func passport(
    _ options: PassportOptions = PassportOptions(alternatives: alternatives)
  ) throws -> (ConventionPassport, CaseNames) {
    let analysis = try Self.analysis()
    let (prepared, _, outcome) = try ExampleEvaluation.parts(analysis)
    return (
      ConventionPassport(
        analysis, prepared, options: options, chosen: outcome.totals),
      CaseNames(analysis, prepared, outcome)
    )
  }

  @Test func ranksAreThoseOfNumpy() throws {
    let reference = try EvaluationReference(draws: "passport")
    let (passport, _) = try passport()
    let wanted = reference["entries"].list
    #expect(passport.entries.count == wanted.count)
    #expect(passport.undefined == 0 && !passport.isOneAtATime)
    for expected in wanted {
      let ranks = expected["ranks"].numbers
      // Two combinations may have the same ranks; the choices tell them
      // apart.
      let words = ["normalisation", "weights", "score"].map {
        expected[$0].text ?? ""
      }
      let entry = try #require(
        passport.entries.first { names($0, passport.space) == words })
      #expect(entry.ranks == ranks)
      #expect(entry.change.moved == Int(expected["moved"].number ?? -1))
      #expect(
        isClose(
          entry.change.correlation ?? .nan,
          expected["correlation"].number ?? .nan))
    }
    for row in 0..<12 {
      let ranks = passport.ranks(of: row)
      #expect(ranks.first == reference["best"].numbers[row])
      #expect(ranks.last == reference["worst"].numbers[row])
      #expect(
        RankDraws.quantile(ranks, 0.5) == reference["median"].numbers[row])
      #expect(
        isClose(passport.topShare(of: row), reference["top3"].numbers[row]))
    }
  }

  private func names(
    _ entry: ConventionPassport.Entry, _ space: ConventionSpace
  ) -> [String] {
    var found = ["minmax", "direct", "weighted-sum"]
    for (dimension, choice) in zip(space.dimensions, entry.combination) {
      let place: Int? =
        switch dimension.axis {
        case .normalisation: 0
        case .weights: 1
        case .score: 2
        default: nil
        }
      if let place, let name = dimension.choices[choice]?.name {
        found[place] = name
      }
    }
    return found
  }

  /// Every case of a group is above every case of the next in the agreed
  /// share, and no finer cut has that property.
  @Test(arguments: [0.6, 0.8, 0.95, 1])
  func groupsAreTheFinestThatHold(agreement: Double) throws {
    let (passport, names) = try passport(
      PassportOptions(alternatives: Self.alternatives, agreement: agreement))
    let groups = passport.groups(names.order)
    #expect(groups.flatMap { $0 } == names.order)
    let needed = agreement * Double(passport.entries.count) - 1e-9
    func isCut(_ place: Int) -> Bool {
      names.order[..<place].allSatisfy { better in
        names.order[place...].allSatisfy { worse in
          let agreed = passport.entries.count {
            ($0.ranks[better] ?? 0) < ($0.ranks[worse] ?? 0)
          }
          return Double(agreed) >= needed
        }
      }
    }
    var cuts: Set<Int> = []
    var place = 0
    for group in groups.dropLast() {
      place += group.count
      cuts.insert(place)
    }
    for place in 1..<12 { #expect(cuts.contains(place) == isCut(place)) }
  }

  @Test func beyondTheLimitOneConventionIsExchanged() throws {
    let (passport, names) = try passport(
      PassportOptions(alternatives: Self.alternatives, limit: 10))
    #expect(passport.isOneAtATime)
    // The chosen one, and two others on each of three axes.
    #expect(passport.entries.count == 7)
    let page = PassportPage(passport: passport, names: names, showsRanks: true)
    let notes = page.tables.flatMap(\.notes).compactMap(\.english)
    #expect(notes.contains { $0.contains("the limit of 10") })
  }

  @Test func meansWithZerosAreLeftOut() throws {
    let (passport, names) = try passport(PassportOptions())
    // Under min-max the worst case of an indicator has 0.
    #expect(passport.undefined > 0)
    #expect(
      passport.entries.allSatisfy { entry in
        !passport.space.refusesZeros(entry.combination)
          || passport.space.label(entry.combination)[.english]
            .contains("z-scores")
      })
    let page = PassportPage(passport: passport, names: names, showsRanks: true)
    #expect(page.findings.count == 2)
    #expect(page.tables.map(\.name).contains("passport-choices"))
    let table = page.tables[0]
    #expect(table.rows.count == 12 && table.figure != nil)
  }

  /// Each way to combine evaluators is an evaluation of its own.
  @Test func evaluatorsAreCombinedAnew() throws {
    let analysis = EvaluationAnalysis(
      tree: try EvaluationAnalysisTests.tree(),
      inputs: EvaluationAnalysisTests.inputs(),
      options: EvaluationOptions(uncertainty: nil))
    let (prepared, _, outcome) = try ExampleEvaluation.parts(analysis)
    let space = ConventionSpace(analysis, prepared, alternatives: [:])
    let raters = try #require(
      space.dimensions.first { $0.axis == .raters })
    // The formula of the tree says severity, so that is what was chosen.
    #expect(raters.labels[0].english == "severity of evaluators adjusted")
    #expect(raters.choices.count == 3)
    let position = try #require(
      space.dimensions.firstIndex { $0.axis == .raters })
    var combination = [Int](repeating: 0, count: space.dimensions.count)
    #expect(space.totals(combination) == outcome.totals)
    combination[position] = 1
    var other = analysis
    other.tree = try EvaluationAnalysisTests.tree(
      EvaluationAnalysisTests.rows.map { row in
        row.map { $0 == "severity" ? "mean" : $0 }
      })
    let expected = try ExampleEvaluation.parts(other).2.totals
    #expect(space.totals(combination) == expected)
  }

  @Test func aPassportWithoutAlternativesSaysSo() throws {
    var analysis = try Self.analysis()
    analysis.options.passport = PassportOptions(
      alternatives: Dictionary(
        uniqueKeysWithValues: ConventionAlternative.Axis.allCases.map {
          ($0, [])
        }))
    let outcome = try analysis.run()
    #expect(outcome.diagnostics.map(\.code).contains(.nothingToCompare))
  }

  @Test func oneCaseHasAPassport() throws {
    var analysis = try Self.analysis()
    analysis.inputs.cases = analysis.inputs.cases.selecting([0])
    analysis.options.passport = PassportOptions()
    analysis.options.sensitivity = SensitivityOptions(draws: 16)
    analysis.options.showsWhatIf = true
    let result = try ExampleEvaluation.result(analysis)
    #expect(result.cases.count == 1)
  }
}
