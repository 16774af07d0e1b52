import Diagnostics
import SurveyData

extension WeightMaker {
  /// Points or precedence charts of judges.
  func judged(_ method: JudgedWeighting) throws(Diagnostic) -> WeightSet {
    let table = try table(for: method.name, .statedWeights)
    switch method {
    case .budget: return try budget(table)
    case .precedence(let options): return try precedence(table, options)
    }
  }

  private func budget(_ table: Table) throws(Diagnostic) -> WeightSet {
    let points = try JudgePoints(table, tree: tree)
    let place = Place(file: table.source.file)
    let placement = try WeightPlacement(
      points.names, tree: tree, isPartial: true, at: place)
    var weights: [[Double]] = []
    var diagnostics: [Diagnostic] = []
    var lowest = [Double](repeating: .nan, count: tree.indicators.count)
    var highest = lowest
    var judges: [Int] = []
    for (group, parent) in zip(placement.groups, placement.parents) {
      let columns = group.compactMap { member in
        points.names.firstIndex(of: tree.indicators[member].id)
      }
      let given = points.points.map { row in
        columns.map { row[$0].isNaN ? 0 : row[$0] }
      }
      let below = parent.map { " below '\(tree.indicators[$0].id)'" } ?? ""
      guard let found = BudgetWeights(given) else {
        throw Diagnostic(
          .statedWeights, at: place, "no judge gave points\(below)",
          zh: "没有评判者给出分值")
      }
      diagnostics += remarks(points.judges, given, below, place)
      weights.append(found.weights)
      judges.append(found.judges)
      for (index, member) in group.enumerated() {
        lowest[member] = found.lowest[index]
        highest[member] = found.highest[index]
      }
    }
    diagnostics += uncompared(placement, place, .statedWeights)
    var set = set(weights, in: placement, method: "budget")
    for index in set.results.indices {
      set.results[index].judges =
        placement.parents == [nil] ? judges.first : judges[index]
    }
    set.diagnostics = diagnostics
    set.columns = [
      WeightSet.Column(
        name: "lowest", label: LocalizedText(zh: "最低份额", en: "Lowest share"),
        format: .share, values: lowest),
      WeightSet.Column(
        name: "highest",
        label: LocalizedText(zh: "最高份额", en: "Highest share"),
        format: .share, values: highest),
    ]
    return set
  }

  private func remarks(
    _ judges: [String], _ given: [[Double]], _ below: String, _ place: Place
  ) -> [Diagnostic] {
    var notes: [String] = []
    for (judge, row) in zip(judges, given) {
      let sum = row.reduce(0, +)
      if sum == 0 {
        notes.append("judge '\(judge)' gave no points and was left out")
      } else if abs(sum - 100) > 1e-6, abs(sum - 1) > 1e-6 {
        notes.append("judge '\(judge)' gave \(plainText(sum))")
      }
    }
    if notes.isEmpty { return [] }
    return [
      Diagnostic(
        .statedWeights, .warning, at: place,
        "the points of \(notes.count) of \(judges.count) judges\(below) do "
          + "not add up to 100; they were divided by their sum",
        zh: "\(judges.count)名评判者中有\(notes.count)名所给的分值之和不是100，已除以其和",
        notes: Array(notes.prefix(10)))
    ]
  }

  private func precedence(
    _ table: Table, _ options: PrecedenceOptions
  ) throws(Diagnostic) -> WeightSet {
    let place = Place(file: table.source.file)
    var charts: [[[[Double]]]] = []
    let placement: WeightPlacement
    if table["first"] != nil {
      let pairs = try PrecedenceTable(table, tree: tree)
      let parents = pairs.charts.keys.sorted()
      placement = WeightPlacement(below: parents, tree: tree)
      charts = parents.compactMap { pairs.charts[$0] }
    } else {
      let points = try JudgePoints(table, tree: tree)
      placement = try WeightPlacement(
        points.names, tree: tree, isPartial: true, at: place)
      charts = placement.groups.map { group in
        let columns = group.compactMap { member in
          points.names.firstIndex(of: tree.indicators[member].id)
        }
        return points.points.map { row in
          PrecedenceWeights.chart(ofPoints: columns.map { row[$0] })
        }
      }
    }
    var weights: [[Double]] = []
    var totals = [Double](repeating: .nan, count: tree.indicators.count)
    for (group, charts) in zip(placement.groups, charts) {
      guard
        let found = PrecedenceWeights(charts, diagonal: options.diagonal)
      else {
        throw Diagnostic(
          .statedWeights, at: place, "nobody compared the indicators",
          zh: "没有人比较过指标")
      }
      weights.append(found.weights)
      for (index, member) in group.enumerated() {
        totals[member] = found.totals[index]
      }
    }
    if weights.isEmpty {
      throw Diagnostic(
        .statedWeights, at: place, "nobody compared the indicators",
        zh: "没有人比较过指标")
    }
    var set = set(weights, in: placement, method: "precedence")
    set.diagnostics = uncompared(placement, place, .statedWeights)
    for index in set.results.indices {
      set.results[index].judges =
        charts.indices.contains(index)
        ? charts[index].count : charts.first?.count
    }
    set.columns = [
      WeightSet.Column(
        name: "row-sum", label: LocalizedText(zh: "行和", en: "Row sum"),
        format: .statistic, values: totals)
    ]
    return set
  }

  /// Nodes about which no judge said anything.
  func uncompared(
    _ placement: WeightPlacement, _ place: Place, _ code: DiagnosticCode
  ) -> [Diagnostic] {
    if placement.parents == [nil] { return [] }
    return tree.children.indices.filter {
      tree.children[$0].count > 1 && !placement.parents.contains($0)
    }.map { parent in
      Diagnostic(
        code, .warning, at: place,
        "nobody compared the indicators below '\(tree.indicators[parent].id)'; "
          + "their weights are those of the tree",
        zh: "“\(tree.indicators[parent].id)”之下的指标没有人比较过，采用指标表中的权重")
    }
  }
}
