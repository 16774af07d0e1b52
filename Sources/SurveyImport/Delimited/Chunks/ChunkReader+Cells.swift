import CTextScan

/// The cells of the records that were found.
extension ChunkReader {
  func withView<Result>(_ body: (CellView) -> Result) -> Result {
    // Local, so that the arrays stay where they are meanwhile.
    let (starts, lines) = (first, records.lines)
    return starts.withUnsafeBufferPointer { first in
      lines.withUnsafeBufferPointer { lines in
        let place = UnsafePointer(ends)
        let base = context.text.baseAddress ?? UnsafePointer(unusedByte)
        return body(
          CellView(
            base: base + records.start, textEnd: base + context.text.count,
            ends: place,
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

  /// Reads all columns of some rows before the next rows, so that the cells
  /// are still in the nearest memory.
  func readCells(_ modes: [ColumnMode]) {
    withView { view in
      for (segment, mode) in zip(segments, modes) {
        segment.start(view.count, mode)
      }
      let step = rowsAtOnce(view.count)
      var row = 0
      while row < view.count {
        let end = min(view.count, row + step)
        advance(view, from: row, to: end)
        row = end
      }
      for segment in segments { segment.finish(view, context.totals) }
    }
  }

  /// Reads some rows of all columns, neighbours with answers of one or two
  /// digits together.
  private func advance(_ view: CellView, from row: Int, to end: Int) {
    // Counting references would cost more than reading some columns.
    let (segments, totals) = (unmanaged, context.totals)
    var i = 0
    while i < segments.count {
      let neighbours = neighbours(view, i, from: row)
      let areRead =
        neighbours > 2 && readTogether(view, i, neighbours, row, end)
      for next in i..<i + max(1, neighbours) {
        segments[next]._withUnsafeGuaranteedRef { segment in
          if areRead {
            segment.acceptGroup(view, to: end, totals)
          } else {
            segment.advance(view, to: end, totals)
          }
        }
      }
      i += max(1, neighbours)
    }
  }

  /// How many columns from one on can be read together.
  private func neighbours(_ view: CellView, _ start: Int, from row: Int) -> Int
  {
    var end = start
    var position = 0
    while end < unmanaged.count, end - start < Int(manyi_small_columns) {
      let fits = unmanaged[end]._withUnsafeGuaranteedRef { segment in
        if end == start { position = segment.position }
        return segment.position == position + end - start
          && segment.readsInGroup(view, from: row)
      }
      guard fits else { break }
      end += 1
    }
    return end - start
  }

  private func readTogether(
    _ view: CellView, _ start: Int, _ count: Int, _ row: Int, _ end: Int
  ) -> Bool {
    var position = 0
    for i in 0..<count {
      unmanaged[start + i]._withUnsafeGuaranteedRef { segment in
        if i == 0 { position = segment.position }
        group.numbers[i] = segment.small
        group.blanks[i] = segment.blanks
        group.odd[i] = segment.odd
      }
    }
    var cells = view.cells(position)
    return manyi_read_small_columns(
      &cells, count, row, end, group.numbers, group.blanks, group.odd)
  }

  /// As many rows, a multiple of 64, as have about 128 KB of text and places.
  private func rowsAtOnce(_ count: Int) -> Int {
    let size = records.stop - records.start + count * context.columnCount * 4
    let rows = (1 << 17) * count / max(1, size)
    return min(max(rows / 64, 1), 16) * 64
  }

  /// Looks at the records with a cell that may head a row of totals; returns
  /// whether any is to be left out.
  func findTotals(drops: Bool) -> Bool {
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

/// Where the cells of columns that are read together go.
struct ColumnGroup {
  let numbers: UnsafeMutablePointer<UnsafeMutablePointer<Int8>?>
  let blanks: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>?>
  let odd: UnsafeMutablePointer<UnsafeMutablePointer<UInt64>?>

  init() {
    let count = Int(manyi_small_columns)
    numbers = .allocate(capacity: count)
    blanks = .allocate(capacity: count)
    odd = .allocate(capacity: count)
  }

  func deallocate() {
    numbers.deallocate()
    blanks.deallocate()
    odd.deallocate()
  }
}
