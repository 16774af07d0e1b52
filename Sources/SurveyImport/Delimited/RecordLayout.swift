/// The header of a file and what follows from it for the records.
struct RecordLayout {
  /// The names of the columns, all different as bytes.
  var names: [String] = []
  /// The line of the header; `nil` when the file has none.
  var headerLine: Int?
  /// A scanner that is about to read the first record below the header.
  var scanner: RecordScanner
  /// Whether every record ends in empty fields that the header does not have.
  var allowsEmptyBeyond = false
  /// What was odd about the header.
  var oddities: [ImportOddity] = []
  /// Blank lines above the header.
  var blankLines = 0
  /// The lines from the start of the table to the one above the real header,
  /// when what was taken for the header looks like a title; `nil` otherwise.
  var titleLines: Int?

  /// Reads the header and looks at the widths of the records as far as needed.
  ///
  /// With a `profile` the header has as many records as that says, and its
  /// first one stays as it is, because the profile names the columns.
  init(
    _ start: RecordScanner, options: ImportOptions,
    profile: ProfilePlan? = nil
  ) throws(FileFault) {
    scanner = start
    guard options.hasHeader else {
      let count = try firstWidth()
      names = (0..<count).map { "column_\($0 + 1)" }
      return
    }
    var header: [String] = []
    try readHeader(&header, limit: options.maximumColumns)
    if let profile {
      names = header
      try skipRecords(profile.headerRecords - 1)
      let widths = try widths(beyond: header.count, stopsEarly: true)
      allowsEmptyBeyond =
        widths.isEmptyBeyond && (widths.all ?? 0) > header.count
      return
    }
    titleLines = try linesOfTitle(above: header, from: start.line)
    try settleTrailingDelimiters(&header)
    fillEmptyNames(&header)
    names = try settleDuplicates(header, options.duplicates)
  }

}

/// Something in a file that was read all the same.
enum ImportOddity: String, CaseIterable {
  case blankLines = "blank_lines"
  case bareQuote = "bare_quote"
  case namingLine = "excel_sep_line"
  case trailingDelimiter = "trailing_delimiter"
  case trailingDelimiterInHeader = "trailing_delimiter_header"
  case emptyHeaderName = "empty_header_name"
  case renamedDuplicates = "duplicate_header_renamed"
  case noRows = "no_rows"
}

extension RecordLayout {
  private mutating func readHeader(
    _ header: inout [String], limit: Int
  ) throws(FileFault) {
    let noFields = UnsafeMutablePointer<Field>.allocate(capacity: 1)
    defer { noFields.deallocate() }
    while true {
      // The first look counts the fields, the second one keeps them.
      var counter = scanner
      let record = try counter.next(into: noFields, capacity: 0)
      switch record.kind {
      case .end: throw .emptyFile
      case .comment: scanner = counter
      case .blank:
        blankLines += 1
        scanner = counter
      case .data:
        if let fault = record.fault {
          throw .damagedHeader(
            fault, line: record.line, text: scanner.excerpt(of: record))
        }
        let fields = UnsafeMutablePointer<Field>.allocate(
          capacity: record.fieldCount)
        defer { fields.deallocate() }
        _ = try scanner.next(into: fields, capacity: record.fieldCount)
        header = (0..<record.fieldCount).map { scanner.text(of: fields[$0]) }
        headerLine = record.line
        return
      }
    }
  }

  /// Passes over the further records of a header.
  private mutating func skipRecords(_ count: Int) throws(FileFault) {
    let noFields = UnsafeMutablePointer<Field>.allocate(capacity: 1)
    defer { noFields.deallocate() }
    var passed = 0
    while passed < count {
      let record = try scanner.next(into: noFields, capacity: 0)
      if record.kind == .end { return }
      if record.kind == .data { passed += 1 }
    }
  }

  /// A title stands alone on its line, and below it stand two records with
  /// the same number of fields, the real header and the first row.
  private func linesOfTitle(
    above header: [String], from start: Int
  ) throws(FileFault) -> Int? {
    guard let title = header.first, !title.isEmpty,
      header.dropFirst().allSatisfy(\.isEmpty)
    else { return nil }
    let limit = 64
    let fields = UnsafeMutablePointer<Field>.allocate(capacity: limit)
    defer { fields.deallocate() }
    var look = scanner
    // Further lines of a title may follow the first.
    for _ in 0..<5 {
      let record = try look.next(into: fields, capacity: limit)
      if record.kind == .end { return nil }
      guard record.kind == .data, record.fault == nil else { continue }
      let kept = min(record.fieldCount, limit)
      let filled = (0..<kept).count { fields[$0].length > 0 }
      if filled < 2 { continue }
      let below = try look.next(into: fields, capacity: limit)
      let agrees =
        below.kind == .data && below.fieldCount == record.fieldCount
        && (0..<min(below.fieldCount, limit)).count {
          fields[$0].length > 0
        } > 1
      return agrees ? record.line - start : nil
    }
    return nil
  }

