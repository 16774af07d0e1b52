import Diagnostics
import SurveyStudy

/// Writes findings in one way.
protocol FindingRenderer {
  func text(of findings: [Diagnostic]) -> String
}

extension FindingPrinter: FindingRenderer {}

/// One finding a line, for editors and grep:
/// `study.yaml:14:11: error[S101] no column is named 'wieght'`.
struct ConciseRenderer: FindingRenderer {
  /// What goes in front of the names of files.
  var folder: String

  func text(of findings: [Diagnostic]) -> String {
    findings.map { finding in
      var finding = finding
      if let file = finding.place?.file {
        finding.place?.file = located(file, in: folder)
      }
      return visible(finding.description) + "\n"
    }.joined()
  }
}

/// One document with all findings.
struct JSONRenderer: FindingRenderer {
  func text(of findings: [Diagnostic]) -> String {
    checkJSON(findings).fileText
  }
}

/// One event for each finding.
struct JSONLinesRenderer: FindingRenderer {
  func text(of findings: [Diagnostic]) -> String {
    findings.map { LogEvent($0).line }.joined()
  }
}

extension Console {
  /// Writes findings for people to standard error, and for programs to
  /// standard output.
  func show(_ findings: [Diagnostic], as format: OutputFormat) {
    switch format {
    case .human: show(findings)
    case .concise: show(findings, isConcise: true)
    case .json: print(JSONRenderer().text(of: findings))
    case .jsonl: print(JSONLinesRenderer().text(of: findings))
    }
  }
}

/// A file of a study from where the command stands.
func located(_ file: String, in folder: String) -> String {
  if folder.isEmpty || folder == "." || file.isEmpty || file.hasPrefix("/")
    || file.hasPrefix("--") || file.hasPrefix("-P ")
  {
    return file
  }
  return folder.hasSuffix("/") ? folder + file : "\(folder)/\(file)"
}
