extension String {
  /// The text without single blanks between Chinese characters.
  ///
  /// A text that YAML folds (`>-`) has a blank where a line ended, and
  /// Chinese is written without blanks. Only a single blank goes whose
  /// neighbours both are Han characters, kana or full-width punctuation; next
  /// to Latin letters and digits it stays. Quotation marks, dashes and
  /// ellipses are shared with Latin text and count as full-width when the
  /// other neighbour is.
  var joiningChineseLines: String {
    guard contains(" ") else { return self }
    let scalars = Array(unicodeScalars)
    var joined = UnicodeScalarView()
    for (position, scalar) in scalars.enumerated() {
      if scalar == " ", position > 0, position + 1 < scalars.count,
        areWide(scalars[position - 1], scalars[position + 1])
      {
        continue
      }
      joined.append(scalar)
    }
    return String(joined)
  }
}

private func areWide(_ left: Unicode.Scalar, _ right: Unicode.Scalar) -> Bool {
  switch (isWide(left), isWide(right)) {
  case (true, true): true
  case (true, false): isShared(right)
  case (false, true): isShared(left)
  case (false, false): false
  }
}

/// Han characters, kana, CJK punctuation and full-width forms.
private func isWide(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x2E80...0x2FDF, 0x3001...0x30FF, 0x3200...0x4DBF, 0x4E00...0x9FFF,
    0xF900...0xFAFF, 0xFE30...0xFE4F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
    0x20000...0x3FFFD:
    true
  default: false
  }
}

/// Punctuation of Chinese and of Latin text alike.
private func isShared(_ scalar: Unicode.Scalar) -> Bool {
  ["“", "”", "‘", "’", "—", "…", "·"].contains(scalar)
}
