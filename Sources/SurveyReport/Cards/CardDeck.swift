import SVG
import SurveyData

/// The cards of an evaluation in one language.
struct CardDeck: Sendable {
  /// The result behind the cards.
  let result: AnalysisResult
  /// The evaluation.
  let evaluation: EvaluationResult
  /// The names of the cards' files, in the order of the cases.
  let names: [String]
  /// What all pages have in common.
  let context: Context
  /// The words that the cards share with the report.
  let figures: EvaluationFigures
  /// The indicators that are measured.
  let leaves: [IndicatorResult]
  /// Their scores, one for each case, which every card shows as peers.
  let scores: [String: [Double?]]
  /// The mean scores of all indicators.
  let means: [String: Double]
  /// The scores of each indicator in order of size, as charts draw them.
  let peers: [String: [Double?]]
  /// The scores of all cases in order of size.
  let totals: [Double?]
  /// The mean of the scores of all cases.
  let meanTotal: Double?
  /// How the measured values of the indicators are written on every card.
  let rawStyles: [String: NumberStyle]

  /// Prepares the cards; `nil` when the result is not an evaluation or has no
  /// cases.
  init?(_ request: CardRequest, _ context: Context) {
    result = request.result.value
    guard case .evaluation(let evaluation) = result.details,
      !evaluation.cases.isEmpty
    else { return nil }
    self.evaluation = evaluation
    self.context = context
    // The names do not depend on the language, so that a card and its
    // translation stand side by side.
    let plain = evaluation.cases.map { item in
      CardName(request.namePattern).text(
        id: item.id, title: item.title?[.chinese] ?? "")
    }
    names = uniqueSlugs(plain, reserved: ["index", "sheet"])
    let figures = EvaluationFigures(
      evaluation: evaluation, result: result, context: context, name: "card")
    self.figures = figures
    leaves = evaluation.indicators.filter(\.isLeaf)
    var scores: [String: [Double?]] = [:]
    var means: [String: Double] = [:]
    for indicator in evaluation.indicators {
      if indicator.isLeaf {
        scores[indicator.id] = evaluation.cases.map {
          figures.score($0, indicator.id)
        }
      }
      means[indicator.id] = figures.meanScore(indicator.id)
    }
    self.scores = scores
    self.means = means
    peers = scores.mapValues(Self.inOrder)
    totals = Self.inOrder(evaluation.cases.map(\.score))
    let found = evaluation.cases.compactMap(\.score)
    meanTotal =
      found.isEmpty ? nil : found.reduce(0, +) / Double(found.count)
    var raw: [String: [Double]] = [:]
    for item in evaluation.cases {
      // The first value of an indicator counts.
      var seen: Set<String> = []
      for value in item.values where seen.insert(value.indicator).inserted {
        if let number = value.raw {
          raw[value.indicator, default: []].append(number)
        }
      }
    }
    rawStyles = raw.mapValues { values in
      if values.allSatisfy({ $0 == $0.rounded() }) { return .integer }
      let largest = values.map(abs).max() ?? 0
      return .decimal(largest < 1 ? 3 : largest < 10 ? 2 : 1)
    }
  }

  /// The finite values in order of size, then the others.
  private static func inOrder(_ values: [Double?]) -> [Double?] {
    func isFinite(_ value: Double?) -> Bool { value?.isFinite == true }
    return values.filter(isFinite).compactMap(\.self).sorted()
      + values.filter { !isFinite($0) }
  }

  /// The index, the sheet and the cards.
  func files() -> [OutputFile] {
    let method = MethodNote(result, context)
    return [CardIndexPage(deck: self).file(), CardSheetPage(deck: self).file()]
      + inParallel(evaluation.cases.count) { position in
        CardPage(deck: self, position: position, method: method).file()
      }
  }

  /// The same page in the other languages, from within the folder of cards.
  func translations(_ path: (FileNames) -> String) -> [Page.Translation] {
    context.languages.filter { $0 != context.language }.map { language in
      let full = path(FileNames(language, in: context.languages))
      return Page.Translation(
        name: Words.name(of: language), code: Words(language).code,
        path: String(full.dropFirst("cards/".count)))
    }
  }
}

/// A pattern for the names of cards.
struct CardName: Sendable {
  /// What a pattern may hold.
  static let placeholders = ["{case_id}", "{case_title}"]

  private let pattern: String

  /// Takes a pattern such as `{case_id}`.
  init(_ pattern: String) {
    self.pattern = pattern
  }

  /// The name of one card. What stands for the case is not searched for
  /// placeholders again.
  func text(id: String, title: String) -> String {
    var rest = Substring(pattern)
    var text = ""
    while let brace = rest.firstIndex(of: "{") {
      text += rest[..<brace]
      rest = rest[brace...]
      if rest.hasPrefix("{case_id}") {
        text += id
        rest = rest.dropFirst("{case_id}".count)
      } else if rest.hasPrefix("{case_title}") {
        text += title
        rest = rest.dropFirst("{case_title}".count)
      } else {
        text += "{"
        rest = rest.dropFirst()
      }
    }
    return text + rest
  }

  /// The placeholders of the pattern that mean nothing.
  var unknownPlaceholders: [String] {
    pattern.matches(of: /\{[^{}]*\}/).map { String($0.output) }
      .filter { !Self.placeholders.contains($0) }
  }
}
