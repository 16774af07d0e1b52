import SVG
import SurveyData
import SurveyTables

/// The cases and groups that occur in several charts and tables of a page,
/// so that one of them can be shown in all.
struct Units: Sendable {
  /// Their names in the order in which they are met.
  private(set) var names: [String] = []
  private var byLabel: [String: String] = [:]

  /// No unit.
  init() {}

  /// The unit that a label means; blanks do not count, because labels are
  /// broken into lines.
  func name(of label: String) -> String? {
    byLabel.isEmpty ? nil : byLabel[Self.key(label)]
  }

  /// For writers of charts and tables; `nil` when there are no units.
  var lookup: (@Sendable (String) -> String?)? {
    guard !byLabel.isEmpty else { return nil }
    return { label in self.name(of: label) }
  }

  /// Finds the cases and groups of `results` that head rows in at least two
  /// charts and tables of `views` and no column in any. A case and its identifier are one unit.
  init(_ views: [ResultView], results: [AnalysisResult], _ context: Context) {
    var alias: [String: String] = [:]
    var known: Set<String> = []
    for result in results {
      for term in result.estimates.flatMap(\.group) {
        known.insert(context.label(term))
      }
      guard case .evaluation(let evaluation) = result.details else { continue }
      for item in evaluation.cases {
        known.insert(item.id)
        guard let title = context.text(item.title), title != item.id else {
          continue
        }
        alias[Self.key("\(item.id) \(title)")] = item.id
      }
    }
    var places: [String: Int] = [:]
    var order: [String] = []
    var labels: [String: Set<String>] = [:]
    var heads: Set<String> = []
    func meet(_ found: [String]) {
      for name in Set(found.map { alias[Self.key($0)] ?? $0 }) {
        places[name, default: 0] += 1
      }
      for label in found {
        let name = alias[Self.key(label)] ?? label
        if labels[name] == nil { order.append(name) }
        labels[name, default: []].insert(Self.key(label))
      }
    }
    for view in views {
      for figure in view.figures {
        heads.formUnion(figure.table.columns)
        meet(figure.table.rows.compactMap(\.first))
      }
      for table in view.tables {
        heads.formUnion(Self.heads(table.model.columns))
        meet(Self.rows(table.model.rows))
      }
    }
    for name in order {
      guard (places[name] ?? 0) > 1, known.contains(name),
        !heads.contains(name)
      else { continue }
      names.append(name)
      byLabel[Self.key(name)] = name
      for label in labels[name] ?? [] { byLabel[label] = name }
    }
  }

  /// A label without its blanks. Every text of every chart is looked up, so
  /// those without rare scalars are read scalar by scalar.
  private static func key(_ label: String) -> String {
    var key = ""
    var followsBlank = false
    for scalar in label.unicodeScalars {
      let value = scalar.value
      let isCommon = value < 0x80 || (0x4E00...0x9FFF).contains(value)
      // Marks join with what stands before them, a blank too.
      if !isCommon,
        followsBlank || (0x300..<0x2000).contains(value) || value > 0xFFFF
      {
        return label.filter { !$0.isWhitespace }
      }
      followsBlank =
        isCommon
        ? value == 0x20 || (0x9...0xD).contains(value)
        : scalar.properties.isWhitespace
      if !followsBlank { key.unicodeScalars.append(scalar) }
    }
    return key
  }

  private static func heads(_ columns: [ColumnNode]) -> [String] {
    columns.flatMap { [$0.label] + heads($0.children) }
  }

  private static func rows(_ rows: [RowNode]) -> [String] {
    rows.flatMap { row in
      row.children.isEmpty
        ? (row.kind == .detail ? [row.label] : []) : self.rows(row.children)
    }
  }
}

extension Units {
  /// The names of units that pieces of a page mark. Tables of thousands of
  /// rows are not on the page, and a unit that is only there could not be
  /// shown.
  static func marked(_ names: [String], in parts: [HTML]) -> [String] {
    guard !names.isEmpty else { return [] }
    let opening = Array("data-unit=\"".utf8)
    let quote = UInt8(ascii: "\"")
    var found: Set<String> = []
    for part in parts {
      var markup = part.markup
      markup.withUTF8 { bytes in
        var place = 0
        while place + opening.count < bytes.count {
          guard bytes[place] == opening[0],
            bytes[place..<(place + opening.count)].elementsEqual(opening)
          else {
            place += 1
            continue
          }
          let start = place + opening.count
          let end = bytes[start...].firstIndex(of: quote) ?? bytes.count
          found.insert(String(decoding: bytes[start..<end], as: UTF8.self))
          place = end
        }
      }
    }
    return names.filter {
      found.contains(escapedForXML($0)) || found.contains(escapedHTML($0))
    }
  }
}
