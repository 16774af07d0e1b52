import SVG
import SurveyData

/// The page of a report.
struct ReportPage: Sendable {
  let document: ReportDocument

  private let context: Context

  /// Prepares the page of a document.
  init(document: ReportDocument) {
    self.document = document
    var context = document.context
    context.units = Units(
      document.views,
      results: document.input.sections.flatMap(\.results).map(\.value),
      context)
    self.context = context
  }

  private var words: Words { context.words }

  /// The file.
  func file() -> OutputFile {
    let input = document.input
    var header = [HTML("h1", [:], HTML(document.title))]
    if let subtitle = context.text(input.subtitle) {
      header.append(HTML("p", ["class": "subtitle"], HTML(subtitle)))
    }
    let sections = sections()
    let page = Page(
      context: context, title: document.title,
      translations: context.languages.filter { $0 != context.language }.map {
        Page.Translation(
          name: Words.name(of: $0), code: Words($0).code,
          path: FileNames($0, in: context.languages).report)
      },
      links: (document.cards == nil
        ? [] : [(text: words.cards, path: context.files.cardIndex)])
        + input.qualityPages.map { name in
          (
            text: words.qualityLink(
              name, isOnly: input.qualityPages.count == 1),
            path: context.files.quality(name)
          )
        },
      header: header,
      content: [contents()] + picker(for: sections) + sections
        + [methods(), data()],
      isInteractive: true)
    return OutputFile(path: context.files.report, text: page.text)
  }

  private func contents() -> HTML {
    let parts = document.sections.map { section -> HTML in
      let results = section.views.map { document.views[$0] }
      let titles = results.filter { $0.heading != section.title }
      let list =
        titles.isEmpty
        ? []
        : [
          HTML(
            "ol", [:],
            titles.map { view in
              HTML("li", [:], link("#result-\(view.name)", view.heading))
            })
        ]
      return HTML(
        "li", [:], [link("#\(section.anchor)", section.title)] + list)
    }
    let appendices = [
      HTML("li", [:], link("#methods", words.methods)),
      HTML("li", [:], link("#data", words.dataPage)),
    ]
    return HTML(
      "nav", ["class": "contents", "aria-labelledby": "contents"],
      HTML("h2", ["id": "contents"], HTML(words.contents)),
      HTML("ol", [:], parts + appendices))
  }

  private func sections() -> [HTML] {
    var shown: Set<Int> = []
    let parts = inParallel(document.views.count) { position -> [HTML] in
      let view = document.views[position]
      // What a table behind a heading says again is the figure's data.
      var tables = view.tables
      let figures = view.figures.map { figure in
        let place = tables.firstIndex {
          $0.isSupplement && $0.holdsNumbers(of: figure)
        }
        let table = place.map { tables.remove(at: $0) }
        return HTML.figure(figure, context, table: table)
      }
      return figures + tables.map { HTML.table($0, context) }
    }
    return document.sections.map { section in
      var content = [HTML("h2", [:], HTML(section.title))]
      content += section.text.map { AuthorText($0).blocks } ?? []
      for position in section.views {
        let view = document.views[position]
        if shown.insert(position).inserted {
          content.append(result(view, parts[position], in: section))
        } else {
          content.append(
            HTML(
              "p", [:],
              link("#result-\(view.name)", words.shownAbove(view.heading))))
        }
      }
      return HTML("section", ["id": section.anchor], content)
    }
  }

  private func result(
    _ view: ResultView, _ parts: [HTML], in section: ReportDocument.Section
  ) -> HTML {
    var content: [HTML] = []
    if view.heading != section.title {
      content.append(HTML("h3", [:], HTML(view.heading)))
    }
    // The title of the first chart says the same.
    if view.figures.first?.title != view.finding {
      content.append(HTML("p", ["class": "finding"], HTML(view.finding)))
    }
    content += parts
    content += view.lineage?.html() ?? []
    content.append(
      HTML(
        "p", ["class": "how"],
        link("#method-\(methodName(of: view))", words.howThisWasComputed)))
    return HTML("article", ["id": "result-\(view.name)"], content)
  }

  /// The list of units that are marked on the page, for scripts to show.
  private func picker(for sections: [HTML]) -> [HTML] {
    let names = Units.marked(context.units.names, in: sections)
    guard !names.isEmpty else { return [] }
    let choices = names.map {
      HTML("option", ["value": $0], HTML($0))
    }
    return [
      HTML(
        "div", ["class": "picker", "hidden": ""],
        HTML("label", ["for": "unit"], HTML(words.highlight)),
        HTML(
          "select", ["id": "unit"],
          [HTML("option", ["value": ""], HTML(words.noUnit))] + choices),
        HTML(
          "span",
          [
            "id": "unit-found", "role": "status",
            "data-words": words.unitFound,
          ]))
    ]
  }

