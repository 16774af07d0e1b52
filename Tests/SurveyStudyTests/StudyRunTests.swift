import Diagnostics
import Foundation
import SurveyData
import Synchronization
import TestSupport
import Testing

@testable import SurveyStudy

@Suite struct StudyRunTests {
  private func example() throws -> String {
    let folder = try Fixture.temporaryFolder().path()
    _ = try writeExample(to: folder)
    return folder
  }

  private func run(
    _ study: String, to path: String
  ) async throws -> (summary: RunSummary?, log: DiagnosticLog) {
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(study, log: log))
    let output = try workspace.output(path, replacesForeign: false)
    let summary = try? await workspace.run(to: output, log: log) { _ in }
    return (summary, log)
  }

  @Test func exampleRunsWithoutFindings() async throws {
    let folder = try example()
    let run = try await run(folder, to: folder + "/out")
    #expect(run.log.diagnostics == [])
    #expect(run.summary?.succeeded == 3)
    let files = run.summary?.files ?? []
    for file in [
      "report.html", "report.en.html", "report.ipynb", "results.json",
      "manifest.json", "cards/index.html",
    ] {
      #expect(files.contains(file), "\(file)")
    }
    #expect(files.count { $0.hasPrefix("charts/") } > 0)
    #expect(files.count { $0.hasPrefix("cards/s0") } == 16)
  }

  @Test func sameInputsGiveTheSameBytes() async throws {
    let (first, second) = (try example(), try example())
    _ = try await run(first, to: first + "/out")
    _ = try await run(second + "/study.yaml", to: second + "/out")
    let names = FileSystem.files(below: first + "/out")
    #expect(names == FileSystem.files(below: second + "/out"))
    for name in names where !RunRecord.unlisted.contains(name) {
      let one = try FileSystem.read(first + "/out/" + name)
      let other = try FileSystem.read(second + "/out/" + name)
      #expect(one == other, "\(name)")
    }
  }

  @Test func manifestHashesAreTrue() async throws {
    let folder = try example()
    _ = try await run(folder, to: folder + "/out")
    let bytes = try FileSystem.read(folder + "/out/manifest.json")
    let manifest = try #require(
      try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    let outputs = try #require(manifest["outputs"] as? [[String: Any]])
    #expect(outputs.count > 50)
    for output in outputs {
      let path = try #require(output["path"] as? String)
      let file = try FileSystem.read(folder + "/out/" + path)
      #expect(output["bytes"] as? Int == file.count)
      #expect(
        output["sha256"] as? String
          == Manifest.File(path: path, bytes: file).sha256)
    }
    let text = String(decoding: bytes, as: UTF8.self)
    #expect(!text.contains(folder), "no absolute path")
    let listed = Set(outputs.compactMap { $0["path"] as? String })
    #expect(
      listed.union(["manifest.json"]).union(RunRecord.unlisted)
        == Set(FileSystem.files(below: folder + "/out")))
  }

  @Test func failingAnalysisLeavesTheOthers() async throws {
    let folder = try newFolder([
      "study.yaml": """
      manyi: 1
      data: {a: {file: a.csv}}
      analyses:
        good: {kind: mean, variables: score}
        bad: {kind: mean, variables: name}
      """,
      "a.csv": "name,score\nx,1\ny,2\n",
    ])
    let run = try await run(folder, to: folder + "/out")
    #expect(run.summary?.succeeded == 1)
    #expect(run.log.hasErrors)
    let fault = run.log.diagnostics.first { $0.severity == .error }
    #expect(fault?.place?.file == "study.yaml")
    #expect(fault?.place?.line == 5)
    #expect(
      fault?.notes.contains("in the analysis 'bad'") == true)
    #expect(FileSystem.kind(of: folder + "/out/results.json") == .file)
  }

  @Test func withoutAnyResultNothingIsWritten() async throws {
    let folder = try newFolder([
      "study.yaml": """
      manyi: 1
      data: {a: {file: a.csv}}
      analyses: {bad: {kind: mean, variables: name}}
      """,
      "a.csv": "name\nx\n",
    ])
    let run = try await run(folder, to: folder + "/out")
    #expect(run.summary?.isWritten == false)
    #expect(FileSystem.kind(of: folder + "/out") == nil)
    #expect(
      FileSystem.names(in: folder).filter { $0.hasPrefix(".") } == [])
  }

  @Test func changedInputStopsTheRun() async throws {
    let folder = try example()
    _ = try await run(folder, to: folder + "/out")
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    let handle = try FileHandle(
      forWritingTo: URL(filePath: folder + "/ratings.csv"))
    try handle.seekToEnd()
    try handle.write(contentsOf: Data("121,S01,1,1\n".utf8))
    try handle.close()
    let output = try workspace.output(folder + "/out", replacesForeign: false)
    let before = try FileSystem.read(folder + "/out/manifest.json")
    let summary = try await workspace.run(to: output, log: log) { _ in }
    #expect(!summary.isWritten)
    #expect(log.diagnostics.contains { $0.code == .changedInput })
    #expect(try FileSystem.read(folder + "/out/manifest.json") == before)
  }

  @Test func outputNeverCoversItsInputs() async throws {
    let folder = try example()
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    for path in [folder, folder + "/..", folder + "/../"] {
      #expect(throws: Diagnostic.self) {
        try workspace.output(path, replacesForeign: true)
      }
    }
  }

  @Test func eventsNameEveryAnalysis() async throws {
    let folder = try example()
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    let seen = Mutex<Set<String>>([])
    _ = await workspace.runAnalyses(log: log) { event in
      if case .finished(let name, _, 3, true) = event {
        _ = seen.withLock { $0.insert(name) }
      }
    }
    #expect(
      seen.withLock { $0 } == ["satisfaction", "answers", "performance"])
  }

  @Test func alphaOfGradesIsAlphaOfTheirPoints() async throws {
    let folder = try newFolder([
      "words.csv": "a,b\ngood,good\nfair,good\nbad,fair\nbad,bad\nnone,good\n",
      "points.csv": "a,b\n2,2\n1,2\n0,1\n0,0\n,2\n",
    ])
    let words = await analyze(
      kind: "alpha", file: folder + "/words.csv",
      options: [
        "items=a,b", "grades.good=2", "grades.fair=1", "grades.bad=0",
        "ungraded=none",
      ])
    let points = await analyze(
      kind: "alpha", file: folder + "/points.csv", options: ["items=a,b"])
    let one = try #require(words.result?.value.estimates.first?.value)
    let other = try #require(points.result?.value.estimates.first?.value)
    #expect(isClose(one, other, relative: 1e-14))
    #expect(words.result?.value.conventions.first?.value == "2/1/0")
  }

  @Test func analysisOfOneFileTakesTheSameKeys() async throws {
    let folder = try example()
    let options = ["items=grade", "grades.1=100", "grades.2=60", "grades.3=0"]
    let single = await analyze(
      kind: "index", file: folder + "/ratings.csv",
      options: options + ["codebook=\(folder)/codebook.yaml", "by=district"])
    let log = DiagnosticLog()
    let workspace = try #require(await openStudy(folder, log: log))
    let plan = try #require(workspace.study.analyses.first)
    let whole = try #require(workspace.run(plan, log: log))
    let own = try #require(single.result).value.estimates
    let same = whole.estimates.filter { $0.statistic == "index" }
    #expect(own.map(\.value) == same.map(\.value))
    #expect(own.count == 3)
  }

  @Test func batchesGiveTheSameNumbers() async throws {
    let folder = try example()
    let options = [
      "items=grade", "grades.1=100", "grades.2=60", "grades.3=0",
      "codebook=\(folder)/codebook.yaml", "by=district",
      "where=district = 2",
    ]
    let file = folder + "/ratings.csv"
    let whole = await analyze(kind: "index", file: file, options: options)
    let parts = await analyze(
      kind: "index", file: file, options: options + ["batches=true"])
    let one = try #require(whole.result?.value)
    let other = try #require(parts.result?.value)
    #expect(one.estimates.map(\.base) == other.estimates.map(\.base))
    #expect(
      isClose(
        one.estimates.map { $0.value ?? .nan },
        other.estimates.map { $0.value ?? .nan }))
    #expect(one.provenance.rowsUsed == other.provenance.rowsUsed)
    #expect(one.provenance.rowsAvailable == other.provenance.rowsAvailable)
    #expect(
      one.provenance.sources.map(\.sha256)
        == other.provenance.sources.map(\.sha256))
  }

  @Test func kindsThatNeedAllRowsRefuseBatches() async throws {
    let folder = try example()
    let found = await analyze(
      kind: "crosstab", file: folder + "/ratings.csv",
      options: ["rows=grade", "columns=district", "batches=true"])
    #expect(found.result == nil)
    #expect(found.findings.contains { $0.code == .unsupportedBatches })
  }
}
