import SVG
import SurveyCharts
import SurveyData

/// Headlines of the single kinds of figures.
extension TableHeadline {
  func histogram(_ name: String) -> String? {
    guard case .histogram(let lower, let upper, _) = table.figure,
      let count = position(name), let from = position(lower),
      let to = position(upper)
    else { return nil }
    let bins = table.rows.compactMap { row -> (Double, Double, Double)? in
      guard let low = row[from]?.value, let high = row[to]?.value,
        let number = row[count]?.value
      else { return nil }
      return (low, high, number)
    }
    guard let most = bins.map(\.2).max(), let first = bins.first,
      let last = bins.last, most > 0
    else { return nil }
    let style = styles[from]
    let all = NumberStyle.integer.text(bins.reduce(0) { $0 + $1.2 })
    let modes = bins.filter { $0.2 == most }
    if bins.count(where: { $0.2 > 0 }) == 1, let only = modes.first {
      if only.0 == only.1 {
        return words.allValues(style.text(only.0), count: all)
      }
      return words.between(
        style.text(only.0), style.text(only.1), count: all)
    }
    guard modes.count == 1, bins.count > 1 else {
      return words.between(
        style.text(first.0), style.text(last.1), count: all)
    }
    return words.mostIn(
      style.interval(modes[0].0, modes[0].1),
      NumberStyle.integer.text(most), of: all)
  }

  func bars(_ names: [String], _ isStacked: Bool) -> String? {
    let columns = names.compactMap(position)
    guard columns.count > 1 else { return columns.first.flatMap(bar) }
    let rows = details.filter { row in
      columns.contains { row[$0]?.value?.isFinite ?? false }
    }
    if columns.count == 2, !isStacked { return gap(rows, columns) }
    var wins = [Int](repeating: 0, count: columns.count)
    for row in rows {
      let values = columns.map { row[$0]?.value ?? -.infinity }
      guard let most = values.max(), most.isFinite,
        values.count(where: { $0 == most }) == 1,
        let place = values.firstIndex(of: most)
      else { continue }
      wins[place] += 1
    }
    guard let most = wins.max(), most > 0,
      wins.count(where: { $0 == most }) == 1,
      let place = wins.firstIndex(of: most)
    else { return heat(names) }
    return words.leading(label(columns[place]), in: most, of: rows.count)
  }

  private func bar(_ column: Int) -> String? {
    ranking(table.columns[column].name)
  }

  private func gap(
    _ rows: [StatisticsTable.Row], _ columns: [Int]
  ) -> String? {
    let pairs = rows.compactMap { row -> (String, Double, Double)? in
      guard let first = row[columns[0]]?.value,
        let second = row[columns[1]]?.value, first.isFinite, second.isFinite
      else { return nil }
      return (label(row), first, second)
    }
    guard
      let most = pairs.max(by: { abs($0.1 - $0.2) < abs($1.1 - $1.2) })
    else { return nil }
    let style = styles[columns[0]]
    let names = columns.map { label($0) }
    let texts = (style.text(most.1), style.text(most.2))
    if texts.0 == texts.1 { return words.noGap(names[0], names[1]) }
    return words.gap(names[0], names[1], at: most.0, texts.0, texts.1)
  }

  func funnel(_ funnel: StatisticsTable.Funnel) -> String? {
    let view = StatisticsTableView(
      statistics: [], result: .empty, context: context, name: "")
    let rows = view.funnelRows(table, funnel)
    guard !rows.isEmpty, !funnel.limits.isEmpty, funnel.target.isFinite else {
      return nil
    }
    let levels = funnel.limits.map { NumberStyle.percentLevel($0.level) }
    let chart = FunnelChart(
      frame: ChartFrame(id: "", language: "", title: ""),
      words: words.chartWords(), rows: rows,
      axis: ValueAxis(style: .percent(0), title: ""), target: funnel.target,
      bases: funnel.bases,
      limits: funnel.limits.map {
        .init(label: "", lower: $0.lower, upper: $0.upper)
      }, headings: words.funnelHeadings(base: ""))
    let places = rows.map { chart.position($0) ?? 0 }
    // The outermost limits that somebody lies outside of.
    let reached = places.map(abs).max() ?? 0
    func names(_ sign: Int) -> [String] {
      zip(rows, places).filter { reached > 0 && $0.1 == sign * reached }
        .map(\.0.label)
    }
    return words.outside(
      above: names(1), below: names(-1), of: rows.count,
      level: levels[max(0, reached - 1)])
  }

