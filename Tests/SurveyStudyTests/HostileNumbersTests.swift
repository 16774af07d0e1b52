import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStudy

/// Every number that the kinds of evaluations take, with values that it cannot
/// have: each is refused at its key, or gives numbers that are numbers.
@Suite struct HostileNumbersTests {
  /// What cannot be meant by any number.
  private static let junk = [
    "abc", "nan", "inf", "-inf", "1e999", "[]", "{}", "\"\"", "true",
    "2026-01-01", "=1+1", "满意",
  ]
  /// What some numbers can be.
  private static let extremes = [
    "0", "-1", "1.5", "1e300", "-1e300", "1e-300", "99999999999999999999",
    "50%", "-50%", "null", "[1, 2]",
  ]

  private struct Call {
    var kind: String
    var file: String
    var options: [String]
    /// The keys; `V` in an option stands for the value instead.
    var keys: [String]
  }

  private static let evaluation = [
    "cases.key=id", "uncertainty.draws=8",
    "indicators=[{id: days, column: days, direction: -1},"
      + " {id: rate, column: rate}, {id: q, column: q}]",
  ]

  private static func evaluation(
    _ options: [String] = [], _ keys: [String]
  ) -> Call {
    Call(
      kind: "evaluation", file: "cases.csv", options: evaluation + options,
      keys: keys)
  }

  private static let methods: [Call] = [
    evaluation(
      [],
      ["uncertainty.draws", "uncertainty.seed", "uncertainty.weights"]),
    evaluation([], ["missing.coverage", "level"]),
    evaluation(["missing.impute=knn"], ["missing.neighbours"]),
    evaluation(
      ["treat.log=true"],
      ["treat.skewness", "treat.kurtosis", "treat.winsorise"]),
    evaluation(["score.method=vikor"], ["score.v"]),
    evaluation(["score.method=grey"], ["score.rho"]),
    evaluation(["score.method=wrsr"], ["score.bands"]),
    evaluation(
      ["score.method=promethee", "score.function=gauss"], ["score.s"]),
    evaluation(
      ["score.method=promethee", "score.function=linear"],
      ["score.q", "score.p"]),
    evaluation(
      ["score.method=electre-1"], ["score.concordance", "score.discordance"]),
    evaluation(
      ["score.method=electre-3"], ["score.q", "score.p", "score.v"]),
    evaluation(
      ["score.method=benefit-of-the-doubt"], ["score.shares", "score.shift"]),
    evaluation(
      ["score.method=fuzzy", "score.grades.a=100", "score.grades.b=40"],
      ["score.grades.c"]),
    evaluation(["weights.method=given"], ["weights.values"]),
    evaluation(
      ["weights.method=combined", "weights.sets=[direct, entropy]"],
      ["weights.shares"]),
    evaluation(["bands.method=kmeans"], ["bands.count"]),
    evaluation(["bands.a=80", "bands.b=10"], ["bands.c"]),
    evaluation(
      ["passport.weights=[equal]"], ["passport.limit", "passport.agreement"]),
    evaluation(
      ["sensitivity.draws=16", "sensitivity.bootstraps=20"],
      ["sensitivity.seed"]),
    evaluation([], ["sensitivity.draws", "sensitivity.bootstraps"]),
  ]

  private static let others: [Call] = [
    Call(
      kind: "evaluation", file: "scores.csv",
      options: [
        "cases.file=cases.csv", "cases.key=id", "uncertainty=none",
        "indicators=[{id: B, source: evaluators}, {id: q, column: q}]",
        "raters.combine=trimmed-mean",
      ],
      keys: [
        "raters.trim", "raters.minimum", "raters.trim-share",
        "raters.group-weights.g0",
      ]),
    Call(
      kind: "ceiling", file: "counts.csv",
      options: ["counts={satisfied: s, dissatisfied: d, valid: v, asked: a}"],
      keys: ["per", "threshold", "level"]),
    Call(
      kind: "points", file: "acts.csv", options: ["uncertainty.draws=8"],
      keys: [
        "uncertainty.draws", "uncertainty.seed", "caps.month", "caps.year",
        "caps.visit", "level",
      ]),
    Call(
      kind: "comparison", file: "counts.csv",
      options: ["unit=unit", "numerator=s", "denominator=v"],
      keys: [
        "level", "reliability.minimum", "reliability.marked",
        "reliability.insufficient",
      ]),
    Call(
      kind: "efficiency", file: "cases.csv",
      options: ["unit=id", "inputs=days", "outputs=q"], keys: ["level"]),
    Call(
      kind: "raters", file: "scores.csv",
      options: ["case=id", "rater=evaluator_id", "score=score"],
      keys: ["level", "target", "draws", "bootstrap"]),
  ]

