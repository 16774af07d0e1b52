/// Writes the elements of one drawing into a page.
///
/// A page has a hundred thousand attributes. So nothing is made for an
/// element but its bytes: looks are kept one behind the other in one buffer
/// as long as they are needed, and compared there.
struct PageWriter {
  /// What was written.
  private(set) var bytes: [UInt8] = []

  let hasTooltips: Bool
  let unit: (@Sendable (String) -> String?)?

  /// The looks of the elements that are being written, of what is around
  /// them, and of the next ones.
  private var looks: [UInt8] = []
  /// The part of a look for dark pages while it is read.
  private var night: [UInt8] = []

  /// Where a look is in `looks`; empty where an element has none.
  private typealias Look = Range<Int>

  init(hasTooltips: Bool, unit: (@Sendable (String) -> String?)?) {
    self.hasTooltips = hasTooltips
    self.unit = unit
    bytes.reserveCapacity(1 << 14)
    looks.reserveCapacity(1 << 11)
  }

  mutating func writeRoot(_ root: SVGElement) {
    let look = addLook(of: root)
    write(root, look, inherited: 0..<0, isTop: true, isMarked: false)
    add("\n")
  }

  // MARK: - Elements

  private mutating func write(
    _ element: SVGElement, _ look: Look, inherited: Look, isTop: Bool,
    isMarked: Bool
  ) {
    add("<")
    add(element.name)
    if !look.isEmpty, !isSame(look, inherited) { addClass(look) }
    for attribute in element.attributes {
      let role = AttributeRole(attribute.name)
      guard role == .measure || role == .other else { continue }
      add(" ")
      add(attribute.name)
      add("=\"")
      if role == .measure {
        addRounded(attribute.value)
      } else {
        addEscaped(attribute.value)
      }
      add("\"")
    }
    var isMarked = isMarked
    if !isMarked, let name = unitName(element) {
      add(" data-unit=\"")
      addEscaped(name)
      add("\"")
      isMarked = true
    }
    guard !element.children.isEmpty else {
      add("/>")
      return
    }
    add(">")
    writeChildren(
      of: element, inherited: look.isEmpty ? inherited : look, isTop: isTop,
      isMarked: isMarked)
    add("</")
    add(element.name)
    add(">")
  }

  /// The children; neighbours of one look share a group that says it.
  private mutating func writeChildren(
    of element: SVGElement, inherited: Look, isTop: Bool, isMarked: Bool
  ) {
    let start = looks.count
    let last = element.children.count - 1
    var next = addLook(of: element.children[0])
    /// Whether the neighbours may share the next look.
    var nextCanShare = Self.canShare(element.children[0])
    /// The look of the open group; empty when there is none.
    var group = 0..<0
    for index in element.children.indices {
      let (look, canShare) = (next, nextCanShare)
      if index < last {
        next = addLook(of: element.children[index + 1])
        nextCanShare = Self.canShare(element.children[index + 1])
      } else {
        nextCanShare = false
      }
      guard case .element(let part) = element.children[index] else {
        if case .text(let words) = element.children[index] {
          addEscaped(words)
        }
        continue
      }
      if part.name == "desc" { continue }
      if part.name == "title", !isTop, !hasTooltips { continue }
      let canGroup = canShare && !look.isEmpty
      if !group.isEmpty, !canGroup || !isSame(look, group) {
        add("</g>")
        group = 0..<0
      }
      if canGroup, group.isEmpty, nextCanShare, isSame(look, next),
        !isSame(look, inherited)
      {
        add("<g")
        addClass(look)
        add(">")
        group = look
      }
      write(
        part, look, inherited: group.isEmpty ? inherited : group,
        isTop: false, isMarked: isMarked)
      if isTop { add("\n") }
    }
    if !group.isEmpty { add("</g>") }
    looks.removeSubrange(start...)
  }

