import SVG
import SurveyCharts
import SurveyTables

/// How much of a long list a page holds; what is longer is a file beside it,
/// named with its number of rows.
enum PageLimits {
  /// The rows of a figure from which on it is drawn once, not for narrow
  /// screens too, and its numbers are a CSV file.
  static let figureRows = 150
  /// The rows of a table from which on it has a page of its own.
  static let tableRows = 150
  /// The most rows of a table that is not divided between sheets of paper.
  static let briefRows = 8
}

extension HTML {
  /// A figure: the chart for wide and for narrow screens, and its numbers.
  ///
  /// A chart of very many rows or columns is there once and scrolls on narrow
  /// screens. The numbers of very many rows are in a file.
  ///
  /// - Parameter table: A table that holds the figure's numbers already.
  static func figure(
    _ figure: Figure, _ context: Context, table: NamedTable? = nil
  ) -> HTML {
    let small = figure.narrow.drawing(
      theme: context.pageTheme, width: 360, isDescribed: false)
    // Where it needs nearly the width of a page it is no other drawing.
    let isLong =
      figure.table.rows.count > PageLimits.figureRows || small.width > 560
    // Some charts need more room than they were given.
    let fits = small.width <= 430
    var parts = [
      HTML(
        "div", ["class": isLong ? "wide only" : "wide"],
        drawing(figure.drawing(forPage: context.pageTheme), context))
    ]
    if !isLong {
      parts.append(
        HTML(
          "div", ["class": fits ? "narrow fit" : "narrow"],
          drawing(small, context, hasTooltips: false)))
    }
    parts.append(data(of: figure, context, table: table))
    return HTML(
      "figure", ["class": "figure", "id": "figure-\(figure.name)"], parts)
  }

  /// A figure that is small enough for every screen.
  ///
  /// - Parameter data: The address of the table that holds its numbers.
  static func smallFigure(
    _ figure: Figure, _ context: Context, data: String
  ) -> HTML {
    let small = figure.narrow.drawing(
      theme: context.pageTheme, width: 360, isDescribed: false)
    return HTML(
      "figure", ["class": "figure", "id": "figure-\(figure.name)"],
      HTML(
        "div", ["class": small.width <= 430 ? "small fit" : "small"],
        drawing(small, context, hasTooltips: false)),
      HTML(
        "p", ["class": "files"],
        HTML("a", ["href": data], HTML(context.words.showData))))
  }

  /// The numbers of a figure, behind a heading, or where they are.
  static func data(
    of figure: Figure, _ context: Context, table: NamedTable? = nil
  ) -> HTML {
    let data = figure.table
    if let table {
      return HTML(
        "details", [:], HTML("summary", [:], HTML(context.words.showData)),
        fragment(of: table, context))
    }
    if data.rows.count > PageLimits.figureRows {
      return HTML(
        "p", ["class": "files"],
        HTML(
          "a", ["href": linkPath(context.files.chartData(figure.name))],
          HTML(
            context.words.tableInFile(
              context.words.showData, rows: data.rows.count))))
    }
    return HTML(
      "details", [:],
      HTML("summary", [:], HTML(context.words.showData)),
      scrolling(
        simpleTable(
          head: data.columns, rows: data.rows, units: context.units),
        label: context.words.showData))
  }

  /// A chart as a part of the page, with the colours of light and dark.
  static func drawing(
    _ drawing: SVGDocument, _ context: Context, hasTooltips: Bool = true
  ) -> HTML {
    HTML(
      trusted: PageDrawing(
        drawing, hasTooltips: hasTooltips, unit: context.units.lookup
      ).markup)
  }

  /// A table of the report, behind a heading when it is a supplement.
  ///
  /// - Parameter hasFile: Whether the table is a file of the report too; a
  ///   long one that is not stands on the page, behind a heading.
  static func table(
    _ table: NamedTable, _ context: Context, hasFile: Bool = true
  ) -> HTML {
    let isLong = table.rowCount > PageLimits.tableRows
    if isLong, hasFile {
      let ending = table.isLong ? "csv" : "html"
      return HTML(
        "p", ["class": "files"],
        HTML(
          "a", ["href": linkPath(context.files.table(table.name, ending))],
          HTML(
            table.isLong
              ? context.words.tableInFile(
                table.model.title, rows: table.rowCount)
              : context.words.tableOnPage(
                table.model.title, rows: table.rowCount))))
    }
    let fragment = fragment(of: table, context)
    guard table.isSupplement || isLong else { return fragment }
    return HTML(
      "details", ["class": "supplement"],
      HTML("summary", [:], HTML(context.words.showTable(table.model.title))),
      fragment)
  }

  /// A table with its caption and notes.
  private static func fragment(of table: NamedTable, _ context: Context) -> HTML
  {
    let writer = HTMLTableWriter(styling: .classes, unit: context.units.lookup)
    return scrolling(
      HTML(trusted: writer.text(of: table.laid)), label: table.model.title,
      isBroad: isBroad(table.model),
      isBrief: table.rowCount <= PageLimits.briefRows)
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
  static func simpleTable(
    head: [String], rows: [[String]], units: Units = Units()
  ) -> HTML {
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
            "tr", ["data-unit": row.first.flatMap(units.name)],
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
  /// - Parameters:
  ///   - content: What is in it.
  ///   - label: What it is called.
  ///   - isBroad: Whether it takes the whole width of the window.
  ///   - isBrief: Whether it stays on one sheet of paper.
  static func scrolling(
    _ content: HTML, label: String, isBroad: Bool = false,
    isBrief: Bool = false
  ) -> HTML {
    HTML(
      "div",
      [
        "class": "scroll" + (isBroad ? " broad" : "")
          + (isBrief ? " brief" : ""),
        "role": "region",
        "tabindex": "0",
        "aria-label": label,
      ], content)
  }

  /// A field that leaves of a list what holds its words, for scripts to show.
  static func search(_ words: Words) -> HTML {
    HTML(
      "div", ["class": "picker", "hidden": ""],
      HTML("label", ["for": "search"], HTML(words.search)),
      HTML("input", ["id": "search", "type": "search", "autocomplete": "off"]),
      HTML(
        "span",
        [
          "id": "search-found", "role": "status",
          "data-words": words.searchFound,
        ]))
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
