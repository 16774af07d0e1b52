/// The looks that the drawings of one page share, as classes of its style
/// sheet.
///
/// A look is what an element says about colours, lines and fonts. Each look
/// is a rule once, however many elements have it, and says both how it is on
/// light and on dark pages.
public struct DrawingStyles: Sendable {
  /// The page with names of classes where its drawings had looks.
  public private(set) var page = ""
  /// The rules, in the order in which the looks were met.
  ///
  /// Dark rules are for screens only: paper is white.
  public var rules: String {
    guard !dark.isEmpty else { return light }
    return light + "@media screen and (prefers-color-scheme:dark){\n\(dark)}\n"
  }

  private var names: [String: String] = [:]
  private var light = ""
  private var dark = ""

  /// What stands around a look until it is gathered: a code point that no
  /// escaped text of a page holds.
  static let mark = "\u{FFFE}"

  /// Gathers the looks of all drawings of a page.
  public init(gathering text: String) {
    page.reserveCapacity(text.utf8.count)
    var text = text
    // Pages have megabytes, so they are read byte by byte.
    text.withUTF8 { bytes in
      var start = 0
      var index = 0
      var isLook = false
      func part(_ end: Int) -> String {
        String(decoding: bytes[start..<end], as: UTF8.self)
      }
      while index < bytes.count {
        guard bytes[index] == 0xEF, index + 2 < bytes.count,
          bytes[index + 1] == 0xBF, bytes[index + 2] == 0xBE
        else {
          index += 1
          continue
        }
        page += isLook ? name(of: part(index)) : part(index)
        isLook.toggle()
        index += 3
        start = index
      }
      let rest = part(bytes.count)
      page += isLook ? name(of: rest) : rest
    }
  }

  private mutating func name(of look: String) -> String {
    if let known = names[look] { return known }
    let name = "s" + String(names.count, radix: 36)
    names[look] = name
    let sides = look.split(separator: "|", omittingEmptySubsequences: false)
    light += ".\(name){\(sides[0])}\n"
    if sides.count > 1 { dark += ".\(name){\(sides[1])}\n" }
    return name
  }

  /// A look as it stands between two marks until it is gathered. Without the
  /// marks it is ASCII in nearly all cases, and quickly compared.
  ///
  /// - Parameters:
  ///   - look: Declarations, such as `fill:#1a1a1a`.
  ///   - night: Those that differ on dark pages; empty when none does.
  static func look(_ look: String, night: String) -> String {
    night.isEmpty ? look : "\(look)|\(night)"
  }
}
