/// Files of office programs that are given in place of delimited text.
enum DocumentKind: String {
  case workbook = "an Excel workbook"
  case webPage = "a web page (HTML)"
  case pdf = "a PDF document"

  /// The kind that the first bytes tell; `nil` for what may be text.
  init?(_ bytes: UnsafeRawBufferPointer) {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
      || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    {
      self = .workbook
    } else if bytes.starts(with: "%PDF-".utf8) {
      self = .pdf
    } else if let markup = Self.markup(bytes) {
      self = markup
    } else {
      return nil
    }
  }

  /// What a file that begins with a tag is: tables are exported as pages of
  /// HTML, or as workbooks in XML, under names such as `report.xls`.
  private static func markup(_ bytes: UnsafeRawBufferPointer) -> DocumentKind? {
    // NUL bytes are those of UTF-16; marks of byte order are above ASCII.
    let start = bytes.prefix(4096).filter { $0 > 0x20 && $0 < 0x80 }
    guard start.first == UInt8(ascii: "<") else { return nil }
    // Blanks are gone.
    let text = String(decoding: start, as: UTF8.self).lowercased()
    let pages =
      ["<!doctypehtml", "<html", "<table", "<head", "<meta", "<style"]
    if pages.contains(where: text.hasPrefix) { return .webPage }
    guard text.hasPrefix("<?xml") || text.hasPrefix("<workbook") else {
      return nil
    }
    if text.contains("<workbook") { return .workbook }
    return text.contains("<html") || text.contains("<!doctypehtml")
      ? .webPage : nil
  }
}
