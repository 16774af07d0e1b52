import SurveyTables

/// A whole page: what is around the content is the same for reports, cards
/// and their index.
///
/// Pages load nothing: the style sheet and the pictures are inside, there is
/// no script, and a content security policy forbids both from outside.
struct Page: Sendable {
  /// Another language of the same page.
  struct Translation: Sendable {
    /// The name of the language in itself.
    var name: String
    /// The value of its `lang` attribute.
    var code: String
    /// The path from this page.
    var path: String
  }

  /// What is the same on all pages.
  let context: Context
  /// The title of the window.
  var title: String
  /// The same page in other languages.
  var translations: [Translation]
  /// Links to neighbouring pages: their text and path.
  var links: [(text: String, path: String)]
  /// The head of the page.
  var header: [HTML]
  /// The content.
  var content: [HTML]
  /// Rules of style that only this page needs.
  var style = ""

  /// The file.
  var text: String {
    let words = context.words
    let head = HTML(
      "head", [:],
      HTML("meta", ["charset": "utf-8"]),
      HTML(
        "meta",
        [
          "http-equiv": "Content-Security-Policy",
          "content": "default-src 'none'; style-src 'unsafe-inline'; "
            + "img-src data:; base-uri 'none'; form-action 'none'",
        ]),
      HTML(
        "meta",
        [
          "name": "viewport",
          "content": "width=device-width, initial-scale=1",
        ]),
      HTML("meta", ["name": "referrer", "content": "no-referrer"]),
      HTML("title", [:], HTML(title)),
      HTML(
        "style", [:],
        HTML(
          trusted: pageStyleSheet + HTMLTableWriter.styleSheet + style)))
    let body = HTML(
      "body", [:],
      HTML("a", ["class": "skip", "href": "#content"], HTML(words.skip)),
      HTML(trusted: "\n"),
      HTML("header", ["class": "page-head"], [navigation] + header + [banner]),
      HTML("main", ["id": "content"], content),
      HTML(
        "footer", ["class": "page-foot"],
        HTML(
          "p", [:],
          HTML(
            [context.source, words.madeWith(context.version)]
              .compactMap { $0 }.joined(separator: words.say("　", " · "))))))
    return "<!doctype html>\n"
      + HTML("html", ["lang": words.code], head, HTML(trusted: body.markup))
      .markup
  }

  private var navigation: HTML {
    let items =
      links.map {
        HTML("a", ["href": $0.path], HTML($0.text))
      }
      + translations.map {
        HTML(
          "a",
          [
            "href": $0.path, "lang": $0.code, "hreflang": $0.code,
            "rel": "alternate",
          ], HTML($0.name))
      }
    guard !items.isEmpty else { return .all([]) }
    return HTML(
      "nav", ["class": "tools", "aria-label": context.words.navigation],
      items.map { HTML("span", [:], $0) })
  }

  /// Says on every page of made-up data that they are.
  private var banner: HTML {
    guard let mark = context.mark else { return .all([]) }
    return HTML(
      "p", ["class": "made-up", "role": "note"],
      HTML("strong", [:], HTML(mark)), HTML(" "),
      HTML(context.words.madeUpSentence))
  }
}

extension HTML {
  /// Paragraphs of an author's text, parted by empty lines.
  static func paragraphs(_ text: String) -> [HTML] {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .split { $0.allSatisfy(\.isWhitespace) }
      .map { HTML("p", [:], HTML(unfolded($0.joined(separator: "\n")))) }
  }

  /// A figure: the chart for wide and for narrow screens, and its numbers.
  static func figure(_ figure: Figure, _ context: Context) -> HTML {
    let data = figure.table
    return HTML(
      "figure", ["class": "figure", "id": "figure-\(figure.name)"],
      HTML(
        "div", ["class": "wide"], HTML(trusted: figure.svg)),
      HTML(
        "div", ["class": figure.fitsTelephone ? "narrow fit" : "narrow"],
        HTML(trusted: figure.narrow)),
      HTML(
        "details", [:],
        HTML("summary", [:], HTML(context.words.showData)),
        scrolling(
          simpleTable(head: data.columns, rows: data.rows),
          label: context.words.showData)))
  }

  /// A table of the report, behind a heading when it is a supplement.
  static func table(_ table: NamedTable, _ context: Context) -> HTML {
    if table.isLong {
      return HTML(
        "p", [:],
        HTML(
          "a", ["href": context.files.table(table.name, "csv")],
          HTML(
            context.words.tableInFile(
              table.model.title, rows: table.rowCount))))
    }
    let writer = HTMLTableWriter(styling: .classes)
    let fragment = scrolling(
      HTML(trusted: writer.text(of: table.model)), label: table.model.title,
      isBroad: isBroad(table.model))
    guard table.isSupplement else { return fragment }
    return HTML(
      "details", ["class": "supplement"],
      HTML("summary", [:], HTML(context.words.showTable(table.model.title))),
      fragment)
  }

  /// Whether a table has more columns than the page has room for.
  static func isBroad(_ table: TableModel) -> Bool {
    func count(_ nodes: [ColumnNode]) -> Int {
      nodes.reduce(0) {
        $0 + ($1.children.isEmpty ? 1 : count($1.children))
      }
    }
    return count(table.columns) > 12
  }

  /// A plain table; the first column holds the heads of the rows.
  static func simpleTable(head: [String], rows: [[String]]) -> HTML {
    HTML(
      "table", ["class": "plain"],
      HTML(
        "thead", [:],
        HTML(
          "tr", [:],
          head.map { HTML("th", ["scope": "col"], HTML($0)) })),
      HTML(
        "tbody", [:],
        rows.map { row in
          HTML(
            "tr", [:],
            row.enumerated().map { position, text in
              position == 0
                ? HTML("th", ["scope": "row"], HTML(text))
                : HTML("td", [:], HTML(text))
            })
        }))
  }

  /// A frame that scrolls by itself, by keyboard too, so that a wide table
  /// does not make the page wide.
  ///
  /// - Parameter isBroad: Whether it takes the whole width of the window.
  static func scrolling(
    _ content: HTML, label: String, isBroad: Bool = false
  ) -> HTML {
    HTML(
      "div",
      [
        "class": isBroad ? "scroll broad" : "scroll", "role": "region",
        "tabindex": "0",
        "aria-label": label,
      ], content)
  }

  /// Terms and what there is to say about each.
  static func terms(_ entries: [(term: String, sentences: [String])]) -> HTML {
    HTML(
      "dl", ["class": "terms"],
      entries.flatMap { entry in
        [HTML("dt", [:], HTML(entry.term))]
          + entry.sentences.map { HTML("dd", [:], HTML($0)) }
      })
  }
}
