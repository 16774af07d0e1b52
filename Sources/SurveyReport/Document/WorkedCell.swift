import SurveyData

extension WorkedFormula {
  /// The formula of a number in a table with its values; empty where the
  /// number is what was counted, or no formula gives it from the table.
  ///
  /// The values stand in the table, in the table of the model, or in the sums
  /// that the number was made of; none is derived from the number itself.
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
    if let own = found.worked(cell, result) { return [own] }
    return [WorkedFormula(cell, formula: found.ratio)].compactMap { $0 }
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
    case ("supervision", "adjusted"): "Σ (a·n₀ − c·n₁)/N / Σ n₁·n₀/N"
    case ("supervision-days", "adjusted"): "Σ x̃·y / Σ x̃²"
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

  func worked(
    _ cell: StatisticsTable.Cell, _ result: AnalysisResult
  ) -> WorkedFormula? {
    switch (table.name, name) {
    case ("bounds", "needed"): return needed(cell.sums)
    case ("rounds", "share") where row.name == "p": return exactTest
    case ("solved-satisfied", "share") where row.name == "phi": return phi
    case ("units", "shrunken"), ("units", "shrunken_rate"):
      return cell.sums.map { posterior($0) } ?? shrunken(result)
    case ("units", "reliability"): return cell.sums.flatMap { reliability($0) }
    case ("supervision", "raw"), ("supervision-days", "raw"):
      guard let key = self["key"], let others = self["others"] else {
        return nil
      }
      return made("p₁ − p₀", "\(text(key)) − \(text(others))", key - others)
    default: return nil
    }
  }

  /// What share of the others has to be satisfied.
  private func needed(_ sums: EstimateSums?) -> WorkedFormula? {
    guard let worst = self["worst"], let best = self["best"] else {
      return nil
    }
    guard let sums else {
      return value == 0 ? made("worst ≥ t", text(worst), 0) : nil
    }
    return made(
      "(t − worst) / (best − worst)",
      "(\(text(sums.above + worst)) − \(text(worst)))"
        + " / (\(text(best)) − \(text(worst)))",
      sums.value)
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

  /// The unit's trials and those of them that count.
  private var trials: (hits: Double, base: Double)? {
    if let hits = self["count"], let base = self["n"] { return (hits, base) }
    let rate = table.columns.firstIndex { $0.name == "resolved_rate" }
    guard let base = self["collected"] else { return nil }
    let sums = rate.flatMap { row.cells[$0].sums }
    return (sums?.above ?? 0, base)
  }

  /// The mean of the posterior; without variance between units the rate of
  /// all.
  private func posterior(_ sums: EstimateSums) -> WorkedFormula? {
    guard let (hits, base) = trials, let below = sums.below else { return nil }
    if self["reliability"] == 0 {
      return made(
        "Σx / Σn", "\(text(sums.above)) / \(text(below))", sums.value)
    }
    return made(
      "(x + a) / (n + a + b)",
      "(\(text(hits)) + \(text(sums.above - hits)))"
        + " / (\(text(base)) + \(text(below - base)))",
      sums.value)
  }

  /// The estimate between the unit's own and the mean of the model.
  private func shrunken(_ result: AnalysisResult) -> WorkedFormula? {
    guard let own = self["value"], let reliability = self["reliability"],
      case .tables(let tables, _) = result.details,
      let model = tables.first(where: { $0.name == "model" })
    else { return nil }
    let group =
      model.rows.count == 1
      ? model.rows.first : model.rows.first { $0.label == row.section }
    guard let group, let mean = model[group.name, "mean"]?.value else {
      return nil
    }
    return made(
      "μ + λ·(y − μ)",
      "\(text(mean)) + \(text(reliability))·(\(text(own)) − \(text(mean)))",
      mean + reliability * (own - mean))
  }

  /// The weight of the unit's own value.
  private func reliability(_ sums: EstimateSums) -> WorkedFormula? {
    guard let below = sums.below else { return nil }
    let isBeta = trials.map { abs($0.base - sums.above) < 1e-9 } ?? false
    return made(
      isBeta ? "n / (n + a + b)" : "A / (A + v)",
      "\(text(sums.above)) / (\(text(sums.above)) + "
        + "\(text(below - sums.above)))",
      sums.value)
  }
}
