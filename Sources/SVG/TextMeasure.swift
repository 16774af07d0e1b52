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
  text.reduce(0) { sum, character in
    if CharacterWidths.isEmoji(character) { return sum + 2 }
    return character.unicodeScalars.reduce(sum) { sum, scalar in
      if CharacterWidths.isEmpty(scalar) { return sum }
      return sum + (CharacterWidths.isWide(scalar) ? 2 : 1)
    }
  }
}
