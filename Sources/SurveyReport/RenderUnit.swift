import SurveyData

/// A group of files that show one result in one language, and nothing else
/// beside what stands at the head of a report.
public struct RenderUnit: Sendable {
  /// Which files they are.
  public enum Part: String, Sendable {
    /// The charts and tables of the result.
    case result
    /// The cards of its cases.
    case cards
  }

  /// Which files they are.
  public var part: Part
  /// The language.
  public var language: Language
  /// The name that their paths are made from.
  public var name: String
  /// The result.
  public var result: AnalysisResult

  /// Names a group.
  public init(
    part: Part, language: Language, name: String, result: AnalysisResult
  ) {
    self.part = part
    self.language = language
    self.name = name
    self.result = result
  }
}

/// Gives back the files of a unit that it knows, or has them made.
public typealias RenderMemory =
  @Sendable (RenderUnit, () -> [OutputFile]) -> [OutputFile]

extension ReportInput {
  /// The results that are shown, each once, in the order of their views.
  var shownResults: [AnalysisResult] {
    var seen: Set<String> = []
    return sections.flatMap(\.results).map(\.value)
      .filter { seen.insert($0.id).inserted }
  }

  /// The input without results, sources and findings: what every chart, table
  /// and card may show beside its result.
  public var head: ReportInput {
    var head = self
    (head.sections, head.sources, head.findings) = ([], [], [])
    (head.preparations, head.funnels, head.cards) = ([], [], nil)
    return head
  }
}
