import Diagnostics
import Glibc
import Settings
import SurveyData
import SurveyReport

/// What one chart of a file became.
public struct SingleChart: Sendable {
  /// The file that was read.
  public var file: String
  /// The drawing; `nil` when there is none.
  public var svg: String?
  /// Everything that was found on the way, sorted.
  public var findings: [Diagnostic]
}

/// Draws one chart of one file, with columns and texts as options:
/// `label=unit`, `value=score`, `title=…`.
///
/// The keys that say how a file is read stand beside those of the chart.
public func drawChart(
  kind name: String, file: String, options: [String], language: Language,
  theme themeName: String, width: Double = 760
) async -> SingleChart {
  let log = DiagnosticLog()
  let texts = SourceTexts()
  func finished(_ svg: String?) -> SingleChart {
    SingleChart(
      file: file, svg: svg, findings: log.diagnostics.map(texts.completing))
  }
  let kind: ChartKind
  let node: SettingsNode
  do {
    kind = try ChartKind.named(name)
    node = try settings(fromOptions: options)
  } catch {
    log.report(error)
    return finished(nil)
  }
  let theme = readTheme(
    themeName, folder: "", at: Place(file: "--theme \(themeName)"), log: log)
  let reader = SettingsReader(node, subject: "the chart '\(name)'", log: log)
  let data = dataPlan(
    reader, name: "file",
    file: FileReference(path: file, place: Place(file: file)), filter: nil,
    design: nil, readsKey: false)
  let plan = ChartPlan(reader, kind: kind)
  reader.finish()
  guard let plan, let theme, !log.hasErrors else { return finished(nil) }
  let reading = Workspace.read(data, folder: "", texts: texts)
  log.report(reading.diagnostics)
  guard let table = reading.result?.table, !log.hasErrors else {
    return finished(nil)
  }
  do throws(Diagnostic) {
    let made = try ChartTableMaker(
      plan: plan, table: table, language: language
    ).make()
    let svg = renderChart(
      ChartRequest(
        table: made, subtitle: plan.subtitle.map { LocalizedText($0) },
        source: plan.source.map { LocalizedText($0) },
        isMadeUp: plan.isMadeUp, language: language, width: width,
        theme: theme))
    if svg == nil {
      log.report(
        Diagnostic(
          .emptyChart, at: Place(file: file),
          "'\(file)' has too few rows with numbers for a chart '\(name)'",
          help: "look at the columns with 'manyi import \(file)'"))
    }
    return finished(svg)
  } catch {
    log.report(error)
    return finished(nil)
  }
}

extension SingleChart {
  /// Writes the drawing as a file of its own.
  ///
  /// - Parameter replaces: Whether a file of that name may be replaced.
  public func write(to path: String, replaces: Bool) throws(Diagnostic) {
    guard let svg else { return }
    if let target = FileSystem.identity(of: path) {
      if target == FileSystem.identity(of: file) {
        throw Diagnostic(
          .unwritableOutput, at: Place(file: path),
          "'\(path)' is the file that is read",
          help: "give the chart another name")
      }
      guard replaces, FileSystem.kind(of: path) == .file else {
        throw Diagnostic(
          .unwritableOutput, at: Place(file: path), "'\(path)' exists already",
          help: FileSystem.kind(of: path) == .file
            ? "choose another name, or add --force to replace it"
            : "choose another name")
      }
    }
    let side = FileSystem.join(
      FileSystem.folder(of: path), ".\(FileSystem.name(of: path)).manyi-part")
    do throws(FileFault) {
      unlink(side)
      try FileSystem.write(Array(svg.utf8), to: side)
      try FileSystem.move(side, to: path)
    } catch {
      throw Diagnostic(
        .unwritableOutput, at: Place(file: path),
        "cannot write '\(path)': \(error.reason)",
        notes: ["could not \(error.operation) '\(error.path)'"],
        help: "choose another place with -o")
    }
  }
}
