import SurveyData
import SurveyReport
import SurveyTables

/// A table of an analysis as the terminal shows it.
struct StatisticsTableModel {
  private let table: StatisticsTable

  init(_ table: StatisticsTable) { self.table = table }

  /// The table within the texts that `completing` puts around it.
  func model(
    completing: (String, String, [ColumnNode], [RowNode]) -> TableModel
  ) -> TableModel {
    let styles = StatisticsTableStyles(table)
    var model = completing(
      table.title[.english], visible(table.stub[.english]),
      table.columns.map { column in
        let spanner = column.spanner.map { "\($0[.english]) " } ?? ""
        return ColumnNode(visible(spanner + column.label[.english]))
      }, [])
    var open: String?
    for row in table.rows {
      let node = RowNode(
        visible(row.label[.english]),
        row.cells.indices.map {
          styles.cell(row.cells[$0], column: $0, language: .english)
        }, kind: row.kind == .overall ? .overall : .detail)
      let section = row.section.map { visible($0[.english]) }
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
    model.notes = table.notes.map { visible($0[.english]) } + model.notes
    return model
  }
}
