import Diagnostics
import SurveyData

/// Why a whole file is refused.
enum FileFault: Error, Equatable {
  case emptyFile
  /// What the file is instead of delimited text.
  case document(DocumentKind)
  case unsupportedEncoding(String)
  case truncatedEncoding
  case damagedHeader(RejectedRecord.Reason, line: Int, text: String)
  case duplicateHeader([String], line: Int)
  case tooManyColumns(line: Int, limit: Int)
  /// The file cannot be read in batches, and why.
  case unsupportedBatches(String)

  /// The short name of the fault, with that of the reject for headers.
  var name: String {
    switch self {
    case .emptyFile: "empty_file"
    case .document: "document"
    case .unsupportedEncoding: "unsupported_encoding"
    case .truncatedEncoding: "truncated_encoding"
    case .damagedHeader(let reason, _, _): "bad_header:\(reason.rawValue)"
    case .duplicateHeader: "duplicate_header"
    case .tooManyColumns: "limit_columns"
    case .unsupportedBatches: "unsupported_batches"
    }
  }

  /// The fault as the user sees it.
  func diagnostic(file: String) -> Diagnostic {
    var diagnostic = described(file)
    diagnostic.detail = name
    return diagnostic
  }

  private func described(_ file: String) -> Diagnostic {
    switch self {
    case .unsupportedBatches(let reason):
      return Diagnostic(
        .unsupportedBatches, at: Place(file: file),
        "'\(file)' cannot be read in batches: \(reason)",
        help: "set 'batches: false' where it fits into memory")
    case .emptyFile:
      return Diagnostic(
        .emptyFile, at: Place(file: file, line: 1), "'\(file)' is empty",
        help: "export the data again, with the names of the columns on top")
    case .document(let kind):
      return Diagnostic(
        .notDelimitedText, at: Place(file: file),
        "'\(file)' is \(kind.rawValue), not a CSV file",
        help: kind == .pdf
          ? "ask for the table itself, saved as CSV UTF-8"
          : "open it in Excel or WPS and save the sheet as CSV UTF-8")
    case .unsupportedEncoding(let name):
      return Diagnostic(
        .unsupportedEncoding, at: Place(file: file, line: 1),
        "'\(file)' is in \(name), which cannot be read",
        help: "save it as UTF-8")
    case .truncatedEncoding:
      return Diagnostic(
        .unsupportedEncoding, at: Place(file: file),
        "'\(file)' is UTF-16 and breaks off in the middle of a character",
        help: "ask for a complete copy of the file")
    case .damagedHeader(let reason, let line, let text):
      return Diagnostic(
        .damagedHeader, at: Place(file: file, line: line),
        "the header cannot be read: \(reason.title[.english])", notes: [text],
        help: reason == .invalidEncoding
          ? "set the encoding, for example gb18030" : "mend the first record")
    case .duplicateHeader(let names, let line):
      let list = names.map { "'\($0)'" }.joined(separator: ", ")
      return Diagnostic(
        .duplicateHeader, at: Place(file: file, line: line),
        names.count == 1
          ? "two columns are named \(list)"
          : "these names stand more than once in the header: \(list)",
        help: "rename them in the file, or set 'duplicates: rename'")
    case .tooManyColumns(let line, let limit):
      return Diagnostic(
        .tooManyColumns, at: Place(file: file, line: line),
        "the record has more than \(limit) fields",
        help: "check the delimiter and the line ends")
    }
  }
}

extension RejectedRecord.Reason {
  /// The reason in a few words, as it follows a colon.
  var title: LocalizedText {
    switch self {
    case .tooFewFields:
      LocalizedText(zh: "字段过少", en: "it has too few fields")
    case .tooManyFields:
      LocalizedText(zh: "字段过多", en: "it has too many fields")
    case .unterminatedQuote:
      LocalizedText(
        zh: "到文件末尾引号仍未闭合", en: "a quote is still open at the end of the file")
    case .garbageAfterQuote:
      LocalizedText(
        zh: "右引号与分隔符之间有文字",
        en: "text stands between a closing quote and the delimiter")
    case .bareQuote:
      LocalizedText(
        zh: "字段中间有引号", en: "a quote stands in the middle of a field")
    case .invalidEncoding:
      LocalizedText(
        zh: "有编码中不存在的字节", en: "it has bytes that the encoding does not have")
    case .nulByte: LocalizedText(zh: "含有空字节", en: "it has a NUL byte")
    case .fieldLimit:
      LocalizedText(zh: "字段超过长度上限", en: "a field is larger than the limit")
    case .totalRow:
      LocalizedText(zh: "是其他记录的合计", en: "it sums up other records")
    }
  }

  /// What to do about it.
  var help: String {
    switch self {
    case .tooFewFields, .tooManyFields:
      "look for a delimiter or a line break that is missing or not quoted"
    case .unterminatedQuote:
      "close the quote; everything below it in the file was lost"
    case .garbageAfterQuote, .bareQuote:
      "write a quote inside a field twice, and put the field in quotes"
    case .invalidEncoding:
      "save the file in one encoding, or set the right one"
    case .nulByte: "remove the NUL bytes"
    case .fieldLimit: "look for a quote that is not closed"
    case .totalRow: "set 'total-rows: keep' when it is a record"
    }
  }
}
