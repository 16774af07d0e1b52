import SVG
import SurveyData

/// The report card of one case.
struct CardPage: Sendable {
  let deck: CardDeck
  /// The position of the case.
  let position: Int
  /// How the evaluation came about.
  let method: MethodNote

  private var context: Context { deck.context }
  private var words: Words { context.words }
  private var item: CaseResult { deck.evaluation.cases[position] }
  private var figures: EvaluationFigures { deck.figures }

  /// The file.
  func file() -> OutputFile {
    let path = context.files.card(deck.names[position])
    var links: [(text: String, path: String)] = [
      (words.report, "../\(context.files.report)"),
      (words.allCards, neighbour(context.files.cardIndex)),
    ]
    if position > 0 {
      links.append((words.previousCard, card(position - 1)))
    }
    if position + 1 < deck.names.count {
      links.append((words.nextCard, card(position + 1)))
    }
    var header = [HTML("h1", [:], HTML(figures.label(item)))]
    header.append(
      HTML(
        "p", ["class": "subtitle"],
        HTML(
          [words.card, context.text(deck.result.title)].compactMap { $0 }
            .joined(separator: words.say("　", " · ")))))
    let page = Page(
      context: context, title: words.cardTitle(item.id),
      translations: deck.translations { $0.card(deck.names[position]) },
      links: links, header: header,
      content: [
        HTML(
          "div", ["class": "card"],
          [facts()] + gates() + remarks()
            + [HTML("div", ["class": "pair"], profile() + league())]
            + balance() + indicators() + computed())
      ], bodyClass: "card-page")
    return OutputFile(path: path, text: page.text)
  }

  private func card(_ position: Int) -> String {
    neighbour(context.files.card(deck.names[position]))
  }

  private func neighbour(_ path: String) -> String {
    String(path.dropFirst("cards/".count))
  }

  private func facts() -> HTML {
    let points = figures.scoreStyle
    let rated = deck.evaluation.cases.count { $0.score != nil }
    var facts: [HTML] = [
      fact(
        figures.scoreName, item.score.map(points.text) ?? words.notRated,
        isWord: item.score == nil,
        item.scoreInterval.map {
          words.scoreBetween(points.interval($0.lower, $0.upper))
        })
    ]
    if let band = figures.band(item.band) {
      let share = item.band.flatMap {
        item.bandShares.indices.contains($0) ? item.bandShares[$0] : nil
      }
      facts.append(
        fact(
          words.band, band, isWord: false,
          share.map { words.bandInDraws(NumberStyle.percent(0).text($0)) }))
    }
    if let next = item.nextBand { facts.append(fact(next)) }
    if figures.supportsRanking, let rank = item.publishedRank {
      facts.append(
        fact(
          words.rank, place(rank), isWord: false,
          ([words.ofCases(whole(rated))]
            + (item.rankInterval.map { [between($0)] } ?? []))
            .joined(separator: words.say("；", "; "))))
    } else if let interval = item.rankInterval {
      facts.append(
        fact(
          words.rankInterval,
          NumberStyle.integer.interval(interval.lower, interval.upper),
          isWord: false, words.ofCases(whole(rated))))
    }
    facts.append(
      fact(
        words.coverage, NumberStyle.percent(0).text(item.coverage),
        isWord: false, words.coverageMeaning))
    return HTML("dl", ["class": "facts"], facts)
  }

  /// What the case lacks for the next better band.
  private func fact(_ next: CaseResult.NextBand) -> HTML {
    // Rounded up: with the points that are printed the band is reached.
    func text(_ points: Double) -> String {
      NumberStyle.points.text((10 * points - 1e-9).rounded(.up) / 10)
    }
    var remarks: [String] = []
    if let step = next.steps.first {
      remarks.append(
        words.nextBandStep(
          figures.indicator(id: step.indicator), text(step.amount)))
    }
    if !next.gates.isEmpty { remarks.append(words.nextBandGates) }
    return fact(
      words.nextBand(figures.band(next.band) ?? ""),
      next.points > 0 ? words.nextBandPoints(text(next.points)) : "—",
      isWord: next.points <= 0,
      remarks.isEmpty
        ? nil : remarks.joined(separator: words.say("；", "; ")))
  }

  private func fact(
    _ term: String, _ value: String, isWord: Bool, _ remark: String?
  ) -> HTML {
    HTML(
      "div", [:],
      [
        HTML("dt", [:], HTML(term)),
        HTML("dd", ["class": isWord ? "word" : nil], HTML(value)),
      ] + (remark.map { [HTML("dd", ["class": "small"], HTML($0))] } ?? []))
  }

  private func whole(_ number: Int) -> String {
    NumberStyle.integer.text(Double(number))
  }

  /// A rank, with half a place when cases share the mean of theirs.
  private func place(_ rank: Double) -> String {
    (rank == rank.rounded() ? NumberStyle.integer : .decimal(1)).text(rank)
  }

  private func between(_ interval: Interval) -> String {
    words.rankBetween(
      NumberStyle.integer.text(interval.lower),
      NumberStyle.integer.text(interval.upper))
  }

