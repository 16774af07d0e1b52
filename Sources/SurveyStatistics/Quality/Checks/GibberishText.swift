import SurveyData

/// Why an open answer looks like no words of a language.
///
/// The reasons are checked in this order, and the first that fits is told.
/// They are rules of thumb for Chinese and Latin text; each is a reason to
/// read the answer.
enum GibberishReason: String, Sendable, CaseIterable {
  /// Neither a letter nor a digit.
  case punctuation
  /// Three digits or more and no letter.
  case digits
  /// One character four times in a row or more, in at least half of the
  /// text.
  case repeatedCharacter = "repeated-character"
  /// A piece of two to four characters at least three times (Chinese: four
  /// times) and nothing else.
  case repeatedPiece = "repeated-piece"
  /// Eight characters or more of which only one or two are different.
  case fewCharacters = "few-characters"
  /// Neighbouring keys: pieces of four or more in a row make up most of a
  /// word.
  case keyboardRun = "keyboard-run"
  /// Five Latin letters or more and no vowel, words in capitals aside.
  case noVowel = "no-vowel"
  /// Six consonants in a row in a word of few vowels.
  case consonants

  /// Looks at one answer; `nil` when nothing stands out.
  init?(_ text: String) {
    let characters = text.lowercased().filter { !$0.isWhitespace }
    guard !characters.isEmpty else { return nil }
    let letters = characters.count { $0.isLetter }
    let digits = characters.count { $0.isNumber }
    if letters == 0, digits == 0 {
      self = .punctuation
    } else if letters == 0, digits >= 3 {
      self = .digits
    } else if letters == 0 {
      return nil
    } else if let reason = Self.repetition(Array(characters)) {
      self = reason
    } else if let reason = text.split(whereSeparator: { !$0.isLetter })
      .lazy.compactMap(Self.word).first
    {
      self = reason
    } else {
      return nil
    }
  }

  private static func repetition(
    _ characters: [Character]
  ) -> GibberishReason? {
    var longest = 0
    var current = 0
    for (position, character) in characters.enumerated() {
      let isSame = position > 0 && characters[position - 1] == character
      current = isSame ? current + 1 : 1
      longest = max(longest, current)
    }
    if longest >= 4, 2 * longest >= characters.count {
      return .repeatedCharacter
    }
    let times = characters.contains(where: isHan) ? 4 : 3
    for length in 2...4 where characters.count >= times * length {
      if characters.indices.dropFirst(length).allSatisfy({
        characters[$0] == characters[$0 - length]
      }) {
        return .repeatedPiece
      }
    }
    if characters.count >= 8, Set(characters).count <= 2 {
      return .fewCharacters
    }
    return nil
  }

  /// Looks at a word of Latin letters; anything else is left alone.
  private static func word(_ word: Substring) -> GibberishReason? {
    guard word.count >= 4,
      word.unicodeScalars.allSatisfy({ $0.isASCII || isLatin($0) })
    else { return nil }
    let letters = Array(word.lowercased())
    if Double(lettersInRuns(letters)) >= 0.6 * Double(letters.count) {
      return .keyboardRun
    }
    let isVowel = letters.map { vowels.contains($0) || !$0.isASCII }
    let vowelCount = isVowel.count { $0 }
    let isCapitals = word.allSatisfy { $0.isUppercase }
    if letters.count >= 5, vowelCount == 0, !isCapitals { return .noVowel }
    var longest = 0
    var current = 0
    for isVowel in isVowel {
      current = isVowel ? 0 : current + 1
      longest = max(longest, current)
    }
    let isPoor = 5 * vowelCount < letters.count
    return longest >= 6 && isPoor && !isCapitals ? .consonants : nil
  }

  /// How many of `letters` are in pieces of four or more that run along a row
  /// of keys, to the right or to the left.
  private static func lettersInRuns(_ letters: [Character]) -> Int {
    var isInRun = [Bool](repeating: false, count: letters.count)
    for step in [1, -1] {
      var start = 0
      for position in letters.indices {
        let isNext =
          position > start
          && keys[letters[position - 1]].map {
            $0 + step == keys[letters[position]]
          } ?? false
        if !isNext { start = position }
        if position - start >= 3 {
          for place in start...position { isInRun[place] = true }
        }
      }
    }
    return isInRun.count { $0 }
  }

  /// The place of each key; rows are far apart.
  private static let keys: [Character: Int] = {
    var keys: [Character: Int] = [:]
    let rows = ["qwertyuiop", "asdfghjkl", "zxcvbnm"]
    for (row, letters) in rows.enumerated() {
      for (column, letter) in letters.enumerated() {
        keys[letter] = row * 100 + column
      }
    }
    return keys
  }()

  private static let vowels = Set("aeiouy")

  private static func isHan(_ character: Character) -> Bool {
    character.unicodeScalars.contains { $0.properties.isIdeographic }
  }

  private static func isLatin(_ scalar: Unicode.Scalar) -> Bool {
    (0xC0...0x24F).contains(scalar.value)
  }

  /// What to tell about it.
  var sentence: LocalizedText {
    switch self {
    case .punctuation:
      LocalizedText(zh: "只有标点或符号", en: "punctuation only")
    case .digits: LocalizedText(zh: "只有数字", en: "digits only")
    case .repeatedCharacter:
      LocalizedText(zh: "同一字符连续重复", en: "one character repeated")
    case .repeatedPiece:
      LocalizedText(zh: "同一片段反复出现", en: "one piece repeated")
    case .fewCharacters:
      LocalizedText(zh: "不同字符过少", en: "too few different characters")
    case .keyboardRun:
      LocalizedText(zh: "键盘相邻键连打", en: "neighbouring keys")
    case .noVowel: LocalizedText(zh: "拉丁字母中无元音", en: "no vowel")
    case .consonants:
      LocalizedText(zh: "辅音过多", en: "a long run of consonants")
    }
  }
}
