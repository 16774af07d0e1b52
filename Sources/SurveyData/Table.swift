import Diagnostics

/// A rectangle of typed columns with the file it came from.
public struct Table: Sendable {
  /// The name that the study gives it, or the file's name.
  public var name: String
  /// The columns in the order of the file.
  public private(set) var columns: [Column]
  /// The number of rows.
  public let rowCount: Int
  /// For each row the line of the file where its record starts; empty when
  /// the table did not come from a file.
  public var sourceLines: SourceLines
  /// The file, its hash and what was read from it.
  public var source: DataSource

  private let positions: [ExactName: Int]

  /// Creates a table.
  ///
  /// - Precondition: All columns have the same number of rows and different
  ///   names. Names are compared as code points, so that two spellings of an
  ///   accented letter stay two names, as they are in the file.
  public init(
    name: String, columns: [Column], source: DataSource,
    sourceLines: SourceLines = []
  ) {
    let count = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == count })
    precondition(sourceLines.isEmpty || sourceLines.count == count)
    self.name = name
    self.columns = columns
    self.rowCount = count
    self.sourceLines = sourceLines
    self.source = source
    var positions = Dictionary(
      uniqueKeysWithValues: columns.enumerated().map {
        (ExactName($1.name), $0)
      })
    // A header never takes a name away from another column.
    for (position, column) in columns.enumerated() {
      guard let header = column.header.map(ExactName.init),
        positions[header] == nil
      else { continue }
      positions[header] = position
    }
    self.positions = positions
  }

  /// The column with `name`, either its own or the one it has in the file;
  /// `question/option` finds one option of a question with several answers.
  public subscript(name: String) -> Column? {
    if let position = positions[ExactName(name)] { return columns[position] }
    guard let slash = name.lastIndex(of: "/"),
      let position = positions[ExactName(String(name[..<slash]))],
      case .choices(let answers) = columns[position].values
    else { return nil }
    let code = name[name.index(after: slash)...]
    return answers.options.firstIndex { $0.code == code }.flatMap {
      columns[position].option($0)
    }
  }

  /// Returns the column with `name`.
  ///
  /// - Throws: An `unknownColumn` diagnostic with the nearest name.
  public func column(
    _ name: String, at place: Place? = nil
  ) throws(Diagnostic) -> Column {
    if let column = self[name] { return column }
    throw Diagnostic(
      .unknownColumn, at: place,
      "no column of '\(source.file)' is named '\(name)'",
      help: helpFinding(name, shown: 30))
  }

  /// What to tell somebody who asked for a column that does not exist: to
  /// use another comma, the nearest name, or the first `shown` names.
  public func helpFinding(_ name: String, shown: Int) -> String {
    for comma in ["，", "、"] where name.contains(comma) {
      return "separate names with ',', not with '\(comma)'"
    }
    let names = columns.map(\.name) + columns.compactMap(\.header)
    if let guess = nearest(to: name, in: names) {
      return "did you mean '\(guess)'?"
    }
    let list = columns.prefix(shown).map(\.listedName)
    return "its columns: \(list.joined(separator: ", "))"
      + (columns.count > shown ? ", …" : "")
  }

  /// The table with only the given rows, in that order.
  public func selecting(_ rows: [Int]) -> Table {
    Table(
      name: name, columns: columns.map { $0.selecting(rows) }, source: source,
      sourceLines: sourceLines.isEmpty
        ? [] : SourceLines(rows.map { sourceLines[$0] }))
  }
}

/// A name that equals only itself, code point by code point.
private struct ExactName: Hashable {
  let name: String

  init(_ name: String) { self.name = name }

  static func == (left: ExactName, right: ExactName) -> Bool {
    left.name.utf8.elementsEqual(right.name.utf8)
  }

  func hash(into hasher: inout Hasher) {
    for byte in name.utf8 { hasher.combine(byte) }
    hasher.combine(0xFF as UInt8)
  }
}