  func ranks(_ rank: String, _ lower: String) -> String? {
    // Who may be first is a matter of all conventions, also where the chart
    // shows the middle ones.
    let whole = lower.hasPrefix("middle_") ? position("lower") : nil
    guard let lower = whole ?? position(lower) else { return nil }
    // Where single ranks are not supported the best ranges speak.
    let rank = position(rank) ?? lower
    let rows = details.filter { $0[rank]?.value != nil }
    let best = rows.compactMap { $0[rank]?.value }.min()
    guard let best, rows.count > 1 else { return nil }
    let first = rows.filter { row in
      (row[lower]?.value ?? row[rank]?.value ?? .infinity) <= max(1, best)
        || row[rank]?.value == best
    }
    return words.mayRankFirst(first.map(label), of: rows.count)
  }

  func stars(_ name: String, _ count: Int) -> String? {
    guard let column = position(name) else { return nil }
    let items = items(column)
    let full = items.count { $0.value >= Double(count) - 1e-9 }
    guard full > 0 else {
      // As the chart prints them.
      let isWhole = items.allSatisfy { $0.value == $0.value.rounded() }
      return ranking(
        items, statistic: label(column),
        style: isWhole ? .integer : .decimal(1),
        isLowerBetter: table.columns[column].isLowerBetter)
    }
    return words.allStars(full, of: items.count, count)
  }

  func trend(_ names: [String]) -> String? {
    let columns = names.compactMap(position)
    let courses = columns.compactMap(course)
    guard !courses.isEmpty else { return nil }
    if courses.count == 1, columns.count == 1 {
      let only = courses[0]
      return words.course(
        label(columns[0]), from: only.from, to: only.to,
        direction: only.direction)
    }
    if let highest = endOfCumulative(columns) { return highest }
    return words.courses(
      rising: courses.count { $0.direction == 1 },
      falling: courses.count { $0.direction == -1 }, of: courses.count,
      hasIntervals: courses.contains(where: \.hasIntervals))
  }

  /// Shares that can only grow say nothing by growing; what counts is which
  /// is highest at the end.
  private func endOfCumulative(_ columns: [Int]) -> String? {
    let rows = details.filter { row in
      columns.allSatisfy { row[$0]?.value?.isFinite ?? false }
    }
    guard columns.count > 1, rows.count > 2, let last = rows.last,
      columns.allSatisfy({ column in
        let values = rows.compactMap { $0[column]?.value }
        return table.columns[column].format == .share
          && zip(values, values.dropFirst()).allSatisfy { $0 <= $1 }
      })
    else { return nil }
    let ends = columns.sorted {
      (last[$0]?.value ?? 0) > (last[$1]?.value ?? 0)
    }
    guard let first = last[ends[0]], let second = last[ends[1]],
      direction(second, first, styles[ends[0]]) == 1
    else { return nil }
    return words.highestAtEnd(
      label(ends[0]), styles[ends[0]].text(first.value ?? 0), label(last))
  }

  private struct Course {
    var from: (time: String, value: String)
    var to: (time: String, value: String)
    var direction: Int?
    var hasIntervals: Bool
  }

  private func course(_ column: Int) -> Course? {
    let rows = details.filter { $0[column]?.value?.isFinite ?? false }
    guard let first = rows.first, let last = rows.last, rows.count > 1,
      let start = first[column], let end = last[column]
    else { return nil }
    let style = styles[column]
    return Course(
      from: (label(first), style.text(start.value ?? 0)),
      to: (label(last), style.text(end.value ?? 0)),
      direction: direction(start, end, style),
      hasIntervals: start.interval != nil && end.interval != nil)
  }

  /// 1 for up, -1 for down, 0 for equal in print, `nil` where the intervals
  /// overlap or a base is too small.
  func direction(
    _ from: StatisticsTable.Cell, _ to: StatisticsTable.Cell,
    _ style: NumberStyle
  ) -> Int? {
    guard let first = from.value, let second = to.value else { return nil }
    if style.text(first) == style.text(second) { return 0 }
    if let one = from.interval, let other = to.interval {
      if from.isWeak || to.isWeak { return nil }
      return other.lower > one.upper ? 1 : other.upper < one.lower ? -1 : nil
    }
    return second > first ? 1 : -1
  }

