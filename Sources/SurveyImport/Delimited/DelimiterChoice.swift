import SurveyData

/// The delimiter of a file with the reason for taking it.
struct DelimiterChoice {
  var delimiter: UInt8
  var reason: LocalizedText
  /// Whether the first line only names the delimiter.
  var hasNamingLine = false
}

/// Finds the delimiter: the one that a first line such as `sep=;` names, the
/// one that was asked for, or the one that cuts the first records into the
/// same number of fields.
func chooseDelimiter(
  _ text: DecodedText, options: ImportOptions
) -> DelimiterChoice {
  let bytes = text.bytes
  if bytes.count > 5, bytes[3] == UInt8(ascii: "="),
    String(decoding: bytes[0..<3], as: UTF8.self).lowercased() == "sep",
    bytes[5] == 0x0A || bytes[5] == 0x0D, bytes[4] < 0x80
  {
    return DelimiterChoice(
      delimiter: bytes[4],
      reason: LocalizedText(zh: "首行指明", en: "the first line names it"),
      hasNamingLine: true)
  }
  if let delimiter = options.delimiter {
    return DelimiterChoice(delimiter: delimiter, reason: .asSet)
  }
  var best: (score: DelimiterScore, delimiter: UInt8)?
  for candidate in [",", ";", "\t", "|"] as [Unicode.Scalar] {
    let delimiter = UInt8(ascii: candidate)
    let score = DelimiterScore(text, delimiter, options)
    guard score.fieldCount > 1 else { continue }
    if best.map({ $0.score < score }) ?? true { best = (score, delimiter) }
  }
  guard let best else {
    return DelimiterChoice(
      delimiter: UInt8(ascii: ","),
      reason: LocalizedText(
        zh: "首条记录中没有分隔符", en: "no delimiter occurs in the first record"))
  }
  return DelimiterChoice(
    delimiter: best.delimiter,
    reason: LocalizedText(
      zh: "前\(best.score.records)条记录中有\(best.score.agreeing)条"
        + "为\(best.score.fieldCount)个字段",
      en: "\(best.score.agreeing) of the first \(best.score.records) "
        + "records have \(best.score.fieldCount) fields"))
}

/// What a delimiter makes of the beginning of a file.
private struct DelimiterScore: Comparable {
  var fieldCount = 0
  var records = 0
  /// Records with as many fields as the first one.
  var agreeing = 0

  init(_ text: DecodedText, _ delimiter: UInt8, _ options: ImportOptions) {
    // A quote that is not closed must not make this read the whole file.
    let sample = UnsafeBufferPointer(
      rebasing: text.bytes[..<min(text.bytes.count, 1 << 18)])
    let isWhole = sample.count == text.bytes.count
    var scanner = RecordScanner(
      sample, grammar: Grammar(delimiter: delimiter, options: options),
      invalidOffsets: [])
    for _ in 0..<options.skippedLines { scanner.skipLine() }
    let noFields = UnsafeMutablePointer<Field>.allocate(capacity: 1)
    defer { noFields.deallocate() }
    while records < 500,
      let record = try? scanner.next(into: noFields, capacity: 0),
      record.kind != .end
    {
      if !isWhole, scanner.position >= sample.count { break }
      guard record.kind == .data else { continue }
      if records == 0 { fieldCount = record.fieldCount }
      records += 1
      if record.fieldCount == fieldCount, record.fault == nil { agreeing += 1 }
    }
  }

  /// A higher share of agreeing records is better, then more fields.
  static func < (left: Self, right: Self) -> Bool {
    let (a, b) = (left.agreeing * right.records, right.agreeing * left.records)
    return (a, left.fieldCount) < (b, right.fieldCount)
  }
}
