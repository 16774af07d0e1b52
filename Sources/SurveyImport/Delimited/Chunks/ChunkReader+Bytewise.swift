import CTextScan

/// Chunks with anything odd, read byte by byte under all rules.
extension ChunkReader {
  /// Finds the records that begin from `start` to before `limit`.
  func readBytewise(from start: Int, limit: Int) throws(FileFault) {
    trimsReturns = false
    mayBeEscaped = true
    var offsets = knownInvalidOffsets(from: start)
    if context.invalidOffsets.isEmpty, let base = context.text.baseAddress {
      // How far the last record reaches is not known before it was read.
      var probe = scanner(start, [])
      let none = UnsafeMutablePointer<Field>.allocate(capacity: 1)
      defer { none.deallocate() }
      while probe.position < limit {
        if try probe.next(into: none, capacity: 0).kind == .end { break }
      }
      let size = probe.position - start
      if manyi_find_invalid_utf8(base + start, size) < size {
        records.hasInvalidBytes = true
        offsets =
          inspectUTF8(context.text, start..<probe.position).invalidOffsets
      }
    }
    let columns = context.columnCount
    let fields = UnsafeMutablePointer<Field>.allocate(capacity: columns)
    defer { fields.deallocate() }
    var scanner = scanner(start, offsets)
    var used = 0
    while scanner.position < limit {
      let record = try scanner.next(into: fields, capacity: columns)
      if record.kind == .end { break }
      take(record, fields, scanner, start, &used)
    }
    records.stop = scanner.position
    records.lineCount = scanner.line - 1
    records.lineEnds = scanner.lineEnds
  }

  private func scanner(_ start: Int, _ offsets: [Int]) -> RecordScanner {
    RecordScanner(
      context.text, grammar: context.grammar, invalidOffsets: offsets,
      position: start)
  }

  /// The offsets that were found when the text was converted.
  private func knownInvalidOffsets(from start: Int) -> [Int] {
    let all = context.invalidOffsets
    var (low, high) = (0, all.count)
    while low < high {
      let middle = (low + high) / 2
      if all[middle] < start { low = middle + 1 } else { high = middle }
    }
    return Array(all[low...])
  }

  private func take(
    _ record: ScannedRecord, _ fields: UnsafeMutablePointer<Field>,
    _ scanner: RecordScanner, _ start: Int, _ used: inout Int
  ) {
    let columns = context.columnCount
    let line = record.line - 1
    switch record.kind {
    case .comment, .end: return
    case .blank:
      // In a table of one column a blank line is an empty cell.
      guard columns == 1 else {
        records.blankLines += 1
        return
      }
      fields[0] = Field(
        start: record.start, length: 0, isEscaped: false, isQuoted: false)
    case .data:
      if record.hasBareQuote { records.hasBareQuotes = true }
      if let reason = fault(of: record) {
        reject(
          reason, line: line, fields: record.fieldCount,
          record.start..<record.end)
        if reason == .unterminatedQuote {
          records.rejectLines[records.rejectLines.count - 1] =
            record.openLine - 1
        }
        if reason == .totalRow { records.totalLines.append(line) }
        return
      }
    }
    reserveEnds(used + columns + 2)
    ends[used] = UInt32(truncatingIfNeeded: record.start - start) &- 1
    for column in 0..<columns {
      let field = fields[column]
      let end = field.start + Int(field.length) + (field.isQuoted ? 1 : 0)
      ends[used + 1 + column] = UInt32(truncatingIfNeeded: end - start)
    }
    first.append(UInt32(truncatingIfNeeded: used + 1))
    records.lines.append(Int32(truncatingIfNeeded: line))
    if record.kind == .data {
      checkHeader(used + 1, line, row: first.count - 1)
    }
    used += columns + 1
  }

  private func fault(of record: ScannedRecord) -> RejectedRecord.Reason? {
    if let fault = record.fault { return fault }
    if record.fieldCount < context.columnCount { return .tooFewFields }
    let isWide = record.fieldCount > context.columnCount
    if isWide, !(context.allowsEmptyBeyond && record.isEmptyBeyond) {
      return .tooManyFields
    }
    return dropped.contains(record.start) ? .totalRow : nil
  }
}
