import SVG
import SurveyCharts
import SurveyData

/// Says in one sentence what the chart of a table shows.
///
/// Values with intervals are called highest or lowest only where the intervals
/// allow it, as everywhere in a report. Numbers without intervals are facts of
/// the table: their ends are named with their values, and equal ones as tied.
/// Numbers are compared as they are printed, so that no sentence claims a
/// difference that nobody sees.
struct TableHeadline: Sendable {
  let table: StatisticsTable
  let context: Context
  let styles: [NumberStyle]

  var words: Words { context.words }

  init(table: StatisticsTable, context: Context) {
    self.table = table
    self.context = context
    styles = StatisticsTableStyles(table).styles
  }

  /// The sentence; `nil` where there is no chart or nothing to say.
  var text: String? {
    switch table.figure {
    case .dots(let column, let reference):
      dots(column, reference)
    case .heat(let columns): heat(columns)
    case .histogram(_, _, let count): histogram(count)
    case .bars(let columns, let isStacked): bars(columns, isStacked)
    case .funnel(let funnel): self.funnel(funnel)
    case .rankRange(let rank, let lower, _): ranks(rank, lower)
    case .stars(let column, let count, _): stars(column, count)
    case .trend(let columns): trend(columns)
    case .scatter(let x, let y, let cutX, let cutY):
      scatter(x, y, cutX, cutY)
    case .waterfall(let column): waterfall(column)
    case .tree(let parent, let weight): tree(parent, weight)
    case .control(let value, let lower, let upper, _, let isShifted):
      control(value, lower, upper, isShifted)
    case .dumbbell(let earlier, let later, let target):
      dumbbell(earlier, later, target)
    case .path(let from, let value, let measured):
      path(from, value, measured)
    case .box(let columns, _):
      columns.count == 5 ? ranking(columns[2]) : nil
    case .cumulative(let value, let columns): cumulative(value, columns)
    case .multiples(let columns, _): multiples(columns)
    case .kano(let kano): self.kano(kano)
    case .fit(let fit): self.fit(fit)
    case .league(let league): ranking(league.score)
    case .likert(let likert): self.likert(likert)
    case .profile(let columns, let own): profile(columns, own)
    case nil: nil
    }
  }

  // MARK: - Values

  /// One number with its name.
  struct Item {
    var label: String
    var value: Double
    var interval: Interval?
    var isWeak = false
    var base: Double?
  }

  func position(_ name: String) -> Int? {
    table.columns.firstIndex { $0.name == name }
  }

  func label(_ column: Int) -> String {
    table.columns[column].label[context.language]
  }

  func label(_ row: StatisticsTable.Row) -> String {
    row.label[context.language]
  }

  /// The rows that are no sums of others.
  var details: [StatisticsTable.Row] {
    table.rows.filter { $0.kind == .detail }
  }

  /// The numbers of a column. Rows of several sections with the same name
  /// are told apart by their section.
  func items(_ column: Int) -> [Item] {
    let rows = details
    let labels = rows.map(label)
    let isRepeated = Set(labels).count < labels.count
    return zip(rows, labels).compactMap { row, label in
      guard let cell = row[column], let value = cell.value, value.isFinite
      else { return nil }
      let section = isRepeated ? context.text(row.section) : nil
      return Item(
        label: section.map { words.bracketed(label, $0) } ?? label,
        value: value, interval: cell.interval, isWeak: cell.isWeak,
        base: cell.sums?.below)
    }
  }

  /// What stands out among the numbers of a column.
  func ranking(_ name: String) -> String? {
    position(name).flatMap { column in
      ranking(
        items(column), statistic: label(column), style: styles[column],
        isLowerBetter: table.columns[column].isLowerBetter)
    }
  }

  func ranking(
    _ items: [Item], statistic: String, style: NumberStyle,
    isLowerBetter: Bool
  ) -> String? {
    guard let first = items.first else { return nil }
    let texts = items.map { style.text($0.value) }
    guard items.count > 1 else {
      let shown = style.text(
        first.value, lower: first.interval?.lower,
        upper: first.interval?.upper,
        separator: words.tableWords.intervalSeparator)
      return words.only(first.label, statistic, words.spaced(shown))
    }
    if Set(texts).count == 1 {
      return words.allEqual(items.count, statistic, texts[0])
    }
    guard items.contains(where: { $0.interval != nil }) else {
      return ends(
        items, texts, statistic: statistic, isLowFirst: !isLowerBetter)
    }
    // Nobody can say of a value without an interval that it overlaps.
    guard items.allSatisfy({ $0.interval != nil || $0.isWeak }) else {
      let values = items.map(\.value)
      return words.span(
        style.text(values.min() ?? 0), style.text(values.max() ?? 0),
        of: items.count, .part(statistic))
    }
    // A base too small to rely on takes no part, and stops no claim of others.
    let strong = items.filter { !$0.isWeak }
    let weak = items.count - strong.count
    guard strong.count > 1 else {
      return words.tooWeak(items.count, .part(statistic))
    }
    // The weak end is named first: with low numbers the good ones, the scale
    // is turned over for the comparison and back for the words.
    let sign = isLowerBetter ? -1.0 : 1
    let entries = strong.map { item -> Comparison.Entry in
      let bounds = item.interval.map {
        isLowerBetter ? (-$0.upper, -$0.lower) : ($0.lower, $0.upper)
      }
      return Comparison.Entry(
        label: item.label, value: sign * item.value,
        lower: bounds?.0 ?? -.infinity, upper: bounds?.1 ?? .infinity)
    }
    let comparison = Comparison(entries, hasIntervals: true)
    let sentence =
      isLowerBetter
      ? comparison.turned(statistic, words)
      : comparison.sentence(
        .part(statistic), words, style, name: statistic)
    return weak == 0
      ? sentence
      : words.without(
        sentence, weak, .part(statistic), limit: limit(of: items))
  }

