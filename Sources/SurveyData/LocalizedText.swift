/// A language of labels, reports and charts.
public enum Language: String, Sendable, CaseIterable, Codable, Hashable {
  /// Chinese.
  case chinese = "zh"
  /// English.
  case english = "en"
}

/// A text in one or both languages.
public struct LocalizedText: Hashable, Sendable, Codable {
  /// The Chinese text.
  public var chinese: String?
  /// The English text.
  public var english: String?

  /// Creates a text from its translations.
  public init(zh chinese: String? = nil, en english: String? = nil) {
    self.chinese = chinese
    self.english = english
  }

  /// Creates a text that is the same in every language, such as a code.
  public init(_ text: String) {
    self.init(zh: text, en: text)
  }

  /// The text in `language`, or in the other one when it is missing there.
  public subscript(language: Language) -> String {
    switch language {
    case .chinese: chinese ?? english ?? ""
    case .english: english ?? chinese ?? ""
    }
  }
}

extension LocalizedText: ExpressibleByStringLiteral {
  /// Creates a text that is the same in every language.
  public init(stringLiteral text: String) {
    self.init(text)
  }
}
