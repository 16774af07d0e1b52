import CReadStat
import Diagnostics
import SurveyData

/// Reads files of SPSS, Stata and SAS.
///
/// Labels of variables and values, missing values and their ranges, dates and
/// percentages come from the file; what `options.codebook` says about a
/// variable goes before what the file says about it.
enum StatFileReader {
  static func read(
    _ content: FileContent, _ kind: StatFileKind, options: ImportOptions
  ) throws(Diagnostic) -> ImportResult {
    let file = content.displayName
    if kind == .sas7bcat {
      throw Diagnostic(
        .unsupportedStatFile, at: Place(file: file),
        "'\(file)' is a SAS catalogue, which holds labels and no data",
        help: "name the .sas7bdat file; save it as .sav or .dta to keep labels")
    }
    let contents = StatFileContents(
      maximumColumns: options.maximumColumns, byteCount: content.bytes.count)
    // These do not say what their texts are written in.
    let isOpen =
      options.encoding == nil && declaresNoEncoding(content.bytes, kind)
    // An encoding that is set goes before the one that the file declares, to
    // which the library holds.
    let (verdict, offset) = contents.parse(
      content.bytes, as: kind,
      convertsTexts: !isOpen && options.encoding == nil)
    if let fault = contents.fault(
      verdict, offset: offset, byteCount: content.bytes.count, kind, file)
    {
      throw fault
    }
    let reading = try StatFileReading(
      contents, kind: kind, content: content, options: options,
      guessesEncoding: isOpen)
    return reading.result()
  }

  /// Stata before release 118 and SAS transport files.
  private static func declaresNoEncoding(
    _ bytes: UnsafeRawBufferPointer, _ kind: StatFileKind
  ) -> Bool {
    switch kind {
    case .xpt: true
    case .dta:
      bytes.first != UInt8(ascii: "<")
        || bytes.starts(with: "<stata_dta><header><release>117".utf8)
    case .sav, .por, .sas7bdat, .sas7bcat: false
    }
  }
}

extension StatFileContents {
  /// What is wrong with the file as the user sees it; `nil` when it was read.
  func fault(
    _ verdict: readstat_error_t, offset: Int, byteCount: Int,
    _ kind: StatFileKind, _ file: String
  ) -> Diagnostic? {
    let place = Place(file: file)
    switch refusal {
    case .columns:
      return Diagnostic(
        .tooManyColumns, at: place,
        "'\(file)' has more than \(maximumColumns) variables",
        help: "the file is probably damaged")
    case .rows:
      return Diagnostic(
        .damagedStatFile, at: place,
        "'\(file)' has more than \(Int32.max) rows", help: nil)
    case nil: break
    }
    if verdict == READSTAT_OK {
      let counts = Set(builders.map(\.count))
      guard counts.count > 1 else { return nil }
      return damaged(kind, file, "its last row is not complete")
    }
    let message =
      readstat_error_message(verdict).map { String(cString: $0) }
      ?? "unknown fault"
    switch verdict {
    case READSTAT_ERROR_CONVERT_BAD_STRING, READSTAT_ERROR_CONVERT,
      READSTAT_ERROR_CONVERT_SHORT_STRING, READSTAT_ERROR_UNSUPPORTED_CHARSET:
      let declared = declaredEncoding.map { " '\($0)'" } ?? ""
      return Diagnostic(
        .statFileEncoding, at: place,
        "texts of '\(file)' are not in the encoding\(declared) that it declares",
        help: "set the encoding, for example gb18030")
    case READSTAT_ERROR_UNSUPPORTED_COMPRESSION,
      READSTAT_ERROR_UNSUPPORTED_FILE_FORMAT_VERSION:
      return Diagnostic(
        .unsupportedStatFile, at: place,
        "'\(file)' is \(kind.title) of a version that cannot be read: "
          + message.lowercased(),
        help: "save it again in the program that wrote it")
    case READSTAT_ERROR_MALLOC:
      return damaged(
        kind, file, "it asks for more memory than there is")
    case READSTAT_ERROR_READ where offset >= byteCount:
      return damaged(kind, file, "it breaks off at byte \(byteCount)")
    default:
      return damaged(
        kind, file, "\(message.lowercased()), before byte \(offset + 1)")
    }
  }

  private func damaged(
    _ kind: StatFileKind, _ file: String, _ cause: String
  ) -> Diagnostic {
    Diagnostic(
      .damagedStatFile, at: Place(file: file),
      "'\(file)' begins like \(kind.title) and cannot be read: \(cause)",
      notes: complaint.map { [$0] } ?? [],
      help: "ask for another copy, or save it again in the program that "
        + "wrote it")
  }
}
