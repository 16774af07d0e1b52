/// A format of a statistics program that can be read.
enum StatFileKind: String, CaseIterable {
  case sav, por, dta, sas7bdat, xpt
  /// A catalogue of SAS formats, which holds no data.
  case sas7bcat

  /// The kind that the first bytes tell; `nil` for anything else.
  init?(_ bytes: UnsafeRawBufferPointer) {
    if bytes.starts(with: "$FL2".utf8) || bytes.starts(with: "$FL3".utf8) {
      self = .sav
    } else if bytes.starts(with: "<stata_dta>".utf8)
      || Self.isOldStata(bytes)
    {
      self = .dta
    } else if bytes.starts(with: Self.sasMark) {
      self = .sas7bdat
    } else if bytes.starts(with: Self.sasCatalogueMark) {
      self = .sas7bcat
    } else if bytes.starts(with: "HEADER RECORD*******LIB".utf8) {
      self = .xpt
    } else if Self.isPortable(bytes) {
      self = .por
    } else {
      return nil
    }
  }

  /// Zeros and a number of 20 bytes.
  private static let sasMark: [UInt8] =
    zeros + [0xC2, 0xEA, 0x81, 0x60] + sasRest
  private static let sasCatalogueMark: [UInt8] =
    zeros + [0xC2, 0xEA, 0x81, 0x63] + sasRest
  private static let zeros = [UInt8](repeating: 0, count: 12)
  private static let sasRest: [UInt8] = [
    0xB3, 0x14, 0x11, 0xCF, 0xBD, 0x92, 0x08, 0x00,
    0x09, 0xC7, 0x31, 0x8C, 0x18, 0x1F, 0x10, 0x11,
  ]

  /// Before release 117: the release, the order of bytes, 1, and a zero.
  private static func isOldStata(_ bytes: UnsafeRawBufferPointer) -> Bool {
    bytes.count > 8 && (104...115).contains(bytes[0])
      && (1...2).contains(bytes[1]) && bytes[2] == 1 && bytes[3] == 0
  }

  /// A portable file has 456 bytes of names and letters, in lines of 80,
  /// before the mark.
  private static func isPortable(_ bytes: UnsafeRawBufferPointer) -> Bool {
    let head = bytes.prefix(520).filter { $0 != 0x0A && $0 != 0x0D }
    return head.count >= 464
      && head[456..<464].elementsEqual("SPSSPORT".utf8)
  }

  /// The program, as the recognition names it.
  var program: String {
    switch self {
    case .sav, .por: "spss"
    case .dta: "stata"
    case .sas7bdat, .xpt, .sas7bcat: "sas"
    }
  }

  /// What it is, in messages.
  var title: String {
    switch self {
    case .sav: "an SPSS file (.sav)"
    case .por: "a portable SPSS file (.por)"
    case .dta: "a Stata file (.dta)"
    case .sas7bdat: "a SAS file (.sas7bdat)"
    case .xpt: "a SAS transport file (.xpt)"
    case .sas7bcat: "a SAS catalogue (.sas7bcat)"
    }
  }
}
