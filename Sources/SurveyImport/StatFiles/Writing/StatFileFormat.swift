import Diagnostics

/// A format of a statistics program that can be written.
public enum StatFileFormat: String, Sendable, CaseIterable {
  /// SPSS, each row compressed.
  case sav
  /// SPSS, compressed as a whole.
  case zsav
  /// Stata, release 14 and newer.
  case dta

  /// The format that the ending of `path` names; `nil` for others.
  public init?(endingOf path: String) {
    guard let ending = path.split(separator: ".").last else { return nil }
    self.init(rawValue: ending.lowercased())
  }

  /// Whether the format is one of SPSS.
  var isSPSS: Bool { self != .dta }

  /// The program in messages.
  var program: String { isSPSS ? "SPSS" : "Stata" }
}

/// What became of a table that was written.
public struct WrittenStatFile: Sendable {
  /// The columns whose name the format does not allow, with the name that
  /// they were given, in the order of the table.
  public var renamed: [(column: String, variable: String)] = []
  /// Everything worth telling: names, labels and reasons that the format has
  /// no room for.
  public var diagnostics: [Diagnostic] = []
}
