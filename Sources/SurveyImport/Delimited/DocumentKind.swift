/// Files of office programs that are given in place of delimited text.
enum DocumentKind: String {
  case workbook = "an Excel workbook"
  case pdf = "a PDF document"

  /// The kind that the first bytes tell; `nil` for what may be text.
  init?(_ bytes: UnsafeRawBufferPointer) {
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04])
      || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0])
    {
      self = .workbook
    } else if bytes.starts(with: "%PDF-".utf8) {
      self = .pdf
    } else {
      return nil
    }
  }
}
