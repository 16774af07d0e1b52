import SVG
import SurveyCharts
import SurveyData

/// Headlines of models, distributions and pairs of waves.
extension TableHeadline {
  func dumbbell(
    _ earlier: String, _ later: String, _ target: String?
  ) -> String? {
    guard let earlier = position(earlier), let later = position(later) else {
      return nil
    }
    if let target = target.flatMap(position) { return miss(later, target) }
    let style = styles[later]
    let pairs = details.compactMap { row -> (String, Int?, Double, Bool)? in
      guard let one = row[earlier], let other = row[later],
        let from = one.value, let to = other.value
      else { return nil }
      return (
        label(row), direction(one, other, style), to - from,
        one.interval != nil && other.interval != nil
      )
    }
    guard !pairs.isEmpty else { return nil }
    let hasIntervals = pairs.contains { $0.3 }
    if pairs.count == 1 {
      let row = details.first { label($0) == pairs[0].0 }
      func text(_ column: Int) -> String {
        row?[column]?.value.map { style.text($0) } ?? ""
      }
      return words.course(
        pairs[0].0, from: (label(earlier), text(earlier)),
        to: (label(later), text(later)), direction: pairs[0].1)
    }
    let sentence = words.courses(
      rising: pairs.count { $0.1 == 1 }, falling: pairs.count { $0.1 == -1 },
      of: pairs.count, hasIntervals: hasIntervals)
    let moved = pairs.filter { abs($0.1 ?? 0) == 1 }
    guard moved.count > 1,
      let most = moved.max(by: { abs($0.2) < abs($1.2) })
    else { return sentence }
    return words.most(sentence, most.0, signed(style).text(most.2))
  }

  private func miss(_ later: Int, _ target: Int) -> String? {
    let style = styles[later]
    let misses = details.compactMap { row -> (String, Double, Bool)? in
      guard let value = row[later]?.value, let goal = row[target]?.value
      else { return nil }
      return (
        label(row), value - goal, style.text(value) != style.text(goal)
      )
    }
    guard !misses.isEmpty else { return nil }
    guard
      let most = misses.filter({ $0.2 }).max(by: { abs($0.1) < abs($1.1) })
    else { return words.allTargetsMet }
    return words.miss(most.0, signed(style).text(most.1))
  }

  private func signed(_ style: NumberStyle) -> NumberStyle {
    switch style {
    case .percent(let decimals): .signedPercentagePoints(decimals)
    case .decimal(let decimals): .signed(decimals)
    case .integer: .signed(0)
    default: style
    }
  }

  func path(_ from: String, _ value: String, _ measured: String?) -> String? {
    let mark = measured.flatMap(position)
    guard let from = position(from), let value = position(value) else {
      return nil
    }
    struct Arrow {
      var from: String
      var to: String
      var value: Double
      var low: Double
      var high: Double
      var isOpen: Bool
    }
    let structural = table.rows.count { row in
      let isMeasured =
        !(mark.flatMap { row[$0]?.text?[context.language] } ?? "").isEmpty
      return !isMeasured
        && !(row[from]?.text?[context.language] ?? "").isEmpty
    }
    var arrows = table.rows.compactMap { row -> Arrow? in
      guard let start = row[from]?.text?[context.language], !start.isEmpty,
        let cell = row[value], let number = cell.value, number.isFinite
      else { return nil }
      // How well something was measured is not what a model is about.
      if let text = mark.flatMap({ row[$0]?.text?[context.language] }),
        !text.isEmpty, structural > 0
      {
        return nil
      }
      guard let interval = cell.interval else {
        return Arrow(
          from: start, to: label(row), value: number, low: abs(number),
          high: abs(number), isOpen: false)
      }
      let isOpen = interval.lower <= 0 && interval.upper >= 0
      let sizes = [abs(interval.lower), abs(interval.upper)]
      return Arrow(
        from: start, to: label(row), value: number,
        low: isOpen ? 0 : min(sizes[0], sizes[1]),
        high: max(sizes[0], sizes[1]),
        isOpen: isOpen)
    }
    guard !arrows.isEmpty else { return nil }
    let open = arrows.count(where: \.isOpen)
    if open == arrows.count { return words.noPath(open) }
    let all = arrows.count
    // A path whose sign is open cannot be the strongest one.
    arrows = arrows.filter { !$0.isOpen }.enumerated().sorted {
      (abs($1.element.value), $0.offset) < (abs($0.element.value), $1.offset)
    }.map(\.element)
    let isTied = arrows.count > 1 && arrows[1].high >= arrows[0].low
    return words.strongest(
      arrows.prefix(2).map {
        ($0.from, $0.to, PathChart.coefficient($0.value))
      },
      isTied: isTied, open: open, of: all)
  }

