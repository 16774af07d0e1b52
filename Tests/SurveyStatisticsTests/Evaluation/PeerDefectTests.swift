import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Further things that other packages get wrong. Those of single methods have
/// their tests beside these:
///
/// - a constant column (COINr, pymcdm, pyDecision): here, and
///   `WeightMethodsTests.constantColumnsHaveNoWeight`;
/// - CRITIC without the direction (pymcdm):
///   `WeightMethodsTests.contrastAndConflictKnowTheDirection`;
/// - negative shares of games whose sign is dropped (the common recipe):
///   `WeightMethodsTests.refusesNegativeShares`;
/// - mixed signs of components weighed by size (SPSSAU):
///   `WeightMethodsTests.refusesMixedSigns`;
/// - varimax that stops early (R): `weighsByRotatedComponents` there;
/// - verdicts that depend on a table of random indices (ahpsurvey, pymcdm):
///   `WeightMethodsTests.verdictsDependOnTheRandomIndex`;
/// - means that are missing when a value is (COINr), a lost comparison that
///   is won (COINr), grey grades by the number of cases (pyDecision), ties
///   split by the last bit: `RankingEdgeTests`;
/// - two defaults of TOPSIS that move most ranks (pymcdm, pyDecision):
///   `RankingReferenceTests`;
/// - a column that becomes constant when outliers are treated (COINr):
///   `TreatmentTests.stopsBeforeAllAreEqual`;
/// - the divisor of Sobol's indices (COINr, SALib): `SensitivityTests`;
/// - one mean for the whole tree, alternatives cut from the sampled range
///   (COINr): here;
/// - variances that stop at 1e-7 (lme4): `MixedSeverityTests`;
/// - limits of ICC(A,k), alpha of tables in halves (irr):
///   `RaterAgreementTests`;
/// - drawn critical values of rank sets (csranks):
///   `ComparisonMethodsTests.marginalSetsAreThoseThatWereDrawn`;
/// - k-means in one step from given centres (the first star pack):
///   `StarsTests`;
/// - percentages that add to 99.99: `LargestRemainderTests`, and 89.96 shown
///   as 90.0 below a band from 90: `EvaluationRulesTests.ranksAndBands`.
@Suite struct PeerDefectTests {
  /// COINr cuts the range of what was sampled into as many parts as there are
  /// alternatives, so that they depend on the smallest and largest draw.
  @Test func alternativesDoNotDependOnWhatWasDrawn() {
    let points = [0.3, 0.34, 0.5, 0.65, 0.7]
    let found = points.map { SensitivityAudit.choice($0, of: 3) }
    #expect(found == [0, 1, 1, 1, 2])
    // The same numbers with others beside them.
    #expect(SensitivityAudit.choice(0, of: 3) == 0)
    #expect(SensitivityAudit.choice(1, of: 3) == 2)
    #expect(SensitivityAudit.choice(0.999999, of: 1) == 0)
    let counts = (0..<4).map { choice in
      (0..<1000).count {
        SensitivityAudit.choice((Double($0) + 0.5) / 1000, of: 4) == choice
      }
    }
    #expect(counts == [250, 250, 250, 250])
  }

  /// COINr has one mean for the whole tree (its issue 35).
  @Test func everyNodeHasItsOwnMean() throws {
    func node(
      _ id: String, _ parent: String?, _ aggregate: Aggregate
    ) -> Indicator {
      Indicator(id: id, parent: parent, weight: 0.5, aggregate: aggregate)
    }
    func leaf(_ id: String, _ parent: String) throws -> Indicator {
      Indicator(
        id: id, parent: parent, weight: 0.5, source: .external,
        formula: try LeafFormula("column(\(id))"),
        normalisation: .fixed(lower: 0, upper: 100))
    }
    let tree = try IndicatorTree(
      [
        node("total", nil, .harmonic), node("p", "total", .geometric),
        node("q", "total", .arithmetic), try leaf("a", "p"),
        try leaf("b", "p"), try leaf("c", "q"), try leaf("d", "q"),
      ], log: DiagnosticLog())
    let result = try ExampleEvaluation.result(
      EvaluationAnalysis(
        tree: tree,
        inputs: EvaluationInputs(
          cases: evaluationTable(
            "cases", ["case", "a", "b", "c", "d"],
            [["x", "25", "100", "40", "80"]]), caseKey: "case"),
        options: EvaluationOptions(uncertainty: nil)))
    // √(25·100) = 50, (40 + 80)/2 = 60, and 2/(1/50 + 1/60).
    #expect(isClose(result.cases[0].score ?? 0, 2 / (1 / 50.0 + 1 / 60.0)))
  }

  /// COINr has no number, pymcdm 1 and pyDecision a tiny one for a column
  /// that is the same for all; here it says nothing, and the others keep
  /// their order.
  @Test(arguments: EvaluationOptions.Score.Name.allCases)
  func aConstantIndicatorChangesNoOrder(
    name: EvaluationOptions.Score.Name
  ) throws {
    func order(_ constant: Bool) throws -> [String] {
      let ids = constant ? ["a", "b", "k"] : ["a", "b"]
      var list = [Indicator(id: "total")]
      for id in ids {
        list.append(
          Indicator(
            id: id, parent: "total", weight: id == "a" ? 2 : 1,
            source: .external, formula: try LeafFormula("column(\(id))"),
            normalisation: .minMax()))
      }
      let rows = [
        ["p", "3", "9", "4"], ["q", "7", "5", "4"], ["r", "5", "2", "4"],
        ["s", "9", "8", "4"],
      ]
      let result = try ExampleEvaluation.result(
        EvaluationAnalysis(
          tree: try IndicatorTree(list, log: DiagnosticLog()),
          inputs: EvaluationInputs(
            cases: evaluationTable(
              "cases", ["case"] + ids,
              rows.map { Array($0.prefix(ids.count + 1)) }),
            caseKey: "case"),
          options: EvaluationOptions(score: name.score, uncertainty: nil)))
      #expect(
        result.cases.allSatisfy { $0.score.map { $0.isFinite } ?? false })
      return result.cases.map(\.id)
    }
    // Fuzzy memberships, the balance of the Mazziotta-Pareto index and the
    // benefit of the doubt look at values, not only at differences, and for
    // ELECTRE I a tie speaks for both.
    let others: [EvaluationOptions.Score.Name] = [
      .fuzzy, .mazziottaPareto, .benefitOfTheDoubt, .electre1,
    ]
    if others.contains(name) { return }
    #expect(try order(true) == order(false))
  }
}
