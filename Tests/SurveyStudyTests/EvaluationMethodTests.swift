import Diagnostics
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

@testable import SurveyStudy

/// The keys of an evaluation, read in the place of those of the example.
@Suite struct EvaluationMethodTests {
  private func open(
    _ keys: String
  ) async throws -> (options: EvaluationOptions?, findings: [Diagnostic]) {
    let folder = try Fixture.temporaryFolder().path()
    _ = try writeExample(to: folder)
    let lines = Example.study.split(
      separator: "\n", omittingEmptySubsequences: false)
    let replaced = ["raters:", "uncertainty:", "bands:"]
    let kept = lines.filter { line in
      !replaced.contains { line.hasPrefix("    \($0)") }
    }
    let study = kept.flatMap { line in
      line.contains("indicators: indicators.csv")
        ? [String(line), "    " + keys] : [String(line)]
    }.joined(separator: "\n")
    FileSystem.removeTree(folder + "/study.yaml")
    try FileSystem.write(Array(study.utf8), to: folder + "/study.yaml")
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    let method =
      workspace.study.analyses.first { $0.kind == "evaluation" }?.method
      as? EvaluationMethod
    return (method?.options, workspace.findings(log))
  }

  @Test func optionsAreUnderstood() async throws {
    let topsis = try await open(
      "score: {method: topsis, normalisation: minmax}")
    #expect(topsis.findings == [])
    #expect(topsis.options?.score == .topsis(.minMax))

    let entropy = try await open(
      "weights: {method: entropy, variant: minmax-shift}")
    #expect(entropy.options?.weighting == .entropy(.minMaxShift))

    let raters = try await open(
      "raters: {combine: trimmed-mean, trim: 2, minimum: 7}")
    #expect(
      raters.options?.raters
        == RaterOptions(combine: .trimmedMean, trim: 2, minimum: 7))

