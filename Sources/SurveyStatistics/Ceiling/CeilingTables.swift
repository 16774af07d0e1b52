import Probability
import SurveyData

/// Lays out what is known when nearly everybody is satisfied.
struct CeilingTables {
  let analysis: CeilingAnalysis
  let questions: [CeilingQuestion]
  let rounds: MatchedRounds?
  let solved: SolvedTable?
  let level: Double
  let isWeighted: Bool

  typealias Column = StatisticsTable.Column
  typealias Cell = StatisticsTable.Cell
  typealias Row = StatisticsTable.Row
  typealias Group = CeilingQuestion.Group

  var all: [StatisticsTable] {
    var tables = [dissatisfied]
    if hasBounds { tables.append(bounds) }
    if let rounds { tables.append(changes(rounds)) }
    if let solved { tables += [matrix(solved), disagreement(solved)] }
    return tables
  }

  private var hasBounds: Bool {
    questions.contains { question in
      question.groups.contains { group in
        group.counts.asked.map { $0 > group.counts.valid } ?? false
      }
    }
  }

  func interval(
    _ limits: (lower: Double, upper: Double)?, _ method: String
  ) -> Interval? {
    limits.map {
      Interval(
        lower: $0.lower, upper: $0.upper, level: level, method: method)
    }
  }

  /// The exact interval of the share dissatisfied.
  func dissatisfiedInterval(_ group: Group) -> Interval? {
    if let rate = group.dissatisfied { return rate.interval }
    guard group.counts.valid > 0 else { return nil }
    let base = Double(group.counts.valid)
    switch analysis.interval {
    case .clopperPearson:
      return interval(
        clopperPearson(
          group.counts.dissatisfied, of: group.counts.valid, level: level),
        "clopper-pearson")
    case .poisson:
      let found = garwoodLimits(group.counts.dissatisfied, level: level)
      return interval((found.lower / base, found.upper / base), "poisson")
    }
  }

  func dissatisfiedRate(_ group: Group) -> Double? {
    if let rate = group.dissatisfied { return rate.value }
    guard group.counts.valid > 0 else { return nil }
    return Double(group.counts.dissatisfied) / Double(group.counts.valid)
  }

  func satisfiedRate(_ group: Group) -> Double? {
    if let rate = group.satisfied { return rate.value }
    guard let number = group.counts.satisfied, group.counts.valid > 0 else {
      return nil
    }
    return Double(number) / Double(group.counts.valid)
  }

  private func label(_ group: Group) -> LocalizedText {
    if group.terms.isEmpty { return LocalizedText(zh: "全部", en: "All") }
    func text(_ language: Language) -> String {
      group.terms.map { ($0.label ?? LocalizedText($0.value))[language] }
        .joined(separator: " × ")
    }
    return LocalizedText(zh: text(.chinese), en: text(.english))
  }

  private func name(_ group: Group, _ question: CeilingQuestion) -> String {
    let parts = group.terms.isEmpty ? ["all"] : group.terms.map(\.value)
    let own = parts.joined(separator: "/")
    return questions.count > 1 ? "\(question.name)/\(own)" : own
  }

  private func rows(
    _ cells: (Group, CeilingQuestion) -> [Cell]
  ) -> [Row] {
    questions.flatMap { question in
      question.groups.map { group in
        Row(
          name(group, question), label(group),
          section: questions.count > 1
            ? question.label ?? LocalizedText(question.name) : nil,
          kind: group.terms.isEmpty ? .overall : .detail,
          cells(group, question))
      }
    }
  }

  /// A number that is made from two counts, unless a design weighs them.
  func counted(
    _ value: Double?, _ above: Int?, of below: Int?,
    per factor: Double = 1, interval: Interval? = nil
  ) -> Cell {
    let isWeak = interval != nil && (below ?? 0) < smallBase
    var cell = Cell(value, interval: interval, isWeak: isWeak)
    if let above, let below, below > 0, !isWeighted, value != nil {
      cell.sums = EstimateSums(
        above: Double(above), below: Double(below), factor: factor)
    }
    return cell
  }

