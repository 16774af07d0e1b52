import Diagnostics
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

@testable import SurveyStudy

/// The keys of weights, normalisation, treatment and ranks of an evaluation.
@Suite struct EvaluationWeightKeysTests {
  private let files = [
    "cases.csv": """
    case,days,rate,town,last
    A,10,0.9,east,0.8
    B,20,,east,0.7
    C,40,0.5,west,0.6
    D,30,0.8,west,0.9
    """,
    "judges.csv": """
    judge,days,rate
    J1,70,30
    J2,50,50
    """,
    "pairs.csv": """
    judge,parent,first,second,value
    J1,total,days,rate,3
    """,
  ]

  private func open(
    _ keys: String
  ) async throws -> (options: EvaluationOptions?, findings: [String], Workspace)
  {
    let folder = try Fixture.temporaryFolder().path()
    for (name, text) in files {
      try FileSystem.write(Array(text.utf8), to: folder + "/" + name)
    }
    let study = """
      manyi: 1
      title: Weights
      data:
        cases: {file: cases.csv, key: case}
      analyses:
        ranks:
          kind: evaluation
          data: cases
          cases: {key: case}
          indicators:
            - {id: days, column: days, direction: -1}
            - {id: rate, column: rate}
          uncertainty: none
          \(keys)
      """
    try FileSystem.write(Array(study.utf8), to: folder + "/study.yaml")
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    let method =
      workspace.study.analyses.first { $0.kind == "evaluation" }?.method
      as? EvaluationMethod
    return (
      method?.options,
      // What the data have is told as well.
      workspace.findings(log).filter { $0.severity == .error }.map(\.message),
      workspace
    )
  }

  private typealias Weighting = EvaluationOptions.Weighting

  private static let stated: [(String, Weighting)] = [
    ("weights: {values: [0.6, 40%]}", .stated(.given(values: [0.6, 0.4]))),
    (
      "weights: {method: given, values: {rate: 1/3, days: 1/3}}",
      .stated(.given(names: ["rate", "days"], values: [1.0 / 3, 1.0 / 3]))
    ),
    (
      "weights: {method: rank-sum, order: [rate, days]}",
      .stated(.rankSum(order: ["rate", "days"]))
    ),
    ("weights: rank-order-centroid", .stated(.rankOrderCentroid())),
    ("weights: {method: budget, judges: judges.csv}", .judged(.budget)),
    (
      "weights: {method: precedence, judges: judges.csv, diagonal: none}",
      .judged(.precedence(PrecedenceOptions(diagonal: .none)))
    ),
  ]

  private static let measured: [(String, Weighting)] = [
    ("weights: critic", .measured(.critic)),
    ("weights: {method: sd}", .measured(.standardDeviation)),
    ("weights: cv", .measured(.coefficientOfVariation)),
    ("weights: {method: entropy, variant: scaled}", .entropy(.scaled)),
  ]

  @Test func methodsAreUnderstood() async throws {
    var cases = Self.stated + Self.measured
    let pairs = HierarchyOptions(randomIndex: .simulated, voices: ["J1": 2])
    cases.append(
      (
        "weights: {method: ahp, judges: pairs.csv, random-index: simulated,"
          + " voices: {J1: 2}}", .hierarchy(pairs)
      ))
    let components = PrincipalComponentOptions(
      variant: .rotated, components: 2, mixedSigns: .warn,
      rotation: .rDefault)
    cases.append(
      (
        "weights: {method: pca, variant: rotated, components: 2,"
          + " mixed-signs: warn, rotation: r-default}",
        .measured(.principalComponents(components))
      ))
    let sets = CombinedWeighting(
      [.direct, .judged(.budget), .entropy()], rule: .relativeEntropy,
      shares: [2, 1, 1])
    cases.append(
      (
        "weights: {sets: [direct, {method: budget, judges: judges.csv},"
          + " entropy], combine: relative-entropy, shares: [2, 1, 1]}",
        .combined(sets)
      ))
    for (keys, expected) in cases {
      let read = try await open(keys)
      #expect(read.findings == [], "\(keys)")
      #expect(read.options?.weighting == expected, "\(keys)")
    }
  }

  @Test func otherKeysAreUnderstood() async throws {
    let keys = [
      "treat: {skewness: 1.5, kurtosis: 3, winsorise: 2, log: false}",
      "missing: {coverage: 0.5, impute: knn, neighbours: 2}",
      "rank-ties: dense", "norm: z-score",
      "norm-params: {scale: 15, divisor: n}",
    ]
    // The next keys stand below the first.
    let read = try await open(keys.joined(separator: "\n    "))
    #expect(read.findings == [])
    #expect(
      read.options?.treatment
        == OutlierOptions(
          skewness: 1.5, kurtosis: 3, winsorise: 2, usesLogarithm: false))
    #expect(
      read.options?.imputation
        == ImputationOptions(.neighbours, neighbours: 2))
    #expect(read.options?.rankTies == .dense)
    #expect(read.options?.minimumCoverage == 0.5)
    let plain = try await open("treat: true")
    #expect(plain.options?.treatment == OutlierOptions())
    let earlier = try await open(
      "missing: {impute: previous, previous: {rate: last}}")
    #expect(earlier.findings == [])
    #expect(earlier.options?.imputation?.previous == ["rate": "last"])
  }

  @Test(arguments: [
    ("weights: ahp", "weights by 'ahp' need a file of judgements"),
    ("weights: given", "weights by 'given' need further keys"),
    ("weights: {method: given}", "'weights' needs the key 'values'"),
    ("weights: {method: budget}", "'weights' needs the key 'judges'"),
    ("weights: {values: [a]}", "'values' takes numbers, not 'a'"),
    ("weights: {values: [1]}", "1 weights for 2 indicators"),
    (
      "weights: {method: rank-sum, order: [days, rates]}",
      "'rates' is not an indicator"
    ),
    (
      "weights: {method: critic, values: [1, 2]}",
      "'weights' has no key 'values'"
    ),
    ("weights: {sets: [entropy]}", "'weights' needs the key 'sets'"),
    ("weights: {sets: [entropy, guess]}", "'guess' is not a method of weights"),
    (
      "weights: {sets: [entropy, {method: budget}]}",
      "set 2 of the weights, 'budget', needs the key 'judges'"
    ),
    (
      "weights: {sets: [direct, entropy], shares: [1]}",
      "'shares' takes one number from 0 on for each of 2 sets"
    ),
    (
      "weights: {sets: [direct, entropy], combine: game, shares: [1, 1]}",
      "'shares' has no effect on combinations by 'game'"
    ),
    ("norm-params: {lo: 1}", "'norm-params' has no effect without 'norm'"),
    ("norm: vectr", "'vectr' in column 'norm' is not known"),
    ("missing: {impute: group-mean}", "'missing' needs the key 'by'"),
    ("missing: {by: town}", "'by' has no effect without 'impute'"),
    ("treat: {skew: 2}", "'treat' has no key 'skew'"),
    ("rank-ties: max", "'rank-ties' cannot be 'max'"),
  ])
  func faultIsNamed(keys: String, message: String) async throws {
    let read = try await open(keys)
    #expect(read.findings.contains(message), "\(read.findings)")
  }
}
