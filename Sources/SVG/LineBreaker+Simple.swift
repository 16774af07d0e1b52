extension LineBreaker {
  /// Whether a text of simple characters, without spaces at its ends, has
  /// room on one line beyond any doubt, so that it need not be taken apart.
  func fitsPlainly(_ text: String) -> Bool {
    let space = UInt8(ascii: " ")
    guard let first = text.utf8.first, first != space,
      text.utf8.last != space
    else { return false }
    var ems = 0.0
    for scalar in text.unicodeScalars {
      guard scalar.value >= 0x20, scalar != "\u{3000}",
        let width = CharacterWidths.simpleEms(scalar)
      else { return false }
      ems += width
    }
    return ems * size < width - 0.01
  }

  /// The parts of a text in which each scalar is a character, without asking
  /// for the properties of each; `nil` when there are others.
  ///
  /// Most labels are made of ASCII, common ideographs and their punctuation.
  static func simplePieces(_ text: String) -> [String]? {
    guard text.unicodeScalars.allSatisfy(CharacterWidths.isSimple) else {
      return nil
    }
    var pieces: [String] = []
    var piece = ""
    var left: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      let right: Unicode.Scalar = scalar == "\u{3000}" ? " " : scalar
      if right == " ", piece.isEmpty, pieces.isEmpty { continue }
      if let last = left, canBreakSimply(between: last, and: right) {
        pieces.append(piece)
        piece = ""
      }
      piece.unicodeScalars.append(right)
      left = right
    }
    if piece.utf8.contains(where: { $0 != UInt8(ascii: " ") }) {
      pieces.append(piece)
    }
    return pieces
  }

  private static func canBreakSimply(
    between left: Unicode.Scalar, and right: Unicode.Scalar
  ) -> Bool {
    if right == " " || isNeverFirst(right) || isNeverLast(left) {
      return false
    }
    if left == " " { return true }
    if left == "-" || left == "/" {
      return right.properties.numericType == nil
    }
    let leftIsWide = CharacterWidths.isWide(left)
    if !leftIsWide, left.properties.numericType != nil { return false }
    return leftIsWide || CharacterWidths.isWide(right)
  }

  private static func isNeverFirst(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "，", "。", "、", "；", "：", "？", "！", "）", "》", "」", "』", "】", "〉",
      "”", "’", "…", "—", "％", "‰", ",", ".", ";", ":", "?", "!", ")", "]",
      "}", "%":
      true
    default: false
    }
  }

  private static func isNeverLast(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "（", "《", "「", "『", "【", "〈", "“", "‘", "(", "[", "{": true
    default: false
    }
  }
}