  /// Only these are gathered: a group has no transform or tooltip of theirs.
  private static func canShare(_ child: SVGElement.Node) -> Bool {
    guard case .element(let element) = child else { return false }
    switch element.name {
    case "text", "line", "rect", "circle", "path": return true
    default: return false
    }
  }

  // MARK: - Looks

  private func isSame(_ first: Look, _ second: Look) -> Bool {
    guard first.count == second.count else { return false }
    return looks[first].elementsEqual(looks[second])
  }

  private mutating func addClass(_ look: Look) {
    add(" class=\"")
    add(DrawingStyles.mark)
    bytes.append(contentsOf: looks[look])
    add(DrawingStyles.mark)
    add("\"")
  }

  private mutating func addLook(of child: SVGElement.Node) -> Look {
    guard case .element(let element) = child else { return 0..<0 }
    return addLook(of: element)
  }

  /// Keeps what an element says about its look: declarations, and behind a
  /// bar those that differ on dark pages.
  private mutating func addLook(of element: SVGElement) -> Look {
    let start = looks.count
    night.removeAll(keepingCapacity: true)
    for attribute in element.attributes
    where AttributeRole(attribute.name) == .look {
      let (name, value) = (attribute.name, attribute.value)
      if looks.count > start { looks.append(UInt8(ascii: ";")) }
      guard let pair = PairedColour.sides(of: value) else {
        Self.declare(name, value[...], in: &looks)
        continue
      }
      Self.declare(name, pair.day, in: &looks)
      if !night.isEmpty { night.append(UInt8(ascii: ";")) }
      Self.declare(name, pair.night, in: &night)
    }
    if !night.isEmpty {
      looks.append(UInt8(ascii: "|"))
      looks.append(contentsOf: night)
    }
    return start..<looks.count
  }

  /// Adds a declaration; nothing in it can end its rule or the style sheet.
  private static func declare(
    _ name: String, _ value: Substring, in text: inout [UInt8]
  ) {
    text.append(contentsOf: name.utf8)
    text.append(UInt8(ascii: ":"))
    let isSafe = value.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "}"), UInt8(ascii: "<"),
        UInt8(ascii: ">"), UInt8(ascii: ";"), UInt8(ascii: "\\"),
        UInt8(ascii: "|"), 0xEF...:
        false
      default: true
      }
    }
    if isSafe {
      text.append(contentsOf: value.utf8)
    } else {
      text.append(
        contentsOf: value.filter { !"{}<>;\\|\u{FFFE}".contains($0) }.utf8)
    }
    if name == "font-size" || name == "stroke-width" {
      text.append(contentsOf: "px".utf8)
    }
  }

  // MARK: - Bytes

  private mutating func add(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func addEscaped(_ text: String) {
    add(escapedForXML(text))
  }

  private mutating func addRounded(_ value: String) {
    guard value.utf8.contains(UInt8(ascii: ".")) else {
      return addEscaped(value)
    }
    RoundedNumbers.add(value, to: &bytes)
  }

  // MARK: - Units

  /// The unit of a label, or of a group whose tooltip begins with a label.
  private func unitName(_ element: SVGElement) -> String? {
    guard let unit else { return nil }
    switch element.name {
    case "text": return unit(Self.wholeText(element))
    case "g":
      guard case .element(let first)? = element.children.first,
        first.name == "title", case .text(let words)? = first.children.first
      else { return nil }
      if let name = unit(words) { return name }
      for (index, character) in zip(words.indices, words)
      where character == ":" || character == "：" || character == "," {
        if let name = unit(String(words[..<index])) { return name }
      }
      return nil
    default: return nil
    }
  }

  private static func wholeText(_ element: SVGElement) -> String {
    if element.children.count == 1, case .text(let words) = element.children[0]
    {
      return words
    }
    var parts = ""
    for child in element.children {
      switch child {
      case .text(let words): parts += words
      case .element(let part):
        let inside = wholeText(part)
        if part.name == "title" { return inside }
        parts += inside
      }
    }
    return parts
  }
}
