import SurveyData

extension StatisticsTable {
  /// The rows that the table's figure does not draw because they lack the
  /// numbers for it.
  ///
  /// Empty for figures that show such rows as missing (league tables), and
  /// for those whose rows are no units (histograms, paths, trees, …).
  public var rowsLeftOut: [Row] {
    // A row needs one of the columns, or all of them.
    var one: [String] = []
    var all: [String] = []
    switch figure {
    case .dots(let column, _), .stars(let column, _, _),
      .waterfall(let column), .rankRange(let column, _, _):
      all = [column]
    case .bars(let columns, _), .heat(let columns), .trend(let columns):
      one = columns
    case .dumbbell(let earlier, let later, _): one = [earlier, later]
    case .likert(let likert): one = likert.columns
    case .scatter(let x, let y, _, _): all = [x, y]
    case .fit(let fit): all = [fit.x, fit.y]
    case .funnel(let funnel): all = [funnel.rate, funnel.base]
    default: return []
    }
    let neededOnce = one.compactMap(position)
    let neededAll = all.compactMap(position)
    func has(_ row: Row, _ position: Int) -> Bool {
      row.cells.indices.contains(position)
        && row.cells[position].value?.isFinite == true
    }
    return rows.filter { row in
      guard row.kind == .detail else { return false }
      return
        !(neededAll.allSatisfy { has(row, $0) }
        && (neededOnce.isEmpty || neededOnce.contains { has(row, $0) }))
    }
  }

  private func position(_ name: String) -> Int? {
    columns.firstIndex { $0.name == name }
  }
}
