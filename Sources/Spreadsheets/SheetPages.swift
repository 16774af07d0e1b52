extension Sheet {
  /// How many pages of paper stand beside one another when the sheet is
  /// printed: one, as long as its texts stay readable there.
  ///
  /// Spreadsheets shrink a sheet until it fits. A page of A4 is 92 digits of
  /// the standard font wide, and 140 when it lies; below six tenths of its
  /// size nobody reads them. Pages after the first repeat the frozen columns.
  var pagesAcross: UInt16 {
    let page = (isLandscape ? 140.0 : 92) / 0.6
    let widths = widths.map(Self.drawn)
    let whole = widths.reduce(0, +)
    guard whole > page else { return 1 }
    let repeated = min(widths.prefix(frozenColumns).reduce(0, +), page / 2)
    let further = ((whole - page) / (page - repeated)).rounded(.up)
    return UInt16(min(1 + further, 200))
  }

  /// What every printed page repeats: the frozen columns where pages stand
  /// beside one another, and the headings.
  ///
  /// The library keeps 127 bytes of what names both, and cuts the rest off,
  /// in the middle of a character too: the file could not be opened. Where
  /// the name of the sheet is too long for both, a table of one page has the
  /// columns, and a longer one the headings.
  var repeatedOnPages: (columns: Bool, headings: Bool) {
    guard pagesAcross > 1, frozenColumns > 0 else { return (false, true) }
    let name = self.name.utf8.count { $0 == UInt8(ascii: "'") }
    let quoted = self.name.utf8.count + name + 2
    // Of each `!$XFD:$XFD` or `!$1048576:$1048576`, and a comma.
    if 2 * quoted + 10 + 18 + 1 <= 120 { return (true, true) }
    return rows.count <= 50 ? (true, false) : (false, true)
  }

  /// The width of a column within the bounds of spreadsheets.
  static func drawn(_ width: Double) -> Double { min(max(width, 3), 100) }
}
