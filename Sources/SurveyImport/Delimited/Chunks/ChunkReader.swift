import CTextScan

/// Reads chunks, one after the other, into buffers that it uses again.
///
/// A reader belongs to one thread at a time, so that access to what it holds
/// is not checked while the program runs.
final class ChunkReader: @unchecked Sendable {
  let context: ChunkContext
  let segments: [ColumnSegment]
  let unmanaged: [Unmanaged<ColumnSegment>]
  @exclusivity(unchecked) var records = ChunkRecords()
  /// For each record that is kept the position of its first cell in `ends`.
  @exclusivity(unchecked) var first: [UInt32] = []
  /// Places of delimiters and record ends, counted from the first record,
  /// after one entry that stands for the place before the first byte.
  @exclusivity(unchecked) var ends: UnsafeMutablePointer<UInt32>
  @exclusivity(unchecked) private var feeds: UnsafeMutablePointer<UInt32>
  @exclusivity(unchecked) private var breaks: UnsafeMutablePointer<UInt32>
  @exclusivity(unchecked) private var capacity: Int
  private let breakCapacity: Int
  @exclusivity(unchecked) var trimsReturns = false
  @exclusivity(unchecked) var mayBeEscaped = true
  /// Places of records that sum up others and are left out.
  @exclusivity(unchecked) var dropped: Set<Int> = []
  @exclusivity(unchecked) private var scratch: [UInt8] = []
  /// Columns that are read together.
  let group: ColumnGroup

  init(_ context: ChunkContext, rules: [(position: Int, rules: CellRules)]) {
    self.context = context
    segments = rules.map {
      ColumnSegment(position: $0.position, rules: $0.rules)
    }
    unmanaged = segments.map(Unmanaged.passUnretained)
    // A small file needs little room.
    breakCapacity = min(context.chunkBytes, context.text.count) + 64
    capacity = breakCapacity * 2 + 256
    ends = .allocate(capacity: capacity + 1 + Self.beyond)
    ends.initialize(repeating: 0, count: capacity + 1 + Self.beyond)
    group = ColumnGroup()
    feeds = .allocate(capacity: capacity)
    breaks = .allocate(capacity: breakCapacity)
  }

  /// So many places behind the last one may be looked at.
  private static let beyond = 16

  deinit {
    group.deallocate()
    ends.deallocate()
    feeds.deallocate()
    breaks.deallocate()
  }

  /// Reads the records that begin from `start` to before `limit`.
  ///
  /// - Parameter end: The text is looked at up to here.
  /// - Returns: Whether the last record ended before `end`, or the text did.
  func read(
    from start: Int, limit: Int, end: Int, modes: [ColumnMode]
  ) throws(FileFault) -> Bool {
    dropped = context.dropped
    let isComplete = try find(from: start, limit: limit, end: end)
    guard isComplete else { return false }
    readCells(modes)
    // Which records are totals is known only now.
    if context.dropsTotals, findTotals(drops: true) {
      _ = try find(from: start, limit: limit, end: end)
      readCells(modes)
    } else if !context.dropsTotals {
      _ = findTotals(drops: false)
    }
    return true
  }

  /// Reads the cells of one column again.
  func reread(_ position: Int, mode: ColumnMode) {
    withView { view in
      segments[position].read(view, mode: mode, totals: context.totals)
    }
  }

  /// The number of records that are kept.
  var rowCount: Int { first.count }

  /// Makes room for `count` places.
  func reserveEnds(_ count: Int) {
    guard count > capacity else { return }
    let larger = max(count, capacity * 2)
    let copy = UnsafeMutablePointer<UInt32>.allocate(
      capacity: larger + 1 + Self.beyond)
    copy.update(from: ends, count: capacity + 1)
    ends.deallocate()
    feeds.deallocate()
    ends = copy
    feeds = .allocate(capacity: larger)
    capacity = larger
  }

  // MARK: - Records

