import SurveyData

extension WorkedFormula {
  /// The score of a case by a method that compares cases, put together from
  /// what the table of the method says about the case; empty where that does
  /// not give the score.
  public static func methodFormulas(
    of item: CaseResult, in evaluation: EvaluationResult,
    conventions: [Convention]
  ) -> [WorkedFormula] {
    guard let score = item.score else { return [] }
    for table in evaluation.tables {
      guard let row = table.rows.first(where: { $0.name == item.id }) else {
        continue
      }
      let method = MethodFormula(
        table: table, row: row, evaluation: evaluation,
        conventions: conventions)
      if let made = method.made,
        abs(made.result - score) <= 1e-6 * max(1, abs(score))
      {
        return method.steps
          + [
            WorkedFormula(
              name: nil, formula: made.formula, values: made.values,
              result: score)
          ]
      }
    }
    return []
  }
}

/// The formula of one method of ranking, from its table.
private struct MethodFormula {
  let table: StatisticsTable
  let row: StatisticsTable.Row
  let evaluation: EvaluationResult
  let conventions: [Convention]

  typealias Made = (formula: String, values: String, result: Double)

  private subscript(column: String) -> Double? {
    table[row.name, column]?.value
  }

  private func text(_ number: Double) -> String { compactNumber(number, 7) }

  private func column(_ name: String) -> [Double] {
    guard let position = table.columns.firstIndex(where: { $0.name == name })
    else { return [] }
    return table.rows.compactMap { $0.cells[position].value }
  }

  /// Weights times what `value` makes of the columns of the leaves.
  private func weighted(
    _ value: (Double) -> Double, _ show: (Double) -> String
  ) -> (text: String, sum: Double) {
    var (parts, sum, total) = ([String](), 0.0, 0.0)
    for indicator in evaluation.indicators where indicator.isLeaf {
      guard let found = self[indicator.id] else { continue }
      let weight = indicator.globalWeight
      total += weight
      sum += weight * value(found)
      parts.append("\(compactNumber(weight, 4))·\(show(found))")
    }
    // Where values are missing the other weights were divided by their sum.
    let isWhole = abs(total - 1) < 1e-9
    let terms = parts.joined(separator: " + ")
    return (
      isWhole ? terms : "(\(terms)) / \(compactNumber(total, 4))",
      total > 0 ? sum / total : .nan
    )
  }

  var made: Made? {
    switch table.name {
    case "topsis":
      guard let ideal = self["to-ideal"], let worst = self["to-worst"] else {
        return nil
      }
      return (
        "100·D⁻ / (D⁺ + D⁻)",
        "100·\(text(worst)) / (\(text(ideal)) + \(text(worst)))",
        100 * worst / (ideal + worst)
      )
    case "vikor":
      guard let q = self["Q"] else { return nil }
      return ("100·(1 − Q)", "100·(1 − \(text(q)))", 100 * (1 - q))
    case "grey-relation":
      let found = weighted({ $0 }, text)
      return ("100·Σ w·ξ", "100·(\(found.text))", 100 * found.sum)
    case "rsr":
      guard let ratio = self["ratio"] else { return nil }
      return ("100·RSR", "100·\(text(ratio))", 100 * ratio)
    case "mpi":
      guard let mean = self["mean"], let spread = self["sd"],
        let index = self["mpi"]
      else { return nil }
      let sign = index > mean ? "+" : "−"
      return (
        "M \(sign) S²/M",
        "\(text(mean)) \(sign) \(text(spread))²/\(text(mean))",
        mean + (index > mean ? 1 : -1) * spread * spread / mean
      )
    case "promethee": return difference("phi+", "phi-", "φ⁺ − φ⁻")
    case "electre-1":
      return difference("outranks", "outranked", "outranks − outranked by")
    case "electre-3":
      guard let down = self["descending"], let up = self["ascending"] else {
        return nil
      }
      let count = Double(column("descending").count)
      return (
        "m + 1 − (↓ + ↑)/2",
        "\(text(count)) + 1 − (\(text(down)) + \(text(up)))/2",
        count + 1 - (down + up) / 2
      )
    case "copeland": return difference("wins", "losses", "wins − losses")
    case "borda":
      let found = weighted({ $0 - 1 }) { "(\(text($0)) − 1)" }
      return ("Σ w·(R − 1)", found.text, found.sum)
    case "benefit-of-the-doubt":
      guard let score = self["score"] else { return nil }
      return (
        "100·max Σ w·y, Σ w·yᵢ ≤ 1", "100·\(text(score))", 100 * score
      )
    case "fuzzy": return fuzzy
    default: return nil
    }
  }

  private func difference(
    _ first: String, _ second: String, _ formula: String
  ) -> Made? {
    guard let plus = self[first], let minus = self[second] else { return nil }
    return (formula, "\(text(plus)) − \(text(minus))", plus - minus)
  }

  /// The values of the grades stand in the sentence of the convention.
  private var fuzzy: Made? {
    let sentence =
      conventions.first { $0.name == "fuzzy" }?.sentence[.english] ?? ""
    var (parts, sum) = ([String](), 0.0)
    for (column, cell) in zip(table.columns, row.cells)
    where column.name.hasPrefix("grade-") {
      guard let share = cell.value,
        let range = sentence.firstRange(of: column.label[.english] + "="),
        let worth = Double(
          sentence[range.upperBound...].prefix {
            $0.isNumber || $0 == "." || $0 == "-"
          }.trimmingSuffix("."))
      else { return nil }
      parts.append("\(text(worth))·\(text(share))")
      sum += worth * share
    }
    return ("Σ s·B", parts.joined(separator: " + "), sum)
  }

  /// What stands in the formula and is made from numbers of the table too.
  var steps: [WorkedFormula] {
    guard table.name == "vikor", let q = self["Q"], let s = self["S"],
      let r = self["R"], let lowS = column("S").min(),
      let highS = column("S").max(), let lowR = column("R").min(),
      let highR = column("R").max(),
      let v = conventions.first(where: { $0.name == "vikor" })
        .flatMap({ Double($0.value.dropFirst(2)) })
    else { return [] }
    func part(_ x: Double, _ low: Double, _ high: Double) -> Double {
      high > low ? (x - low) / (high - low) : 0
    }
    let found = v * part(s, lowS, highS) + (1 - v) * part(r, lowR, highR)
    guard abs(found - q) < 1e-9 else { return [] }
    func words(_ x: Double, _ low: Double, _ high: Double) -> String {
      high > low
        ? "(\(text(x)) − \(text(low)))/(\(text(high)) − \(text(low)))" : "0"
    }
    return [
      WorkedFormula(
        name: LocalizedText("Q"),
        formula: "v(S − S*)/(S⁻ − S*) + (1 − v)(R − R*)/(R⁻ − R*)",
        values: "\(text(v))·\(words(s, lowS, highS))"
          + " + \(text(1 - v))·\(words(r, lowR, highR))", result: q)
    ]
  }
}

extension Substring {
  /// The text without a sign at its end.
  fileprivate func trimmingSuffix(_ sign: Character) -> Substring {
    last == sign ? dropLast() : self
  }
}
