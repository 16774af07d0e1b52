import SurveyData
import SurveyReport
import SurveyTables

/// A table of an analysis as the terminal shows it.
struct StatisticsTableModel {
  private let table: StatisticsTable
  private let language: Language

  init(_ table: StatisticsTable, language: Language = .english) {
    self.table = table
    self.language = language
  }

  /// The table within the texts that `completing` puts around it.
  func model(
    completing: (String, String, [ColumnNode], [RowNode]) -> TableModel
  ) -> TableModel {
    let styles = StatisticsTableStyles(table)
    var model = completing(
      table.title[language], visible(table.stub[language]), columns, [])
    var open: String?
    for (index, row) in table.rows.enumerated() {
      let node = RowNode(
        visible(row.label[language]),
        row.cells.indices.map {
          styles.cell(
            row.cells[$0], column: $0, row: index, language: language)
        }, kind: row.kind == .overall ? .overall : .detail)
      let section = row.section.map { visible($0[language]) }
      guard let section else {
        open = nil
        model.rows.append(node)
        continue
      }
      if section != open {
        model.rows.append(RowNode(group: section, []))
        open = section
      }
      model.rows[model.rows.count - 1].children.append(node)
    }
    model.notes = table.notes.map { visible($0[language]) } + model.notes
    return model
  }

  /// The columns, those with the same heading above them together.
  private var columns: [ColumnNode] {
    var nodes: [ColumnNode] = []
    var open: LocalizedText?
    for column in table.columns {
      let node = ColumnNode(visible(column.label[language]))
      guard let spanner = column.spanner else {
        open = nil
        nodes.append(node)
        continue
      }
      if spanner != open {
        nodes.append(ColumnNode(spanner: visible(spanner[language]), []))
        open = spanner
      }
      nodes[nodes.count - 1].children.append(node)
    }
    return nodes
  }
}