    let bands = try await open(
      "bands: [{label: 优, from: 90}, {label: {zh: 良, en: good}, from: 60}]")
    #expect(bands.options?.bands?.map(\.threshold) == [90, 60])
    #expect(bands.options?.bands?.last?.label.english == "good")
  }

  /// The targets of a design that stands with the ratings are read.
  @Test func ratingsCanHaveTargetsOfTheirOwnInAFile() async throws {
    let path = try newFolder([
      "study.yaml": """
      manyi: 1
      data: {c: {file: c.csv}, r: {file: r.csv}}
      analyses:
        e:
          kind: evaluation
          data: c
          cases: {key: id}
          ratings: {data: r, item: grade, design: {weights: w, calibrate: [{rake: {targets: t.csv}}]}}
          indicators:
            - {id: root, name: R}
            - {id: sat, parent: root, name: S, source: satisfaction, weight: 1, norm: none}
      """, "c.csv": "id\nA\nB\n",
      "r.csv": "id,grade,w,sex\nA,满意,2,f\nA,不满意,3,m\nB,满意,2,m\n",
      "t.csv": "variable,value,target\nsex,m,500\nsex,f,500\n",
    ])
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(path, log: log))
    #expect(
      workspace.findings(log).filter { $0.code == .unknownName } == [])
    let plan = try #require(workspace.study.analyses.first)
    #expect(
      plan.method.files.map(\.file.path).contains { $0.hasSuffix("t.csv") })
    _ = workspace.run(plan, log: log)
    #expect(log.diagnostics.filter { $0.code == .unknownName } == [])
  }

  /// Names and thresholds that contradict each other are not put in order.
  @Test(arguments: [
    "bands: {优秀: 75, 良好: 85, 合格: 60, 不合格: 0}",
    "bands: {优秀: 85, 良好: 85, 合格: 60, 不合格: 0}",
    "bands: [{label: 优秀, from: 75}, {label: 良好, from: 85}]",
  ])
  func bandsThatDoNotFallAreRefused(keys: String) async throws {
    let read = try await open(keys)
    let faults = read.findings.filter { $0.severity == .error }
    #expect(faults.map(\.code.id) == ["A207"])
    #expect(faults.first?.message.contains("'良好' from 85") == true)
    #expect(faults.first?.place?.file.hasSuffix("study.yaml") == true)
    #expect(faults.first?.place?.column == (keys.contains("[") ? 36 : 21))
  }

  @Test func draws() async throws {
    let read = try await open("uncertainty: {draws: many}")
    #expect(
      read.findings.map(\.help) == ["write a number from 1 to 1000000"])
  }

  @Test(arguments: [
    (
      "uncertainty: {weights: 0.1, seed: 7}",
      UncertaintyOptions.Weights.uniform(0.1)
    ),
    ("uncertainty: {weights: 50}", .dirichlet(concentration: 50)),
    ("uncertainty: {weights: fixed}", .fixed),
  ])
  func weightsVary(
    keys: String, expected: UncertaintyOptions.Weights
  ) async throws {
    let read = try await open(keys)
    #expect(read.findings == [])
    #expect(read.options?.uncertainty?.weights == expected)
  }

  @Test func uncertaintyCanBeLeftOut() async throws {
    let read = try await open("uncertainty: none")
    #expect(read.findings == [])
    #expect(read.options != nil)
    #expect(read.options?.uncertainty == nil)
  }

  @Test(arguments: [
    ("weights: {method: ahp}", "'weights' needs the key 'judges'"),
    ("weights: {method: guess}", "'method' cannot be 'guess'"),
    ("by: district", "the kind 'evaluation' takes no 'by'"),
    (
      "uncertainty: {draws: 0}",
      "'draws' has to lie between 1 and 1000000, not '0'"
    ),
    ("uncertainty: {weights: -1}", "'weights' has to be 0 or more"),
    ("raters: {combine: mode}", "'combine' cannot be 'mode'"),
    ("bands: [{label: A}]", "a band needs the key 'from'"),
    ("band-comparison: rough", "'band-comparison' cannot be 'rough'"),
    (
      "missing: {coverage: 2}",
      "'coverage' has to lie between 0.0 and 1.0, not '2'"
    ),
    ("score: {metod: topsis}", "'score' has no key 'metod'"),
  ])
  func faultIsNamed(keys: String, message: String) async throws {
    let read = try await open(keys)
    #expect(
      read.findings.map(\.message).contains(message),
      "\(read.findings.map(\.message))")
  }

  /// With the weights of the data set's design (1·100 + 3·60)/4 = 70, without
  /// them 80; the weights belong to the data set, so that a condition on the
  /// ratings keeps them.
  @Test(arguments: [(", design: {weights: w}", 70.0), ("", 80.0)])
  func ratingsCountByTheDesignOfTheirData(
    design: String, expected: Double
  ) async throws {
    let folder = try Fixture.temporaryFolder().path()
    let files = [
      "cases.csv": "id\nA\nB\n",
      "ratings.csv":
        "id,grade,w\nA,满意,1\nA,基本满意,3\nA,不满意,9\nB,不满意,2\n",
      "study.yaml": """
      manyi: 1
      title: Weights
      data:
        cases: {file: cases.csv, key: id}
        ratings: {file: ratings.csv\(design)}
      analyses:
        ranks:
          kind: evaluation
          data: cases
          cases: {key: id}
          ratings: {data: ratings, item: grade, where: w < 9}
          indicators:
            - id: s
              source: satisfaction
              formula: index(100;60;0)
              norm: none
          uncertainty: none
      """,
    ]
    for (name, text) in files {
      try FileSystem.write(Array(text.utf8), to: folder + "/" + name)
    }
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    let results = await workspace.runAnalyses(log: log) { _ in }
    #expect(!log.hasErrors, "\(log.diagnostics)")
    let result = try #require(results.first?.value)
    #expect(
      result.estimates.first { $0.group.first?.value == "A" }?.value == expected
    )
    #expect(
      result.conventions.contains { $0.name == "rating-weights" }
        == !design.isEmpty)
  }
}
