import SurveyData

extension WorkedFormula {
  /// The formula of a number in a table with its values; empty where the
  /// number is what was counted, or no formula gives it from the table.
  ///
  /// The values stand in the table, but for one that it does not hold: the
  /// threshold t, the mean μ of a shrunken rate and the a + b of a reliability
  /// are derived from the printed number and its neighbours. Those formulas
  /// show how the numbers belong together and are no proof of them.
  public static func formulas(
    of row: Int, _ column: Int, in table: StatisticsTable,
    of result: AnalysisResult
  ) -> [WorkedFormula] {
    guard table.rows.indices.contains(row),
      table.rows[row].cells.indices.contains(column),
      let value = table.rows[row].cells[column].value
    else { return [] }
    let cell = table.rows[row].cells[column]
    let found = CellFormula(
      table: table, row: table.rows[row], name: table.columns[column].name,
      value: value)
    if let worked = WorkedFormula(cell, formula: found.ratio) {
      return [worked]
    }
    return [found.worked(result)].compactMap { $0 }
  }

  /// The points of a unit by month, from the table `account`.
  public static func points(of account: StatisticsTable) -> [WorkedFormula] {
    guard let total = account["total", "counted"]?.value else { return [] }
    let caps = account.rows.first { $0.name == "cap" }
    let counted = account.columns.firstIndex { $0.name == "counted" } ?? 0
    let month = account.columns.firstIndex { $0.name == "month" } ?? 0
    func text(_ value: Double?) -> String { compactNumber(value ?? 0, 7) }
    func capped(_ sum: String, _ cap: Double?) -> String {
      cap.map { "min(\(compactNumber($0, 7)), \(sum))" } ?? sum
    }
    var months: [WorkedFormula] = []
    var parts: [String] = []
    var ofYear: [String] = []
    for row in account.rows where !["cap", "total"].contains(row.name) {
      if row.name.hasPrefix("year=") {
        parts.append(
          row.cells[month].value == row.cells[counted].value
            ? ofYear.joined(separator: " + ")
            : "(" + ofYear.joined(separator: " + ") + " → "
              + text(row.cells[counted].value) + ")")
        ofYear = []
        continue
      }
      ofYear.append(text(row.cells[counted].value))
      let terms = zip(row.cells, account.columns).enumerated().compactMap {
        position, entry -> String? in
        guard entry.1.name.hasPrefix("term="), let points = entry.0.value
        else { return nil }
        let name = entry.1.label[.english]
        return capped(
          "\(name) \(compactNumber(points, 7))", caps?.cells[position].value)
      }
      guard let value = row.cells[counted].value else { continue }
      months.append(
        WorkedFormula(
          name: row.label,
          formula: capped("Σ min(c, Σ p·n)", caps?.cells[month].value),
          values: capped(
            terms.joined(separator: " + "), caps?.cells[month].value),
          result: value))
    }
    if !ofYear.isEmpty { parts.append(ofYear.joined(separator: " + ")) }
    return [
      WorkedFormula(
        name: nil, formula: "Σ min(c, Σ p·n)",
        values: parts.joined(separator: " + "), result: total)
    ] + months
  }
}

/// The formulas of kinds of tables, by the names of their columns.
private struct CellFormula {
  let table: StatisticsTable
  let row: StatisticsTable.Row
  let name: String
  let value: Double

  /// The formula of a number that is made of two sums.
  var ratio: String {
    switch (table.name, name) {
    case ("dissatisfied", "rate"): "d / n"
    case ("dissatisfied", "satisfied"), ("bounds", "observed"): "s / n"
    case ("bounds", "worst"): "s / N"
    case ("bounds", "best"): "(s + N − n) / N"
    case ("bounds", "response"): "n / N"
    case ("rounds", _) where row.name == "change": "(b − c) / n"
    case ("solved-satisfied", _) where row.name == "gap": "(b − c) / n"
    default: "x / n"
    }
  }

