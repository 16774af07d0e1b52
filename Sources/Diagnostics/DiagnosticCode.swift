/// A stable name for one kind of finding, with the page that explains it.
///
/// Codes are declared in `Codes/`, one file for each part of the program, and
/// are never given to another meaning once released. The letter tells the
/// part: `S` study, settings and command, `D` data files and codebooks, `A`
/// analyses, `R` reports and output files.
public struct DiagnosticCode: Hashable, Sendable {
  /// Letter and number, such as `S101`.
  public let id: String
  /// A few words with hyphens, such as `unknown-column`.
  public let name: String
  /// What it means, why it matters and what to do, in Markdown.
  public let explanation: String

  /// Creates a code; only the files in `Codes/` do so.
  init(_ id: String, _ name: String, _ explanation: String) {
    self.id = id
    self.name = name
    self.explanation = explanation
  }

  /// Two codes are the same when their ids are.
  public static func == (left: DiagnosticCode, right: DiagnosticCode) -> Bool {
    left.id == right.id
  }

  /// Hashes the id alone, as `==` compares it.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(id)
  }
}

extension DiagnosticCode {
  /// Every code of the program, ordered by id.
  public static let all: [DiagnosticCode] =
    (study + data + format + analysis + scales + regression + evaluation
    + evaluationUnits
    + ledger + efficiency + comparison + quality + report + recipe + weighting
    + lineage + run + composition)
    .sorted {
      $0.id < $1.id
    }

  /// Returns the code with `id`, whatever the case of its letter.
  public static func named(_ id: String) -> DiagnosticCode? {
    all.first { $0.id == id.uppercased() || $0.name == id.lowercased() }
  }
}

extension DiagnosticCode: Codable {
  /// Takes the code from its id.
  ///
  /// - Throws: `DecodingError` when no code has that id.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let id = try container.decode(String.self)
    guard let code = Self.named(id) else {
      throw DecodingError.dataCorruptedError(
        in: container, debugDescription: "no code is called '\(id)'")
    }
    self = code
  }

  /// Writes the id alone, which the explanation follows from.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(id)
  }
}
