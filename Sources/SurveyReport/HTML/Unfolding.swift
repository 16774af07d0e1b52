import SVG

/// A text without the blanks that folding long lines leaves between
/// Chinese characters.
func unfolded(_ text: String) -> String {
  let characters = Array(text)
  func isWide(_ index: Int) -> Bool {
    characters.indices.contains(index)
      && cellWidth(String(characters[index])) == 2
  }
  return String(
    characters.enumerated().compactMap { index, character in
      let isBlank = character == " " || character == "\n"
      return isBlank && isWide(index - 1) && isWide(index + 1)
        ? nil : character
    })
}
