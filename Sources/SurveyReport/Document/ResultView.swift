import SVG
import SurveyCharts
import SurveyTables
import Synchronization

/// A chart with its name.
struct Figure: Sendable {
  /// The name, used for the file and for ids.
  let name: String
  /// The finding that the chart has as its title.
  let title: String
  /// The numbers drawn, as texts.
  let table: ChartTable
  /// The chart, for other looks.
  let chart: any Chart
  /// The chart for narrow screens, with ids of its own.
  let narrow: any Chart

  /// The drawing as it is written to a file.
  var svg: String { chart.svg() }

  /// The same, drawn once for the file and for a page.
  ///
  /// - Parameter page: The look of the page, whose light side is that of the
  ///   file.
  func svg(sharedWith page: Theme) -> String {
    var drawing = keeper.drawing { wideDrawing(page) }
    drawing.description = chart.sentences
    return drawing.text
  }

  /// The drawing for a page; it is not kept any longer.
  func drawing(forPage page: Theme) -> SVGDocument {
    keeper.take() ?? wideDrawing(page)
  }

  private func wideDrawing(_ theme: Theme) -> SVGDocument {
    chart.drawing(theme: theme, width: 760, isDescribed: false)
  }

  private let keeper = DrawingKeeper()

  /// The same figure with a title that its author gives.
  func titled(_ title: String) -> Figure {
    var frame = chart.frame
    frame.title = title
    func made(_ chart: some Chart) -> Figure {
      Figure(name, frame) { frame in
        var drawn = chart
        drawn.frame = frame
        return drawn
      }
    }
    return made(chart)
  }

  /// Creates a figure from a chart that is drawn into a given frame.
  ///
  /// - Parameter frame: The texts; the chart's id is made from the name.
  init(
    _ name: String, _ frame: ChartFrame,
    chart: (ChartFrame) -> some Chart
  ) {
    self.name = name
    var wide = frame
    wide.id = "fig-\(name)"
    title = frame.title
    let drawn = chart(wide)
    self.chart = drawn
    table = drawn.table
    var small = frame
    small.id = "fig-\(name)-narrow"
    narrow = chart(small)
  }
}

/// Keeps a drawing from its file until its page is made.
private final class DrawingKeeper: Sendable {
  private let kept = Mutex<SVGDocument?>(nil)

  func drawing(_ draw: () -> SVGDocument) -> SVGDocument {
    kept.withLock { kept in
      let drawing = kept ?? draw()
      kept = drawing
      return drawing
    }
  }

  func take() -> SVGDocument? {
    kept.withLock { kept in
      defer { kept = nil }
      return kept
    }
  }
}

/// A table with its name.
struct NamedTable: Sendable {
  /// The name, used for the file and for ids.
  let name: String
  /// The table.
  let model: TableModel
  /// Whether a page shows it only when asked.
  let isSupplement: Bool

  /// The table laid out, once for all files that show it.
  var laid: LaidTable { keeper.table(of: model) }

  private let keeper = LaidTableKeeper()

  /// The number of rows.
  let rowCount: Int

  /// Whether it has too many rows for a page, and is a file only.
  var isLong: Bool { rowCount > 500 }

  /// Whether the table says row by row what the data of a figure say. What is
  /// missing there may be an empty cell here.
  func holdsNumbers(of figure: Figure) -> Bool {
    let rows = figure.table.rows
    guard !rows.isEmpty, rows.count <= PageLimits.figureRows,
      rowCount == rows.count
    else { return false }
    let missing = figure.chart.words.missing
    let texts = laid.texts
    return texts.count == rows.count
      && zip(texts, rows).allSatisfy { shown, row in
        shown.count == row.count
          && zip(shown, row).allSatisfy {
            $0 == $1 || $0.isEmpty && $1 == missing
          }
      }
  }

  private static func count(_ rows: [RowNode]) -> Int {
    rows.reduce(0) { $0 + max(1, count($1.children)) }
  }

  /// Names a table.
  init(_ name: String, _ model: TableModel, isSupplement: Bool = false) {
    self.name = name
    self.model = model
    self.isSupplement = isSupplement
    rowCount = Self.count(model.rows)
  }
}

/// Keeps a table as it was laid out when it was first asked for.
private final class LaidTableKeeper: Sendable {
  private let kept = Mutex<LaidTable?>(nil)

  func table(of model: TableModel) -> LaidTable {
    kept.withLock { kept in
      if let kept { return kept }
      let table = LaidTable(model)
      kept = table
      return table
    }
  }
}

/// What one result becomes in one language.
struct ResultView: Sendable {
  /// The name of the result as part of ids and file names.
  var name: String
  /// The heading: the title of the study, or the kind.
  var heading: String
  /// What the numbers show, in one sentence.
  var finding: String
  /// The charts.
  var figures: [Figure]
  /// The tables.
  var tables: [NamedTable]
  /// How the numbers came about.
  var method: MethodNote
  /// The same for the first number, to be unfolded below the result.
  var lineage: LineagePanel?
}

/// How the numbers of one result came about, for the appendix.
struct MethodNote: Sendable {
  /// Pairs of a term and the sentences that explain it.
  var entries: [(term: String, sentences: [String])]
  /// The same for results of one method with the same conventions.
  var key: [String] = []
}
