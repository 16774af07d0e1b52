import SurveyData

/// A value of a JSON file. Keys keep their order, so that the same results
/// give the same bytes.
public enum JSONValue: Sendable {
  /// Nothing.
  case null
  /// A truth value.
  case bool(Bool)
  /// A whole number.
  case integer(Int)
  /// A number with all its digits; what is not finite becomes `null`.
  case number(Double)
  /// A text.
  case text(String)
  /// A list.
  case list([JSONValue])
  /// A list whose items are made when they are written.
  case items(JSONItems)
  /// Keys and values in order.
  case object([(key: String, value: JSONValue)])
  /// What writes itself, without a value for each of its parts. It can only
  /// be written, not looked into.
  case written(@Sendable (inout JSONWriter) -> Void)

  /// A number, or `null` when there is none.
  public static func optional(_ number: Double?) -> JSONValue {
    number.map { .number($0) } ?? .null
  }

  /// A text, or `null` when there is none.
  public static func optional(_ text: String?) -> JSONValue {
    text.map { .text($0) } ?? .null
  }

  /// A whole number, or `null` when there is none.
  public static func optional(_ number: Int?) -> JSONValue {
    number.map { .integer($0) } ?? .null
  }

  /// A list of what `make` gives for each element.
  static func each<Element: Sendable>(
    _ elements: [Element], _ make: @escaping @Sendable (Element) -> JSONValue
  ) -> JSONValue {
    .items(JSONItems(count: elements.count) { make(elements[$0]) })
  }

  /// The translations that a text has.
  public static func localized(_ text: LocalizedText?) -> JSONValue {
    guard let text else { return .null }
    if text.chinese == text.english { return .optional(text.chinese) }
    var pairs: [(key: String, value: JSONValue)] = []
    if let chinese = text.chinese { pairs.append(("zh", .text(chinese))) }
    if let english = text.english { pairs.append(("en", .text(english))) }
    return .object(pairs)
  }
}

extension JSONValue {
  /// The JSON text, ending with a line break. What fits into a line stays on
  /// one, so that two files can be compared line by line.
  public var fileText: String { String(decoding: fileBytes, as: UTF8.self) }

  /// The same as bytes, without a text in between.
  public var fileBytes: [UInt8] {
    var writer = JSONWriter()
    writer.write(self)
    writer.finish()
    return writer.bytes
  }

  /// Hands on the same bytes piece by piece, so that a long text need not be
  /// in memory as a whole.
  public func writeFile(_ piece: (UnsafeBufferPointer<UInt8>) -> Void) {
    withoutActuallyEscaping(piece) { piece in
      var writer = JSONWriter(flush: piece)
      writer.write(self)
      writer.finish()
    }
  }

  /// The JSON text on one line, without a line break.
  public var lineText: String {
    var writer = JSONWriter(lineLimit: .max)
    writer.write(self)
    return String(decoding: writer.bytes, as: UTF8.self)
  }
}

/// Items of a long list, made when they are written, so that they need not
/// all be there at once.
public struct JSONItems: Sendable {
  let count: Int
  let item: @Sendable (Int) -> JSONValue
}
