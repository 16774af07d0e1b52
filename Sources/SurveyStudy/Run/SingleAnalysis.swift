import Diagnostics
import Settings
import SurveyData

/// What one analysis without a study file found.
public struct SingleResult: Sendable {
  /// The kind.
  public var kind: String
  /// The result; `nil` when the analysis could not be finished.
  public var result: Released<AnalysisResult>?
  /// Everything that was found on the way, sorted.
  public var findings: [Diagnostic]
  /// Whether the analysis could not even be started.
  public var isStopped: Bool
}

/// Runs one analysis of one file, with the keys of a study file as options:
/// `variables=api00,enroll`, `design.strata=stype`.
///
/// The keys that say how a file is read (`codebook`, `encoding`,
/// `delimiter`, `duplicates`, `key`, `max-rejects`, `total-rows`,
/// `skip-lines`) stand beside those of the analysis. `parameters`, each
/// `name=value`, say what `${name}` in the options stands for.
public func analyze(
  kind: String, file: String, options: [String], parameters: [String] = []
) async -> SingleResult {
  let log = DiagnosticLog()
  let texts = SourceTexts()
  func stopped() -> SingleResult {
    SingleResult(
      kind: kind, result: nil, findings: log.diagnostics.map(texts.completing),
      isStopped: true)
  }
  let type: any AnalysisMethod.Type
  let node: SettingsNode
  do {
    type = try AnalysisKinds.named(kind)
    node = try settings(
      fromOptions: options, parameters: parameters, log: log)
  } catch {
    log.report(error)
    return stopped()
  }
  let reader = SettingsReader(
    node, subject: "the analysis '\(kind)'", log: log)
  let data = dataPlan(
    reader, name: "file",
    file: .named(file, log: log), filter: nil,
    design: nil)
  let plan = analysisPlan(
    reader, type: type, name: kind, dataNames: [data.name], defaultLevel: 0.95)
  reader.finish()
  guard let plan else { return stopped() }
  let study = Study(
    file: file, folder: "", id: kind, title: LocalizedText(kind),
    languages: [.english], isMadeUp: false, level: 0.95, data: [data],
    analyses: [plan], sections: [])
  var workspace = Workspace(study: study, texts: texts)
  // The analysis takes the hash on its way through the rows.
  await workspace.readFiles(hashesBatches: false, log: log)
  workspace.check(log: log)
  if log.hasErrors { return stopped() }
  let result = workspace.run(plan, log: log)
  return SingleResult(
    kind: kind, result: result.map(release),
    findings: workspace.findings(log), isStopped: false)
}
