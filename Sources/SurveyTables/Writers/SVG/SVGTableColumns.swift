import SVG

/// How wide the columns of a drawn table are and where they stand.
struct SVGTableColumns {
  /// A column of cells.
  struct Column {
    var left = 0.0
    var width = 0.0
    /// The width that would keep every text on one line.
    var natural = 0.0
    /// From the point where values end to the right edge of the column, as
    /// the text is likely to be drawn.
    var afterValue = 0.0
    /// From there to where letters, intervals and bases end.
    var lettersEnd = 0.0
    var intervalEnd = 0.0
    var baseEnd = 0.0
    /// The width of the widest part of a value from the decimal point on.
    var tail = 0.0

    var right: Double { left + width }
    /// Where a value without decimals ends when others have them is further
    /// left, by the difference of the tails.
    var valueEnd: Double { right - afterValue }
  }

  let theme: TableTheme
  var stubWidth = 0.0
  var columns: [Column] = []
  /// The width of the whole picture.
  var pictureWidth: Double

  /// The space between value, interval and base.
  let partGap = 5.0

  /// Where the texts of the stub begin; rules begin at the margin.
  var left: Double { theme.margin + theme.inset }
  var right: Double { columns.last?.right ?? left + stubWidth }

  init(_ layout: TableLayout, _ theme: TableTheme, width: Double) {
    self.theme = theme
    pictureWidth = width
    columns = layout.leaves.indices.map { column(of: layout, $0) }
    // Columns under a spanner must hold its longest word.
    for heading in layout.headings.reversed() where heading.isSpanner {
      widen(for: heading, layout)
    }
    place(layout)
  }

  // MARK: - Widths

  private func column(of layout: TableLayout, _ leaf: Int) -> Column {
    let size = theme.bodySize
    let cells = layout.lines.filter { !$0.isHeading }.map { $0.cells[leaf] }
    var column = Column()
    let content: Double
    if layout.leaves[leaf].alignment == .trailing {
      content = numericWidth(cells, &column)
    } else {
      content = cells.reduce(0) {
        max($0, measured($1.text) + marksWidth($1.marks))
      }
    }
    let texts = cells.filter { $0.isText }.map(\.value)
    let word = texts.reduce(0) { max($0, measured(longestWord: $1)) }
    let bounded = min(content, max(theme.largestTextWidth, word))
    let heading = layout.headings[layout.leaves[leaf].heading]
    let label = heading.label
    let marks = marksWidth(heading.marks)
    // A heading takes one line when it is short, else the width of the
    // column or of about six Chinese characters.
    let headingWidth = max(
      measured(longestWord: label), min(measured(label), 6 * size))
    column.width = max(
      texts.isEmpty ? content : bounded, headingWidth + marks)
    column.natural = max(content, column.width)
    return column
  }

  /// Lays out the parts of numbers; returns the width that they need.
  private func numericWidth(
    _ cells: [LaidCell], _ column: inout Column
  ) -> Double {
    let numbers = cells.filter(\.isNumber)
    column.tail = numbers.reduce(0) {
      max($0, Self.drawn(NumberShape.tail(of: $1.value), theme.bodySize))
    }
    let interval = widest(numbers.map(\.interval))
    let base = widest(numbers.map(\.base))
    column.lettersEnd = numbers.reduce(0) {
      max($0, lettersWidth($1.letters))
    }
    column.intervalEnd =
      column.lettersEnd
      + (interval.drawn > 0 ? partGap + interval.drawn : 0)
    column.baseEnd =
      column.intervalEnd + (base.drawn > 0 ? partGap + base.drawn : 0)
    column.afterValue = column.baseEnd
    let values = cells.reduce(0.0) { widest, cell in
      let lead = measured(lead(of: cell)) + marksWidth(cell.marks)
      guard !cell.isText else { return widest }
      let tail = Self.drawn(NumberShape.tail(of: cell.value), theme.bodySize)
      let shift = cell.isNumber ? column.tail - tail : 0
      return max(widest, lead + measured(cell.value) + shift)
    }
    let texts = cells.filter(\.isText).reduce(0.0) {
      max($0, measured($1.value) + marksWidth($1.marks))
    }
    let slack = interval.reserved - interval.drawn + base.reserved - base.drawn
    return max(values + column.afterValue + slack, texts)
  }

  private mutating func widen(
    for heading: TableLayout.Heading, _ layout: TableLayout
  ) {
    let span = heading.column..<heading.column + heading.columnSpan
    let gaps = Double(span.count - 1) * theme.columnGap
    let present = span.reduce(gaps) { $0 + columns[$1].width }
    let needed = max(
      measured(longestWord: heading.label),
      min(measured(heading.label), 6 * theme.bodySize))
    let missing = needed + marksWidth(heading.marks) - present
    guard missing > 0 else { return }
    for index in span {
      columns[index].width += missing / Double(span.count)
    }
  }

