import CTextScan
import Glibc

/// The cells of some records of a file, found but not yet read.
///
/// A cell reaches from behind one place to another: `ends` holds the places
/// of delimiters and record ends, and `first` for each record the position in
/// `ends` of its first cell's end.
struct CellView {
  /// The bytes that places count from.
  let base: UnsafePointer<UInt8>
  /// The end of the bytes that may be read.
  let textEnd: UnsafePointer<UInt8>
  let ends: UnsafePointer<UInt32>
  let first: UnsafePointer<UInt32>
  /// The number of records.
  let count: Int
  /// The number of columns.
  let columnCount: Int
  let quote: UInt8?
  let escape: UInt8?
  let doublesQuotes: Bool
  /// Whether any field may have quotes or escapes inside.
  let mayBeEscaped: Bool
  /// Whether a carriage return before a record's end is part of the end.
  let trimsReturns: Bool
  /// The place of `base` in the text.
  let offset: Int
  /// For each record the line it starts on, counted from the first line;
  /// `nil` when record i starts on line i.
  let lines: UnsafePointer<Int32>?

  /// The line a record starts on, counted from the first line.
  func line(_ row: Int) -> Int { lines.map { Int($0[row]) } ?? row }

  /// The bytes of a cell between its delimiters.
  @inline(__always)
  func raw(_ row: Int, _ column: Int) -> UnsafeBufferPointer<UInt8> {
    let position = Int(first[row]) + column
    let start = Int(ends[position - 1] &+ 1)
    var end = Int(ends[position])
    if trimsReturns, column == columnCount - 1, end > start,
      base[end - 1] == 0x0D
    {
      end -= 1
    }
    return UnsafeBufferPointer(start: base + start, count: end - start)
  }

  /// At least as many bytes as the cells of a column have in some rows.
  func byteCount(_ rows: Range<Int>, _ column: Int) -> Int {
    guard let last = rows.last else { return 0 }
    let end = Int(ends[Int(first[last]) + column])
    let all = end - Int(ends[Int(first[rows.lowerBound]) - 1] &+ 1)
    // Where records are long, each cell is measured.
    if all < 1 << 18 { return all }
    return rows.reduce(0) { $0 + raw($1, column).count }
  }

  /// The cells of one column for the readers of usual cells.
  @inline(__always)
  func cells(_ column: Int) -> manyi_cells {
    manyi_cells(
      text: base, text_end: textEnd, ends: ends, first: first, column: column,
      quote: quote.map(UInt32.init) ?? 256,
      trims_return: trimsReturns && column == columnCount - 1)
  }

  /// The place in the text where a record begins.
  func recordStart(_ row: Int) -> Int {
    offset + Int(ends[Int(first[row]) - 1] &+ 1)
  }

  /// The place in the text where a cell's content begins.
  func contentStart(_ row: Int, _ column: Int) -> Int {
    let cell = raw(row, column)
    let start = cell.baseAddress.map { $0 - base } ?? 0
    let isQuoted = quote != nil && cell.first == quote
    return offset + start + (isQuoted ? 1 : 0)
  }

  /// The content of a cell where it stands in the file as it is; `nil` when
  /// doubled quotes or escapes have to be resolved.
  @inline(__always)
  func plainContent(_ row: Int, _ column: Int) -> UnsafeBufferPointer<UInt8>? {
    if escape != nil { return nil }
    let cell = raw(row, column)
    guard let quote, cell.count > 1, cell[0] == quote else { return cell }
    let inner = UnsafeBufferPointer(rebasing: cell[1..<(cell.count - 1)])
    guard mayBeEscaped, let start = inner.baseAddress else { return inner }
    return memchr(start, Int32(quote), inner.count) == nil ? inner : nil
  }

  /// Calls `body` with the content of a cell, quotes and escapes resolved.
  @inline(__always)
  func withContent<Result>(
    _ row: Int, _ column: Int, _ scratch: inout [UInt8],
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let cell = raw(row, column)
    guard let quote, cell.count > 1, cell[0] == quote else {
      if let escape, cell.contains(escape) {
        resolve(cell, isQuoted: false, &scratch)
        return scratch.withUnsafeBufferPointer(body)
      }
      return body(cell)
    }
    let inner = UnsafeBufferPointer(rebasing: cell[1..<(cell.count - 1)])
    guard mayBeEscaped else { return body(inner) }
    return withEscapedContent(inner, quote, &scratch, body)
  }

  @inline(never)
  private func withEscapedContent<Result>(
    _ inner: UnsafeBufferPointer<UInt8>, _ quote: UInt8,
    _ scratch: inout [UInt8], _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let hasQuotes =
      inner.baseAddress.map { memchr($0, Int32(quote), inner.count) != nil }
      ?? false
    guard hasQuotes || (escape.map(inner.contains) ?? false) else {
      return body(inner)
    }
    resolve(inner, isQuoted: true, &scratch)
    return scratch.withUnsafeBufferPointer(body)
  }

  @inline(never)
  private func resolve(
    _ raw: UnsafeBufferPointer<UInt8>, isQuoted: Bool,
    _ scratch: inout [UInt8]
  ) {
    scratch.removeAll(keepingCapacity: true)
    var i = 0
    while i < raw.count {
      let byte = raw[i]
      let isPair =
        isQuoted && doublesQuotes && byte == quote && i + 1 < raw.count
        && raw[i + 1] == byte
      if isPair || (byte == escape && i + 1 < raw.count) { i += 1 }
      scratch.append(raw[i])
      i += 1
    }
  }
}
