/// What a page writes shorter than the file of a drawing does: lines, sizes
/// and places that many marks have in common.
extension PageWriter {
  /// Attributes that what is around says already.
  enum LeftOut {
    case nothing
    /// How high a circle is, and how large.
    case level
    /// Where a text begins.
    case place

    func holds(_ name: String) -> Bool {
      switch self {
      case .nothing: false
      case .level: name == "cy" || name == "r"
      case .place: name == "x" || name == "y"
      }
    }
  }

  // MARK: - Lines

  /// A line that has nothing but its ends and a look.
  struct PlainLine {
    var start: (x: String, y: String)
    var end: (x: String, y: String)

    init?(_ element: SVGElement) {
      guard element.name == "line", element.children.isEmpty else {
        return nil
      }
      var ends = ("", "", "", "")
      for attribute in element.attributes {
        switch attribute.name {
        case "x1": ends.0 = attribute.value
        case "y1": ends.1 = attribute.value
        case "x2": ends.2 = attribute.value
        case "y2": ends.3 = attribute.value
        default:
          let role = AttributeRole(attribute.name)
          guard role == .look || role == .hidden else { return nil }
        }
      }
      guard Self.isNumber(ends.0), Self.isNumber(ends.1),
        Self.isNumber(ends.2), Self.isNumber(ends.3)
      else { return nil }
      start = (ends.0, ends.1)
      end = (ends.2, ends.3)
    }

    private static func isNumber(_ text: String) -> Bool {
      !text.isEmpty
        && text.utf8.allSatisfy { (0x2D...0x39).contains($0) && $0 != 0x2F }
    }
  }

  /// Adds a line to the path that is being written.
  mutating func add(_ line: PlainLine) {
    add("M")
    addRounded(line.start.x)
    add(" ")
    addRounded(line.start.y)
    if line.start.y == line.end.y {
      add("H")
      addRounded(line.end.x)
    } else if line.start.x == line.end.x {
      add("V")
      addRounded(line.end.y)
    } else {
      add("L")
      addRounded(line.end.x)
      add(" ")
      addRounded(line.end.y)
    }
  }

  /// Whether lines of a look can be one path. Where they can be seen through,
  /// crossing lines are darker than one path would be.
  func canJoin(_ look: Look) -> Bool {
    let word: StaticString = "opacity"
    return word.withUTF8Buffer { word in
      guard look.count > word.count else { return true }
      return !(look.lowerBound...look.upperBound - word.count).contains {
        looks[$0..<$0 + word.count].elementsEqual(word)
      }
    }
  }

  // MARK: - Circles

  /// What circles in a row have in common: how high and how large they are.
  struct Level: Equatable {
    var y: String
    var radius: String

    /// `nil` for anything but a plain circle.
    init?(_ element: SVGElement) {
      guard element.name == "circle", let y = element["cy"],
        let radius = element["r"], element.children.isEmpty,
        element["transform"] == nil,
        radius.utf8.allSatisfy({
          $0 == UInt8(ascii: ".") || (0x30...0x39).contains($0)
        })
      else { return nil }
      self.y = y
      self.radius = radius
    }

    /// What a circle and the next two have in common, which are enough to
    /// say it once for all.
    init?(of children: [SVGElement.Node], at index: Int) {
      guard index + 2 < children.count,
        case .element(let first) = children[index], let level = Level(first),
        case .element(let second) = children[index + 1],
        level == Level(second),
        case .element(let third) = children[index + 2], level == Level(third)
      else { return nil }
      self = level
    }
  }

  /// Adds the size of the circles in a group as a look.
  mutating func addRadius(_ radius: String) {
    add(DrawingStyles.mark)
    add(DrawingStyles.inside)
    add("r:")
    addRounded(radius)
    add("px")
    add(DrawingStyles.mark)
  }

  // MARK: - Sizes

  /// Counts the rectangles of each size.
  mutating func countSizes(in element: SVGElement) {
    if let size = Self.size(of: element) { sizes[size, default: 0] += 1 }
    for case .element(let part) in element.children { countSizes(in: part) }
  }

  /// Whether a rectangle has a size that is worth a rule of its own.
  func isOfCommonSize(_ element: SVGElement) -> Bool {
    guard element.name == "rect", let size = Self.size(of: element) else {
      return false
    }
    return sizes[size, default: 0] > 3
  }

  static func isPartOfSize(_ name: String) -> Bool {
    name == "width" || name == "height" || name == "rx"
  }

  /// Adds the size of a rectangle as a look.
  mutating func addSize(of element: SVGElement) {
    add(DrawingStyles.mark)
    var isFirst = true
    for attribute in element.attributes
    where Self.isPartOfSize(attribute.name) {
      if !isFirst { add(";") }
      isFirst = false
      add(attribute.name)
      add(":")
      addRounded(attribute.value)
      add("px")
    }
    add(DrawingStyles.mark)
  }

  /// A number that stands for the size of a rectangle; `nil` for anything
  /// else. Two sizes of one number would only be counted as one.
  private static func size(of element: SVGElement) -> UInt64? {
    guard element.name == "rect" else { return nil }
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    var count = 0
    for attribute in element.attributes where isPartOfSize(attribute.name) {
      count += 1
      for byte in attribute.value.utf8 {
        guard byte == UInt8(ascii: ".") || (0x30...0x39).contains(byte) else {
          return nil
        }
        hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3
      }
      hash = (hash ^ 0xFF) &* 0x100_0000_01B3
    }
    return count < 2 ? nil : hash
  }

  // MARK: - What says nothing

  /// Whether an element is a group that says nothing about what is in it.
  func isMeaningless(_ element: SVGElement) -> Bool {
    guard element.name == "g",
      element.attributes.allSatisfy({ AttributeRole($0.name) == .hidden })
    else { return false }
    guard hasTooltips else { return true }
    return !element.children.contains {
      if case .element(let part) = $0 { part.name == "title" } else { false }
    }
  }
}

extension SVGElement {
  /// Whether it is a text without a character, of a cell that has none.
  var isEmptyText: Bool {
    guard name == "text", children.count <= 1 else { return false }
    guard let child = children.first else { return true }
    if case .text(let words) = child { return words.isEmpty }
    return false
  }
}