  func scatter(
    _ x: String, _ y: String, _ cutX: Double?, _ cutY: Double?
  ) -> String? {
    guard let x = position(x), let y = position(y), let cutX, let cutY else {
      return nil
    }
    let names = words.quadrants(x: label(x), y: label(y))
    let (counts, open, all) = quadrants(x, y, cutX, cutY)
    guard all > 0 else { return nil }
    return words.quadrantCounts(
      [
        (names.topLeft, counts[0]), (names.topRight, counts[1]),
        (names.bottomRight, counts[2]), (names.bottomLeft, counts[3]),
      ], open: open, of: all)
  }

  /// Points top left, top right, bottom right and bottom left; those whose
  /// interval touches a cut; all of them.
  func quadrants(
    _ x: Int, _ y: Int, _ cutX: Double, _ cutY: Double
  ) -> (counts: [Int], open: Int, all: Int) {
    var (counts, open, all) = ([0, 0, 0, 0], 0, 0)
    for row in details {
      guard let one = row[x], let other = row[y], let across = one.value,
        let upright = other.value
      else { continue }
      all += 1
      func touches(_ interval: Interval?, _ cut: Double) -> Bool {
        interval.map { $0.lower <= cut && cut <= $0.upper } ?? false
      }
      if touches(one.interval, cutX) || touches(other.interval, cutY) {
        open += 1
      } else {
        let isRight = across >= cutX
        counts[upright >= cutY ? (isRight ? 1 : 0) : (isRight ? 2 : 3)] += 1
      }
    }
    return (counts, open, all)
  }

  func waterfall(_ name: String) -> String? {
    guard let column = position(name) else { return nil }
    let rows = table.rows.filter { $0[column]?.value?.isFinite ?? false }
    guard rows.count > 2, let first = rows.first, let last = rows.last,
      let from = first[column]?.value, let to = last[column]?.value
    else { return nil }
    let style = styles[column]
    let texts = (style.text(from), style.text(to))
    let changes = rows.dropFirst().dropLast().filter { $0.kind == .detail }
      .map { (label($0), $0[column]?.value ?? 0) }
    let most = changes.max { abs($0.1) < abs($1.1) }
    let sign: NumberStyle =
      switch style {
      case .percent(let decimals): .signedPercentagePoints(decimals)
      case .decimal(let decimals): .signed(decimals)
      case .integer: .signed(0)
      default: style
      }
    return words.bridge(
      from: texts.0, to: texts.1,
      direction: texts.0 == texts.1 ? 0 : to > from ? 1 : -1,
      most: most.flatMap { $0.1 == 0 ? nil : ($0.0, sign.text($0.1)) })
  }

  func tree(_ parent: String, _ weight: String) -> String? {
    guard let parent = position(parent), let weight = position(weight) else {
      return nil
    }
    let above = Set(
      table.rows.compactMap { $0[parent]?.text?[context.language] })
    let leaves = table.rows.filter { row in
      !above.contains(row.name) && !above.contains(label(row))
    }
    let style = styles[weight]
    let found = leaves.compactMap { row in
      row[weight]?.value.flatMap { $0.isFinite ? (label(row), $0) : nil }
    }
    guard let most = found.map(\.1).max(), found.count > 1 else { return nil }
    let text = style.text(most)
    return words.heaviest(
      found.filter { style.text($0.1) == text }.map(\.0), text)
  }

  func control(
    _ value: String, _ lower: String, _ upper: String, _ isShifted: Bool
  ) -> String? {
    guard let value = position(value), let lower = position(lower),
      let upper = position(upper)
    else { return nil }
    let rows = details.filter { $0[value]?.value != nil }
    guard rows.count > 1 else { return nil }
    let outside = rows.filter { row in
      let rate = row[value]?.value ?? 0
      return rate < row[lower]?.value ?? rate
        || rate > row[upper]?.value ?? rate
    }
    return words.signals(
      outside: outside.map(label), isShifted: isShifted,
      hasLimits: rows.contains { $0[upper]?.value != nil })
  }
}

extension AnalysisResult {
  /// A result without anything, for views of tables alone.
  static let empty = AnalysisResult(
    id: "", kind: "", provenance: Provenance(sources: []), conventions: [],
    estimates: [])
}
