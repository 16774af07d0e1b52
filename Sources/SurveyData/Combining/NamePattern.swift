/// A pattern of column names such as `{item}_{wave}`: texts and fields in
/// turn.
public struct NamePattern: Sendable, Hashable {
  private enum Part: Sendable, Hashable {
    case text(String)
    case field(String)
  }

  private var parts: [Part] = []
  /// The names of the fields in order.
  public private(set) var fields: [String] = []

  /// Reads a pattern; `nil` when a bracket is not closed, a field has no name
  /// or stands twice, or two fields touch.
  public init?(_ text: String) {
    var literal = ""
    var field: String?
    for character in text {
      switch (character, field) {
      case ("{", nil):
        if literal.isEmpty, case .field? = parts.last { return nil }
        if !literal.isEmpty { parts.append(.text(literal)) }
        literal = ""
        field = ""
      case ("}", let name?):
        if name.isEmpty || fields.contains(name) { return nil }
        parts.append(.field(name))
        fields.append(name)
        field = nil
      case ("{", _): return nil
      case (_, nil): literal.append(character)
      case (_, _?): field?.append(character)
      }
    }
    if field != nil { return nil }
    if !literal.isEmpty { parts.append(.text(literal)) }
  }

  /// The values of the fields in `name`, or `nil` when it has another form.
  ///
  /// A field ends at the last place where the text behind it stands, so that
  /// `q1_a_w2` fits `{item}_{wave}` with `q1_a` and `w2`.
  public func values(in name: String) -> [String: String]? {
    var found: [String: String] = [:]
    var rest = name[...]
    for (position, part) in parts.enumerated().reversed() {
      switch part {
      case .text(let text):
        guard rest.hasSuffix(text) else { return nil }
        rest = rest.dropLast(text.count)
      case .field(let field):
        if position == 0 {
          guard !rest.isEmpty else { return nil }
          found[field] = String(rest)
          rest = ""
        } else if case .text(let before) = parts[position - 1] {
          guard let start = rest.lastRange(of: before) else { return nil }
          let value = rest[start.upperBound...]
          guard !value.isEmpty else { return nil }
          found[field] = String(value)
          rest = rest[..<start.upperBound]
        }
      }
    }
    return rest.isEmpty ? found : nil
  }

  /// The name with these values in its fields.
  public func name(_ values: [String: String]) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .field(let field): values[field] ?? ""
      }
    }.joined()
  }
}

extension Substring {
  /// Where `text` stands last.
  fileprivate func lastRange(of text: String) -> Range<Index>? {
    var end = endIndex
    while true {
      let head = self[..<end]
      if head.hasSuffix(text) {
        return head.index(head.endIndex, offsetBy: -text.count)..<end
      }
      if end == startIndex { return nil }
      end = index(before: end)
    }
  }
}
