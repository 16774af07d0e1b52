import Diagnostics
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

@Suite struct EdgeTests {
  func mean(_ numbers: [Double], by: [[String]] = []) throws -> Estimate {
    let table = makeTable([makeColumn("y", numbers)])
    return try MeanAnalysis(variables: ["y"], by: by)
      .run(on: AnalysisData(table: table)).estimates[0]
  }

  @Test func noRows() throws {
    let found = try mean([])
    #expect(found.value == nil && found.standardError == nil)
    #expect(found.base == 0 && found.interval == nil)
    #expect(found.effectiveBase == nil && found.remarks == [])
  }

  @Test func allMissing() throws {
    let found = try mean([.nan, .nan])
    #expect(found.value == nil && found.base == 0)
  }

  /// One row says nothing about its variance; R prints a standard error of
  /// 0 for a domain of one row.
  @Test func oneRow() throws {
    let found = try mean([7])
    #expect(found.value == 7 && found.standardError == nil)
    #expect(found.remarks.contains("no-degrees-of-freedom"))
    let table = makeTable([
      makeColumn("y", [7.0, 8, 9]), makeColumn("g", ["a", "b", "b"]),
    ])
    let groups = try MeanAnalysis(variables: ["y"], by: [["g"]])
      .run(on: AnalysisData(table: table)).estimates
    #expect(groups[1].value == 7 && groups[1].standardError == nil)
    #expect(groups[2].standardError != nil)
  }

  /// Four rows with the weight 2: s²/4 is the variance with replacement, half
  /// of it without replacement from eight.
  @Test func designEffectReferences() throws {
    let table = makeTable([
      makeColumn("y", [1.0, 2, 3, 4]), makeColumn("w", [2.0, 2, 2, 2]),
    ])
    let data = AnalysisData(
      table: table,
      design: try SurveyDesign(
        DesignSpecification(weights: "w"), table: table))
    func effect(_ reference: DesignEffectReference) throws -> Double {
      let found = try MeanAnalysis(variables: ["y"], designEffect: reference)
        .run(on: data).estimates[0]
      return found.designEffect ?? .nan
    }
    #expect(isClose(try effect(.automatic), 1))
    #expect(isClose(try effect(.withReplacement), 1))
    #expect(isClose(try effect(.withoutReplacement), 2))
  }

  /// The group has one row in each of two strata of two rows. Its linearised
  /// values are −1/2 and 1/2, those of the other rows 0: each stratum adds
  /// 2/1 · (1/16 + 1/16) = 1/4. No degree of freedom is left for an interval.
  @Test func oneClusterInEachOfTwoStrata() throws {
    let table = makeTable([
      makeColumn("y", [3.0, 9, 5, 9]), makeColumn("h", ["a", "a", "b", "b"]),
      makeColumn("g", ["in", "out", "in", "out"]),
    ])
    let data = AnalysisData(
      table: table,
      design: try SurveyDesign(
        DesignSpecification(strata: ["h"]), table: table))
    let found = try MeanAnalysis(variables: ["y"], by: [["g"]])
      .run(on: data).estimates[1]
    #expect(found.value == 4 && found.degreesOfFreedom == 0)
    #expect(isClose(found.standardError ?? .nan, 0.5.squareRoot()))
    #expect(found.interval == nil)
    #expect(found.remarks.contains("no-degrees-of-freedom"))
  }

  /// The mean of equal values is that value, and not one beside it that
  /// leaves a variance of 1e-32 and a design effect of 1e+15.
  @Test func constantGroup() throws {
    let table = makeTable([
      makeColumn("y", [75.0, 100, 100, 100, 100]),
      makeColumn("w", [1.0, 2.5, 0.3, 0.9, 0.4]),
      makeColumn("g", ["a", "b", "b", "b", "b"]),
    ])
    let data = AnalysisData(
      table: table,
      design: try SurveyDesign(
        DesignSpecification(weights: "w"), table: table))
    let found = try MeanAnalysis(variables: ["y"], by: [["g"]])
      .run(on: data).estimates[2]
    #expect(found.value == 100 && found.standardError == 0)
    #expect(found.designEffect == nil)
  }

