import Diagnostics

/// How the raw value of a leaf is computed, as written in the tree:
/// `name(argument;argument)` or a plain name.
///
/// An argument is any text without `;`, `(` and `)`, or in double quotes any
/// text at all, with `""` for a quote. Nothing is nested.
public struct LeafFormula: Sendable, Hashable {
  /// One argument and where it stands.
  public struct Argument: Sendable, Hashable {
    /// The argument without blanks around it.
    public var text: String
    /// Its first character in the formula, counted from 1.
    public var position: Int

    /// Creates an argument.
    public init(_ text: String, position: Int) {
      self.text = text
      self.position = position
    }
  }

  /// The name of the function, in lower case.
  public var name: String
  /// The arguments.
  public var arguments: [Argument]
  /// The formula as written.
  public var text: String

  /// Reads a formula.
  ///
  /// - Throws: An `indicatorFormula` diagnostic that names the character.
  public init(_ text: String, at place: Place? = nil) throws(Diagnostic) {
    let characters = Array(text)
    func failure(_ position: Int, _ message: String) -> Diagnostic {
      Diagnostic(
        .indicatorFormula, at: place,
        "formula '\(text)', character \(position): \(message)",
        help: "write it as name(argument;argument)")
    }
    guard let open = characters.firstIndex(where: { $0 == "(" || $0 == "（" })
    else {
      if let stray = characters.firstIndex(where: { ");；）".contains($0) }) {
        throw failure(stray + 1, "'\(characters[stray])' without '('")
      }
      name = Self.trimmed(text).lowercased()
      if name.isEmpty { throw failure(1, "a name is missing") }
      arguments = []
      self.text = text
      return
    }
    name = Self.trimmed(String(characters[..<open])).lowercased()
    if name.isEmpty { throw failure(1, "a name is missing before '('") }
    var current: [Character] = []
    var start = open + 1
    var found: [Argument] = []
    var end: Int?
    var quote: Int?
    var position = open
    while end == nil, position + 1 < characters.count {
      position += 1
      if quote != nil {
        let isDoubled =
          position + 1 < characters.count && characters[position + 1] == "\""
        if characters[position] != "\"" {
          current.append(characters[position])
        } else if isDoubled {
          current.append("\"")
          position += 1
        } else {
          quote = nil
        }
        continue
      }
      switch characters[position] {
      case "\"" where current.allSatisfy(\.isWhitespace):
        quote = position
        current = []
        start = position
      case ";", "；", ")", "）":
        let lead = current.prefix { $0.isWhitespace }.count
        found.append(
          Argument(Self.trimmed(String(current)), position: start + lead + 1))
        current = []
        start = position + 1
        if ")）".contains(characters[position]) { end = position }
      case "(", "（":
        throw failure(position + 1, "formulas cannot be nested")
      default:
        current.append(characters[position])
      }
    }
    if let quote { throw failure(quote + 1, "this quote is not closed") }
    guard let end else { throw failure(characters.count, "')' is missing") }
    if let rest = characters[(end + 1)...].firstIndex(where: {
      !$0.isWhitespace
    }) {
      throw failure(rest + 1, "nothing may follow ')'")
    }
    if let empty = found.first(where: { $0.text.isEmpty }) {
      throw failure(empty.position, "an argument is empty")
    }
    arguments = found
    self.text = text
  }

  /// The formula for the values of a column, whatever characters its name
  /// has.
  public static func column(_ name: String) -> LeafFormula {
    let isPlain = !name.contains { ";；()（）\"".contains($0) }
    let written =
      isPlain ? name : "\"\(name.replacing("\"", with: "\"\""))\""
    return LeafFormula(
      name: "column", arguments: [Argument(name, position: 8)],
      text: "column(\(written))")
  }

  private init(name: String, arguments: [Argument], text: String) {
    self.name = name
    self.arguments = arguments
    self.text = text
  }

  private static func trimmed(_ text: String) -> String {
    var rest = Substring(text)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
