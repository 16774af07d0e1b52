import Diagnostics
import SurveyData
import SurveyStatistics
import Testing

@testable import SurveyStudy

/// The keys of `design` beyond strata, clusters and weights.
@Suite struct DesignKeysTests {
  private let rows = """
    h,c,w,p,s,y,z,rep1,rep2
    1,1,2,0.5,1,3,4,4,0
    1,2,2,0.5,1,5,2,0,4
    2,1,3,0.4,1,2,6,6,0
    2,2,3,0.2,0,8,1,0,6

    """
  private let joint = """
    a,b,c,d
    0.5,0.2,0.2,0.1
    0.2,0.5,0.2,0.1
    0.2,0.2,0.4,0.08
    0.1,0.1,0.08,0.2

    """

  private func analysed(
    _ design: String
  ) async throws -> (codes: [String], found: AnalysisResult?) {
    let path = try newFolder([
      "study.yaml": """
      manyi: 1
      data: {a: {file: a.csv, design: {\(design)}}}
      analyses: {x: {kind: mean, variables: y}}
      """, "a.csv": rows, "joint.csv": joint,
    ])
    let log = DiagnosticLog()
    guard let workspace = await openStudy(path, log: log) else {
      return (log.diagnostics.map(\.code.id), nil)
    }
    let codes = workspace.findings(log).map(\.code.id)
    guard codes.isEmpty, let plan = workspace.study.analyses.first else {
      return (codes, nil)
    }
    return (codes, workspace.run(plan, log: log))
  }

  @Test(arguments: [
    (
      "strata: h, clusters: c, weights: w, replicates: brr",
      "strata h; clusters c; weights w; replicates brr", "replicates"
    ),
    (
      "strata: h, weights: w, replicates: {make: rao-wu, count: 20, seed: 7}",
      "strata h; weights w; replicates rao-wu, seed 7", "replicates"
    ),
    (
      "weights: w, replicates: {columns: 'rep*', method: fay, fay: 0.2}",
      "weights w; replicates fay, rep*", "replicates"
    ),
    (
      "weights: w, replicates: {columns: [rep1, rep2], method: jkn,"
        + " replicate-scales: [0.5, 0.5], centre: estimate, degrees: 3}",
      "weights w; replicates jkn, rep1, rep2", "replicates"
    ),
    ("fpc: p, pps: brewer", "fpc p; pps brewer", "unequal-probabilities"),
    (
      "pps: {method: joint, probabilities: p, joint-file: joint.csv,"
        + " variance: yates-grundy}", "pps joint, p, joint.csv",
      "unequal-probabilities"
    ),
    (
      "weights: w, second-phase: {sampled: s, method: approx}",
      "weights w; second-phase s", "two-phase"
    ),
  ])
  func keysReachTheResult(
    design: String, words: String, convention: String
  ) async throws {
    let (codes, found) = try await analysed(design)
    #expect(codes == [])
    let result = try #require(found)
    #expect(result.provenance.design?[.english] == words)
    #expect(result.conventions.contains { $0.name == convention })
    #expect((result.estimates.first?.standardError ?? 0) > 0)
  }

  @Test(arguments: [
    ("replicates: {}", "S103"), ("replicates: {columns: rep1}", "S103"),
    ("replicates: {columns: rep1, make: jkn, method: brr}", "S104"),
    ("replicates: {make: jkn, count: 4}", "S102"),
    ("replicates: jackknife", "S104"),
    ("replicates: {columns: 'no*', method: brr}", "S101"),
    ("replicates: {columns: [no], method: brr}", "S101"),
    ("replicates: {make: rao-wu, degrees: few}", "S104"),
    ("replicates: {make: rao-wu, count: 1}", "S104"),
    ("replicates: {columns: 'rep*', method: fay, fay: 2}", "S104"),
    ("pps: {variance: yates-grundy}", "S103"), ("pps: brewer", "A130"),
    ("pps: {method: brewer, probabilities: w}", "A130"),
    ("pps: {method: joint, probabilities: p}", "A131"),
    ("pps: {method: joint, probabilities: p, joint-file: no.csv}", "S110"),
    ("pps: {method: joint, probabilities: p, joint-file: a.csv}", "A131"),
    ("second-phase: {strata: h}", "S103"), ("second-phase: h", "A133"),
  ])
  func faultsAreTold(design: String, code: String) async throws {
    let (codes, _) = try await analysed(design)
    #expect(codes.contains(code), "\(design): \(codes)")
  }
}
