import CellText

/// The text with everything written out that could steer a terminal, change
/// the order of a line or hide in it: `\\u{1B}` for an escape.
///
/// Written out are control characters, line separators, marks of writing
/// direction, characters without width, soft hyphens, fillers, tags and what
/// is no character. A tab becomes a space. A joiner stays between the parts of
/// an emoji, where it is seen.
public func visible(_ text: String) -> String {
  // Most texts hold none, and none begins below U+00AD but control signs.
  guard text.unicodeScalars.contains(where: isHidden) else { return text }
  var result = ""
  var previous: Unicode.Scalar = " "
  for scalar in text.unicodeScalars {
    defer { previous = scalar }
    if scalar == "\t" {
      result += " "
    } else if isHidden(scalar), !isJoiner(scalar, after: previous) {
      result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

private func isJoiner(
  _ scalar: Unicode.Scalar, after previous: Unicode.Scalar
) -> Bool {
  scalar.value == 0x200D
    && (previous.value == 0xFE0F
      || previous.properties.isEmojiPresentation
      || previous.properties.isEmojiModifier)
}
