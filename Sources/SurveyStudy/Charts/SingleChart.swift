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
  kind name: String, file: String, options: [String],
  parameters: [String] = [], language: Language, theme themeName: String,
  width: Double = 760
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
    node = try settings(
      fromOptions: options, parameters: parameters, log: log)
  } catch {
    log.report(error)
    return finished(nil)
  }
  let theme = readTheme(
    themeName, folder: "", at: Place(file: "--theme \(themeName)"), log: log)
  let reader = SettingsReader(node, subject: "the chart '\(name)'", log: log)
  let data = dataPlan(
    reader, name: "file",
    file: .named(file, log: log), filter: nil,
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
    if svg != nil, let note = made.rowsLeftOut(of: file) {
      log.report(note)
    }
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

extension StatisticsTable {
  /// Says which rows a chart leaves out because they lack numbers.
  fileprivate func rowsLeftOut(of file: String) -> Diagnostic? {
    let names = rowsLeftOut.map { $0.label[.chinese] }
    guard !names.isEmpty else { return nil }
    let shown = names.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
    let rest = names.count > 5 ? " and \(names.count - 5) more" : ""
    return Diagnostic(
      .emptyChart, .note, at: Place(file: file),
      names.count == 1
        ? "1 row lacks numbers and is not drawn: \(shown)"
        : "\(names.count) rows lack numbers and are not drawn: "
          + shown + rest,
      zh: "\(names.count)行缺少数值，未画出：\(names.count == 1 ? shown : shown + rest)")
  }
}

extension SingleChart {
  /// Writes the drawing as a file of its own; a name that ends in `.png` or
  /// `.pdf` gives a picture.
  ///
  /// - Parameter replaces: Whether a file of that name may be replaced.
  /// - Throws: `unwritableOutput`, `missingConverter` or `failedPicture`.
  public func write(to path: String, replaces: Bool) throws(Diagnostic) {
    guard let svg else { return }
    try FileSystem.checkTarget(
      path, of: "the chart", reading: file, replaces: replaces)
    let side = FileSystem.join(
      FileSystem.folder(of: path), ".\(FileSystem.name(of: path)).manyi-part")
    let scratch = side + ".d"
    FileSystem.removeTree(scratch)
    defer { FileSystem.removeTree(scratch) }
    do throws(FileFault) {
      try FileSystem.makeFolder(scratch)
    } catch {
      throw Self.unwritable(path, error)
    }
    let bytes = try bytes(svg, for: path, scratch: scratch)
    do throws(FileFault) {
      unlink(side)
      try FileSystem.write(bytes, to: side)
      try FileSystem.move(side, to: path)
    } catch {
      unlink(side)
      throw Self.unwritable(path, error)
    }
  }

  private static func unwritable(
    _ path: String, _ fault: FileFault
  ) -> Diagnostic {
    Diagnostic(
      .unwritableOutput, at: Place(file: path),
      "cannot write '\(path)': \(fault.reason)",
      notes: ["could not \(fault.operation) '\(fault.path)'"],
      help: "choose another place with -o")
  }

  private func bytes(
    _ svg: String, for path: String, scratch: String
  ) throws(Diagnostic) -> [UInt8] {
    let ending = path.lowercased().split(separator: ".").last ?? ""
    guard let format = PictureFormat(rawValue: String(ending)) else {
      return Array(svg.utf8)
    }
    guard let converter = PictureConverter() else {
      throw PictureConverter.missing(at: nil)
    }
    return try converter.picture(
      of: svg, format, named: path, scratch: scratch)
  }
}