  private static let stub = LocalizedText(zh: "组别", en: "Group")
  private static let place = LocalizedText(
    zh: "名次（不满意少者在前）", en: "Place, fewest dissatisfied")

  // MARK: Dissatisfied per 1,000

  private var dissatisfied: StatisticsTable {
    let hasSatisfied = questions.contains { question in
      question.groups.contains { satisfiedRate($0) != nil }
    }
    let isGrouped = questions.contains { $0.groups.count > 1 }
    var columns = [
      Column("valid", LocalizedText(zh: "有效评价", en: "Valid answers"), .count),
      Column(
        "dissatisfied", LocalizedText(zh: "不满意", en: "Dissatisfied"), .count),
      Column(
        "rate",
        LocalizedText(
          zh: "每\(analysis.per)份不满意数",
          en: "Dissatisfied per \(grouped(analysis.per))"), .value),
    ]
    if hasSatisfied {
      columns.append(
        Column("satisfied", LocalizedText(zh: "满意率", en: "Satisfied"), .share))
    }
    if isGrouped {
      columns += [
        Column("place", Self.place, .count),
        Column("tied", LocalizedText(zh: "并列数", en: "Tied"), .count),
      ]
    }
    let scale = Double(analysis.per)
    let places = questions.map(places)
    let rows = rows { group, question in
      let found = dissatisfiedInterval(group)
      var cells = [
        Cell(Double(group.counts.valid)),
        Cell(Double(group.counts.dissatisfied)),
        counted(
          dissatisfiedRate(group).map { $0 * scale },
          group.counts.dissatisfied, of: group.counts.valid, per: scale,
          interval: found.map {
            Interval(
              lower: $0.lower * scale, upper: $0.upper * scale,
              level: $0.level, method: $0.method)
          }),
      ]
      if hasSatisfied { cells.append(satisfiedCell(group)) }
      if isGrouped {
        let index = questions.firstIndex { $0.name == question.name } ?? 0
        let place = group.terms.isEmpty ? nil : places[index][group.terms]
        cells += [
          place.map { Cell(Double($0.place)) } ?? .empty,
          place.map { Cell(Double($0.tied)) } ?? .empty,
        ]
      }
      return cells
    }
    let percent = plainText((level * 1000).rounded() / 10)
    return StatisticsTable(
      "dissatisfied",
      title: LocalizedText(
        zh: "每\(analysis.per)份评价中的不满意数",
        en: "Dissatisfied per \(grouped(analysis.per)) answers"),
      stub: Self.stub, columns: columns, rows: rows,
      notes: [
        LocalizedText(
          zh: "括号内为\(percent)%区间。名次只看不满意率，与满意率的高低可以不同。并列数指同一分组方式下不满意率相同的组数；"
            + "并列第一的组，上限越低越可靠。",
          en:
            "\(percent)% intervals. Places go by the share dissatisfied, whatever"
            + " the share satisfied. Tied counts the groups with the same rate;"
            + " among those on top, a lower upper limit is the better proof.")
      ], figure: .dots(column: "rate", reference: nil))
  }

  private func satisfiedCell(_ group: Group) -> Cell {
    if let rate = group.satisfied {
      return Cell(
        rate.value, interval: rate.interval,
        isWeak: rate.interval != nil && group.counts.valid < smallBase)
    }
    guard let number = group.counts.satisfied, group.counts.valid > 0 else {
      return .empty
    }
    return counted(
      satisfiedRate(group), number, of: group.counts.valid,
      interval: interval(
        clopperPearson(number, of: group.counts.valid, level: level),
        "clopper-pearson"))
  }

  /// The place of each group among those of its grouping, the fewest
  /// dissatisfied first, and how many share it.
  func places(
    _ question: CeilingQuestion
  ) -> [[GroupTerm]: (place: Int, tied: Int)] {
    var result: [[GroupTerm]: (place: Int, tied: Int)] = [:]
    let groupings = Set(question.groups.map(\.grouping))
    for grouping in groupings where grouping > 0 {
      let members = question.groups.filter {
        $0.grouping == grouping && $0.counts.valid > 0
      }
      let rates = members.map { -(dissatisfiedRate($0) ?? .nan) }
      let ranks = competitionRanks(rates)
      for (index, group) in members.enumerated() {
        guard let place = ranks[index] else { continue }
        result[group.terms] = (place, ranks.count { $0 == place })
      }
    }
    return result
  }

