import Diagnostics
import SurveyData
import SurveyStatistics

extension Workspace {
  /// The files with targets of weightings, each once.
  var targetFiles: [DataPlan] {
    let designs = study.data.map(\.design) + study.analyses.map(\.design)
    var seen: Set<String> = []
    return designs.flatMap { $0?.calibration?.files ?? [] }.filter {
      seen.insert($0.name).inserted
    }
  }

  /// A design with its weights changed as the study says; `nil` when a file
  /// with targets could not be read.
  func weighted(
    _ made: SurveyDesign, _ design: DesignPlan, _ table: Table,
    log: DiagnosticLog
  ) throws(Diagnostic) -> SurveyDesign? {
    guard let calibration = design.calibration else { return made }
    guard let plan = try calibration.weighting(tables: tables) else {
      return nil
    }
    let (result, findings) = try made.weighted(by: plan, table: table)
    for var finding in findings {
      if finding.place?.line == nil { finding.place = calibration.place }
      log.report(finding)
    }
    return result
  }
}