  /// Parameters of normalisations.
  private static let parameters = [
    "weight: V", "norm: goalposts, norm-params: {lo: V, hi: 100}",
    "norm: goalposts, scale: [V, 100]",
    "norm: minmax, norm-params: {constant: V}",
    "norm: minmax, norm-params: {lo: V, hi: 100}",
    "norm: z-score, norm-params: {scale: V}",
    "norm: target, norm-params: {target: V}",
    "norm: deduct, norm-params: {full: V, target: 90, per_point: 1}",
    "norm: deduct, norm-params: {full: 100, target: 90, per_point: V}",
    "norm: efficacy, norm-params: {unsatisfactory: V, satisfactory: 100}",
    "norm: efficacy,"
      + " norm-params: {unsatisfactory: 0, satisfactory: 100, base: V}",
    "norm: centre, norm-params: {best: V}",
    "norm: interval, norm-params: {lo: V, hi: 40}",
    "norm: steps, norm-params: {1: V, 0.9: 60}",
  ]

  private func folder() throws -> String {
    let folder = try Fixture.temporaryFolder().path()
    var files = [
      "cases.csv": "id,days,rate,q\n", "counts.csv": "unit,s,d,v,a\n",
      "scores.csv": "id,indicator_id,evaluator_id,score,evaluator_group\n",
      "acts.csv": "station_id,held_on,points_rule\n",
    ]
    for row in 0..<6 {
      files["cases.csv"]? +=
        "S\(row),\(40 + row * 37 % 50),0.\(70 + row * 11 % 29)"
        + ",\(60 + row * 17 % 40)\n"
      files["counts.csv"]? += "S\(row),\(80 + row),\(row),\(90 + row),120\n"
      files["acts.csv"]? += "S\(row % 3),2025-0\(1 + row)-04,visit=5;talk=0.5\n"
      for rater in 0..<4 {
        files["scores.csv"]? +=
          "S\(row),B,E\(rater),\(60 + (row * 7 + rater * 5) % 39)"
          + ",g\(rater % 2)\n"
      }
    }
    for (name, text) in files {
      try FileSystem.write(Array(text.utf8), to: folder + "/" + name)
    }
    return folder
  }

  /// What is wrong with an answer; `nil` when nothing is.
  private func fault(
    _ single: SingleResult, key: String, mustFail: Bool
  ) -> String? {
    guard let result = single.result?.value else {
      let errors = single.findings.filter { $0.severity == .error }
      let word = key.split(separator: ".").last.map(String.init) ?? key
      let isAtKey = errors.contains {
        $0.place?.file.hasPrefix("--set") == true
          && ($0.place?.file.contains(word) == true
            || $0.message.contains("'\(word)'"))
      }
      return isAtKey
        ? nil : "refused elsewhere: \(errors.map(\.description))"
    }
    if mustFail { return "accepted" }
    for estimate in result.estimates {
      let numbers: [Double?] = [
        estimate.value, estimate.interval?.lower, estimate.interval?.upper,
      ]
      if numbers.contains(where: { $0.map { !$0.isFinite } ?? false }) {
        return "gives \(numbers)"
      }
    }
    return nil
  }

  private func faults(_ calls: [Call]) async throws -> [String] {
    let folder = try folder()
    var found: [String] = []
    for call in calls {
      for key in call.keys {
        for value in Self.junk + Self.extremes {
          let kept = call.options.filter { !$0.hasPrefix(key + "=") }
          let single = await analyze(
            kind: call.kind, file: folder + "/" + call.file,
            options: kept.map {
              $0.replacing("cases.file=", with: "cases.file=\(folder)/")
            } + ["\(key)=\(value)"])
          if let fault = fault(
            single, key: key, mustFail: Self.junk.contains(value))
          {
            found.append("\(call.kind) \(key)=\(value): \(fault)")
          }
        }
      }
    }
    return found
  }

  @Test func numbersOfMethodsAreRefusedAtTheirKey() async throws {
    let found = try await faults(Self.methods)
    #expect(found == [])
  }

  @Test func numbersOfOtherKindsAreRefusedAtTheirKey() async throws {
    let found = try await faults(Self.others)
    #expect(found == [])
  }

  @Test func parametersOfNormalisationsAreRefusedAtTheirKey() async throws {
    let folder = try folder()
    var found: [String] = []
    for parameter in Self.parameters {
      for value in Self.junk + Self.extremes {
        let text = parameter.replacing("V", with: value)
        let single = await analyze(
          kind: "evaluation", file: folder + "/cases.csv",
          options: [
            "uncertainty=none", "cases.key=id",
            "indicators=[{id: days, column: days, \(text)},"
              + " {id: q, column: q}]",
          ])
        if let fault = fault(
          single, key: "indicators", mustFail: Self.junk.contains(value))
        {
          found.append("\(text): \(fault)")
        }
      }
    }
    #expect(found == [])
  }
}
