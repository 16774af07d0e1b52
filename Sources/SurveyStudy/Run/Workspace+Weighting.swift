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
}

extension DesignPlan {
  /// The design of a table, with its weights changed as the study says; `nil`
  /// when a file with targets could not be read.
  ///
  /// - Parameters:
  ///   - tables: The tables of the study, those of targets among them.
  ///   - subject: What the design belongs to, as faults name it.
  ///   - log: Takes what the reader should know of the weights.
  func made(
    for table: Table, tables: [String: Table], of subject: String,
    log: DiagnosticLog
  ) throws(Diagnostic) -> SurveyDesign? {
    do throws(Diagnostic) {
      let made = try SurveyDesign(
        specification(tables: tables), table: table)
      guard let calibration else { return made }
      guard let weighting = try calibration.weighting(tables: tables) else {
        return nil
      }
      let (design, findings) = try made.weighted(by: weighting, table: table)
      for var finding in findings {
        if finding.place?.line == nil { finding.place = calibration.place }
        log.report(finding)
      }
      return design
    } catch {
      var fault = error
      if fault.place?.line == nil { fault.place = place }
      fault.notes.append("in the design of \(subject)")
      throw fault
    }
  }
}
