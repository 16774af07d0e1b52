import Diagnostics
import Settings
import SurveyReport

/// Which files a run writes.
public struct FormatPlan: Sendable {
  /// The key among the reports of a study; no section can have this name.
  static let key = "formats"

  /// The formats.
  public var formats = ReportFormat.standard
  /// Where the study chooses them; `nil` when it does not.
  public var place: Place?

  /// What is written when nobody chooses.
  public init() {}

  /// Reads the choice. Faults go to `log`; what can be read is kept.
  init(_ entry: SettingsNode.Entry, log: DiagnosticLog) {
    place = entry.value.place
    let names = ReportFormat.allCases.map(\.rawValue)
    let all = names.joined(separator: ", ")
    let nodes: [SettingsNode]
    switch entry.value.content {
    case .list(let items): nodes = items
    case .scalar: nodes = [entry.value]
    case .map:
      log.report(
        Diagnostic(
          .unknownFormat, at: entry.keyPlace,
          "'formats' takes a list, and is not the name of a section",
          help: "write formats: [html, xlsx], or rename the section"))
      return
    }
    guard !nodes.isEmpty else {
      log.report(
        Diagnostic(
          .unknownFormat, at: place, "'formats' is empty",
          help: "choose among: \(all)"))
      return
    }
    var chosen: Set<ReportFormat> = []
    for node in nodes {
      let text = node.text ?? ""
      if let format = ReportFormat(rawValue: text) {
        chosen.insert(format)
        continue
      }
      log.report(
        Diagnostic(
          .unknownFormat, at: node.place,
          "there is no format '\(text)'",
          help: Self.guess(text).map { "did you mean '\($0)'?" }
            ?? "choose among: \(all)"))
    }
    if !chosen.isEmpty { formats = chosen }
  }

  /// Says that pictures are asked for and cannot be made here.
  var missingConverter: Diagnostic? {
    guard !formats.isDisjoint(with: [.png, .pdf]), PictureConverter() == nil
    else { return nil }
    return PictureConverter.missing(at: place, .warning)
  }

  private static func guess(_ text: String) -> String? {
    let others: [String: ReportFormat] = [
      "excel": .xlsx, "xls": .xlsx, "tex": .latex, "md": .markdown,
      "ipynb": .notebook, "jupyter": .notebook, "htm": .html, "txt": .text,
      "plain": .text,
    ]
    return others[text.lowercased()]?.rawValue
      ?? nearest(
        to: text.lowercased(), in: ReportFormat.allCases.map(\.rawValue))
  }
}
