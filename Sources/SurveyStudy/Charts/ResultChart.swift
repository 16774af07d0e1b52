import Diagnostics
import SurveyData
import SurveyReport

/// One figure that a finished run can draw again.
public struct ListedFigure: Sendable {
  /// The name of the result in the study.
  public var result: String
  /// Its place among the figures of the result, from 1.
  public var number: Int
  /// What it says.
  public var title: String
}

/// The results of a finished run, read from its `results.json`.
public struct FinishedResults: Sendable {
  /// The file that was read.
  public let file: String
  private let results: [AnalysisResult]
  private let isMadeUp: Bool
  private let source: LocalizedText?

  /// Reads `results.json`, or the one in a folder of outputs.
  ///
  /// - Throws: `missingFile`, or `noChartResult` for a file of another kind.
  public init(_ path: String) throws(Diagnostic) {
    var path = path
    if FileSystem.kind(of: path) == .folder {
      path = FileSystem.join(
        FileSystem.withoutTrailingSlashes(path), "results.json")
    }
    file = path
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(path)
    } catch {
      throw missingFile(path, error)
    }
    let json: JSONValue
    do {
      json = try JSONValue(reading: bytes)
    } catch {
      throw Diagnostic(
        .noChartResult, at: Place(file: path, line: error.line),
        "'\(path)' is no JSON file: \(error.sentence)",
        help: "name the results.json of a finished run, or its folder")
    }
    guard json["schema"].int == 1, case .list = json["analyses"] else {
      throw Diagnostic(
        .noChartResult, at: Place(file: path),
        "'\(path)' does not hold the results of a run",
        help: "name the results.json of a finished run, or its folder")
    }
    isMadeUp = json["made_up"].truth ?? false
    source = LocalizedText(json["source"])
    results = json["analyses"].items.compactMap(AnalysisResult.init)
  }

  /// Whether a path can only be results: a folder, or a file of that name.
  public static func isResults(_ path: String) -> Bool {
    FileSystem.kind(of: path) == .folder
      || FileSystem.name(of: path).hasSuffix(".json")
  }

  private func request(
    _ language: Language, _ theme: ReportTheme
  ) -> ResultChartRequest {
    ResultChartRequest(
      isMadeUp: isMadeUp, source: source, language: language, theme: theme)
  }

  /// Every figure with what it says, in the order of the study.
  public func figures(_ language: Language) -> [ListedFigure] {
    results.filter(\.isDrawnFromFile).flatMap { result in
      figureTitles(of: result, request(language, ReportTheme()))
        .enumerated().map {
          ListedFigure(
            result: result.id, number: $0.offset + 1, title: $0.element)
        }
    }
  }

  /// Draws one figure of one result.
  ///
  /// - Parameters:
  ///   - name: The result; may be left out where there is only one.
  ///   - number: Its figure, from 1.
  ///   - title: What the figure says, in place of its own headline.
  func draw(
    _ name: String?, figure number: Int, title: String?, language: Language,
    theme: ReportTheme, width: Double
  ) throws(Diagnostic) -> String {
    let names = results.map(\.id)
    guard
      let result = name.map({ name in results.first { $0.id == name } })
        ?? (results.count == 1 ? results.first : nil)
    else {
      throw Diagnostic(
        .noChartResult, at: Place(file: file),
        name.map { "no result is called '\($0)'" }
          ?? "there are \(results.count) results, and none is named",
        help: name.flatMap { nearest(to: $0, in: names) }
          .map { "did you mean '\($0)'?" }
          ?? "add --result with one of: \(names.joined(separator: ", "))")
    }
    var request = request(language, theme)
    request.width = width
    request.title = title
    let count =
      result.isDrawnFromFile ? figureTitles(of: result, request).count : 0
    guard count > 0,
      let svg = renderFigure(number - 1, of: result, request)
    else {
      throw Diagnostic(
        .noChartResult, at: Place(file: file),
        count == 0
          ? "'\(result.id)' is of kind '\(result.kind)' and has no chart that"
            + " can be drawn from its numbers"
          : "'\(result.id)' has \(count) figure\(count == 1 ? "" : "s"), and"
            + " no figure \(number)",
        help: "see what there is with 'manyi chart \(file) --list'")
    }
    return svg
  }
}

/// Draws one figure of a finished run.
public func drawResult(
  _ path: String, result: String?, figure: Int, title: String?,
  language: Language, theme name: String, width: Double
) -> SingleChart {
  let log = DiagnosticLog()
  var svg: String?
  let theme = readTheme(
    name, folder: "", at: Place(file: "--theme \(name)"), log: log)
  do throws(Diagnostic) {
    if let theme {
      svg = try FinishedResults(path).draw(
        result, figure: figure, title: title, language: language,
        theme: theme, width: width)
    }
  } catch {
    log.report(error)
  }
  return SingleChart(file: path, svg: svg, findings: log.diagnostics)
}
