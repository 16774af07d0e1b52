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

  /// The width of a column within the bounds of spreadsheets.
  static func drawn(_ width: Double) -> Double { min(max(width, 3), 100) }
}
