import Diagnostics
import SVG
import SurveyData
import SurveyStudy

/// What an output or a study has: results, and what they are about.
struct ContentsList {
  let title: LocalizedText?
  let entries: [StoredRun.Entry]
  /// The files of an output.
  let files: [String]

  init(run: StoredRun) {
    title = run.title
    entries = run.entries
    files = run.files
  }

  init(workspace: Workspace) {
    title = workspace.study.title
    entries = workspace.study.analyses.map { workspace.entry(of: $0) }
    files = []
  }

  /// The results with how much each is about.
  var overview: String { results + (files.isEmpty ? "" : "\n" + folders) }

  var results: String {
    let names = column(entries.map(\.name))
    let kinds = column(entries.map(\.kind))
    return entries.indices.map { index in
      let entry = entries[index]
      var sizes: [String] = []
      if !entry.items.isEmpty {
        sizes.append(counted(entry.items.count, "item"))
      }
      if !entry.units.isEmpty {
        sizes.append(counted(entry.units.count, "unit"))
      }
      let title = entry.title.map { [visible($0[.english])] } ?? []
      let size = sizes.isEmpty ? [] : ["(\(sizes.joined(separator: ", ")))"]
      return "\(names[index])  \(kinds[index])  "
        + (title + size).joined(separator: " ") + "\n"
    }.joined()
  }

  /// How many files there are in each folder.
  private var folders: String {
    let groups = Dictionary(grouping: files) { file in
      file.split(separator: "/").dropLast().first.map { "\($0)/" } ?? ""
    }
    let plain = (groups[""] ?? []).map { visible($0) + "\n" }
    let lines = groups.keys.filter { !$0.isEmpty }.sorted().map {
      "\(visible($0)) \(counted(groups[$0]?.count ?? 0, "file"))\n"
    }
    return plain.joined() + lines.joined()
  }

  /// The items of all results, or of one.
  func items(of name: String?) -> [String] {
    var seen: Set<String> = []
    return chosen(name).flatMap(\.items).filter { seen.insert($0).inserted }
  }

  /// The units of all results, or of one.
  func units(of name: String?) -> [StoredRun.Unit] {
    var seen: Set<StoredRun.Unit> = []
    return chosen(name).flatMap(\.units).filter { seen.insert($0).inserted }
  }

  private func chosen(_ name: String?) -> [StoredRun.Entry] {
    name.map { name in entries.filter { $0.name == name } } ?? entries
  }

  /// Lines of units, names in a column.
  func unitLines(of name: String?) -> String {
    let units = units(of: name)
    let names = column(units.map(\.name))
    return units.indices.map { index in
      let title = units[index].title.map { visible($0[.english]) } ?? ""
      let line =
        title.isEmpty
        ? visible(units[index].name) : "\(names[index])  \(title)"
      return line + "\n"
    }.joined()
  }

  private func column(_ texts: [String]) -> [String] {
    let shown = texts.map { visible($0) }
    let width = shown.map { cellWidth($0) }.max() ?? 0
    return shown.map {
      $0 + String(repeating: " ", count: max(0, width - cellWidth($0)))
    }
  }

  /// The list for other programs.
  var json: JSONValue {
    .object([
      ("schema", .integer(1)), ("version", .text(manyiVersion)),
      ("title", .localized(title)),
      (
        "results",
        .list(
          entries.map { entry in
            .object([
              ("name", .text(entry.name)), ("kind", .text(entry.kind)),
              ("title", .localized(entry.title)),
              ("items", .list(entry.items.map { .text($0) })),
              (
                "units",
                .list(
                  entry.units.map {
                    .object([
                      ("name", .text($0.name)), ("title", .localized($0.title)),
                    ])
                  })
              ),
            ])
          })
      ),
      ("files", .list(files.map { .text($0) })),
    ])
  }
}
