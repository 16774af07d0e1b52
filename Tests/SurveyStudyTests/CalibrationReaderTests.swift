import Diagnostics
import Settings
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

@testable import SurveyStudy

/// `calibrate` of a design, from the study to the estimates.
@Suite struct CalibrationReaderTests {
  private func plan(
    _ yaml: String
  ) throws -> (plan: CalibrationPlan?, log: DiagnosticLog) {
    let log = DiagnosticLog()
    let node = try settings(fromYAML: yaml, file: "study.yaml")
    let reader = SettingsReader(node, subject: "the design", log: log)
    let plan = reader.calibration("calibrate")
    reader.finish()
    return (plan, log)
  }

  @Test func stepsKeepTheirOrder() throws {
    let found = try plan(
      """
      calibrate:
        nonresponse: {status: s, respondent: [1], unknown: 9, cells: [a, b]}
        rake:
          targets:
            sex: {m: 49%, f: 0.51}
            sex*age: {m: {y: 1, o: 2}, "f*y": 3, f: {o: 4}}
          missing: category
          trim: {upper: 5 * mean, cycles: 9}
        logit: {targets: {x: 12, a: {p: 1/4, q: 0.75}}, bounds: [0.5, 2], total: 100}
        trim: {lower: 0.2, upper: p99, strict: true, redistribute: proportional}
      """)
    #expect(found.log.diagnostics == [])
    let steps = try #require(found.plan).steps.map(\.step)
    #expect(steps.count == 4)
    let nonresponse = NonresponseAdjustment(
      column: "s", values: [.respondent: ["1"], .unknown: ["9"]],
      method: .cells(["a", "b"]))
    #expect(steps[0] == .nonresponse(nonresponse))
    let crossed: [TargetMargin.Cell] = [
      .init(["m", "y"], 1), .init(["m", "o"], 2), .init(["f", "y"], 3),
      .init(["f", "o"], 4),
    ]
    let raked = Calibration(
      .rake,
      margins: [
        TargetMargin(
          ["sex"], .cells([.init(["m"], 0.49), .init(["f"], 0.51)])),
        TargetMargin(["sex", "age"], .cells(crossed)),
      ], missing: .category,
      trimming: WeightTrimming(upper: try WeightThreshold("5 * mean")),
      cycles: 9)
    #expect(steps[1] == .calibration(raked))
    let logit = Calibration(
      .logit,
      margins: [
        TargetMargin(["x"], .total(12)),
        TargetMargin(["a"], .cells([.init(["p"], 0.25), .init(["q"], 0.75)])),
      ], totals: ["": 100], bounds: 0.5...2)
    #expect(steps[2] == .calibration(logit))
    let names = try #require(found.plan).columns.map(\.name)
    #expect(names == ["s", "a", "b", "sex", "age", "x", "a"])
  }

  @Test(
    arguments: [
      ("{rakee: {targets: {a: {b: 1}}}}", "did you mean 'rake'?"),
      ("{logit: {targets: {a: {b: 1}}}}", "bounds: [0.3, 3]"),
      ("{linear: {targets: {a: {b: 1}}, bounds: [2, 3]}}", "bounds: [0.3, 3]"),
      ("{rake: {}}", "targets: {VARIABLE"),
      ("{trim: {upper: 5 * maen}}", "median + 3.5 * iqr"),
      ("{trim: {}}", "5 * mean"),
      ("{nonresponse: {status: s}}", "values of those who answered"),
      ("{rake: {targets: {a: {b: many}}}}", nil),
      (
        "{rake: {targets: {a: {b: 1}}, segmnets: c}}",
        "did you mean 'segments'?"
      ),
      ("{rake: {targets: {a: {b: 1}}, total: -3}}", nil),
    ] as [(String, String?)])
  func faultsAreNamed(yaml: String, help: String?) throws {
    let found = try plan("calibrate: \(yaml)")
    #expect(found.log.hasErrors)
    if let help {
      let texts = found.log.diagnostics.compactMap(\.help)
      #expect(texts.contains { $0.contains(help) }, "\(texts)")
    }
  }

  /// A study whose targets stand in a file, with a text for each change.
  private func study(
    targets: String, design: String, analysis: String
  ) throws -> String {
    let folder = try Fixture.temporaryFolder().path()
    let files = [
      "a.csv": "sex,town,x\nm,n,1\nm,n,3\nf,n,5\nf,s,2\nm,s,4\n",
      "targets.csv": targets,
      "study.yaml": """
      manyi: 1
      title: Weights
      languages: [en]
      data:
        a: {file: a.csv, design: \(design)}
      analyses:
        m: \(analysis)
        w: {kind: weighting, by: sex}
      """,
    ]
    for (name, text) in files {
      try FileSystem.write(Array(text.utf8), to: folder + "/" + name)
    }
    return folder
  }

  @Test func targetsFromAFile() async throws {
    let folder = try study(
      targets: "segment,variable,value,target\nn,sex,m,2\nn,sex,f,6\n"
        + "s,sex,m,9\ns,sex,f,1\n",
      design: "{calibrate: {rake: {segments: town, targets: targets.csv}}}",
      analysis: "{kind: mean, variables: x}")
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    #expect(log.diagnostics == [])
    let results = workspace.study.analyses.compactMap {
      workspace.run($0, log: log)
    }
    #expect(results.count == 2)
    // (1·1 + 1·3 + 6·5 + 1·2 + 9·4) / 18
    let mean = try #require(results.first?.estimates.first?.value)
    #expect(abs(mean - 72 / 18) < 1e-9)
    let conventions = results[0].conventions.map(\.name)
    #expect(conventions.contains("weighting"))
    #expect(
      results[0].provenance.design?[.english] == "weighting rake (targets.csv)")
  }

  @Test(arguments: [
    ("variable,value,target\nsex,m,1\nsex,f,x\n", DiagnosticCode.wrongTarget),
    ("variable,value,target\nsex,m,1\n", .valueWithoutTarget),
    ("variable,value,target\nage,m,1\n", .unknownColumn),
    ("variable,target\nsex,1\n", .unknownColumn),
    ("variable,value,target\nsex,m,1\nsex,f,2\nsex,d,2\n", .targetWithoutRows),
  ])
  func faultyFiles(targets: String, code: DiagnosticCode) async throws {
    let folder = try study(
      targets: targets, design: "{calibrate: {rake: {targets: targets.csv}}}",
      analysis: "{kind: mean, variables: x}")
    let log = DiagnosticLog()
    _ = await openStudy(folder, log: log)
    #expect(log.diagnostics.contains { $0.code == code })
    let crashes = log.diagnostics.filter { $0.place == nil }
    #expect(crashes == [])
  }

  @Test func aMissingFileIsNamed() async throws {
    let folder = try study(
      targets: "", design: "{calibrate: {rake: {targets: none.csv}}}",
      analysis: "{kind: mean, variables: x}")
    let log = DiagnosticLog()
    _ = await openStudy(folder, log: log)
    #expect(log.diagnostics.contains { $0.code == .missingFile })
  }
}
