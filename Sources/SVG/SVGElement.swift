/// An element of an SVG (or other XML) tree.
///
/// Attributes keep the order in which they were given, so that the same tree
/// always gives the same bytes. Texts are escaped when the tree is written.
public struct SVGElement: Hashable, Sendable {
  /// An attribute's name and its unescaped value.
  public struct Attribute: Hashable, Sendable {
    /// The name, written as it is.
    public var name: String
    /// The value, escaped when written.
    public var value: String
  }

  /// A child of an element.
  public enum Node: Hashable, Sendable {
    /// An element.
    case element(SVGElement)
    /// A text, escaped when written.
    case text(String)
  }

  /// The name, such as `rect`.
  public var name: String
  /// The attributes in writing order.
  public private(set) var attributes: [Attribute]
  /// The children in drawing order.
  public var children: [Node]

  /// Creates an element; attributes whose value is `nil` are left out.
  ///
  ///     SVGElement("circle", ["cx": 12.5, "cy": 4, "r": 4, "fill": "#fff"])
  public init(
    _ name: String,
    _ attributes: KeyValuePairs<String, (any SVGAttributeValue)?> = [:],
    _ children: [SVGElement] = []
  ) {
    self.name = name
    var written: [Attribute] = []
    written.reserveCapacity(attributes.count)
    for (name, value) in attributes {
      if let value {
        written.append(Attribute(name: name, value: value.attributeText))
      }
    }
    self.attributes = written
    self.children = children.isEmpty ? [] : children.map(Node.element)
  }

  /// Creates an element that holds a text.
  public init(
    _ name: String,
    _ attributes: KeyValuePairs<String, (any SVGAttributeValue)?> = [:],
    text: String
  ) {
    self.init(name, attributes)
    children = [.text(text)]
  }

  /// The value of the attribute `name`; setting `nil` removes it, setting a
  /// new one appends it.
  public subscript(name: String) -> String? {
    get { attributes.first { $0.name == name }?.value }
    set {
      let index = attributes.firstIndex { $0.name == name }
      switch (index, newValue) {
      case (let index?, let value?): attributes[index].value = value
      case (let index?, nil): attributes.remove(at: index)
      case (nil, let value?):
        attributes.append(Attribute(name: name, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Adds a child at the end.
  public mutating func append(_ child: SVGElement) {
    children.append(.element(child))
  }

  /// Adds children at the end.
  public mutating func append(_ elements: [SVGElement]) {
    children += elements.map(Node.element)
  }
}

/// A value that can be written into an attribute.
public protocol SVGAttributeValue: Sendable {
  /// The value as text, before escaping.
  var attributeText: String { get }
}

extension String: SVGAttributeValue {
  /// The text itself.
  public var attributeText: String { self }
}

extension Int: SVGAttributeValue {
  /// The number without separators.
  public var attributeText: String { String(self) }
}

extension Double: SVGAttributeValue {
  /// The number as `Coordinate.text` writes it.
  public var attributeText: String { Coordinate.text(self) }
}