  /// A stratum whose only row has no answer is not there for `average`.
  @Test func singleClusterWithoutAnswer() throws {
    let table = makeTable([
      makeColumn("y", [1.0, 3, .nan]), makeColumn("h", ["a", "a", "b"]),
    ])
    let data = AnalysisData(
      table: table,
      design: try SurveyDesign(
        DesignSpecification(strata: ["h"], singleCluster: .average),
        table: table))
    let found = try MeanAnalysis(variables: ["y"]).run(on: data).estimates[0]
    #expect(found.standardError == 1)
    #expect(!found.remarks.contains("single-cluster"))
  }

  @Test func constant() throws {
    let found = try mean([3, 3, 3])
    #expect(found.standardError == 0 && found.designEffect == nil)
    #expect(found.interval?.lower == 3 && found.interval?.upper == 3)
  }

  /// Mean 2, variance 1, standard error 1/√3, t(2) = 4.302652729911275.
  @Test func workedByHand() throws {
    let found = try mean([1, 2, .nan, 3])
    #expect(found.value == 2 && found.base == 3)
    let error = (4.0 / 3 * 2 / 9).squareRoot()
    #expect(isClose(found.standardError ?? 0, error))
    #expect(isClose(found.interval?.upper ?? 0, 2 + 4.302652729749464 * error))
  }

  /// Weights that are scaled to about the sample size say nothing about the
  /// population; taken as its size they gave a design effect of 101 here.
  @Test func scaledWeightsAreNoPopulation() throws {
    let table = makeTable([
      makeColumn("y", [1.0, 2, 4, 9]),
      makeColumn("w", [1.01, 1.01, 1.01, 1.01]),
    ])
    let design = try SurveyDesign(
      DesignSpecification(weights: "w"), table: table)
    for (reference, expected) in [
      (DesignEffectReference.automatic, 1), (.withReplacement, 1),
      (.withoutReplacement, 101),
    ] as [(DesignEffectReference, Double)] {
      let found = try MeanAnalysis(variables: ["y"], designEffect: reference)
        .run(on: AnalysisData(table: table, design: design)).estimates[0]
      #expect(isClose(found.designEffect ?? 0, expected))
    }
  }

  @Test func zeroWeights() throws {
    let table = makeTable([
      makeColumn("y", [1.0, 3, 100]), makeColumn("w", [2.0, 2, 0]),
      makeColumn("g", ["a", "a", "b"]),
    ])
    let design = try SurveyDesign(
      DesignSpecification(weights: "w"), table: table)
    let found = try MeanAnalysis(variables: ["y"], by: [["g"]])
      .run(on: AnalysisData(table: table, design: design)).estimates
    #expect(found[0].value == 2 && found[0].base == 2)
    #expect(found[0].weightedBase == 4 && found[0].effectiveBase == 2)
    #expect(found[0].degreesOfFreedom == 1)
    #expect(found[2].value == nil && found[2].base == 0)
  }

  @Test func rowsWithoutGroup() throws {
    let table = makeTable([
      makeColumn("y", [1.0, 2, 3]), makeColumn("g", ["a", "", "b"]),
    ])
    let outcome = try MeanAnalysis(variables: ["y"], by: [["g"]])
      .run(on: AnalysisData(table: table))
    #expect(outcome.diagnostics.map(\.code) == [.rowsWithoutGroup])
    #expect(outcome.diagnostics[0].severity == .note)
    #expect(outcome.estimates.map(\.base) == [3, 1, 1])
  }

