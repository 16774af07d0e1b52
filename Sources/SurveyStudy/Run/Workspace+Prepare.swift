import Diagnostics
import SurveyData
import SurveyImport

/// What was written of prepared tables.
public struct PreparedSummary: Sendable {
  /// A prepared table.
  public struct Table: Sendable {
    /// The name of the data set.
    public var name: String
    /// The number of rows.
    public var rows: Int
    /// The number of columns.
    public var columns: Int
    /// What was done, a line each.
    public var steps: [String]
  }

  /// The tables in the order of the study.
  public var tables: [Table] = []
  /// The files that were written, below the output folder, sorted.
  public var files: [String] = []
  /// Where a folder that was in the way has been moved to.
  public var movedAside: String?
}

extension Workspace {
  /// Writes the tables of data sets as the analyses get them, each with its
  /// codebook and with a log that makes it again.
  ///
  /// - Parameter names: The data sets; all when empty.
  /// - Throws: `Stopped` when nothing was written, with the reason in `log`.
  public func prepare(
    _ names: [String], to output: OutputFolder, log: DiagnosticLog
  ) throws(Stopped) -> PreparedSummary {
    var summary = PreparedSummary()
    do throws(Diagnostic) {
      try checkNames(names)
      var written: [Manifest.File] = []
      for plan in study.data where names.isEmpty || names.contains(plan.name) {
        guard let table = tables[plan.name] else { continue }
        let done = history(of: plan, table)
        written += try write(table, of: plan, done, to: output)
        summary.tables.append(
          PreparedSummary.Table(
            name: plan.name, rows: table.rowCount, columns: table.columns.count,
            steps: done.combining.map(\.sentence)
              + done.recipe.steps.map(\.sentence)))
      }
      checkUnchanged(log: log)
      if log.diagnostics.contains(where: { $0.code == .changedInput }) {
        throw Diagnostic(
          .changedInput, at: nil, "files changed while they were prepared",
          help: "prepare them again when they are at rest")
      }
      written.sort { $0.path < $1.path }
      let manifest = Manifest(inputs: inputs, seeds: [], outputs: written)
      try output.write(manifest.text, to: "manifest.json")
      summary.movedAside = try output.commit()
      summary.files = written.map(\.path)
    } catch {
      output.discard()
      log.report(error)
      throw Stopped()
    }
    return summary
  }

  private func checkNames(_ names: [String]) throws(Diagnostic) {
    let known = study.data.map(\.name)
    for name in names where !known.contains(name) {
      throw Diagnostic(
        .unknownName, at: nil, "no data set is called '\(name)'",
        help: nearest(to: name, in: known).map { "did you mean '\($0)'?" }
          ?? "the data sets: \(known.joined(separator: ", "))")
    }
  }

  private func history(of plan: DataPlan, _ table: Table) -> PreparationLog {
    if let done = preparations[plan.name] { return done }
    return PreparationLog(
      sources: [table.source],
      recipe: RecipeLog(rowsBefore: table.source.rowsKept))
  }

  private func write(
    _ table: Table, of plan: DataPlan, _ done: PreparationLog,
    to output: OutputFolder
  ) throws(Diagnostic) -> [Manifest.File] {
    let csv = csvFile(of: table)
    let codebook = codebookText(of: table)
    let outputs = [
      Manifest.File(path: "\(plan.name).csv", bytes: csv),
      Manifest.File(path: "\(plan.name).codebook.yaml", text: codebook),
    ]
    try output.write(csv, to: outputs[0].path)
    try output.write(codebook, to: outputs[1].path)
    let plans = behind(plan)
    let paths = plans.flatMap(paths)
    let file = PreparationFile(
      name: plan.name, plans: plans,
      inputs: inputs.filter { paths.contains($0.path) }, log: done,
      rows: table.rowCount, columns: table.columns.count, outputs: outputs,
      path: { way(to: $0, from: output.path) })
    let logPath = "\(plan.name).log.yaml"
    try output.write(file.text, to: logPath)
    return outputs + [Manifest.File(path: logPath, text: file.text)]
  }

  /// The path of a file of the study, seen from an output folder.
  private func way(to path: String, from output: String) -> String {
    if path.hasPrefix("/") { return path }
    let own = FileSystem.join(study.folder, path)
    return FileSystem.join(
      FileSystem.relative(FileSystem.folder(of: own), from: output),
      FileSystem.name(of: own))
  }

  /// The data sets that one is made from, itself last.
  private func behind(_ plan: DataPlan) -> [DataPlan] {
    var plans: [DataPlan] = []
    for join in plan.preparation.joins where join.file == nil {
      guard let other = study.data.first(where: { $0.name == join.name.name })
      else { continue }
      for part in behind(other)
      where !plans.contains(where: { $0.name == part.name }) {
        plans.append(part)
      }
    }
    return plans + [plan]
  }

  private func paths(_ plan: DataPlan) -> [String] {
    ([plan] + plan.preparation.files).flatMap { plan in
      [plan.file.path] + (plan.codebook.map { [$0.path] } ?? [])
    }
  }
}