  /// The number of fields of the first sound record, or of the first record
  /// when none is sound.
  private func firstWidth() throws(FileFault) -> Int {
    let noFields = UnsafeMutablePointer<Field>.allocate(capacity: 1)
    defer { noFields.deallocate() }
    var look = scanner
    var first: Int?
    while true {
      let record = try look.next(into: noFields, capacity: 0)
      switch record.kind {
      case .end:
        guard let first else { throw .emptyFile }
        return first
      case .comment: continue
      case .blank: first = first ?? 1
      case .data:
        if record.fault == nil { return record.fieldCount }
        first = first ?? record.fieldCount
      }
    }
  }

  /// A trailing delimiter is forgiven only when it is the same on every
  /// record; forgiving it row by row would hide shifted columns.
  private mutating func settleTrailingDelimiters(
    _ header: inout [String]
  ) throws(FileFault) {
    let isOpen = header.count > 1 && (header.last?.isEmpty ?? false)
    if isOpen {
      let widths = try widths(beyond: header.count - 1, stopsEarly: false)
      let isTrailing =
        widths.isEmpty || widths.all == header.count - 1
        || (widths.all == header.count && widths.isEmptyBeyond)
      if isTrailing {
        header.removeLast()
        oddities.append(.trailingDelimiterInHeader)
      }
    }
    let widths = try widths(beyond: header.count, stopsEarly: true)
    if let all = widths.all, all > header.count, widths.isEmptyBeyond {
      allowsEmptyBeyond = true
    }
  }

  private struct Widths {
    var isEmpty = true
    /// The number of fields, when all sound records have the same.
    var all: Int?
    var isEmptyBeyond = true
  }

  private func widths(
    beyond count: Int, stopsEarly: Bool
  ) throws(FileFault) -> Widths {
    let fields = UnsafeMutablePointer<Field>.allocate(capacity: max(count, 1))
    defer { fields.deallocate() }
    var look = scanner
    var widths = Widths()
    while true {
      let record = try look.next(into: fields, capacity: count)
      if record.kind == .end { return widths }
      guard record.kind == .data, record.fault == nil else { continue }
      if widths.isEmpty {
        widths.all = record.fieldCount
        widths.isEmpty = false
      } else if widths.all != record.fieldCount {
        widths.all = nil
        return widths
      }
      if !record.isEmptyBeyond { widths.isEmptyBeyond = false }
      if stopsEarly, record.fieldCount <= count || !record.isEmptyBeyond {
        widths.all = nil
        return widths
      }
    }
  }

  private mutating func fillEmptyNames(_ header: inout [String]) {
    guard header.contains("") else { return }
    oddities.append(.emptyHeaderName)
    var taken = Set(header.map { Array($0.utf8) })
    for position in header.indices where header[position].isEmpty {
      var name = "column_\(position + 1)"
      while !taken.insert(Array(name.utf8)).inserted { name += "_" }
      header[position] = name
    }
  }

  /// Names are compared as bytes: `==` on strings would take two spellings
  /// of an accented letter for the same name.
  private mutating func settleDuplicates(
    _ header: [String], _ policy: ImportOptions.Duplicates
  ) throws(FileFault) -> [String] {
    var counts: [[UInt8]: Int] = [:]
    for name in header { counts[Array(name.utf8), default: 0] += 1 }
    guard counts.count < header.count else { return header }
    if policy == .stop {
      var reported: Set<[UInt8]> = []
      let names = header.filter { name in
        let bytes = Array(name.utf8)
        return (counts[bytes] ?? 0) > 1 && reported.insert(bytes).inserted
      }
      throw .duplicateHeader(names, line: headerLine ?? 1)
    }
    oddities.append(.renamedDuplicates)
    var taken = Set(counts.keys)
    var seen: [[UInt8]: Int] = [:]
    return header.map { name in
      let bytes = Array(name.utf8)
      let count = seen[bytes, default: 0] + 1
      seen[bytes] = count
      if count == 1 { return name }
      var number = count
      while !taken.insert(Array("\(name)__\(number)".utf8)).inserted {
        number += 1
      }
      return "\(name)__\(number)"
    }
  }
}
