import SVG

/// A table flattened into a grid, with its notes numbered: what all writers
/// share before they differ.
struct TableLayout {
  /// A heading and the rectangle it takes in the grid of headings.
  struct Heading {
    var label: String
    var marks: [Int]
    /// Its place in the grid, and how far it reaches.
    var row: Int
    var column: Int
    var columnSpan: Int
    var rowSpan: Int
    var isSpanner: Bool
    /// The indexes of the spanners above it, outermost first.
    var spanners: [Int]
  }

  /// A column that holds cells.
  struct Leaf {
    var node: ColumnNode
    /// The labels from the outermost spanner to the column.
    var path: [String]
    /// The index of its heading.
    var heading: Int
    /// Where its content goes; never `.automatic`.
    var alignment: ColumnNode.Alignment
  }

  /// A row of the grid.
  struct Line {
    var label: String
    var marks: [Int]
    var depth: Int
    var kind: RowNode.Kind
    /// Whether the row is a heading over the table's whole width.
    var isHeading: Bool
    /// The labels from the outermost group to the row.
    var path: [String]
    /// The indexes of the groups around it, outermost first.
    var groups: [Int]
    /// One for each leaf; none in a heading.
    var cells: [LaidCell]
    /// The name of the row's statistic for machines.
    var statistic: String
  }

  /// A text below the table.
  struct EndNote {
    /// The mark of an attached note.
    var mark: Int?
    var text: String
    var isSource = false
  }

  var table: TableModel
  /// In visual order: row by row, then from left to right.
  var headings: [Heading] = []
  /// At least one.
  var headingRowCount = 1
  var leaves: [Leaf] = []
  var lines: [Line] = []
  var endNotes: [EndNote] = []

  init(_ table: TableModel) {
    self.table = table
    var columns = table.columns
    let places = columns.reduce(0) { $0 + Self.leafCount($1) }
    let widest = table.rows.reduce(0) { max($0, Self.cellCount($1)) }
    columns += (places..<max(places, widest)).map { _ in ColumnNode("") }
    headingRowCount = columns.reduce(1) { max($0, Self.height($1)) }

    var marks = NoteMarks()
    layHeadings(columns, &marks)
    for row in table.rows {
      lay(row, depth: 0, path: [], groups: [], &marks)
    }
    for index in leaves.indices where leaves[index].alignment == .automatic {
      leaves[index].alignment = automaticAlignment(of: index)
    }
    layEndNotes(marks)
  }

  /// Whether any heading says something.
  var hasHeadings: Bool {
    !table.stubHeading.isEmpty || headings.contains { !$0.label.isEmpty }
  }

  /// The states that occur, in the order in which they are explained.
  var states: [CellState] {
    let found = Set(lines.flatMap { $0.cells.compactMap(\.state) })
    return CellState.allCases.filter(found.contains)
  }

  /// The cells of a column that hold numbers.
  func numbers(of leaf: Int) -> [LaidCell] {
    lines.compactMap { line in
      guard !line.isHeading, line.cells[leaf].isNumber else { return nil }
      return line.cells[leaf]
    }
  }

  // MARK: - Columns

  private mutating func layHeadings(
    _ columns: [ColumnNode], _ marks: inout NoteMarks
  ) {
    struct Entry {
      var node: ColumnNode
      var column: Int
      var spanners: [Int]
      var path: [String]
    }
    var found: [(column: Int, leaf: Leaf)] = []
    var column = 0
    var level = columns.map { node in
      defer { column += Self.leafCount(node) }
      return Entry(node: node, column: column, spanners: [], path: [])
    }
    for row in 0..<headingRowCount {
      var next: [Entry] = []
      for entry in level {
        let node = entry.node
        let isSpanner = !node.children.isEmpty
        let path = entry.path + [node.label]
        let index = headings.count
        headings.append(
          Heading(
            label: node.label, marks: marks.marks(of: node.notes), row: row,
            column: entry.column, columnSpan: Self.leafCount(node),
            rowSpan: isSpanner ? 1 : headingRowCount - row,
            isSpanner: isSpanner, spanners: entry.spanners))
        if !isSpanner {
          let leaf = Leaf(
            node: node, path: path, heading: index, alignment: node.alignment)
          found.append((entry.column, leaf))
        }
        var column = entry.column
        for child in node.children {
          next.append(
            Entry(
              node: child, column: column, spanners: entry.spanners + [index],
              path: path))
          column += Self.leafCount(child)
        }
      }
      level = next
    }
    leaves = found.sorted { $0.column < $1.column }.map(\.leaf)
  }

  private static func leafCount(_ node: ColumnNode) -> Int {
    node.children.isEmpty ? 1 : node.children.reduce(0) { $0 + leafCount($1) }
  }

  private static func height(_ node: ColumnNode) -> Int {
    1 + node.children.reduce(0) { max($0, height($1)) }
  }

  private func automaticAlignment(of leaf: Int) -> ColumnNode.Alignment {
    let cells = lines.filter { !$0.isHeading }.map { $0.cells[leaf] }
    if cells.contains(where: \.isNumber) { return .trailing }
    let holdsText = cells.contains {
      if case .text = $0.content { true } else { false }
    }
    return holdsText ? .leading : .trailing
  }

  // MARK: - Rows

  private static func cellCount(_ row: RowNode) -> Int {
    row.children.reduce(row.cells.count) { max($0, cellCount($1)) }
  }

  private mutating func lay(
    _ row: RowNode, depth: Int, path: [String], groups: [Int],
    _ marks: inout NoteMarks
  ) {
    let path = path + [row.label]
    let isHeading = row.cells.isEmpty && !row.children.isEmpty
    let rowMarks = marks.marks(of: row.notes)
    let cells = leaves.indices.map { index in
      let cell = index < row.cells.count ? row.cells[index] : .empty
      return LaidCell(
        cell, in: leaves[index].node, words: table.words,
        marks: marks.marks(of: cell.notes))
    }
    let index = lines.count
    lines.append(
      Line(
        label: row.label, marks: rowMarks, depth: depth, kind: row.kind,
        isHeading: isHeading, path: path, groups: groups,
        cells: isHeading ? [] : cells, statistic: row.statistic))
    for child in row.children {
      lay(child, depth: depth + 1, path: path, groups: groups + [index], &marks)
    }
  }

  // MARK: - Notes

  private mutating func layEndNotes(_ marks: NoteMarks) {
    for (index, text) in marks.texts.enumerated() {
      endNotes.append(EndNote(mark: index + 1, text: text))
    }
    endNotes += table.notes.map { EndNote(text: $0) }
    if let text = table.words.explanation(of: states) {
      endNotes.append(EndNote(text: text))
    }
    if let source = table.source {
      endNotes.append(EndNote(text: source, isSource: true))
    }
  }
}

/// Numbers notes in the order in which a reader meets them. Equal texts
/// share a mark.
struct NoteMarks {
  private(set) var texts: [String] = []
  private var numbers: [String: Int] = [:]

  mutating func marks(of notes: [String]) -> [Int] {
    var marks: [Int] = []
    for note in notes {
      let number = numbers[note] ?? texts.count + 1
      if number > texts.count {
        texts.append(note)
        numbers[note] = number
      }
      if !marks.contains(number) { marks.append(number) }
    }
    return marks
  }
}
