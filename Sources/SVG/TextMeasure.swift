/// Reserves room for texts without knowing the reader's fonts.
///
/// Widths are the maxima over the fonts of the stack, regular and bold, so a
/// text never needs more room than this says.
public enum TextMeasure {
  /// The width of `text` in em.
  ///
  /// Han and other wide characters are 1; combining marks and joiners 0;
  /// emoji 1.3; ambiguous characters such as `“` or `×` 1; characters of the
  /// committed table as listed there; all others 0.6.
  public static func ems(_ text: String) -> Double {
    if let width = CharacterWidths.simpleEms(text) { return width }
    var width = 0.0
    for character in text { width += ems(character) }
    return width
  }

  /// The width of `text` in pixels at a font size.
  public static func width(_ text: String, size: Double) -> Double {
    ems(text) * size
  }

  /// The width of the widest of several texts in pixels.
  public static func widest(
    _ texts: some Sequence<String>, size: Double
  ) -> Double {
    texts.reduce(0) { max($0, width($1, size: size)) }
  }

  static func ems(_ character: Character) -> Double {
    let scalars = character.unicodeScalars
    if CharacterWidths.isEmoji(character) { return 1.3 }
    return scalars.reduce(0) { $0 + CharacterWidths.ems($1) }
  }
}

/// The number of terminal cells that `text` takes: 2 for wide characters and
/// emoji, 0 for combining marks and control characters, 1 for all others.
public func cellWidth(_ text: String) -> Int {
  if let width = plainCellWidth(text) { return width }
  return text.reduce(0) { sum, character in
    if CharacterWidths.isEmoji(character) { return sum + 2 }
    return character.unicodeScalars.reduce(sum) { sum, scalar in
      if CharacterWidths.isEmpty(scalar) { return sum }
      return sum + (CharacterWidths.isWide(scalar) ? 2 : 1)
    }
  }
}

/// The same for a text of characters that never join with their neighbours
/// and are no emoji; `nil` when there are others.
private func plainCellWidth(_ text: String) -> Int? {
  var width = 0
  for scalar in text.unicodeScalars {
    switch scalar.value {
    // ASCII, en dash and minus.
    case 0x20..<0x7F, 0x2013, 0x2212: width += 1
    // Punctuation of Chinese texts, common ideographs, full-width forms.
    case 0x3001...0x3002, 0x4E00...0x9FFF, 0xFF01...0xFF5E: width += 2
    default: return nil
    }
  }
  return width
}
