/// The text with everything written out that could steer a terminal, change
/// the order of a line or hide in it: `\\u{1B}` for an escape.
///
/// Written out are control characters, line separators, marks of writing
/// direction, characters without width, soft hyphens, fillers, tags and what
/// is no character. A tab becomes a space. A joiner stays between the parts of
/// an emoji, where it is seen.
public func visible(_ text: String) -> String {
  // Most texts hold none, and none begins below U+00AD but control signs.
  guard text.unicodeScalars.contains(where: isInvisible) else { return text }
  var result = ""
  var previous: Unicode.Scalar = " "
  for scalar in text.unicodeScalars {
    defer { previous = scalar }
    if scalar == "\t" {
      result += " "
    } else if isInvisible(scalar), !isJoiner(scalar, after: previous) {
      result += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    } else {
      result.unicodeScalars.append(scalar)
    }
  }
  return result
}

private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x20..<0x7F, 0xA0..<0xAD: false
  case 0..<0x20, 0x7F..<0xA0, 0xAD, 0x34F, 0x61C, 0x115F...0x1160,
    0x17B4...0x17B5, 0x180B...0x180E, 0x200B...0x200F, 0x2028...0x202E,
    0x2060...0x206F, 0x3164, 0xFEFF, 0xFFA0, 0xFFF0...0xFFFB, 0xFFFE...0xFFFF,
    0x1D173...0x1D17A, 0xE0000...0xE007F:
    true
  default: false
  }
}

private func isJoiner(
  _ scalar: Unicode.Scalar, after previous: Unicode.Scalar
) -> Bool {
  scalar.value == 0x200D
    && (previous.value == 0xFE0F
      || previous.properties.isEmojiPresentation
      || previous.properties.isEmojiModifier)
}
