import Dispatch
import SurveyData

/// One pass over the records below the header: sound ones go to the columns,
/// the others are set aside.
struct BodyPass {
  /// The line of each record that was kept.
  private(set) var lines: [Int32] = []
  private(set) var rejects: [RejectedRecord] = []
  /// The line that each reject's diagnostic points at.
  private(set) var rejectLines: [Int] = []
  /// The number of records that were kept.
  private(set) var rowCount = 0
  private(set) var blankLines = 0
  private(set) var hasBareQuotes = false
  /// The lines of records that repeat the header.
  private(set) var headerLines: [Int] = []
  /// The lines of records that sum up others, kept or not.
  private(set) var totalLines: [Int] = []
  private(set) var lineEnds = (feeds: 0, pairs: 0, returns: 0)

  private let layout: RecordLayout
  private let isFirst: Bool
  private let totals: TotalRows?
  private let dropsTotals: Bool

  /// Reads all records of `layout` into `builders`.
  ///
  /// - Parameter isFirst: Whether lines and rejects are to be collected;
  ///   a second reading of some columns has them already.
  init(
    _ layout: RecordLayout, into builders: [ColumnBuilder], isFirst: Bool,
    totals: TotalRows?, dropsTotals: Bool
  ) throws(FileFault) {
    self.totals = totals
    self.dropsTotals = dropsTotals
    self.layout = layout
    self.isFirst = isFirst
    let columns = layout.names.count
    let capacity = max(1, 131_072 / max(columns, 1))
    let fields = UnsafeMutablePointer<Field>.allocate(
      capacity: capacity * columns)
    let records = UnsafeMutablePointer<(start: Int, line: Int)>.allocate(
      capacity: capacity)
    defer {
      fields.deallocate()
      records.deallocate()
    }
    var scanner = layout.scanner
    var isAtEnd = false
    while !isAtEnd {
      var count = 0
      while count < capacity {
        let target = fields + count * columns
        let record = try scanner.next(into: target, capacity: columns)
        if record.kind == .end {
          isAtEnd = true
          break
        }
        guard keeps(record, target, scanner) else { continue }
        records[count] = (record.start, record.line)
        count += 1
        if isFirst { lines.append(Int32(clamping: record.line)) }
      }
      rowCount += count
      let batch = CellBatch(
        scanner: scanner, fields: fields, stride: columns, count: count,
        records: records)
      ColumnWork(builders: builders, batch: batch).run()
    }
    lineEnds = scanner.lineEnds
  }

  /// Files that were put together from several exports have headers, and even
  /// byte order marks, between their rows.
  private func repeatsHeader(
    _ fields: UnsafeMutablePointer<Field>, _ scanner: RecordScanner
  ) -> Bool {
    guard layout.headerLine != nil, let first = layout.names.first else {
      return false
    }
    let surplus = Int(fields[0].length) - first.utf8.count
    guard surplus == 0 || surplus == 3 else { return false }
    let text = scanner.text(of: fields[0])
    guard text == first || text == "\u{FEFF}" + first else { return false }
    return layout.names.indices.dropFirst().allSatisfy {
      scanner.text(of: fields[$0]) == layout.names[$0]
    }
  }

  private mutating func keeps(
    _ record: ScannedRecord, _ target: UnsafeMutablePointer<Field>,
    _ scanner: RecordScanner
  ) -> Bool {
    let columns = layout.names.count
    switch record.kind {
    case .comment, .end:
      return false
    case .blank:
      // In a table of one column a blank line is an empty cell.
      guard columns == 1 else {
        blankLines += 1
        return false
      }
      target[0] = Field(
        start: record.start, length: 0, isEscaped: false, isQuoted: false)
      return true
    case .data:
      if record.hasBareQuote { hasBareQuotes = true }
      var reason = record.fault
      if reason == nil, record.fieldCount < columns { reason = .tooFewFields }
      if reason == nil, record.fieldCount > columns,
        !(layout.allowsEmptyBeyond && record.isEmptyBeyond)
      {
        reason = .tooManyFields
      }
      if reason == nil, isFirst || dropsTotals,
        totals?.contain(target, scanner) == true
      {
        if isFirst { totalLines.append(record.line) }
        if dropsTotals { reason = .totalRow }
      }
      guard let reason else {
        if isFirst, repeatsHeader(target, scanner) {
          headerLines.append(record.line)
        }
        return true
      }
      if isFirst {
        rejects.append(
          RejectedRecord(
            line: record.line, reason: reason, byteOffset: record.start,
            fieldCount: record.fieldCount, text: scanner.excerpt(of: record)))
        rejectLines.append(
          reason == .unterminatedQuote ? record.openLine : record.line)
      }
      return false
    }
  }
}

/// The columns of one batch, read at the same time.
///
/// Sharing is safe because no two of them touch the same builder and the
/// batch does not change; a column depends on its own cells only, so that the
/// result does not depend on who reads which.
private struct ColumnWork: @unchecked Sendable {
  let builders: [ColumnBuilder]
  let batch: CellBatch

  func run() {
    guard batch.count * batch.stride > 4096 else {
      for builder in builders { builder.append(batch) }
      return
    }
    DispatchQueue.concurrentPerform(iterations: builders.count) {
      builders[$0].append(batch)
    }
  }
}