  private func find(
    from start: Int, limit: Int, end: Int
  ) throws(FileFault) -> Bool {
    records = ChunkRecords()
    records.start = start
    first.removeAll(keepingCapacity: true)
    guard start < limit else {
      records.stop = start
      return true
    }
    if !context.needsByteReader, scan(from: start, limit: limit, end: end) {
      return true
    }
    if end < context.text.count { return false }
    try readBytewise(from: start, limit: limit)
    return true
  }

  /// Finds records by the places of delimiters and line feeds; `false` when
  /// the chunk has anything odd.
  private func scan(from start: Int, limit: Int, end: Int) -> Bool {
    guard let base = context.text.baseAddress else { return false }
    ends[0] = .max
    var scan = manyi_text_scan()
    scan.text = base + start
    scan.count = end - start
    scan.limit = limit - start
    scan.delimiter = context.grammar.delimiter
    scan.quote = context.grammar.quote.map(UInt32.init) ?? 256
    scan.ends = ends + 1
    scan.capacity = capacity
    scan.records = feeds
    scan.breaks = breaks
    scan.break_capacity = breakCapacity
    guard manyi_scan_text(&scan) else { return false }
    // What was cut off may only seem to be a record.
    if scan.is_open, end < context.text.count { return false }
    let size = scan.stop
    if size > context.grammar.maximumFieldBytes { return false }
    if scan.has_high_bytes,
      manyi_find_invalid_utf8(base + start, size) < size
    {
      records.hasInvalidBytes = true
      return false
    }
    records.stop = start + size
    records.lineEnds = (
      scan.record_count - scan.pair_count - (scan.is_open ? 1 : 0),
      scan.pair_count, 0
    )
    records.lineCount =
      scan.record_count + scan.break_count - (scan.is_open ? 1 : 0)
    trimsReturns = scan.pair_count > 0
    mayBeEscaped = scan.has_doubled_quotes
    return takeRecords(scan, start)
  }

  private func takeRecords(_ scan: manyi_text_scan, _ start: Int) -> Bool {
    var copy = scan
    let columns = context.columnCount
    let (ends, feeds, breaks) = (ends, feeds, breaks)
    let hasHeader = context.hasHeader
    var keepsLines = scan.break_count > 0
    // Room for all records; those that are left out are cut off at the end.
    first.append(contentsOf: repeatElement(0, count: scan.record_count))
    if keepsLines {
      records.lines = [Int32](repeating: 0, count: scan.record_count)
    }
    var taken = manyi_records()
    taken.columns = columns
    // A header may hide behind a byte order mark and quotes.
    taken.shortest = hasHeader ? context.firstName.count : .max
    taken.longest = hasHeader ? context.firstName.count + 5 : .max
    while true {
      // The usual records, without a look at anything else.
      if dropped.isEmpty {
        first.withUnsafeMutableBufferPointer { first in
          records.lines.withUnsafeMutableBufferPointer { lines in
            taken.first = first.baseAddress
            taken.lines = keepsLines ? lines.baseAddress : nil
            manyi_take_records(&copy, ends, &taken)
          }
        }
      }
      guard taken.record < scan.record_count else { break }
      let record = taken.record
      let position = taken.end + 1
      let fields = Int(feeds[record]) - taken.end
      taken.record += 1
      taken.end = Int(feeds[record])
      let startOfRecord = Int(ends[position - 1] &+ 1)
      var line = record
      while taken.breaks < scan.break_count,
        Int(breaks[taken.breaks]) < startOfRecord
      { taken.breaks += 1 }
      line += taken.breaks
      if fields == columns {
        if dropped.isEmpty || !dropped.contains(start + startOfRecord) {
          keep(position, line, keepsLines, &taken)
          continue
        }
      }
      if fields > context.grammar.maximumColumns { return false }
      if !keepsLines {
        keepsLines = true
        records.lines = (0..<scan.record_count).map {
          Int32(truncatingIfNeeded: $0)
        }
      }
      let end = content(endingAt: taken.end)
      if dropped.contains(start + startOfRecord) {
        records.totalLines.append(line)
        reject(
          .totalRow, line: line, fields: fields,
          start + startOfRecord..<start + end)
        continue
      }
      if fields == 1, end == startOfRecord {
        records.blankLines += 1
        continue
      }
      if fields > columns, context.allowsEmptyBeyond,
        isEmptyBeyond(position, fields)
      {
        keep(position, line, keepsLines, &taken)
        continue
      }
      reject(
        fields < columns ? .tooFewFields : .tooManyFields,
        line: line, fields: fields, start + startOfRecord..<start + end)
    }
    first.removeLast(first.count - taken.kept)
    if keepsLines { records.lines.removeLast(records.lines.count - taken.kept) }
    return true
  }

