/// A result that may be shown.
///
/// Charts, tables, cards and notebooks take released results only. One place
/// makes them, `SurveyStudy/Release.swift`, so that protection of small
/// groups can live there without chasing numbers through renderers.
public struct Released<Value: Sendable>: Sendable {
  /// The result.
  public let value: Value

  /// Releases `value`; a check of the project keeps this to one file.
  public init(releasing value: Value) {
    self.value = value
  }
}
