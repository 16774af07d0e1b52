extension SVGElement {
  /// The element as XML, one element a line, without a final line feed.
  ///
  /// Elements that hold a text are written on one line, because white space
  /// inside them would be drawn.
  public func xml(indent: Int = 0) -> String {
    var result = ""
    write(to: &result, indent: indent)
    return result
  }

  private func write(to result: inout String, indent: Int?) {
    if let indent { result += String(repeating: " ", count: indent) }
    result += "<"
    result += name
    for attribute in attributes {
      result += " "
      result += attribute.name
      result += "=\""
      result += escapedForXML(attribute.value)
      result += "\""
    }
    guard !children.isEmpty else {
      result += "/>"
      return
    }
    result += ">"
    let keepsTogether = indent == nil || name == "text" || holdsText
    for child in children {
      switch child {
      case .text(let text): result += escapedForXML(text)
      case .element(let element):
        if !keepsTogether { result += "\n" }
        element.write(
          to: &result, indent: keepsTogether ? nil : (indent ?? 0) + 1)
      }
    }
    if !keepsTogether, let indent {
      result += "\n"
      result += String(repeating: " ", count: indent)
    }
    result += "</"
    result += name
    result += ">"
  }

  private var holdsText: Bool {
    children.contains {
      if case .text = $0 { true } else { false }
    }
  }
}
