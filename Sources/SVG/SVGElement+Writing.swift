extension SVGElement {
  /// The element as XML, one element a line, without a final line feed.
  ///
  /// Elements that hold a text are written on one line, because white space
  /// inside them would be drawn. Of a `PairedColour` it has the light side.
  public func xml(indent: Int = 0) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(1 << 12)
    write(to: &bytes, indent: indent)
    return String(decoding: bytes, as: UTF8.self)
  }

  func write(to bytes: inout [UInt8], indent: Int?) {
    if let indent { Self.add(indent, to: &bytes) }
    bytes.append(UInt8(ascii: "<"))
    bytes.append(contentsOf: name.utf8)
    for attribute in attributes {
      bytes.append(UInt8(ascii: " "))
      bytes.append(contentsOf: attribute.name.utf8)
      bytes.append(UInt8(ascii: "="))
      bytes.append(UInt8(ascii: "\""))
      if let pair = PairedColour.sides(of: attribute.value) {
        bytes.append(contentsOf: pair.day.utf8)
      } else {
        addEscapedForXML(attribute.value, to: &bytes)
      }
      bytes.append(UInt8(ascii: "\""))
    }
    guard !children.isEmpty else {
      bytes.append(UInt8(ascii: "/"))
      bytes.append(UInt8(ascii: ">"))
      return
    }
    bytes.append(UInt8(ascii: ">"))
    let keepsTogether = indent == nil || name == "text" || holdsText
    for child in children {
      switch child {
      case .text(let text):
        addEscapedForXML(text, to: &bytes)
      case .element(let element):
        if !keepsTogether { bytes.append(UInt8(ascii: "\n")) }
        element.write(
          to: &bytes, indent: keepsTogether ? nil : (indent ?? 0) + 1)
      }
    }
    if !keepsTogether, let indent {
      bytes.append(UInt8(ascii: "\n"))
      Self.add(indent, to: &bytes)
    }
    bytes.append(UInt8(ascii: "<"))
    bytes.append(UInt8(ascii: "/"))
    bytes.append(contentsOf: name.utf8)
    bytes.append(UInt8(ascii: ">"))
  }

  private static func add(_ indent: Int, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent))
  }

  private var holdsText: Bool {
    children.contains {
      if case .text = $0 { true } else { false }
    }
  }
}
