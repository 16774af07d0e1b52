import CTextScan

/// Reads chunks, one after the other, into buffers that it uses again.
///
/// A reader belongs to one thread at a time, so that access to what it holds
/// is not checked while the program runs.
final class ChunkReader: @unchecked Sendable {
  let context: ChunkContext
  let segments: [ColumnSegment]
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

  init(_ context: ChunkContext, rules: [(position: Int, rules: CellRules)]) {
    self.context = context
    segments = rules.map {
      ColumnSegment(position: $0.position, rules: $0.rules)
    }
    // A small file needs little room.
    breakCapacity = min(context.chunkBytes, context.text.count) + 64
    capacity = breakCapacity * 2 + 256
    ends = .allocate(capacity: capacity + 1)
    ends.initialize(repeating: 0, count: capacity + 1)
    feeds = .allocate(capacity: capacity)
    breaks = .allocate(capacity: breakCapacity)
  }

  deinit {
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
    let copy = UnsafeMutablePointer<UInt32>.allocate(capacity: larger + 1)
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
    let columns = context.columnCount
    first.reserveCapacity(scan.record_count)
    let (ends, feeds, breaks) = (ends, feeds, breaks)
    let mayKeepAll = dropped.isEmpty && scan.break_count == 0
    let (shortest, longest) = (
      context.hasHeader ? context.firstName.count : .max,
      context.firstName.count + 5
    )
    var before = 0
    var nextBreak = 0
    var keepsLines = scan.break_count > 0
    for record in 0..<scan.record_count {
      // The usual record, without a look at anything else.
      if mayKeepAll, !keepsLines, Int(feeds[record]) - before == columns {
        let length = Int(ends[before + 1] &- ends[before] &- 1)
        if length < shortest || length > longest {
          first.append(UInt32(truncatingIfNeeded: before + 1))
          before += columns
          continue
        }
      }
      let position = before + 1
      let fields = Int(feeds[record]) - before
      before = Int(feeds[record])
      let startOfRecord = Int(ends[position - 1] &+ 1)
      var line = record
      if scan.break_count > 0 {
        while nextBreak < scan.break_count,
          Int(breaks[nextBreak]) < startOfRecord
        { nextBreak += 1 }
        line += nextBreak
      }
      if fields == columns {
        if dropped.isEmpty || !dropped.contains(start + startOfRecord) {
          keep(position, line, &keepsLines)
          checkHeader(position, line)
          continue
        }
      }
      if fields > context.grammar.maximumColumns { return false }
      startKeepingLines(&keepsLines)
      let end = content(endingAt: before)
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
        keep(position, line, &keepsLines)
        checkHeader(position, line)
        continue
      }
      reject(
        fields < columns ? .tooFewFields : .tooManyFields,
        line: line, fields: fields, start + startOfRecord..<start + end)
    }
    return true
  }

  private func startKeepingLines(_ keepsLines: inout Bool) {
    guard !keepsLines else { return }
    keepsLines = true
    records.lines = (0..<first.count).map { Int32(truncatingIfNeeded: $0) }
  }

  @inline(__always)
  private func keep(_ position: Int, _ line: Int, _ keepsLines: inout Bool) {
    if keepsLines { records.lines.append(Int32(truncatingIfNeeded: line)) }
    first.append(UInt32(truncatingIfNeeded: position))
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
  func checkHeader(_ position: Int, _ line: Int) {
    let length = Int(ends[position] &- ends[position - 1] &- 1)
    let surplus = length - context.firstName.count
    guard surplus >= 0, surplus <= 5, context.hasHeader,
      surplus == 0 || mayHideName(position)
    else { return }
    compareWithHeader(first.count - 1, line)
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

  // MARK: - Cells

  private func withView<Result>(_ body: (CellView) -> Result) -> Result {
    // Local, so that the arrays stay where they are meanwhile.
    let (starts, lines) = (first, records.lines)
    return starts.withUnsafeBufferPointer { first in
      lines.withUnsafeBufferPointer { lines in
        let place = UnsafePointer(ends)
        let base = context.text.baseAddress ?? UnsafePointer(unusedByte)
        return body(
          CellView(
            base: base + records.start, ends: place,
            first: first.baseAddress ?? place, count: first.count,
            columnCount: context.columnCount, quote: context.grammar.quote,
            escape: context.grammar.escape,
            doublesQuotes: context.grammar.doublesQuotes,
            mayBeEscaped: mayBeEscaped, trimsReturns: trimsReturns,
            offset: records.start,
            lines: lines.isEmpty ? nil : lines.baseAddress))
      }
    }
  }

  private func readCells(_ modes: [ColumnMode]) {
    withView { view in
      for (segment, mode) in zip(segments, modes) {
        segment.read(view, mode: mode, totals: context.totals)
      }
    }
  }

  /// Looks at the records with a cell that may head a row of totals; returns
  /// whether any is to be left out.
  private func findTotals(drops: Bool) -> Bool {
    guard let totals = context.totals else { return false }
    var rows: Set<UInt32> = []
    for segment in segments { rows.formUnion(segment.suspectRows) }
    guard !rows.isEmpty else { return false }
    withView { view in
      for row in rows.sorted() where totals.contain(view, row: Int(row)) {
        if drops {
          dropped.insert(view.recordStart(Int(row)))
        } else {
          records.totalLines.append(records.line(Int(row)))
        }
      }
    }
    return drops && !dropped.isEmpty
  }
}
