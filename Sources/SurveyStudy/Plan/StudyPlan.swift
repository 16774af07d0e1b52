import Diagnostics

/// What a run would do, step by step, and why.
public struct StudyPlan: Sendable {
  /// A step.
  public struct Step: Sendable {
    /// What it does: `import`, `table`, `statistic`, `figure`, `quality`,
    /// `cards` or `report`.
    public var kind: String
    /// The file, data set or analysis; empty for cards and the report.
    public var name: String
    /// Why it would be done; empty when the last run did it already.
    public var reasons: [String]
    /// The hash of everything that it rests on.
    public var key: String

    /// The kind and the name, such as `statistic:satisfaction`.
    public var id: String { name.isEmpty ? kind : "\(kind):\(name)" }
  }

  /// The study file.
  public var study: String
  /// The output folder.
  public var output: String
  /// The steps; each comes after those that it needs.
  public var steps: [Step]

  /// The steps that would be done.
  public var pending: [Step] { steps.filter { !$0.reasons.isEmpty } }

  /// The plan for other programs.
  public var json: JSONValue {
    .object([
      ("schema", .integer(1)),
      ("version", .text(manyiVersion)),
      ("study", .text(study)),
      ("output", .text(output)),
      ("pending", .integer(pending.count)),
      (
        "steps",
        .list(
          steps.map { step in
            .object([
              ("id", .text(step.id)), ("kind", .text(step.kind)),
              ("name", .text(step.name)),
              ("run", .bool(!step.reasons.isEmpty)),
              ("reasons", .list(step.reasons.map { .text($0) })),
              ("key", .text(step.key)),
            ])
          })
      ),
    ])
  }
}

/// Says what a run of a study into `output` would do. Nothing is computed and
/// nothing is written; data files are read for their hashes only.
///
/// - Parameter isFresh: Whether the run would use nothing of the last one.
/// - Returns: `nil` when the study cannot be planned, with the reason in
///   `log`.
public func planStudy(
  _ study: String, output: String, isFresh: Bool = false,
  parameters: [String] = [], log: DiagnosticLog
) async -> StudyPlan? {
  guard
    let state = try? await RunState(
      study, output: output, parameters: parameters, log: log)
  else { return nil }
  for path in state.missingFiles {
    let plan = Workspace(study: state.study, texts: SourceTexts()).plans.first {
      $0.paths.contains(path)
    }
    guard let plan else { continue }
    log.report(
      missingFile(
        FileSystem.join(state.study.folder, path), FileFault("open", path, 2),
        at: plan.file.place, shownAs: path))
  }
  if log.hasErrors { return nil }
  let reasons = PlanReasons(state: state, output: output, isFresh: isFresh)
  return StudyPlan(
    study: state.study.file, output: output,
    steps: state.graph.nodes.map { node in
      StudyPlan.Step(
        kind: node.kind.rawValue, name: node.name,
        reasons: reasons.reasons(for: node), key: node.key)
    })
}
