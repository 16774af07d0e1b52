import SurveyData

/// A report in one language, with every result turned into what is shown.
struct ReportDocument: Sendable {
  /// One part of the report.
  struct Section: Sendable {
    /// The anchor.
    var anchor: String
    /// The heading.
    var title: String
    /// The author's text.
    var text: String?
    /// The results in order, by their position in `views`.
    var views: [Int]
  }

  /// What the report was made from.
  let input: ReportInput
  /// What all parts have in common.
  let context: Context
  /// The results, each once.
  let views: [ResultView]
  /// The parts.
  let sections: [Section]
  /// The cards, when there are any.
  let cards: CardDeck?

  /// Prepares `input` for `language`.
  init(_ input: ReportInput, _ language: Language) {
    self.input = input
    let context = Context(language, input)
    self.context = context
    var views: [ResultView] = []
    var positions: [String: Int] = [:]
    var taken: Set<String> = []
    let anchors = uniqueSlugs(input.sections.map(\.id))
    sections = zip(input.sections, anchors).map { section, anchor in
      let shown = section.results.map { released -> Int in
        let result = released.value
        if let known = positions[result.id] { return known }
        views.append(Self.view(result, context, taken: &taken))
        positions[result.id] = views.count - 1
        return views.count - 1
      }
      let only = shown.count == 1 ? views[shown[0]].heading : nil
      return Section(
        anchor: "section-\(anchor)",
        title: context.text(section.title) ?? only ?? context.words.results,
        text: context.text(section.text), views: shown)
    }
    self.views = views
    cards = input.cards.flatMap { CardDeck($0, context) }
  }

  /// The title of the report.
  var title: String { context.label(input.title, input.id) }

  /// Renders a result under a name that no other result has used for one of
  /// its files.
  private static func view(
    _ result: AnalysisResult, _ context: Context, taken: inout Set<String>
  ) -> ResultView {
    var attempt = 1
    while true {
      let name = slug(
        attempt == 1 ? result.id : "\(result.id)\u{0}\(attempt)")
      let view = ResultView(result, name: name, context: context)
      let names = Set(
        [name] + view.figures.map(\.name) + view.tables.map(\.name))
      if taken.isDisjoint(with: names) {
        taken.formUnion(names)
        return view
      }
      attempt += 1
    }
  }
}