  /// The results of one method, which the appendix explains once.
  private func methodGroups() -> [[ResultView]] {
    var groups: [[ResultView]] = []
    for view in document.views {
      let place = groups.firstIndex {
        $0[0].method.key == view.method.key
      }
      if let place { groups[place].append(view) } else { groups.append([view]) }
    }
    return groups
  }

  /// The anchor of the entry that explains a result.
  private func methodName(of view: ResultView) -> String {
    document.views.first { $0.method.key == view.method.key }?.name ?? view.name
  }

  private func methods() -> HTML {
    let parts = methodGroups().map { views -> HTML in
      let first = views[0]
      var entries = first.method.entries
      // What differs between results of one method is said for each.
      for index in entries.indices where views.count > 1 {
        let term = entries[index].term
        let all = views.map { view in
          view.method.entries.first { $0.term == term }?.sentences ?? []
        }
        if all.contains(where: { $0 != all[0] }) {
          entries[index].sentences = zip(views, all).map {
            words.pair($0.heading, $1.joined(separator: words.say("；", "; ")))
          }
        }
      }
      return HTML(
        "div", ["class": "method", "id": "method-\(first.name)"],
        HTML(
          "h3", [:],
          HTML(views.map(\.heading).joined(separator: words.say("；", "; ")))),
        HTML.terms(entries))
    }
    return HTML(
      "section", ["id": "methods"],
      [
        HTML("h2", [:], HTML(words.methods)),
        HTML("p", [:], HTML(words.headlineRule)),
      ] + parts)
  }

  private func data() -> HTML {
    HTML(
      "section", ["id": "data"],
      [HTML("h2", [:], HTML(words.dataPage))]
        + [
          HTML(
            "div", ["class": "sources"],
            document.input.sources.flatMap(source))
        ]
        + document.input.preparations.flatMap(preparation)
        + document.input.funnels.flatMap {
          DataPanel(funnel: $0, words: words).html()
        }
        + [HTML("h3", [:], HTML(words.findings))]
        + findings() + [HTML("p", [:], HTML(words.dataBeside))])
  }

  private func source(_ source: DataSource) -> [HTML] {
    func count(_ number: Int) -> [String] {
      [NumberStyle.integer.text(Double(number))]
    }
    var entries: [(term: String, sentences: [String])] = [
      (words.rowsRead, count(source.rowsRead)),
      (words.rowsKept, count(source.rowsKept)),
      (words.rowsRejected, count(source.rowsRejected)),
      (words.cellsSetMissing, count(source.cellsSetMissing)),
      (words.bytes, count(source.byteCount)),
    ]
    if !source.dialect.isEmpty {
      entries.append((words.dialect, source.dialect.map { $0[words.language] }))
    }
    if !source.sha256.isEmpty { entries.append((words.hash, [source.sha256])) }
    return [
      HTML("h3", [:], HTML(source.file)), HTML.terms(entries),
    ]
  }

  private func preparation(_ data: PreparedData) -> [HTML] {
    var entries = data.combining.map {
      (term: words.step($0.step), sentences: $0.counts.map(words.counted))
    }
    for step in data.recipe.steps {
      let changes = step.changes.map(words.changed)
      entries.append(
        (words.step(step.step), changes.isEmpty ? ["0"] : changes))
    }
    return [
      HTML("h3", [:], HTML(words.preparation(of: data.name))),
      HTML.terms(entries),
    ]
  }

  private func findings() -> [HTML] {
    let rows = FindingSummary.rows(document.input.findings)
    guard !rows.isEmpty else { return [HTML("p", [:], HTML(words.noFindings))] }
    return [
      HTML.scrolling(
        HTML.simpleTable(
          head: [
            words.codeColumn, words.severityColumn, words.number,
            words.meaning, words.firstPlace,
          ],
          rows: rows.map {
            [
              $0.code, words.severity($0.severity),
              NumberStyle.integer.text(Double($0.count)),
              words.finding($0),
              $0.place ?? "",
            ]
          }), label: words.findings)
    ]
  }

  private func link(_ path: String, _ text: String) -> HTML {
    HTML("a", ["href": linkPath(path)], HTML(text))
  }
}
