/// A way to write text as bytes that data files use.
public enum TextEncoding: String, Sendable, CaseIterable, Hashable {
  /// UTF-8, with or without a byte order mark.
  case utf8 = "utf-8"
  /// UTF-16, low byte first.
  case utf16LittleEndian = "utf-16-le"
  /// UTF-16, high byte first.
  case utf16BigEndian = "utf-16-be"
  /// GB18030, which contains GBK and GB2312.
  case gb18030
  /// Big5 with the Hong Kong supplement.
  case big5
  /// Western European, one byte a letter.
  case latin1 = "iso-8859-1"
  /// Western European as Windows writes it.
  case windows1252 = "windows-1252"
  /// Japanese as Windows writes it.
  case shiftJIS = "shift_jis"

  /// Creates the encoding that a study file or a person calls `name`, such as
  /// `utf-8`, `GBK` or `latin1`; `nil` when none is called so.
  public init?(name: String) {
    let folded = name.lowercased().filter { $0 != "-" && $0 != "_" }
    switch folded {
    case "utf8": self = .utf8
    case "utf16le": self = .utf16LittleEndian
    case "utf16be": self = .utf16BigEndian
    case "gb18030", "gbk", "gb2312", "cp936": self = .gb18030
    case "big5", "big5hkscs", "cp950": self = .big5
    case "latin1", "iso88591": self = .latin1
    case "windows1252", "cp1252": self = .windows1252
    case "shiftjis", "sjis", "cp932": self = .shiftJIS
    default: return nil
    }
  }

  /// The name that the system's converter knows it by.
  var converterName: String {
    switch self {
    case .utf8: "UTF-8"
    case .utf16LittleEndian: "UTF-16LE"
    case .utf16BigEndian: "UTF-16BE"
    case .gb18030: "GB18030"
    case .big5: "BIG5-HKSCS"
    case .latin1: "ISO-8859-1"
    case .windows1252: "CP1252"
    case .shiftJIS: "CP932"
    }
  }
}
