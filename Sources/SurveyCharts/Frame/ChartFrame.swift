/// The texts around a figure, in one language.
public struct ChartFrame: Hashable, Sendable {
  /// The name of the figure; all ids in the drawing start with it.
  public var id: String
  /// The language of the texts, such as `zh`.
  public var language: String
  /// The finding.
  public var title: String
  /// What is drawn: who, where, when, unit, order of rows.
  public var subtitle: String?
  /// Base definition, weighting, interval method, question wording.
  public var notes: [String]
  /// The producer line, drawn last.
  public var source: String?
  /// A mark drawn visibly beside the title, such as 演示数据（虚构）.
  public var mark: String?
  /// The description for screen readers; made from the rows when missing.
  public var description: String?

  /// How the figure looks where nobody says it.
  public var theme: Theme = .light

  /// Creates a frame.
  public init(
    id: String, language: String, title: String, subtitle: String? = nil,
    notes: [String] = [], source: String? = nil, mark: String? = nil,
    description: String? = nil
  ) {
    self.id = id
    self.language = language
    self.title = title
    self.subtitle = subtitle
    self.notes = notes
    self.source = source
    self.mark = mark
    self.description = description
  }
}
