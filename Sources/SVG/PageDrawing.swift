/// Writes drawings into a page, where many of them share one style sheet.
///
/// What is drawn is the same as in the file of the drawing; the writing is a
/// third of its size. Looks become classes of the page's style sheet, coordinates have one decimal,
/// and what a page says elsewhere is left out: the description, because the
/// numbers stand in a table below, the language, and what is hidden from
/// screen readers, because a drawing is one image to them.
public struct PageDrawing: Sendable {
  /// The drawing on a light page.
  public var light: SVGDocument
  /// The same drawing on a dark page; looks that differ change with it.
  /// Where its elements are others, the drawing stays as on a light page.
  public var dark: SVGDocument?
  /// Whether marks keep their tooltips.
  public var hasTooltips: Bool
  /// Names the unit that a label belongs to; `nil` when it is no unit's.
  public var unit: (@Sendable (String) -> String?)?

  /// Creates a writer for one drawing.
  public init(
    light: SVGDocument, dark: SVGDocument? = nil, hasTooltips: Bool = true,
    unit: (@Sendable (String) -> String?)? = nil
  ) {
    self.light = light
    self.dark = dark
    self.hasTooltips = hasTooltips
    self.unit = unit
  }

  /// The `svg` element, with its looks as `DrawingStyles` gathers them.
  public var markup: String {
    var text = ""
    var root = light.root
    root["xmlns"] = nil
    root["lang"] = nil
    root["xml:lang"] = nil
    root["aria-labelledby"] = root["id"].map { $0 + "-t" }
    write(
      root, dark?.root, Self.look(root, dark?.root), to: &text,
      inherited: nil, isTop: true, isMarked: false)
    return text + "\n"
  }

  // MARK: - Elements

  private func write(
    _ element: SVGElement, _ night: SVGElement?, _ look: String?,
    to text: inout String, inherited: String?, isTop: Bool, isMarked: Bool
  ) {
    text += "<"
    text += element.name
    if let look, look != inherited {
      Self.addClass(look, to: &text)
    }
    for attribute in element.attributes {
      let role = AttributeRole(attribute.name)
      guard role == .measure || role == .other else { continue }
      text += " "
      text += attribute.name
      text += "=\""
      text +=
        role == .measure
        ? Self.rounded(attribute.value) : escapedForXML(attribute.value)
      text += "\""
    }
    var isMarked = isMarked
    if !isMarked, let name = unitName(element) {
      text += " data-unit=\"\(escapedForXML(name))\""
      isMarked = true
    }
    guard !element.children.isEmpty else {
      text += "/>"
      return
    }
    text += ">"
    writeChildren(
      of: element, night, to: &text, inherited: look ?? inherited,
      isTop: isTop, isMarked: isMarked)
    text += "</"
    text += element.name
    text += ">"
  }

  private static func addClass(_ look: String, to text: inout String) {
    text += " class=\""
    text += DrawingStyles.mark
    text += look
    text += DrawingStyles.mark
    text += "\""
  }

  /// The children; neighbours of one look share a group that says it.
  private func writeChildren(
    of element: SVGElement, _ night: SVGElement?, to text: inout String,
    inherited: String?, isTop: Bool, isMarked: Bool
  ) {
    let twins = Self.twins(element, night)
    let looks = element.children.enumerated().map { index, child in
      if case .element(let part) = child {
        return Self.look(part, twins?[index])
      }
      return nil
    }
    /// The look that a child may share with its neighbours.
    func shared(_ index: Int) -> String? {
      guard element.children.indices.contains(index),
        case .element(let part) = element.children[index],
        Self.canShare(part)
      else { return nil }
      return looks[index]
    }
    var group: String?
    for (index, child) in element.children.enumerated() {
      guard case .element(let part) = child else {
        if case .text(let words) = child { text += escapedForXML(words) }
        continue
      }
      if part.name == "desc" { continue }
      if part.name == "title", !isTop, !hasTooltips { continue }
      let look = shared(index)
      if group != nil, look != group {
        text += "</g>"
        group = nil
      }
      if let look, group == nil, look != inherited,
        shared(index + 1) == look
      {
        text += "<g"
        Self.addClass(look, to: &text)
        text += ">"
        group = look
      }
      write(
        part, twins?[index], looks[index], to: &text,
        inherited: group ?? inherited, isTop: false, isMarked: isMarked)
      if isTop { text += "\n" }
    }
    if group != nil { text += "</g>" }
  }

  /// Only these are gathered: a group has no transform or tooltip of theirs.
  private static func canShare(_ element: SVGElement) -> Bool {
    switch element.name {
    case "text", "line", "rect", "circle", "path": true
    default: false
    }
  }

  /// The children of the dark drawing, when they are the same elements.
  private static func twins(
    _ element: SVGElement, _ night: SVGElement?
  ) -> [SVGElement?]? {
    guard let night, night.children.count == element.children.count else {
      return nil
    }
    return zip(element.children, night.children).map { child, twin in
      guard case .element(let part) = child, case .element(let other) = twin,
        part.name == other.name
      else { return nil }
      return other
    }
  }

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