  /// The rules that limit the band, and how many others were met.
  private func gates() -> [HTML] {
    // What keeps a case from the next band is named too.
    let inTheWay = Set(item.nextBand?.gates ?? [])
    let decisive = item.gates.filter {
      $0.isDecisive || inTheWay.contains($0.rule)
    }
    let others = item.gates.count - decisive.count
    let rest =
      others == 0
      ? []
      : [
        HTML(
          "p", ["class": "note"],
          HTML(words.gatesWithoutChange(others, isAlone: decisive.isEmpty)))
      ]
    guard !decisive.isEmpty else { return rest }
    let hits = decisive.map {
      HTML("li", [:], HTML($0.told(words, in: deck.evaluation)))
    }
    return [
      HTML(
        "section", ["class": "gates"],
        [HTML("h2", [:], HTML(words.gates)), HTML("ul", [:], hits)] + rest)
    ]
  }

  /// What a reader has to know before the numbers are compared.
  private func remarks() -> [HTML] {
    var sentences: [String] = item.remarks.compactMap { remark in
      let missing = "missing-indicator:"
      if remark.hasPrefix(missing) {
        let id = String(remark.dropFirst(missing.count))
        return words.indicatorIsMissing(figures.indicator(id: id))
      }
      let imputed = "imputed:"
      if remark.hasPrefix(imputed) {
        let id = String(remark.dropFirst(imputed.count))
        return words.indicatorIsImputed(figures.indicator(id: id))
      }
      let treated = "treated:"
      if remark.hasPrefix(treated) {
        let id = String(remark.dropFirst(treated.count))
        return words.indicatorIsTreated(figures.indicator(id: id))
      }
      return remark == "single-evaluator" ? words.singleEvaluator : nil
    }
    if item.unscoredShare > 0 {
      let share = NumberStyle.percent(1).text(item.unscoredShare)
      sentences.append(words.unscoredDraws(share))
    }
    if sentences.isEmpty { return [] }
    return [
      HTML(
        "section", ["class": "remarks"], HTML("h2", [:], HTML(words.remarks)),
        HTML("ul", [:], sentences.map { HTML("li", [:], HTML($0)) }))
    ]
  }

  private func profile() -> [HTML] {
    guard let figure = CardProfile(deck: deck, position: position).figure()
    else { return [] }
    return [
      section(
        words.profile,
        [HTML.smallFigure(figure, context, data: "#indicators")])
    ]
  }

  private func league() -> [HTML] {
    let figure = figures.league(
      "league", title: placeTitle, highlighted: item.id)
    // The page over all cards has the same rows.
    let data = neighbour(context.files.cardIndex)
    return [
      section(
        words.placeInLeague, [HTML.smallFigure(figure, context, data: data)])
    ]
  }

  private var placeTitle: String {
    let rated = whole(deck.evaluation.cases.count { $0.score != nil })
    guard let rank = item.publishedRank else { return words.noPlace(item.id) }
    guard let interval = item.rankInterval, interval.lower < interval.upper
    else { return words.placeTitle(item.id, place(rank), of: rated) }
    return words.placeBetween(
      item.id, NumberStyle.integer.text(interval.lower),
      NumberStyle.integer.text(interval.upper), of: rated)
  }

  private func balance() -> [HTML] {
    let strengths = item.strengths.prefix(3).filter { $0.amount > 0.05 }.map {
      words.strength(
        figures.indicator(id: $0.indicator), NumberStyle.points.text($0.amount))
    }
    let obstacles = item.obstacles.prefix(3).filter { $0.amount > 0.005 }.map {
      words.obstacle(
        figures.indicator(id: $0.indicator),
        NumberStyle.percent(0).text($0.amount))
    }
    let isWeightedMean =
      item.closeness == nil && deck.evaluation.scale == .points
      && deck.evaluation.indicators.allSatisfy { indicator in
        indicator.aggregate.map { $0 == "arithmetic" } ?? true
      }
    return [
      HTML(
        "section", ["class": "columns"],
        list(words.strengths, strengths, otherwise: words.noStrength),
        list(words.obstacles, obstacles, otherwise: words.noObstacle))
    ]
      + (isWeightedMean
        ? [] : [HTML("p", ["class": "note"], HTML(words.balanceNote))])
  }

  private func list(
    _ title: String, _ sentences: [String], otherwise: String
  ) -> HTML {
    let content =
      sentences.isEmpty
      ? HTML("p", [:], HTML(otherwise))
      : HTML("ol", [:], sentences.map { HTML("li", [:], HTML($0)) })
    return HTML("div", [:], HTML("h2", [:], HTML(title)), content)
  }

  private func indicators() -> [HTML] {
    let table = CardProfile(deck: deck, position: position).table()
    return [
      HTML(
        "section", ["id": "indicators"],
        HTML("h2", [:], HTML(words.indicatorValues)),
        HTML.table(table, context))
    ]
  }

  private func computed() -> [HTML] {
    let formula =
      context.text(deck.evaluation.scale.explanation)
      ?? (item.closeness == nil ? words.scoreFormula : words.closenessFormula)
    let coverage = words.coverageOf(NumberStyle.percent(0).text(item.coverage))
    return [
      section(
        words.howComputed,
        LineagePanel.scoreTable(item, deck.evaluation, context)
          + item.sentences(words, deck.evaluation, tellsGates: false).map {
            HTML("p", [:], HTML($0))
          } + [
            HTML("p", [:], HTML(words.sentences([formula, coverage]))),
            HTML.terms(method.entries),
          ])
    ]
  }

  private func section(_ title: String, _ content: [HTML]) -> HTML {
    HTML("section", [:], [HTML("h2", [:], HTML(title))] + content)
  }
}
