/// Widths of single characters, read once from the committed tables.
enum CharacterWidths {
  static func ems(_ scalar: Unicode.Scalar) -> Double {
    if isHan(scalar) { return 1 }
    if isEmpty(scalar) { return 0 }
    if isWide(scalar) { return 1 }
    if let width = maxima[scalar.value] { return width }
    return contains(ambiguous, scalar) ? 1 : 0.6
  }

  /// The width of a text of simple characters; `nil` when there are others.
  static func simpleEms(_ text: String) -> Double? {
    var width = 0.0
    for scalar in text.unicodeScalars {
      guard let ems = simpleEms(scalar) else { return nil }
      width += ems
    }
    return width
  }

  /// Whether the scalar is a character whatever stands beside it, unless that
  /// is one which is not simple. Line feeds and tabs are none of these.
  static func isSimple(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value >= 0x20 && simpleEms(scalar) != nil
  }

  static func simpleEms(_ scalar: Unicode.Scalar) -> Double? {
    let value = scalar.value
    if value < 128 { return asciiEms[Int(value)] }
    if isHan(scalar) { return 1 }
    for (range, widths) in simpleWidths where range.contains(value) {
      return widths[Int(value - range.lowerBound)]
    }
    return nil
  }

  private static let asciiEms = (UInt8(0)..<128).map { ems(Unicode.Scalar($0)) }

  /// Punctuation and signs that labels often hold; none of them joins with a
  /// neighbour.
  private static let simpleWidths: [(ClosedRange<UInt32>, [Double])] =
    [
      0x3001...0x3029, 0xFF01...0xFF60, 0x2010...0x2027, 0x3000...0x3000,
      0x2212...0x2212, 0xB0...0xB7, 0xD7...0xD7, 0x2030...0x2030,
      0x2264...0x2265, 0x2605...0x2606,
    ].map { (range: ClosedRange<UInt32>) in
      (
        range,
        range.map { value in
          Unicode.Scalar(value).map { TextMeasure.ems(Character($0)) } ?? 0
        }
      )
    }

  /// Whether the scalar takes no room of its own.
  static func isEmpty(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .control, .format: true
    default: false
    }
  }

  /// The common ideographs, known without a search.
  private static func isHan(_ scalar: Unicode.Scalar) -> Bool {
    (0x4E00...0x9FFF).contains(scalar.value)
  }

  static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    if isHan(scalar) { return true }
    return scalar.value >= 0x1100 && contains(wide, scalar)
  }

  /// Whether a character is drawn by an emoji font.
  static func isEmoji(_ character: Character) -> Bool {
    guard let first = character.unicodeScalars.first, !first.isASCII,
      !isHan(first)
    else { return false }
    return first.properties.isEmojiPresentation
      || character.unicodeScalars.contains { $0.value == 0xFE0F }
  }

  private static func contains(
    _ ranges: [ClosedRange<UInt32>], _ scalar: Unicode.Scalar
  ) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < scalar.value {
        low = middle + 1
      } else {
        high = middle
      }
    }
    return low < ranges.count && ranges[low].contains(scalar.value)
  }

  private static let wide = ranges(WidthTable.wide)
  private static let ambiguous = ranges(WidthTable.ambiguous)

  private static let maxima: [UInt32: Double] = {
    var widths: [UInt32: Double] = [:]
    for entry in words(WidthTable.maxima) {
      let parts = entry.split(separator: "=")
      if parts.count == 2, let code = UInt32(parts[0], radix: 16),
        let width = Double(parts[1])
      {
        widths[code] = width / 1000
      }
    }
    return widths
  }()

  private static func ranges(_ text: String) -> [ClosedRange<UInt32>] {
    words(text).compactMap { entry in
      let ends = entry.split(separator: "-").compactMap {
        UInt32($0, radix: 16)
      }
      guard let first = ends.first, let last = ends.last, first <= last
      else { return nil }
      return first...last
    }
  }

  private static func words(_ text: String) -> [Substring] {
    text.split { $0 == " " || $0 == "\n" }
  }
}