  /// A labelled value that nobody chose has the share 0, with an interval.
  @Test func unusedValue() throws {
    let variable = Variable(
      "q",
      valueLabels: [
        .init("1", "yes"), .init("2", "no"),
        .init("9", "refused", missing: .refused),
      ])
    let column = makeColumn(
      "q", [String](repeating: "1", count: 40), variable: variable)
    let found = try ShareAnalysis(variables: ["q"])
      .run(on: AnalysisData(table: makeTable([column]))).estimates
    #expect(found.map(\.category) == ["1", "2"])
    #expect(found.map(\.value) == [1, 0])
    #expect(found[1].interval?.lower == 0)
    #expect((found[1].interval?.upper ?? 0) > 0.05)
    #expect(found[1].remarks == ["interval-wilson"])
  }

  @Test func identifierHasNoShares() {
    let table = makeTable([makeColumn("id", (0..<1001).map(Double.init))])
    func run(_ values: [String]?) throws -> Int {
      try ShareAnalysis(variables: ["id"], values: values)
        .run(on: AnalysisData(table: table)).estimates.count
    }
    let error = #expect(throws: Diagnostic.self) { try run(nil) }
    #expect(error?.code == .wrongOption)
    #expect((try? run(["7", "9"])) == 2)
  }

  @Test func labelsTravel() throws {
    let table = makeTable([
      makeColumn(
        "y", [1.0, 2],
        variable: Variable("y", label: LocalizedText(zh: "分", en: "points"))),
      makeColumn(
        "g", ["1", "1"],
        variable: Variable(
          "g", label: LocalizedText(zh: "组", en: "group"),
          valueLabels: [.init("1", LocalizedText(zh: "甲", en: "first"))])),
    ])
    let found = try MeanAnalysis(variables: ["y"], by: [["g"]])
      .run(on: AnalysisData(table: table)).estimates
    #expect(found[0].label?.chinese == "分")
    #expect(found[1].group[0].label?.english == "first")
    #expect(found[1].group[0].variableLabel?.chinese == "组")
  }

  @Test func everyChoiceHasASentence() {
    let conventions =
      MissingValues.allCases.map(\.convention)
      + ShareInterval.allCases.map(\.convention)
      + DesignEffectReference.allCases.map(\.convention)
      + RateDenominator.allCases.map(\.convention)
      + SingleClusterPolicy.allCases.map(\.convention)
    for convention in conventions {
      #expect(convention.sentence.chinese?.isEmpty == false)
      #expect(convention.sentence.english?.isEmpty == false)
    }
    #expect(ShareInterval(name: "t") == .wald)
    #expect(ShareInterval(name: "wilson") == .wilson)
    #expect(ShareInterval(name: "exact") == nil)
  }

  @Test func refuses() {
    let data = AnalysisData(
      table: makeTable([
        makeColumn("t", ["a", "b"]), makeColumn("y", [1.0, 2]),
      ]))
    func code(_ analysis: some Analysis) -> DiagnosticCode? {
      do throws(Diagnostic) {
        _ = try analysis.run(on: data)
        return nil
      } catch { return error.code }
    }
    #expect(code(MeanAnalysis(variables: [])) == .nothingToEstimate)
    #expect(code(MeanAnalysis(variables: ["t"])) == .notNumeric)
    #expect(code(MeanAnalysis(variables: ["z"])) == .unknownColumn)
    #expect(
      code(MeanAnalysis(variables: ["y"], by: [["z"]])) == .unknownColumn)
    #expect(
      code(ShareAnalysis(variables: ["t"], values: ["c"])) == .unknownValue)
    #expect(
      code(RatioAnalysis(numerator: "y", denominator: "t")) == .notNumeric)
  }

  @Test func ratioWithoutDenominator() throws {
    let table = makeTable([
      makeColumn("y", [1.0, 2]), makeColumn("x", [0.0, 0]),
    ])
    let found = try RatioAnalysis(numerator: "y", denominator: "x")
      .run(on: AnalysisData(table: table)).estimates[0]
    #expect(found.value == nil && found.standardError == nil)
  }
}
