import Diagnostics
import SurveyData

/// The output of a finished run, read from its folder.
public struct StoredRun: Sendable {
  /// A result as a list shows it.
  public struct Entry: Sendable {
    /// The name of the analysis.
    public var name: String
    /// The kind of analysis.
    public var kind: String
    /// The title.
    public var title: LocalizedText?
    /// What was asked, rated or counted, in order.
    public var items: [String]
    /// The cases or groups, in order, with their titles.
    public var units: [Unit]
  }

  /// A case or a group of rows.
  public struct Unit: Sendable, Hashable {
    /// The name.
    public var name: String
    /// What it is called.
    public var title: LocalizedText?
  }

  /// The folder.
  public let folder: String
  /// The title of the study.
  public let title: LocalizedText?
  /// Whether the data are made up.
  public let isMadeUp: Bool
  /// The results in the order of the study.
  public let entries: [Entry]
  /// The files that the run wrote, sorted.
  public let files: [String]
  private let analyses: [JSONValue]

  /// Whether a folder holds the output of a run.
  public static func isOutput(_ path: String) -> Bool {
    OutputFolder.isOurs(path)
  }

  /// Reads an output.
  ///
  /// - Throws: `noOutput` or `unreadableOutput`.
  public init(_ path: String) throws(Diagnostic) {
    folder = FileSystem.withoutTrailingSlashes(path)
    files = try StoredManifest(folder).files.map(\.path).sorted()
    guard files.contains("results.json") else {
      throw Diagnostic(
        .noOutput, at: Place(file: folder),
        "'\(folder)' holds no results of a study",
        help: "name the output of 'manyi run'")
    }
    let file = FileSystem.join(folder, "results.json")
    guard let bytes = try? FileSystem.read(file),
      let json = try? JSONValue(reading: bytes), json["schema"].int == 1
    else { throw StoredManifest.unreadable(file) }
    title = LocalizedText(json["title"])
    isMadeUp = json["made_up"].truth ?? false
    analyses = json["analyses"].items
    entries = analyses.compactMap { AnalysisResult($0)?.entry }
  }

  /// A result.
  ///
  /// - Throws: `unknownResult` with the nearest name.
  public func result(
    named name: String
  ) throws(Diagnostic) -> Released<AnalysisResult> {
    let json = analyses.first { $0["id"].string == name }
    guard let result = json.flatMap(AnalysisResult.init) else {
      throw unknownResult(name, in: entries.map(\.name), of: folder)
    }
    return release(result)
  }

  /// A result as it stands in `results.json`.
  public func json(ofResult name: String) -> JSONValue? {
    analyses.first { $0["id"].string == name }
  }
}

/// What a command says of a name that is none.
public func unknownResult(
  _ name: String, in names: [String], of place: String
) -> Diagnostic {
  Diagnostic(
    .unknownResult, at: nil, "'\(place)' has no result '\(name)'",
    help: nearest(to: name, in: names).map { "did you mean '\($0)'?" }
      ?? (names.isEmpty
        ? "it has no results"
        : "the results are: \(names.joined(separator: ", "))"))
}

extension AnalysisResult {
  /// The result as a list shows it.
  var entry: StoredRun.Entry {
    var items: [String] = []
    var units: [StoredRun.Unit] = []
    func add(_ item: String) { if !items.contains(item) { items.append(item) } }
    func add(_ unit: StoredRun.Unit) {
      if !units.contains(unit) { units.append(unit) }
    }
    func name(_ group: [GroupTerm]) -> String {
      group.map { "\($0.variable) \($0.value)" }.joined(separator: ", ")
    }
    if case .evaluation(let evaluation) = details {
      for item in evaluation.cases {
        add(StoredRun.Unit(name: item.id, title: item.title))
      }
    } else {
      // A scale is not one of the items that it is made of.
      var scaleNames: Set<String> = []
      if case .reliability(let scales) = details {
        let members = Set(scales.flatMap(\.items).map(\.variable))
        scaleNames = Set(estimates.map(\.variable)).subtracting(members)
      }
      for estimate in estimates {
        if !scaleNames.contains(estimate.variable) { add(estimate.variable) }
        if !estimate.group.isEmpty {
          add(StoredRun.Unit(name: name(estimate.group)))
        }
      }
      if case .reliability(let scales) = details {
        for item in scales.flatMap(\.items) { add(item.variable) }
      }
    }
    return StoredRun.Entry(
      name: id, kind: kind, title: title, items: items, units: units)
  }
}
