import Spreadsheets

/// A file to be written.
public struct OutputFile: Sendable, Hashable {
  /// What a file holds.
  public enum Content: Sendable, Hashable {
    /// A text, written as UTF-8.
    case text(String)
    /// Bytes as they are.
    case bytes([UInt8])
    /// A workbook, which is packed where there is a folder to do it in.
    case workbook(Workbook)
    /// A chart that another program turns into a picture.
    case picture(svg: String, PictureFormat)
  }

  /// The path below the output folder, with `/` between its parts.
  public var path: String
  /// What the file holds.
  public var content: Content

  /// Creates a file with a text.
  public init(path: String, text: String) {
    self.init(path: path, .text(text))
  }

  /// Creates a file with bytes.
  public init(path: String, bytes: [UInt8]) {
    self.init(path: path, .bytes(bytes))
  }

  /// Creates a file.
  public init(path: String, _ content: Content) {
    self.path = path
    self.content = content
  }

  /// The text of the file; empty for one that holds no text.
  public var text: String {
    switch content {
    case .text(let text): text
    case .bytes(let bytes): String(validating: bytes, as: UTF8.self) ?? ""
    case .workbook, .picture: ""
    }
  }

  /// The bytes of the file; `nil` for a workbook or picture that has not been
  /// made yet.
  public var bytes: [UInt8]? {
    switch content {
    case .text(let text): Array(text.utf8)
    case .bytes(let bytes): bytes
    case .workbook, .picture: nil
    }
  }
}
