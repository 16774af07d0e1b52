import SurveyData

/// Several items that measure one thing, under one name.
public struct NamedScale: Sendable, Hashable {
  /// The name.
  public var name: String
  /// The label for tables and charts.
  public var label: LocalizedText?
  /// The variables.
  public var items: [String]

  /// Creates a scale.
  public init(_ name: String, label: LocalizedText? = nil, items: [String]) {
    self.name = name
    self.label = label
    self.items = items
  }
}
