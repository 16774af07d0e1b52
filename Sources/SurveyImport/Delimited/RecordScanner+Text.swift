extension RecordScanner {
  /// The content of a field.
  func text(of field: Field) -> String {
    var scratch: [UInt8] = []
    return withContent(of: field, &scratch) {
      String(decoding: $0, as: UTF8.self)
    }
  }

  /// Calls `body` with the content of a field, its escapes resolved.
  @inline(__always)
  func withContent<Result>(
    of field: Field, _ scratch: inout [UInt8],
    _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let raw = UnsafeBufferPointer(
      start: base + field.start, count: Int(field.length))
    guard field.isEscaped else { return body(raw) }
    resolve(raw, isQuoted: field.isQuoted, &scratch)
    return scratch.withUnsafeBufferPointer(body)
  }

  private func resolve(
    _ raw: UnsafeBufferPointer<UInt8>, isQuoted: Bool,
    _ scratch: inout [UInt8]
  ) {
    scratch.removeAll(keepingCapacity: true)
    var i = 0
    while i < raw.count {
      let byte = raw[i]
      let isPair =
        isQuoted && grammar.doublesQuotes && byte == grammar.quote
        && i + 1 < raw.count && raw[i + 1] == byte
      if isPair || (byte == grammar.escape && i + 1 < raw.count) { i += 1 }
      scratch.append(raw[i])
      i += 1
    }
  }

  /// The beginning of a record for messages, escaped.
  func excerpt(of record: ScannedRecord) -> String {
    escapedExcerpt(
      UnsafeBufferPointer(
        start: base + record.start, count: record.end - record.start))
  }
}