  /// A whole number with separators, as English writes it.
  func grouped(_ number: Int) -> String {
    number == 1000 ? "1,000" : number == 10_000 ? "10,000" : "\(number)"
  }

  // MARK: Those who did not answer

  private var bounds: StatisticsTable {
    let bounded = LocalizedText(zh: "满意率的界限", en: "Satisfied, bounds")
    let confidence = LocalizedText(zh: "区间", en: "Interval")
    var columns = [
      Column("asked", LocalizedText(zh: "应评", en: "Asked"), .count),
      Column("valid", LocalizedText(zh: "有效评价", en: "Valid answers"), .count),
      Column("response", LocalizedText(zh: "应答率", en: "Response"), .share),
      Column("observed", LocalizedText(zh: "满意率", en: "Satisfied"), .share),
      Column(
        "worst", LocalizedText(zh: "最坏", en: "worst"), .share,
        spanner: bounded),
      Column(
        "best", LocalizedText(zh: "最好", en: "best"), .share, spanner: bounded),
      Column(
        "lower", LocalizedText(zh: "下限", en: "lower"), .share,
        spanner: confidence),
      Column(
        "upper", LocalizedText(zh: "上限", en: "upper"), .share,
        spanner: confidence),
    ]
    if let threshold = analysis.threshold {
      let percent = plainText((threshold * 1000).rounded() / 10)
      columns.append(
        Column(
          "needed",
          LocalizedText(
            zh: "达到\(percent)%须未评者满意",
            en: "Others needed for \(percent)%"), .share))
    }
    let rows = rows { group, _ in
      guard let asked = group.counts.asked else {
        return columns.map { _ in .empty }
      }
      let limits = imbens(group)
      let satisfied =
        group.counts.satisfied
        ?? group.counts.valid - group.counts.dissatisfied
      var cells = [
        Cell(Double(asked)), Cell(Double(group.counts.valid)),
        counted(
          asked > 0 ? Double(group.counts.valid) / Double(asked) : nil,
          group.counts.valid, of: asked),
        counted(
          satisfiedRate(group), group.counts.satisfied, of: group.counts.valid),
        counted(group.worst.value, satisfied, of: asked),
        counted(
          group.best.value, satisfied + asked - group.counts.valid, of: asked),
        Cell(limits?.lower), Cell(limits?.upper),
      ]
      if let threshold = analysis.threshold {
        cells.append(needed(group, threshold))
      }
      return cells
    }
    return StatisticsTable(
      "bounds",
      title: LocalizedText(
        zh: "未参评者可能造成的最好与最坏结果", en: "Best and worst case of non-response"),
      stub: Self.stub, columns: columns, rows: rows,
      notes: [
        LocalizedText(
          zh: "最坏：未参评者全部不满意；最好：全部满意。界限的区间按Imbens–Manski（2004）。",
          en: "Worst: all who gave no answer are dissatisfied; best: all are"
            + " satisfied. Intervals of Imbens and Manski (2004).")
      ])
  }

  private func imbens(
    _ group: Group
  ) -> (lower: Double, upper: Double)? {
    guard let worst = group.worst.value, let best = group.best.value,
      let low = group.worst.error, let high = group.best.error,
      low.isFinite, high.isFinite
    else { return nil }
    return imbensManskiInterval(
      lower: worst, upper: best, lowerError: low, upperError: high,
      level: level)
  }

  /// What share of those who gave no answer has to be satisfied.
  private func needed(_ group: Group, _ threshold: Double) -> Cell {
    guard let worst = group.worst.value, let best = group.best.value else {
      return .empty
    }
    if worst >= threshold { return Cell(0) }
    if best < threshold || best <= worst {
      return Cell(
        LocalizedText(zh: "无法达到", en: "out of reach"))
    }
    var cell = Cell((threshold - worst) / (best - worst))
    cell.sums = EstimateSums(above: threshold - worst, below: best - worst)
    return cell
  }
}
