import SVG
import SurveyData

/// All cards small, side by side: what differs is seen at a glance, and what
/// is odd before the cards are sent out.
struct CardSheetPage: Sendable {
  let deck: CardDeck

  private var context: Context { deck.context }
  private var words: Words { context.words }
  private var figures: EvaluationFigures { deck.figures }

  /// The file.
  func file() -> OutputFile {
    var header = [HTML("h1", [:], HTML(words.cardSheet))]
    if let subtitle = context.text(deck.result.title) {
      header.append(HTML("p", ["class": "subtitle"], HTML(subtitle)))
    }
    let key =
      deck.leaves.isEmpty
      ? []
      : [
        HTML("p", [:], HTML(words.sheetKey(deck.leaves.map(figures.indicator))))
      ]
    let tiles = deck.evaluation.cases.indices.map(tile)
    let page = Page(
      context: context, title: words.cardSheet,
      translations: deck.translations(\.cardSheet),
      links: [
        (words.report, "../\(context.files.report)"),
        (words.allCards, neighbour(context.files.cardIndex)),
      ], header: header,
      content: key + [
        HTML.search(words), HTML("ol", ["class": "sheet"], tiles),
      ], style: Self.style, bodyClass: "card-page", isInteractive: true)
    return OutputFile(path: context.files.cardSheet, text: page.text)
  }

  private func neighbour(_ path: String) -> String {
    String(path.dropFirst("cards/".count))
  }

  private func tile(_ position: Int) -> HTML {
    let item = deck.evaluation.cases[position]
    let result = [
      item.score.map(figures.scoreStyle.text) ?? words.notRatedShort,
      figures.band(item.band),
    ].compactMap { $0 }.joined(separator: " · ")
    return HTML(
      "li", [:],
      HTML(
        "a",
        [
          "href": linkPath(neighbour(context.files.card(deck.names[position])))
        ],
        HTML(figures.label(item))),
      HTML("span", [:], HTML(result)), bars(position))
  }

  /// One bar for each indicator, a mark at the mean of all.
  private func bars(_ position: Int) -> HTML {
    guard !deck.leaves.isEmpty else { return .all([]) }
    var bars = ""
    var means = ""
    for (row, leaf) in deck.leaves.enumerated() {
      let top = row * 7
      if let score = deck.scores[leaf.id]?[position], score.isFinite {
        let length = Coordinate.text(min(max(score, 0), 100))
        bars += "M0 \(top + 3)h\(length)"
      }
      if let mean = deck.means[leaf.id], mean.isFinite {
        means += "M\(Coordinate.text(min(max(mean, 0), 100))) \(top)v6"
      }
    }
    let height = deck.leaves.count * 7
    return HTML(
      trusted: "<svg viewBox=\"0 0 100 \(height)\" "
        + "preserveAspectRatio=\"none\" aria-hidden=\"true\">"
        + "<path class=\"bar\" d=\"\(bars)\"/>"
        + "<path class=\"mean\" d=\"\(means)\"/></svg>")
  }

  private static let style = """
    .sheet{list-style:none;margin:20px 0;padding:0;display:grid;gap:10px;\
    grid-template-columns:repeat(auto-fill,minmax(150px,1fr));font-size:13px;\
    line-height:1.45}
    .sheet li{border:1px solid var(--rule);padding:8px 10px;\
    break-inside:avoid;overflow-wrap:anywhere}
    .sheet a{display:block}
    .sheet span{color:var(--muted);font-variant-numeric:tabular-nums}
    .sheet svg{display:block;width:100%;height:60px;\
    margin-top:6px;background:var(--tint)}
    .bar{stroke:var(--accent);stroke-width:4;fill:none}
    .mean{stroke:var(--ink);stroke-width:1;fill:none}
    @media print{.sheet{grid-template-columns:repeat(5,1fr);font-size:7.5pt}}

    """
}
