/// Writes the elements of one drawing into a page.
///
/// A page has a hundred thousand attributes. So nothing is made for an
/// element but its bytes: looks are kept one behind the other in one buffer
/// as long as they are needed, and compared there.
struct PageWriter {
  /// What was written.
  var bytes: [UInt8] = []

  let hasTooltips: Bool
  let unit: (@Sendable (String) -> String?)?

  /// The looks of the elements that are being written, of what is around
  /// them, and of the next ones.
  var looks: [UInt8] = []
  /// The part of a look for dark pages while it is read.
  private var night: [UInt8] = []
  /// How many rectangles of the drawing have a size.
  var sizes: [UInt64: Int] = [:]

  /// Where a look is in `looks`; empty where an element has none.
  typealias Look = Range<Int>

  init(hasTooltips: Bool, unit: (@Sendable (String) -> String?)?) {
    self.hasTooltips = hasTooltips
    self.unit = unit
    bytes.reserveCapacity(1 << 14)
    looks.reserveCapacity(1 << 11)
  }

  mutating func writeRoot(_ root: SVGElement) {
    countSizes(in: root)
    let look = addLook(of: root)
    write(root, look, inherited: 0..<0, isTop: true, isMarked: false)
    add("\n")
  }

  // MARK: - Elements

  /// - Parameter leavesOut: Attributes that what is around says already.
  private mutating func write(
    _ element: SVGElement, _ look: Look, inherited: Look, isTop: Bool,
    isMarked: Bool, leavesOut: LeftOut = .nothing
  ) {
    let unit = isMarked ? nil : unitName(element)
    if unit == nil, isMeaningless(element) {
      writeChildren(
        of: element, inherited: inherited, isTop: false, isMarked: isMarked)
      return
    }
    add("<")
    add(element.name)
    let hasLook = !look.isEmpty && !isSame(look, inherited)
    let hasSize = isOfCommonSize(element)
    if hasLook || hasSize {
      add(" class=\"")
      if hasLook { addMarked(look) }
      if hasLook, hasSize { add(" ") }
      if hasSize { addSize(of: element) }
      add("\"")
    }
    for attribute in element.attributes {
      let role = AttributeRole(attribute.name)
      guard role == .measure || role == .other,
        !leavesOut.holds(attribute.name),
        !(hasSize && Self.isPartOfSize(attribute.name))
      else { continue }
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
    if let unit {
      add(" data-unit=\"")
      addEscaped(unit)
      add("\"")
    }
    guard !element.children.isEmpty else {
      add("/>")
      return
    }
    add(">")
    writeChildren(
      of: element, inherited: look.isEmpty ? inherited : look, isTop: isTop,
      isMarked: isMarked || unit != nil)
    add("</")
    add(element.name)
    add(">")
  }

  /// The children; neighbours of one look share a group that says it, and
  /// lines of one look are one path.
  private mutating func writeChildren(
    of element: SVGElement, inherited: Look, isTop: Bool, isMarked: Bool
  ) {
    let start = looks.count
    let last = element.children.count - 1
    guard last >= 0 else { return }
    var next = addLook(of: element.children[0])
    /// Whether the neighbours may share the next look.
    var nextCanShare = Self.canShare(element.children[0])
    /// The look of the open group; empty when there is none.
    var group = 0..<0
    /// What the open group says for its circles.
    var level: Level?
    /// The look of the lines of the open path.
    var path: Look?
    /// Whether a line of a text may stand where the text does.
    var isFirstLine = element.name == "text"
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
          isFirstLine = false
          addEscaped(words)
        }
        continue
      }
      if part.name == "desc" || part.isEmptyText { continue }
      if part.name == "title", !isTop, !hasTooltips { continue }
      let line = PlainLine(part)
      if let open = path {
        if let line, isSame(open, look) {
          add(line)
          continue
        }
        endPath(isTop)
        path = nil
      }
      let canGroup = canShare && !look.isEmpty
      if !group.isEmpty,
        !canGroup || !isSame(look, group)
          || level.map({ $0 != Level(part) }) ?? false
      {
        add("</g>")
        group = 0..<0
      }
      let isRun =
        canGroup && nextCanShare && isSame(look, next)
        && !isSame(look, inherited)
      if let line, group.isEmpty || isSame(look, group), canJoin(look) {
        add("<path")
        if !look.isEmpty, !isSame(look, group.isEmpty ? inherited : group) {
          addClass(look)
        }
        add(" d=\"")
        add(line)
        path = look
        continue
      }
      if isRun, group.isEmpty {
        level = Level(of: element.children, at: index)
        add("<g class=\"")
        addMarked(look)
        if let level {
          add(" ")
          addRadius(level.radius)
          add("\" transform=\"translate(0,")
          addRounded(level.y)
          add(")")
        }
        add("\">")
        group = look
      }
      var leavesOut = LeftOut.nothing
      if !group.isEmpty, level != nil { leavesOut = .level }
      if isFirstLine, part.name == "tspan" {
        isFirstLine = false
        if part["x"] == element["x"], part["y"] == element["y"] {
          leavesOut = .place
        }
      }
      write(
        part, look, inherited: group.isEmpty ? inherited : group,
        isTop: false, isMarked: isMarked, leavesOut: leavesOut)
      if isTop { add("\n") }
    }
    if path != nil { endPath(isTop) }
    if !group.isEmpty { add("</g>") }
    looks.removeSubrange(start...)
  }

  private mutating func endPath(_ isTop: Bool) {
    add(isTop ? "\"/>\n" : "\"/>")
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
    addMarked(look)
    add("\"")
  }

  private mutating func addMarked(_ look: Look) {
    add(DrawingStyles.mark)
    bytes.append(contentsOf: looks[look])
    add(DrawingStyles.mark)
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

  mutating func add(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  private mutating func addEscaped(_ text: String) {
    addEscapedForXML(text, to: &bytes)
  }

  mutating func addRounded(_ value: String) {
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