  private subscript(column: String) -> Double? {
    table.columns.firstIndex { $0.name == column }.flatMap {
      row.cells.indices.contains($0) ? row.cells[$0].value : nil
    }
  }

  private func count(_ row: String) -> Double? { table[row, "count"]?.value }

  /// A formula whose values give the number, or nothing.
  private func made(
    _ formula: String, _ values: String, _ result: Double?
  ) -> WorkedFormula? {
    guard let result, abs(result - value) <= 1e-9 * max(1, abs(value)) else {
      return nil
    }
    return WorkedFormula(
      name: nil, formula: formula, values: values, result: value)
  }

  private func text(_ number: Double) -> String { compactNumber(number, 8) }

  func worked(_ result: AnalysisResult) -> WorkedFormula? {
    switch (table.name, name) {
    case ("bounds", "needed"): return needed(result)
    case ("rounds", "share") where row.name == "p": return exactTest
    case ("solved-satisfied", "share") where row.name == "phi": return phi
    case ("units", "shrunken"), ("units", "shrunken_rate"): return shrunken
    case ("units", "reliability"): return reliability
    default: return nil
    }
  }

  /// What share of the others has to be satisfied; t is derived.
  private func needed(_ result: AnalysisResult) -> WorkedFormula? {
    guard let worst = self["worst"], let best = self["best"], best > worst
    else { return nil }
    if value == 0 { return made("worst ≥ t", text(worst), 0) }
    let threshold = worst + value * (best - worst)
    return made(
      "(t − worst) / (best − worst)",
      "(\(text(threshold)) − \(text(worst))) / (\(text(best)) − \(text(worst)))",
      value)
  }

  /// McNemar's test: twice the tail of a fair coin.
  private var exactTest: WorkedFormula? {
    guard let gained = count("gained"), let lost = count("lost") else {
      return nil
    }
    return made(
      "min(1, 2·P(Bin(b + c, ½) ≤ min(b, c)))",
      "min(1, 2·P(Bin(\(text(gained + lost)), ½) ≤ \(text(min(gained, lost)))))",
      value)
  }

  private var phi: WorkedFormula? {
    guard let both = count("both"), let first = count("solved-only"),
      let second = count("satisfied-only"), let neither = count("neither")
    else { return nil }
    let product =
      (both + first) * (second + neither) * (both + second) * (first + neither)
    guard product > 0 else { return nil }
    let (a, b, c, d) = (text(both), text(first), text(second), text(neither))
    return made(
      "(ad − bc) / √((a + b)(c + d)(a + c)(b + d))",
      "(\(a)·\(d) − \(b)·\(c)) / √((\(a) + \(b))(\(c) + \(d))(\(a) + \(c))"
        + "(\(b) + \(d)))",
      (both * neither - first * second) / product.squareRoot())
  }

  /// The rate between the unit's own and that of all; μ is derived.
  private var shrunken: WorkedFormula? {
    let own = self["value"] ?? self["rate"] ?? self["resolved_rate"]
    guard let own, let reliability = self["reliability"], reliability < 1
    else { return nil }
    let target = (value - reliability * own) / (1 - reliability)
    guard target.isFinite else { return nil }
    return made(
      "λ·y + (1 − λ)·μ",
      "\(text(reliability))·\(text(own)) + \(text(1 - reliability))"
        + "·\(text(target))",
      reliability * own + (1 - reliability) * target)
  }

  /// The weight of the unit's own rate; a + b is derived.
  private var reliability: WorkedFormula? {
    guard value > 0, let base = self["n"] ?? self["collected"], base > 0,
      self["count"] != nil || self["collected"] != nil
    else { return nil }
    let prior = base * (1 - value) / value
    return made(
      "n / (n + a + b)", "\(text(base)) / (\(text(base)) + \(text(prior)))",
      base / (base + prior))
  }
}
