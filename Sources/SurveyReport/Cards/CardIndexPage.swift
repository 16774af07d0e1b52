import SVG
import SurveyData

/// The page over all cards.
struct CardIndexPage: Sendable {
  let deck: CardDeck

  private var context: Context { deck.context }
  private var words: Words { context.words }
  private var figures: EvaluationFigures { deck.figures }

  /// The file.
  func file() -> OutputFile {
    let title = words.cards
    var header = [HTML("h1", [:], HTML(title))]
    if let subtitle = context.text(deck.result.title) {
      header.append(HTML("p", ["class": "subtitle"], HTML(subtitle)))
    }
    let page = Page(
      context: context, title: title,
      translations: deck.translations(\.cardIndex),
      links: [
        (text: words.report, path: "../\(context.files.report)"),
        (
          text: words.cardSheet,
          path: String(context.files.cardSheet.dropFirst("cards/".count))
        ),
      ],
      header: header,
      content: [
        HTML(
          "p", [:],
          HTML(
            words.cardCount(
              NumberStyle.integer.text(Double(deck.names.count))))),
        HTML.search(words), HTML.scrolling(table(), label: title),
      ] + notes(), isInteractive: true)
    return OutputFile(path: context.files.cardIndex, text: page.text)
  }

  private func notes() -> [HTML] {
    let notes = [
      figures.uncertaintyNote,
      figures.supportsRanking ? nil : words.rankingNotSupported,
    ]
    return notes.compactMap { $0 }.map {
      HTML("p", ["class": "note"], HTML($0))
    }
  }

  private func table() -> HTML {
    let hasBands = !deck.evaluation.bands.isEmpty
    var head = [(words.caseID, false), (words.caseTitle, false)]
    if figures.supportsRanking { head.append((words.rank, true)) }
    head += [
      (words.rankInterval, true), (figures.scoreName, true),
      (words.intervalColumn, true),
    ]
    if hasBands { head.append((words.band, false)) }
    let rows = zip(deck.evaluation.cases, deck.names).map { item, name in
      row(item, name, hasBands)
    }
    return HTML(
      "table", ["class": "plain cards"],
      HTML(
        "thead", [:],
        HTML(
          "tr", [:],
          head.map { text, isNumber in
            HTML(
              "th", ["scope": "col", "class": isNumber ? "number" : nil],
              HTML(text))
          })), HTML("tbody", [:], rows))
  }

  private func row(
    _ item: CaseResult, _ name: String, _ hasBands: Bool
  ) -> HTML {
    let path = context.files.card(name).dropFirst("cards/".count)
    let points = figures.scoreStyle
    var cells = [
      HTML(
        "th", ["scope": "row"],
        HTML("a", ["href": linkPath(String(path))], HTML(item.id))),
      HTML("td", [:], HTML(context.text(item.title) ?? "")),
    ]
    func number(_ text: String?) {
      cells.append(HTML("td", ["class": "number"], HTML(text ?? "–")))
    }
    if figures.supportsRanking { number(item.publishedRank.map(plainText)) }
    number(
      item.rankInterval.map {
        NumberStyle.integer.interval($0.lower, $0.upper)
      })
    number(item.score.map(points.text) ?? words.notRatedShort)
    number(item.scoreInterval.map { points.interval($0.lower, $0.upper) })
    if hasBands {
      cells.append(
        HTML("td", [:], HTML(figures.band(item.band) ?? words.notRatedShort)))
    }
    return HTML("tr", [:], cells)
  }
}
