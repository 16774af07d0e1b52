import Diagnostics
import SurveyData
import SurveyStatistics

/// Tables of distributions: histograms, boxes, cumulative shares.
extension ChartTableMaker {
  /// The table of a kind whose rows are not those of the file; `nil` for the
  /// others.
  func spread() throws(Diagnostic) -> StatisticsTable? {
    switch plan.kind {
    case .histogram: try histogram()
    case .box: try boxes(try groups())
    case .cdf: try cumulative(try groups())
    case .weights: try boxes(try weights())
    default: nil
    }
  }

  private struct Group {
    var name: LocalizedText
    var spread: WeightedSpread
  }

  /// The values of each label, in the order of the file.
  private func groups() throws(Diagnostic) -> [Group] {
    let label = try column(plan.label)
    let values = try numbers(plan.values[0])
    var weights: [Double]?
    if let weight = plan.further.weight { weights = try numbers(weight) }
    var names: [String] = []
    var members: [String: [Int]] = [:]
    for row in 0..<table.rowCount {
      guard let name = label.text(at: row) else { continue }
      if members[name] == nil { names.append(name) }
      members[name, default: []].append(row)
    }
    return names.map { name in
      let rows = members[name] ?? []
      return Group(
        name: LocalizedText(name),
        spread: WeightedSpread(
          rows.map { values[$0] },
          weights: weights.map { weights in rows.map { weights[$0] } }))
    }
  }

  /// One group for each column of weights; weights of zero do not count.
  private func weights() throws(Diagnostic) -> [Group] {
    var groups: [Group] = []
    for reference in plan.values {
      let numbers = try numbers(reference).filter { $0 > 0 }
      groups.append(
        Group(
          name: text(try column(reference)), spread: WeightedSpread(numbers)))
    }
    return groups
  }

  private func boxes(_ groups: [Group]) throws(Diagnostic) -> StatisticsTable {
    let value = try column(plan.values[0])
    let format = format([])
    let spanner =
      plan.kind == .weights
      ? LocalizedText(zh: "权数", en: "Weight") : text(value)
    let places: [(String, LocalizedText, Double)] = [
      ("p5", LocalizedText(zh: "5%分位数", en: "5%"), 0.05),
      ("q1", LocalizedText(zh: "下四分位数", en: "25%"), 0.25),
      ("median", LocalizedText(zh: "中位数", en: "Median"), 0.5),
      ("q3", LocalizedText(zh: "上四分位数", en: "75%"), 0.75),
      ("p95", LocalizedText(zh: "95%分位数", en: "95%"), 0.95),
    ]
    var made = try frame(stub: groupStub())
    made.columns =
      places.map { .init($0.0, $0.1, format, spanner: spanner) }
      + [.init("n", "n", .count)]
    made.rows = groups.enumerated().map { place, group in
      StatisticsTable.Row(
        "row-\(place + 1)", group.name,
        places.map { .init(group.spread.quantile($0.2)) }
          + [.init(Double(group.spread.base))])
    }
    if plan.further.weight != nil { made.notes.append(weighted) }
    made.figure = .box(columns: places.map(\.0), base: "n")
    return made
  }

  private func cumulative(
    _ groups: [Group]
  ) throws(Diagnostic) -> StatisticsTable {
    let value = try column(plan.values[0])
    var made = try frame(stub: text(value))
    made.columns =
      [.init("value", text(value), format([]))]
      + groups.enumerated().map {
        .init("group-\($0.offset + 1)", $0.element.name, .share)
      }
    // More steps than pixels help nobody: at most four hundred a group.
    for (place, group) in groups.enumerated() {
      let spread = group.spread
      let step = max(1, spread.values.count / 400)
      for index in spread.values.indices
      where index % step == 0 || index == spread.values.count - 1 {
        var cells = [StatisticsTable.Cell](
          repeating: .empty, count: groups.count + 1)
        cells[0] = .init(spread.values[index])
        cells[place + 1] = .init(spread.shares[index])
        made.rows.append(
          StatisticsTable.Row(
            "step-\(made.rows.count + 1)", group.name, cells))
      }
    }
    if plan.further.weight != nil { made.notes.append(weighted) }
    made.figure = .cumulative(
      value: "value", columns: groups.indices.map { "group-\($0 + 1)" })
    return made
  }

  private var weighted: LocalizedText {
    LocalizedText(zh: "已加权；n为未加权的个数。", en: "Weighted; n is not weighted.")
  }

  private func groupStub() throws(Diagnostic) -> LocalizedText {
    plan.kind == .weights
      ? LocalizedText(zh: "权数", en: "Weight") : text(try column(plan.label))
  }

  private func frame(
    stub: LocalizedText
  ) throws(Diagnostic) -> StatisticsTable {
    StatisticsTable(
      "chart", title: LocalizedText(plan.title ?? defaultTitle), stub: stub,
      columns: [], rows: [], notes: plan.notes.map { LocalizedText($0) })
  }

  /// Bars with round ends: about the square root of the number of values,
  /// between five and thirty of them.
  private func histogram() throws(Diagnostic) -> StatisticsTable {
    let value = try column(plan.values[0])
    let numbers = try numbers(plan.values[0]).filter(\.isFinite).sorted()
    var made = try frame(stub: text(value))
    made.columns = [
      .init("from", LocalizedText(zh: "自", en: "From"), format(numbers)),
      .init("to", LocalizedText(zh: "至", en: "To"), format(numbers)),
      .init("n", LocalizedText(zh: "个数", en: "Count"), .count),
    ]
    made.figure = .histogram(lower: "from", upper: "to", count: "n")
    guard let low = numbers.first, let high = numbers.last,
      (high - low).isFinite
    else { return made }
    if low == high {
      // One value, as it was written: a range around it would be made up.
      if plan.format == nil, low == low.rounded() {
        for place in [0, 1] { made.columns[place].format = .total }
      }
      made.rows = [
        StatisticsTable.Row(
          "bin-1", LocalizedText("1"),
          [.init(low), .init(high), .init(Double(numbers.count))])
      ]
      return made
    }
    let root = Double(numbers.count).squareRoot().rounded(.up)
    let count = plan.further.bins.map(Double.init) ?? min(30, max(5, root))
    var width = (high - low) / count
    var start = low
    if plan.further.bins == nil {
      width = Self.round(width)
      start = (low / width).rounded(.down) * width
    }
    guard width > 0, start.isFinite, start + width > start else { return made }
    let bars = min(
      1000, max(1, Int((((high - start) / width) + 1e-9).rounded(.up))))
    var counts = [Int](repeating: 0, count: bars)
    for number in numbers {
      let place = ((number - start) / width + 1e-9).rounded(.down)
      counts[min(bars - 1, max(0, Int(min(place, 1e6))))] += 1
    }
    made.rows = counts.enumerated().map { place, count in
      let from = start + Double(place) * width
      return StatisticsTable.Row(
        "bin-\(place + 1)", LocalizedText("\(place + 1)"),
        [.init(from), .init(from + width), .init(Double(count))])
    }
    return made
  }

  /// The next of 1, 2, 5 times a power of ten.
  private static func round(_ width: Double) -> Double {
    var power = 1.0
    while power * 10 <= width { power *= 10 }
    while power > width, power > 1e-300 { power /= 10 }
    for factor in [1.0, 2, 5] where factor * power >= width * (1 - 1e-9) {
      return factor * power
    }
    return 10 * power
  }
}