  func cumulative(_ value: String, _ names: [String]) -> String? {
    guard let value = position(value) else { return nil }
    let view = StatisticsTableView(
      statistics: [], result: .empty, context: context, name: "")
    let series = view.cumulative(
      table, value: value, names.compactMap(position))
    let items = series.compactMap { series -> Item? in
      let steps = zip(series.values, series.shares)
        .sorted { $0.0 < $1.0 }
      return steps.first { $0.1 >= 0.5 - 1e-9 }.map {
        Item(label: series.label, value: $0.0)
      }
    }
    guard let first = items.first else { return nil }
    if items.count == 1 {
      return words.half(first.label, styles[value].text(first.value))
    }
    return ranking(
      items, statistic: words.median, style: styles[value],
      isLowerBetter: false)
  }

  func multiples(_ names: [String]) -> String? {
    let columns = names.compactMap(position)
    guard let first = columns.first else { return nil }
    let view = StatisticsTableView(
      statistics: [], result: .empty, context: context, name: "")
    let items = view.panels(table, columns).compactMap { panel in
      panel.mean.map { Item(label: panel.label, value: $0) }
    }
    return ranking(
      items, statistic: words.meanOfPanel, style: styles[first],
      isLowerBetter: table.columns[first].isLowerBetter)
  }

  func kano(_ kano: StatisticsTable.Kano) -> String? {
    guard let x = position(kano.x), let y = position(kano.y) else {
      return nil
    }
    let (counts, open, all) = quadrants(x, y, kano.cutX, kano.cutY)
    guard all > 0 else { return nil }
    return words.classes(
      counts.enumerated().map { (words.kanoClass($0.offset), $0.element) },
      open: open, of: all)
  }

  func fit(_ fit: StatisticsTable.Fit) -> String? {
    guard let x = position(fit.x), let y = position(fit.y),
      fit.slope.isFinite
    else { return nil }
    let interval = fit.slopeInterval
    let size = abs(fit.slope)
    let style: NumberStyle =
      size >= 100 ? .integer : .decimal(size >= 1 ? 1 : size >= 0.01 ? 2 : 4)
    let shown = style.text(
      size,
      lower: interval.map { fit.slope < 0 ? -$0.upper : $0.lower },
      upper: interval.map { fit.slope < 0 ? -$0.lower : $0.upper },
      separator: words.tableWords.intervalSeparator)
    return words.relation(
      label(x), label(y), slope: words.spaced(shown),
      direction: style.text(size) == style.text(0) ? 0 : fit.slope > 0 ? 1 : -1,
      isClear: interval.map { $0.lower > 0 || $0.upper < 0 })
  }

  func likert(_ likert: StatisticsTable.Likert) -> String? {
    let columns = likert.columns.suffix(likert.favourable).compactMap(position)
    guard !columns.isEmpty else { return nil }
    let items = details.compactMap { row -> Item? in
      let values = columns.compactMap { row[$0]?.value }
      guard !values.isEmpty else { return nil }
      return Item(label: label(row), value: values.reduce(0, +))
    }
    return ranking(
      items, statistic: words.positiveShare, style: .percent(0),
      isLowerBetter: false)
  }

  func profile(_ names: [String], _ own: String) -> String? {
    guard let own = position(own) else { return nil }
    let peers = names.compactMap(position).filter { $0 != own }
    var (above, below, all) = (0, 0, 0)
    for row in table.rows {
      guard let value = row[own]?.value,
        let middle = Self.median(peers.compactMap { row[$0]?.value })
      else { continue }
      all += 1
      if styles[own].text(value) == styles[own].text(middle) { continue }
      if value > middle { above += 1 } else { below += 1 }
    }
    return all == 0
      ? nil : words.profile(label(own), above: above, below: below, of: all)
  }
}