  /// The base below which all weak values lie, as far as that is known.
  private func limit(of items: [Item]) -> Int? {
    items.allSatisfy { !$0.isWeak || ($0.base.map { $0 < 30 } ?? false) }
      ? 30 : nil
  }

  private func ends(
    _ items: [Item], _ texts: [String], statistic: String, isLowFirst: Bool
  ) -> String {
    let low = items.indices.min { items[$0].value < items[$1].value } ?? 0
    let high = items.indices.max { items[$0].value < items[$1].value } ?? 0
    func names(_ text: String) -> [String] {
      zip(items, texts).filter { $0.1 == text }.map(\.0.label)
    }
    return words.ends(
      statistic, low: (names(texts[low]), texts[low]),
      high: (names(texts[high]), texts[high]), isLowFirst: isLowFirst)
  }

  private func dots(_ name: String, _ reference: Double?) -> String? {
    guard let column = position(name), let reference else {
      return ranking(name)
    }
    let items = items(column)
    guard !items.isEmpty else { return nil }
    let style = styles[column]
    let hasIntervals = items.contains { $0.interval != nil }
    func lies(_ item: Item, above: Bool) -> Bool {
      if hasIntervals {
        guard !item.isWeak, let interval = item.interval else { return false }
        return above ? interval.lower > reference : interval.upper < reference
      }
      guard style.text(item.value) != style.text(reference) else {
        return false
      }
      return above ? item.value > reference : item.value < reference
    }
    return words.against(
      plain(reference, style),
      above: items.filter { lies($0, above: true) }.map(\.label),
      below: items.filter { lies($0, above: false) }.map(\.label),
      of: items.count, hasIntervals: hasIntervals)
  }

  /// A reference as people say it: `0`, not `0.000`.
  func plain(_ value: Double, _ style: NumberStyle) -> String {
    if value == 0 { return "0" }
    switch style {
    case .percent:
      // 60%, not 60.0%.
      let percent = value * 100
      return abs(percent.rounded() - percent) < 1e-9
        ? NumberStyle.percent(0).text(value) : style.text(value)
    case .signedPercentagePoints: return style.text(value)
    default: break
    }
    for decimals in 0...3 {
      let scale = [1.0, 10, 100, 1000][decimals]
      if abs((value * scale).rounded() - value * scale) < 1e-9 {
        return NumberStyle.decimal(decimals).text(value)
      }
    }
    return style.text(value)
  }

  /// The middle of some numbers; `nil` of none.
  static func median(_ values: [Double]) -> Double? {
    let sorted = values.filter(\.isFinite).sorted()
    guard !sorted.isEmpty else { return nil }
    let half = sorted.count / 2
    return sorted.count.isMultiple(of: 2)
      ? sorted[half - 1] / 2 + sorted[half] / 2 : sorted[half]
  }
}

extension Comparison {
  /// One sentence about values whose scale was turned over, so that what is
  /// lowest here is highest in words.
  func turned(_ statistic: String, _ words: Words) -> String {
    let measure = Words.Measure.part(statistic)
    let count = entries.count
    guard differs, let first = entries.first, let last = entries.last else {
      return words.notDistinguishable(count, measure)
    }
    if first.upper < entries[1...].map(\.lower).min() ?? .infinity {
      return words.highest(first.label, of: count, measure)
    }
    if last.lower > entries[..<(count - 1)].map(\.upper).max() ?? -.infinity {
      return words.lowest(last.label, of: count, measure)
    }
    let tied = tiedWithFirst
    return tied.count > 2
      ? words.mayBeHighest(tied, of: count, measure)
      : words.highestUnclear(
        first.label, tied.last ?? first.label, statistic)
  }
}

extension Words {
  /// The highest value, which is not clearly above the next one.
  func highestUnclear(
    _ first: String, _ second: String, _ statistic: String
  ) -> String {
    say(
      "\(first)的\(statistic)最高，但与\(second)的区间重叠",
      "\(statistic) is highest for \(first), whose interval overlaps with "
        + "that of \(second)")
  }
}