  private func keep(
    _ position: Int, _ line: Int, _ keepsLines: Bool,
    _ taken: inout manyi_records
  ) {
    if keepsLines {
      records.lines[taken.kept] = Int32(truncatingIfNeeded: line)
    }
    first[taken.kept] = UInt32(truncatingIfNeeded: position)
    taken.kept += 1
    checkHeader(position, line, row: taken.kept - 1)
  }

  /// The end of a record's content, without a return before the line feed.
  private func content(endingAt position: Int) -> Int {
    let end = Int(ends[position])
    guard trimsReturns, end > Int(ends[position - 1] &+ 1),
      let base = context.text.baseAddress,
      base[records.start + end - 1] == 0x0D
    else { return end }
    return end - 1
  }

  private func isEmptyBeyond(_ position: Int, _ fields: Int) -> Bool {
    for field in context.columnCount..<fields {
      let i = position + field
      let end =
        field == fields - 1 ? content(endingAt: i) : Int(ends[i])
      guard let base = context.text.baseAddress else { return false }
      var length = end - Int(ends[i - 1] &+ 1)
      let start = records.start + Int(ends[i - 1] &+ 1)
      if length == 2, let quote = context.grammar.quote, base[start] == quote,
        base[start + 1] == quote
      {
        length = 0
      }
      if length > 0 { return false }
    }
    return true
  }

  func reject(
    _ reason: RejectedRecord.Reason, line: Int, fields: Int, _ range: Range<Int>
  ) {
    records.rejects.append(
      RejectedRecord(
        line: line, reason: reason, byteOffset: range.lowerBound,
        fieldCount: fields,
        text: escapedExcerpt(
          UnsafeBufferPointer(rebasing: context.text[range]))))
    records.rejectLines.append(line)
  }

  /// Files that were put together from several exports have headers, and even
  /// byte order marks, between their rows.
  @inline(__always)
  func checkHeader(_ position: Int, _ line: Int, row: Int) {
    let length = Int(ends[position] &- ends[position - 1] &- 1)
    let surplus = length - context.firstName.count
    guard surplus >= 0, surplus <= 5, context.hasHeader,
      surplus == 0 || mayHideName(position)
    else { return }
    compareWithHeader(row, line)
  }

  /// Whether a first cell that is longer than the name of its column may
  /// still hold it: in quotes, behind a byte order mark, with escapes, or
  /// before the return of a record of one cell.
  @inline(__always)
  private func mayHideName(_ position: Int) -> Bool {
    guard context.columnCount > 1, context.grammar.escape == nil,
      let base = context.text.baseAddress
    else { return true }
    let first = base[records.start + Int(ends[position - 1] &+ 1)]
    return first == 0xEF || first == context.grammar.quote
  }

  @inline(never)
  private func compareWithHeader(_ row: Int, _ line: Int) {
    let repeats = withView { view in
      for column in context.names.indices {
        let isSame = view.withContent(row, column, &scratch) { cell -> Bool in
          let name = context.names[column].utf8
          if cell.elementsEqual(name) { return true }
          return column == 0 && cell.starts(with: [0xEF, 0xBB, 0xBF])
            && cell.dropFirst(3).elementsEqual(name)
        }
        if !isSame { return false }
      }
      return true
    }
    if repeats { records.headerLines.append(line) }
  }
}
