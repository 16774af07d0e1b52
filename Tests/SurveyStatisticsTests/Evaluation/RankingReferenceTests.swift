import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Section 4 of the methods, relative tolerance 1e-9; labels and ranks exact.
@Suite struct RankingReferenceTests {
  /// A matrix of `rankings.json` and what every method says about it.
  private static func example(
    _ name: String
  ) throws -> (CaseMatrix, EvaluationReference) {
    let expected = try EvaluationReference("rankings")[name]
    switch name {
    case "second":
      return (
        CaseMatrix(
          EvaluationReference.transposed(expected["X"].matrix),
          isBenefit: expected["types"].numbers.map { $0 > 0 },
          weights: expected["weights"].numbers), expected
      )
    default:
      let rows =
        name == "holes"
        ? expected["X"].matrix
        : EvaluationReference.transposed(try EvaluationReference.columns())
      return (
        CaseMatrix(
          EvaluationReference.transposed(rows),
          isBenefit: EvaluationReference.isBenefit,
          weights: EvaluationReference.weights), expected
      )
    }
  }

  private static func open() throws -> CaseMatrix {
    try example("open").0
  }

  private static func published() throws -> EvaluationReference {
    try EvaluationReference("mcdm_ranking")["aggregate"]
  }

  // MARK: - Published numbers of the open example

  @Test func vikorOfTheExample() throws {
    let wanted = try Self.published()["vikor"]
    let found = VIKOR(try Self.open())
    #expect(isClose(found.regrets, wanted["S"].numbers))
    #expect(isClose(found.worstRegrets, wanted["R"].numbers))
    #expect(isClose(found.compromise, wanted["Q"].numbers))
    let verdict = try #require(found.verdict)
    #expect(!verdict.hasAdvantage && verdict.isStable)
    #expect(verdict.cases == [2, 6, 0])
  }

