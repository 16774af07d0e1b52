import Diagnostics
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

@testable import SurveyStudy

/// Evaluations of a plain matrix: `cases` and `indicators` name columns.
@Suite struct PlainMatrixTests {
  private static let indicators =
    "days_to_reply,meeting_rate,reply_quality,fulfilment_rate,deputy_sat,"
    + "public_sat"

  private func evaluate(
    _ options: [String]
  ) async throws -> (result: AnalysisResult?, findings: [Diagnostic]) {
    let folder = try Fixture.temporaryFolder().path()
    let url = Fixture.reference("evaluation/mcdm_matrix.csv")
    let rows = try String(
      decoding: FileSystem.read(url.path()), as: UTF8.self
    ).split(whereSeparator: \.isNewline)
    let text =
      "case,\(Self.indicators)\n"
      + rows.enumerated().map { "S0\($0 + 1),\($1)\n" }.joined()
    let file = folder + "/matrix.csv"
    try FileSystem.write(Array(text.utf8), to: file)
    let found = await analyze(
      kind: "evaluation", file: file, options: options)
    return (found.result?.value, found.findings)
  }

  private static let plain = [
    "cases=case", "indicators=\(indicators)", "directions=-1,1,1,1,1,1",
  ]

  @Test func givesAScoreAndARankOfEachCase() async throws {
    let found = try await evaluate(
      Self.plain + [
        "score.method=topsis", "score.normalise=vector",
        "uncertainty.draws=100",
      ])
    let result = try #require(found.result)
    for statistic in ["score", "rank"] {
      let estimates = result.estimates.filter { $0.statistic == statistic }
      #expect(estimates.count == 8)
      #expect(estimates.allSatisfy { $0.group.first?.variable == "case" })
      #expect(estimates.allSatisfy { $0.interval != nil })
      #expect(estimates.first?.group.first?.value == "S03")
    }
    #expect(result.estimates.last { $0.statistic == "rank" }?.value == 8)
  }

  @Test func aSingleIndicatorIsAColumn() async throws {
    let found = try await evaluate([
      "cases=case", "indicators=days_to_reply", "directions=-1",
      "uncertainty=none",
    ])
    let result = try #require(found.result)
    #expect(
      result.estimates.prefix(8).map { $0.group.first?.value } == [
        "S03", "S07", "S01", "S05", "S02", "S06", "S04", "S08",
      ])
    #expect(result.estimates.first?.value == 100)
  }

  @Test(arguments: [
    (["directions=1,-1"], "'directions' has 2 numbers for 6 indicators"),
    (
      ["directions=1,1,1,1,1,0"], "'directions' takes 1 or -1, not '0'"
    ),
    (["score.method=vikr"], "'method' cannot be 'vikr'"),
    (
      ["score.method=vikor", "score.normalise=vector"],
      "'score' has no key 'normalise'"
    ),
    (
      ["score.method=promethee", "score.q=-1"],
      "'q' takes numbers from 0 on, not '-1'"
    ),
    (
      ["score.method=electre-3", "score.v=200%"],
      "'v' takes 0% to 100%, not '200%'"
    ),
    (["score.method=grey", "score.rho=0"], "'rho' has to be above 0"),
    (
      ["score.method=rsr", "score.bands=9"],
      "'bands' has to lie between 3 and 6, not '9'"
    ),
    (
      ["score.method=fuzzy", "score.grades={a: 1}"],
      "'grades' needs at least two grades with scores of their own"
    ),
    (["score.compare=topsys"], "'compare' knows no method 'topsys'"),
    (["coupling=yes"], "'coupling' cannot be 'yes'"),
    (
      ["coupling={groups: {a: [deputy_sat], b: [public]}}"],
      "no measured indicator is called 'public'"
    ),
  ])
  func faultsAreNamed(options: [String], message: String) async throws {
    let keys = options.map { $0.prefix { $0 != "=" } }
    let base = Self.plain.filter { option in
      !keys.contains(option.prefix { $0 != "=" })
    }
    let found = try await evaluate(base + options)
    #expect(found.result == nil)
    #expect(
      found.findings.map(\.message).contains(message),
      "\(found.findings.map(\.message))")
  }

  @Test func methodsTakeTheirKeys() async throws {
    let choices: [([String], EvaluationOptions.Score)] = [
      (
        ["mpi", "divisor=n-1", "penalty=plus"],
        .mazziottaPareto(.nMinusOne, penalty: .plus)
      ),
      (["vikor", "v=0.7"], .vikor(majority: 0.7)),
      (
        ["grey", "rho=0.4", "normalisation=goalposts"],
        .greyRelation(distinguishing: 0.4, .goalposts)
      ),
      (
        ["wrsr", "ranks=interval", "bands=5"],
        .rankSumRatio(isWeighted: true, .interval, bands: 5)
      ),
      (
        ["promethee", "function=level", "q=1,2,3,4,5,6", "p=10%"],
        .promethee(
          .init(
            function: .level, indifference: .values([1, 2, 3, 4, 5, 6]),
            preference: .share(0.1)))
      ),
      (
        ["electre-1", "concordance=0.6", "discordance=0.4"],
        .electre1(.init(concordance: 0.6, discordance: 0.4))
      ),
      (["electre-3", "v=none"], .electre3(.init(veto: nil))),
      (
        ["fuzzy", "operator=min-max", "grades={b: 20, a: 90}"],
        .fuzzy(
          FuzzyOptions(
            composition: .minMax,
            grades: [
              FuzzyGrade(label: LocalizedText("a"), score: 90),
              FuzzyGrade(label: LocalizedText("b"), score: 20),
            ]))
      ),
    ]
    for (keys, wanted) in choices {
      let settings =
        ["score.method=\(keys[0])", "uncertainty=none"]
        + keys.dropFirst().map { "score.\($0)" }
      let found = try await evaluate(Self.plain + settings)
      #expect(found.result != nil, "\(found.findings)")
      let conventions = found.result?.conventions.map(\.value) ?? []
      let first = Indicator(
        id: "x", source: .external, formula: .column("x"))
      let expected = EvaluationAnalysis(
        tree: try IndicatorTree([first], log: DiagnosticLog()),
        inputs: EvaluationInputs(
          cases: Table(name: "t", columns: [], source: DataSource(file: "t")),
          caseKey: "x"),
        options: EvaluationOptions(score: wanted, uncertainty: nil)
      ).conventions.filter { $0.name != "normalisation" }
      for convention in expected {
        #expect(conventions.contains(convention.value), "\(convention)")
      }
    }
  }

  @Test func comparesMethodsAndParts() async throws {
    let found = try await evaluate(
      Self.plain + [
        "score.method=vikor", "score.compare=weighted-sum,topsis,electre-3",
        "coupling={groups: {a: [deputy_sat], b: [public_sat]}}",
        "uncertainty=none",
      ])
    let result = try #require(found.result)
    guard case .evaluation(let evaluation) = result.details else {
      Issue.record("no evaluation")
      return
    }
    #expect(
      evaluation.tables.map(\.name) == [
        "vikor", "methods", "method-correlations", "coupling", "rules",
      ])
  }
}
