import SurveyData

extension JSONValue {
  /// The value of a key; `nil` where there is none.
  func member(_ key: String) -> JSONValue? {
    guard case .object(let pairs) = self else { return nil }
    return pairs.first { $0.key == key }?.value
  }

  /// The text of a key.
  func text(_ key: String) -> String? {
    if case .text(let text) = member(key) { return text }
    return nil
  }

  /// The number of a key.
  func number(_ key: String) -> Double? { member(key)?.asNumber }

  /// The whole number of a key.
  func integer(_ key: String) -> Int? {
    if case .integer(let number) = member(key) { return number }
    return nil
  }

  /// The truth value of a key; false without one.
  func bool(_ key: String) -> Bool {
    if case .bool(let value) = member(key) { return value }
    return false
  }

  /// The items of a list; empty for anything else.
  func list(_ key: String) -> [JSONValue] {
    if case .list(let items) = member(key) { return items }
    return []
  }

  /// The keys and values of an object; empty for anything else.
  func pairs(_ key: String) -> [(key: String, value: JSONValue)] {
    if case .object(let pairs) = member(key) { return pairs }
    return []
  }

  /// The text of a key in the languages that it has.
  func localized(_ key: String) -> LocalizedText? {
    member(key).flatMap(\.asLocalized)
  }

  /// The number that it is.
  var asNumber: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  /// The text that it is.
  var asText: String? {
    if case .text(let text) = self { return text }
    return nil
  }

  /// The text that it is, in the languages that it has.
  var asLocalized: LocalizedText? {
    if case .text(let text) = self { return LocalizedText(text) }
    let (zh, en) = (text("zh"), text("en"))
    return zh == nil && en == nil ? nil : LocalizedText(zh: zh, en: en)
  }

  /// An interval from two keys.
  func interval(
    _ lower: String = "lower", _ upper: String = "upper", level: Double
  ) -> Interval? {
    guard let low = number(lower), let high = number(upper) else { return nil }
    return Interval(
      lower: low, upper: high, level: level, method: text("interval") ?? "")
  }
}