  @Test func greyRelationOfTheExample() throws {
    let wanted = try Self.published()["gra"]
    let found = GreyRelation(try Self.open())
    #expect(isClose(found.grades, wanted["grade"].numbers))
    #expect(
      isClose(
        found.coefficients.flatMap { $0 },
        EvaluationReference.transposed(wanted["xi"].matrix).flatMap { $0 }))
  }

  @Test func rankSumRatiosOfTheExample() throws {
    let wanted = try Self.published()["rsr"]
    let matrix = try Self.open()
    let found = RankSumRatio(matrix)
    #expect(isClose(found.ratios, wanted["RSR"].numbers))
    #expect(isClose(found.groups.map(\.probit), wanted["probit"].numbers))
    #expect(isClose(found.groups.map(\.share), wanted["p"].numbers))
    let line = try #require(found.line)
    let numbers: [Double] = [line.intercept, line.slope, line.correlation]
    let expected: [Double] = ["a", "b", "r"].map {
      wanted[$0].number ?? .nan
    }
    #expect(isClose(numbers, expected))
    #expect(isClose(found.fitted, wanted["fitted"].numbers))
    for bands in 3...5 {
      let name = String(bands)
      #expect(
        isClose(
          found.ratioCuts(bands: bands), wanted["cut_RSR"][name].numbers))
      let labels = found.bands(bands).map { Double($0 ?? 0) }
      #expect(labels == wanted["band_from_fitted"][name].numbers)
    }
    let weighted = RankSumRatio(matrix, isWeighted: true)
    #expect(
      isClose(weighted.ratios, try Self.published()["wrsr"].numbers))
  }

  @Test func flowsOfTheExample() throws {
    let wanted = try Self.published()
    let matrix = try Self.open()
    let linear = Promethee(matrix)
    #expect(
      isClose(
        linear.positive, wanted["promethee_linear"]["phi_plus"].numbers))
    #expect(
      isClose(
        linear.negative, wanted["promethee_linear"]["phi_minus"].numbers))
    #expect(isClose(linear.net, wanted["promethee_linear"]["phi"].numbers))
    let usual = Promethee(matrix, options: .init(function: .usual))
    #expect(
      isClose(usual.net, wanted["promethee_usual"]["phi"].numbers))
    let gauss = Promethee(matrix, options: .init(function: .gauss))
    #expect(
      isClose(gauss.net, wanted["promethee_gauss"]["phi"].numbers))
    // The same thresholds on the scales of the indicators.
    let absolute = Promethee(
      matrix,
      options: .init(
        indifference: .values(wanted["promethee_linear"]["q"].numbers),
        preference: .values(wanted["promethee_linear"]["p"].numbers)))
    #expect(isClose(absolute.net, linear.net))
  }

  @Test func electreOfTheExample() throws {
    let wanted = try Self.published()
    let matrix = try Self.open()
    let first = Electre1(
      matrix, options: Electre1.Options(normalisation: .none))
    #expect(
      isClose(first.concordance, wanted["electre1"]["C"].matrix.flatMap { $0 }))
    #expect(
      isClose(first.discordance, wanted["electre1"]["D"].matrix.flatMap { $0 }))
    let third = Electre3(matrix)
    #expect(
      isClose(
        third.concordance, wanted["electre3"]["C"].matrix.flatMap { $0 }))
    #expect(
      isClose(
        third.credibility,
        wanted["electre3"]["credibility"].matrix.flatMap { $0 }))
    // Both preorders as pyDecision has them.
    #expect(third.descending == [2, 4, 1, 7, 3, 5, 2, 6])
    #expect(third.ascending == [2, 4, 1, 7, 3, 5, 1, 6])
    #expect(competitionRanks(third.scores) == [3, 5, 1, 8, 4, 6, 2, 7])
  }

  @Test func votesOfTheExample() throws {
    let wanted = try Self.published()
    let matrix = try Self.open()
    #expect(Copeland(matrix).scores == wanted["copeland_weighted"].numbers)
    #expect(
      isClose(Borda(matrix).scores, wanted["borda_weighted"].numbers))
  }

  @Test func balanceOfTheExample() throws {
    let wanted = try Self.published()["mpi_minus_ddof0"]
    let found = MazziottaPareto(try Self.open())
    #expect(isClose(found.means, wanted["mean"].numbers))
    #expect(isClose(found.deviations, wanted["sd"].numbers))
    #expect(isClose(found.values, wanted["mpi"].numbers))
    // Compind prints 15 digits.
    let other = MazziottaPareto(try Self.open(), divisor: .nMinusOne)
    #expect(
      isClose(
        other.values,
        try EvaluationReference("mpi_compind")["mpi_minus_ddof1"].numbers))
  }

  @Test func couplingOfTheExample() throws {
    let wanted = try Self.published()["coupling2"]
    let found = CouplingDegree(
      [wanted["U1"].numbers, wanted["U2"].numbers], weights: [1, 1])
    #expect(isClose(found.coupling, wanted["C"].numbers))
    #expect(isClose(found.development, wanted["T"].numbers))
    #expect(isClose(found.coordination, wanted["D"].numbers))
    let three = try EvaluationReference("rankings")["coupling3"]
    let parts = CouplingDegree(
      three["U"].matrix, weights: [0.5, 0.3, 0.2])
    #expect(isClose(parts.coupling, three["C"].numbers))
    #expect(isClose(parts.coordination, three["D"].numbers))
    let empty = CouplingDegree([[0, .nan], [0, 1]], weights: [1, 1])
    #expect(isClose(empty.coupling, [0, .nan]))
    #expect(CouplingDegree.level(0.95)?.chinese == "优质协调")
    #expect(CouplingDegree.level(1)?.chinese == "优质协调")
    #expect(CouplingDegree.level(0.4)?.chinese == "濒临失调")
  }

  @Test func fuzzyVerdictsOfTheExample() throws {
    let expected = try EvaluationReference("fce")
    let indicators: [[[Double]]] = expected["R"].matrix.map { row in
      row.map { [$0] }
    }
    let names: [(FuzzyOperator, String)] = [
      (.minMax, "min-max"), (.productMax, "prod-max"),
      (.minSum, "min-bsum"), (.productSum, "prod-sum"),
    ]
    for (composition, name) in names {
      let wanted = expected["operators"][name]
      let found = FuzzyEvaluation(
        indicators, weights: expected["W"].numbers, operator: composition)
      #expect(isClose(found.composed.map { $0[0] }, wanted["B"].numbers))
      #expect(
        isClose(found.memberships.map { $0[0] }, wanted["B_norm"].numbers))
      let score = found.scores(expected["grade_scores"].numbers)[0]
      #expect(isClose(score, wanted["score"].number ?? .nan))
      #expect(found.grade(of: 0).map(Double.init) == wanted["grade"].number)
      let alpha = try #require(found.effectiveness(of: 0))
      #expect(
        isClose(alpha, wanted["alpha_effectiveness"].number ?? .nan))
    }
  }

  // MARK: - Independent programs, with and without missing values

  @Test(arguments: ["open", "holes", "second"])
  func methodsAgreeWithOtherPrograms(name: String) throws {
    let (matrix, wanted) = try Self.example(name)
    for (method, key) in [
      (ColumnNormalisation.vector, "vector"), (.minMax, "minmax"),
      (.sum, "sum"), (.zScore, "zscore"), (.none, "none"),
    ] {
      #expect(
        isClose(
          TOPSIS(matrix, normalisation: method).closeness,
          wanted["topsis"][key].numbers), "\(key)")
    }
    let vikor = VIKOR(matrix)
    #expect(isClose(vikor.regrets, wanted["vikor"]["S"].numbers))
    #expect(isClose(vikor.worstRegrets, wanted["vikor"]["R"].numbers))
    #expect(isClose(vikor.compromise, wanted["vikor"]["Q"].numbers))
    #expect(isClose(GreyRelation(matrix).grades, wanted["grey"].numbers))
    #expect(
      isClose(
        MazziottaPareto(matrix).values, wanted["mpi"]["n-minus"].numbers))
    #expect(
      isClose(
        MazziottaPareto(matrix, divisor: .nMinusOne).values,
        wanted["mpi"]["n-1-minus"].numbers))
    #expect(
      isClose(
        MazziottaPareto(matrix, penalty: .plus).values,
        wanted["mpi"]["n-plus"].numbers))
    #expect(isClose(RankSumRatio(matrix).ratios, wanted["rsr"].numbers))
    #expect(
      isClose(
        RankSumRatio(matrix, isWeighted: true).ratios,
        wanted["wrsr"].numbers))
    #expect(
      isClose(
        RankSumRatio(matrix, ranks: .interval).ratios,
        wanted["rsr-interval"].numbers))
    for function in Promethee.Function.allCases {
      let found = Promethee(matrix, options: .init(function: function))
      let flows = wanted["promethee"][function.rawValue]
      #expect(isClose(found.positive, flows["plus"].numbers))
      #expect(isClose(found.negative, flows["minus"].numbers))
      #expect(isClose(found.net, flows["net"].numbers))
    }
    #expect(Copeland(matrix).scores == wanted["copeland"].numbers)
    #expect(isClose(Borda(matrix).scores, wanted["borda"].numbers))
  }

  @Test(arguments: ["open", "holes", "second"])
  func outrankingAgreesWithOtherPrograms(name: String) throws {
    let (matrix, expected) = try Self.example(name)
    let first = Electre1(matrix)
    let wanted = expected["electre-1"]
    #expect(isClose(first.concordance, wanted["C"].matrix.flatMap { $0 }))
    #expect(isClose(first.discordance, wanted["D"].matrix.flatMap { $0 }))
    #expect(first.balances == wanted["balance"].numbers)
    #expect(first.kernel.map(Double.init) == wanted["kernel"].numbers)
    let choices: [(Electre3.Options, String)] = [
      (.init(), "electre-3"), (.init(veto: nil), "electre-3-no-veto"),
    ]
    for (options, key) in choices {
      let third = Electre3(matrix, options: options)
      let wanted = expected[key]
      #expect(
        isClose(third.credibility, wanted["sigma"].matrix.flatMap { $0 }))
      #expect(
        third.descending.map { Double($0 ?? 0) }
          == wanted["descending"].numbers)
      #expect(
        third.ascending.map { Double($0 ?? 0) }
          == wanted["ascending"].numbers)
    }
  }

  @Test(arguments: ["open", "second"])
  func bandsOfRankSumRatiosAreTested(name: String) throws {
    let (matrix, expected) = try Self.example(name)
    let found = RankSumRatio(matrix)
    for bands in 3...6 {
      let wanted = expected["rsr-bands"][String(bands)]
      #expect(
        found.bands(bands).map { Double($0 ?? 0) } == wanted["bands"].numbers)
      let test = try #require(found.homogeneity(bands: bands))
      #expect(isClose(test.statistic, wanted["F"].number ?? .nan))
      #expect(isClose(test.probability, wanted["p"].number ?? .nan))
    }
  }

  /// Two defaults of one method move most cases of the second matrix.
  @Test func defaultsOfTOPSISMoveMostRanks() throws {
    let (matrix, expected) = try Self.example("second")
    let ranks = [ColumnNormalisation.vector, .minMax].map {
      competitionRanks(TOPSIS(matrix, normalisation: $0).closeness)
    }
    let moves = zip(ranks[0], ranks[1]).map { abs(($0 ?? 0) - ($1 ?? 0)) }
    #expect(Double(moves.count { $0 > 0 }) == expected["moved"].number)
    #expect(Double(moves.max() ?? 0) == expected["largest-move"].number)
  }

  @Test func methodsAreHeldAgainstOneAnother() throws {
    let (matrix, expected) = try Self.example("second")
    let found = MethodComparison([
      TOPSIS(matrix).closeness, VIKOR(matrix).compromise.map { -$0 },
      GreyRelation(matrix).grades, RankSumRatio(matrix).ratios,
      Promethee(matrix).net, Copeland(matrix).scores, Borda(matrix).scores,
    ])
    let wanted = expected["agreement"]
    let w = try #require(found.concordance)
    #expect(isClose(w, wanted["W"].number ?? .nan))
    #expect(
      isClose(
        found.correlations.flatMap { $0.map { $0 ?? .nan } },
        wanted["spearman"].matrix.flatMap { $0 }))
  }
}
