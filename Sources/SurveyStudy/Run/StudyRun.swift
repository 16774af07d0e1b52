import Diagnostics
import Hashing
import SurveyData
import SurveyImport
import SurveyReport

/// What became of a run.
public struct RunSummary: Sendable {
  /// The analyses of the study.
  public var analysisCount: Int
  /// The analyses that have a result.
  public var succeeded: Int
  /// The files that were written, below the output folder, sorted.
  public var files: [String]
  /// The analyses that were not computed again, because nothing that they
  /// rest on has changed.
  public var reused = 0
  /// The files that were taken over from the last run as they were.
  public var kept = 0
  /// Where a folder that was in the way has been moved to.
  public var movedAside: String?

  /// Whether the output folder is new.
  public var isWritten: Bool { !files.isEmpty }
}

extension Workspace {
  /// Runs the study and writes everything to `output`.
  ///
  /// What the last run into the same folder left is used as far as nothing
  /// that it rests on has changed. Analyses that fail are left out, and the
  /// log says why; when none succeeds nothing is written.
  ///
  /// - Parameter isFresh: Computes and writes everything, whatever is there.
  /// - Throws: `Stopped` when there is no output, with the reason in `log`.
  public func run(
    to output: OutputFolder, isFresh: Bool = false, log: DiagnosticLog,
    progress: @Sendable @escaping (RunEvent) -> Void
  ) async throws(Stopped) -> RunSummary {
    let memory = memory(output, isFresh: isFresh)
    let results = await runAnalyses(
      memory: memory, log: log, progress: progress)
    checkUnchanged(log: log)
    var summary = RunSummary(
      analysisCount: study.analyses.count, succeeded: results.count, files: [])
    guard !results.isEmpty, !log.diagnostics.contains(where: isFatal) else {
      output.replaceUnlisted(
        RunResultsFile.path,
        with: runResults(
          results, memory, output: output, log: log, isWritten: false
        ).text)
      output.discard()
      return summary
    }
    log.report(
      checkReport(reportInput(results, log: log)).map { finding in
        var finding = finding
        if finding.place == nil { finding.place = study.cards?.place }
        return finding
      })
    let files: [WrittenFile]
    do {
      files = try output.write(
        outputFiles(results, memory: memory, log: log),
        intactHash: { memory.intactHash(of: $0) }, log: log,
        at: study.formats.place)
    } catch {
      output.discard()
      log.report(error)
      throw Stopped()
    }
    summary.kept = files.count(where: \.isKept)
    let manifest = Manifest(
      inputs: inputs,
      seeds: study.analyses.compactMap { plan in
        plan.method.seed.map { (plan.name, $0) }
      }, parameters: parameters, nodes: memory.graph.nodes,
      outputs: files.map(\.listed))
    do {
      try output.write(manifest.text, to: "manifest.json")
      try write(
        results, memory, manifest: manifest, summary: summary, to: output,
        log: log)
      summary.movedAside = try output.commit()
    } catch {
      output.discard()
      log.report(error)
      throw Stopped()
    }
    summary.reused = study.analyses.count {
      memory.steps[RunNode.id(.statistic, $0.name)]?.isReused == true
    }
    summary.files = (files.map(\.listed.path) + ["manifest.json"]).sorted()
    return summary
  }

  /// Every file of the report and beside it, sorted.
  private func outputFiles(
    _ results: [Released<AnalysisResult>], memory: RunMemory,
    log: DiagnosticLog
  ) -> [OutputFile] {
    let input = reportInput(results, log: log)
    var head = LengthPrefixed()
    addCanonically(input.head, to: &head)
    let headHash = sha256(of: head.bytes)
    // These tell the log what they find, which stands in the results.
    let beside =
      rejectFiles() + imputedFiles(results, log: log)
      + qualityFiles(results, memory: memory)
    let findings = findings(log)
    let parts = inParallel(2) { part in
      if part == 0 {
        return renderReport(input) { unit, make in
          memory.files(
            unit, head: headHash, pattern: input.cards?.namePattern ?? "",
            make: make)
        }
      }
      return [
        OutputFile(
          path: "results.json",
          text: ResultsFile(
            study: study, results: results, tables: tables, plans: plans,
            preparations: preparations, findings: findings,
            quality: qualityReports
          ).text)
      ]
    }
    return (parts.flatMap(\.self) + beside).sorted { $0.path < $1.path }
  }

  private func isFatal(_ diagnostic: Diagnostic) -> Bool {
    diagnostic.code == .changedInput
  }

  private func reportInput(
    _ results: [Released<AnalysisResult>], log: DiagnosticLog
  ) -> ReportInput {
    let byName = Dictionary(
      results.map { ($0.value.id, $0) }, uniquingKeysWith: { first, _ in first }
    )
    var input = ReportInput(
      id: study.id, title: study.title, subtitle: study.subtitle,
      languages: study.languages, isMadeUp: study.isMadeUp,
      source: study.source, version: manyiVersion,
      sections: study.sections.map { section in
        ReportSection(
          id: section.name, title: section.title, text: section.text,
          results: section.analyses.compactMap { byName[$0] })
      },
      sources: plans.flatMap { sources(of: $0.name) },
      findings: findings(log),
      cards: study.cards.flatMap { cards in
        byName[cards.analysis].map {
          CardRequest(result: $0, namePattern: namePattern(of: cards))
        }
      })
    input.funnels = study.data.compactMap { dataFunnel(of: $0.name) }
    input.formats = study.formats.formats
    input.theme = study.theme
    input.qualityPages = study.data.map(\.name).filter {
      qualityReports[$0] != nil
    }
    input.preparations = study.data.compactMap { plan in
      preparations[plan.name].map {
        PreparedData(
          name: plan.name, combining: $0.combining, recipe: $0.recipe)
      }
    }
    return input
  }

  /// The key column may stand for the case in the names of cards.
  private func namePattern(of cards: CardPlan) -> String {
    let plan = study.analyses.first { $0.name == cards.analysis }
    guard let method = plan?.method as? EvaluationMethod else {
      return cards.namePattern
    }
    return cards.namePattern.replacing(
      "{\(method.keyName(in: tables) ?? "case_id")}", with: "{case_id}")
  }

  /// The findings with the lines that they point at, sorted.
  public func findings(_ log: DiagnosticLog) -> [Diagnostic] {
    var seen: Set<Diagnostic> = []
    // Two data sets may come from one file; its findings are told once.
    return log.diagnostics.filter { seen.insert($0).inserted }
      .map(texts.completing)
  }

  private func rejectFiles() -> [OutputFile] {
    let rejects = rejects.merging(batchRejects.all) { $1 }
    return rejects.keys.sorted().compactMap { name in
      guard let records = rejects[name], !records.isEmpty else { return nil }
      return OutputFile(
        path: "rejects/\(name).csv", text: rejectsFile(records))
    }
  }

  /// Tables that were completed, of the analyses that ask for them.
  private func imputedFiles(
    _ results: [Released<AnalysisResult>], log: DiagnosticLog
  ) -> [OutputFile] {
    let names = Set(results.map(\.value.id))
    var files: [OutputFile] = []
    for plan in study.analyses where names.contains(plan.name) {
      guard let method = plan.method as? ImputationMethod else { continue }
      do throws(Diagnostic) {
        guard let table = try method.completedTable(on: inputs(of: plan))
        else { continue }
        var file = CSVFile()
        file.guardsFormulas = true
        files.append(
          OutputFile(
            path: "imputed/\(plan.name).csv", bytes: file.bytes(of: table)))
      } catch {
        log.report(placed(error, plan))
      }
    }
    return files
  }
}
