import CellText

/// A record that was set aside because it cannot be read without guessing.
public struct RejectedRecord: Sendable, Hashable, Codable {
  /// What is wrong with a record.
  public enum Reason: String, Sendable, CaseIterable, Hashable, Codable {
    /// Fewer fields than the header has.
    case tooFewFields = "too_few_fields"
    /// More fields than the header has.
    case tooManyFields = "too_many_fields"
    /// A quote that is still open at the end of the file.
    case unterminatedQuote = "unterminated_quote"
    /// Text between a closing quote and the next delimiter.
    case garbageAfterQuote = "garbage_after_quote"
    /// A quote inside a field that does not begin with one.
    case bareQuote = "bare_quote"
    /// Bytes that the encoding does not have.
    case invalidEncoding = "invalid_encoding"
    /// A byte of value zero.
    case nulByte = "nul_byte"
    /// A field beyond the limit.
    case fieldLimit = "limit_field"
    /// A row that sums up others, left out because the study says so.
    case totalRow = "total_row"
  }

  /// The line where the record starts, counted from 1.
  public var line: Int
  /// The first fault of the record.
  public var reason: Reason
  /// The place of the record's first byte, counted from 0: in the file when
  /// it is UTF-8, otherwise in its text after conversion to UTF-8.
  public var byteOffset: Int
  /// The number of fields that were found.
  public var fieldCount: Int
  /// The beginning of the record, escaped, at most 80 characters.
  public var text: String

  /// Creates a rejected record.
  public init(
    line: Int, reason: Reason, byteOffset: Int, fieldCount: Int, text: String
  ) {
    self.line = line
    self.reason = reason
    self.byteOffset = byteOffset
    self.fieldCount = fieldCount
    self.text = text
  }
}

/// Returns the rejected records as CSV text with the columns `line`, `reason`,
/// `byte_offset`, `fields` and `text`.
///
/// Every text is quoted and, when a spreadsheet would take it for a formula,
/// begins with an apostrophe.
public func rejectsFile(_ rejects: [RejectedRecord]) -> String {
  // With the mark a spreadsheet reads the texts as UTF-8.
  var file = "\u{FEFF}line,reason,byte_offset,fields,text\n"
  for reject in rejects {
    let doubled = reject.text.split(
      separator: "\"", omittingEmptySubsequences: false
    ).joined(separator: "\"\"")
    let isFormula = looksLikeFormula(reject.text)
    file += "\(reject.line),\(reject.reason.rawValue),\(reject.byteOffset),"
    file += "\(reject.fieldCount),\"\(isFormula ? "'" : "")\(doubled)\"\n"
  }
  return file
}
