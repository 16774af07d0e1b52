import SurveyData

/// The message catalogue: every word that a report adds to the numbers, in
/// the language of the report.
///
/// Words that belong to one part of the report are in extensions beside this
/// file. A sentence takes its numbers as finished texts, because only the
/// place that prints a number knows its style.
struct Words: Sendable {
  /// The language.
  let language: Language
  /// The grades of the result that is spoken of, best first, where there are
  /// more than three: "satisfied" would not say which of them are counted.
  var grades: [String]?

  /// Creates the words of `language`.
  init(_ language: Language) {
    self.language = language
  }

  /// The text of the current language.
  func say(_ chinese: String, _ english: String) -> String {
    switch language {
    case .chinese: chinese
    case .english: english
    }
  }

  /// The value of a `lang` attribute.
  var code: String { say("zh-CN", "en") }

  /// The name of a language in itself.
  static func name(of language: Language) -> String {
    switch language {
    case .chinese: "中文"
    case .english: "English"
    }
  }

  /// A list of things: `A、B和C`, `A, B and C`.
  func list(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else {
      return parts.first ?? ""
    }
    return parts.dropLast().joined(separator: say("、", ", "))
      + say("和", " and ") + last
  }

  /// A small number in words as it stands before a measure word: `两`, `四`,
  /// `four`; larger ones in digits.
  func count(_ number: Int) -> String {
    let chinese = ["零", "一", "两", "三", "四", "五", "六", "七", "八", "九", "十"]
    let english = [
      "zero", "one", "two", "three", "four", "five", "six", "seven", "eight",
      "nine", "ten",
    ]
    guard (0...10).contains(number) else { return String(number) }
    return say(chinese[number], english[number])
  }

  /// A count beside a larger one. Chinese sentences have numerals of one kind:
  /// digits, where the larger number has to be in digits.
  func count(_ number: Int, of all: Int) -> String {
    language == .chinese && max(number, all) > 10
      ? String(number) : count(number)
  }

  /// A name in quotation marks of the language.
  func quoted(_ name: String) -> String { say("“\(name)”", "“\(name)”") }

  /// A remark in brackets after a word.
  func bracketed(_ word: String, _ remark: String) -> String {
    say("\(word)（\(remark)）", "\(word) (\(remark))")
  }

  /// A name and what belongs to it: `名称：值`, `name: value`.
  func pair(_ name: String, _ value: String) -> String {
    say("\(name)：\(value)", "\(name): \(value)")
  }

  /// Sentences and phrases in a row; a phrase is ended by a semicolon.
  func run(_ parts: [String]) -> String {
    parts.reduce("") { text, part in
      if text.isEmpty { return part }
      let isEnded = text.hasSuffix(".") || text.hasSuffix("。")
      return text + (isEnded ? say("", " ") : say("；", "; ")) + part
    }
  }

  /// Sentences one after the other.
  func sentences(_ parts: [String]) -> String {
    parts.filter { !$0.isEmpty }.joined(separator: say("", " "))
  }
}

extension Words {
  /// A value with its interval as it stands in a sentence: brackets of the
  /// language.
  func spaced(_ value: String) -> String {
    say(
      value.replacing(" (", with: "（").replacing(")", with: "）"), value)
  }
}