  /// Gives the stub what it needs, then columns of texts, then the gaps; what
  /// does not fit widens the picture.
  private mutating func place(_ layout: TableLayout) {
    let size = theme.bodySize
    var natural = measured(layout.table.stubHeading)
    var word = measured(longestWord: layout.table.stubHeading)
    for line in layout.lines {
      let indent = Double(line.depth) * theme.indent
      let marks = marksWidth(line.marks)
      if !line.isHeading {
        natural = max(natural, indent + measured(line.label) + marks)
      }
      word = max(word, indent + measured(longestWord: line.label) + marks)
    }
    let room = pictureWidth - 2 * left
    let count = Double(columns.count)
    var content = columns.reduce(0) { $0 + $1.width }
    if layout.lines.isEmpty {
      let sentence = min(measured(layout.table.words.noRows), room)
      natural = max(natural, sentence - content - count * theme.columnGap)
    }
    let available = room - content - count * theme.columnGap
    let least = min(natural, max(theme.smallestStubWidth, min(word, 20 * size)))
    stubWidth = max(least, min(natural, available))
    for index in columns.indices {
      let spare = room - content - count * theme.columnGap - stubWidth
      let growth = min(
        max(0, spare), max(0, columns[index].natural - columns[index].width))
      columns[index].width += growth
      content += growth
    }
    var gap = theme.columnGap
    if !columns.isEmpty {
      let rest = room - content - stubWidth
      gap = min(
        max(theme.smallestColumnGap, rest / count), theme.largestColumnGap)
    }
    var x = left + stubWidth
    for index in columns.indices {
      columns[index].left = x + gap
      x += gap + columns[index].width
    }
    pictureWidth = max(pictureWidth, x + left)
  }

  // MARK: - Measuring

  /// The room to reserve, whatever the font.
  func measured(_ text: String) -> Double {
    TextMeasure.width(text, size: theme.bodySize)
  }

  /// The room that superscript marks take.
  func marksWidth(_ marks: [Int]) -> Double {
    marks.isEmpty
      ? 0
      : TextMeasure.width(Self.text(marks), size: theme.bodySize * 0.7) + 2
  }

  /// The room that letters behind a number take.
  func lettersWidth(_ letters: String) -> Double {
    letters.isEmpty
      ? 0 : TextMeasure.width(letters, size: theme.bodySize * 0.7) + 1.5
  }

  static func text(_ marks: [Int]) -> String {
    marks.map { String($0) }.joined(separator: ",")
  }

  /// What goes before a number because of its base, with a space.
  func lead(of cell: LaidCell) -> String {
    cell.isWeak ? CellState.lowReliability.shorthand + " " : ""
  }

  /// The widest part of a text that is best not broken, within bounds: a
  /// hostile word must not widen the picture without end.
  private func measured(longestWord text: String) -> Double {
    min(
      LineBreaker.widestPiece(text) * theme.bodySize, theme.largestTextWidth)
  }

  private func widest(_ texts: [String]) -> (drawn: Double, reserved: Double) {
    texts.reduce((0, 0)) { widest, text in
      (
        max(widest.0, Self.drawn(text, theme.bodySize)),
        max(widest.1, measured(text))
      )
    }
  }

  /// The width of a number as the fonts of the stack draw it: digits are
  /// 0.556 em in all of them. `TextMeasure` reserves for wider ones, which
  /// would show as an error where points must stand below one another.
  static func drawn(_ text: some StringProtocol, _ size: Double) -> Double {
    if let width = drawnPlainly(text, size) { return width }
    return text.reduce(0) { width, character in
      switch character {
      case "0"..."9", "\u{2013}": width + 0.556 * size
      case ".", ",", " ": width + 0.278 * size
      case "(", ")": width + 0.338 * size
      case "\u{2212}", "+", "=": width + 0.58 * size
      case "%": width + 0.92 * size
      case "n": width + 0.61 * size
      case "t": width + 0.38 * size
      case "o": width + 0.61 * size
      default: width + TextMeasure.width(String(character), size: size)
      }
    }
  }

  /// The same for a text in which each scalar is a character of a number;
  /// `nil` when there are others. Nearly every cell is so.
  private static func drawnPlainly(
    _ text: some StringProtocol, _ size: Double
  ) -> Double? {
    var width = 0.0
    for scalar in text.unicodeScalars {
      switch scalar {
      case "0"..."9", "\u{2013}": width += 0.556 * size
      case ".", ",", " ": width += 0.278 * size
      case "(", ")": width += 0.338 * size
      case "\u{2212}", "+", "=": width += 0.58 * size
      case "%": width += 0.92 * size
      default: return nil
      }
    }
    return width
  }
}

extension LaidCell {
  /// Whether the cell holds a text.
  var isText: Bool {
    if case .text = content { true } else { false }
  }
}
