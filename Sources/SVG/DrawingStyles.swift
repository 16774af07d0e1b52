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
    let rules = dark.map { "\($0.names){\($0.look)}\n" }.joined()
    return light + "@media screen and (prefers-color-scheme:dark){\n\(rules)}\n"
  }

  private var light = ""
  /// Many looks differ in size but have one colour on dark pages.
  private var dark: [(look: String, names: String)] = []
  private var darkPlaces: [String: Int] = [:]

  /// What stands around a look until it is gathered: a code point that no
  /// escaped text of a page holds.
  static let mark = "\u{FFFE}"

  /// What a look begins with that is not of a group but of what is in it.
  static let inside = "*"

  /// Gathers the looks of all drawings of a page.
  public init(gathering text: String) {
    var page: [UInt8] = []
    page.reserveCapacity(text.utf8.count)
    var looks = SliceNumbers()
    var text = text
    // Pages have megabytes, so they are read byte by byte.
    text.withUTF8 { bytes in
      var start = 0
      var index = 0
      var isLook = false
      func add(_ end: Int) {
        let part = UnsafeBufferPointer(rebasing: bytes[start..<end])
        guard isLook else {
          page.append(contentsOf: part)
          return
        }
        let (number, isNew) = looks.number(of: part)
        let name = "s" + String(number, radix: 36)
        if isNew { addRule(name, String(decoding: part, as: UTF8.self)) }
        page.append(contentsOf: name.utf8)
      }
      while index < bytes.count {
        guard bytes[index] == 0xEF, index + 2 < bytes.count,
          bytes[index + 1] == 0xBF, bytes[index + 2] == 0xBE
        else {
          index += 1
          continue
        }
        add(index)
        isLook.toggle()
        index += 3
        start = index
      }
      add(bytes.count)
    }
    self.page = String(decoding: page, as: UTF8.self)
  }

  private mutating func addRule(_ name: String, _ look: String) {
    if look.hasPrefix(Self.inside) {
      light += ".\(name)>*{\(look.dropFirst(Self.inside.count))}\n"
      return
    }
    let sides = look.split(separator: "|", omittingEmptySubsequences: false)
    light += ".\(name){\(sides[0])}\n"
    guard sides.count > 1 else { return }
    let look = String(sides[1])
    if let place = darkPlaces[look] {
      dark[place].names += ",.\(name)"
    } else {
      darkPlaces[look] = dark.count
      dark.append((look, ".\(name)"))
    }
  }
}
