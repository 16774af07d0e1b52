import Probability
import SurveyData

/// Rules whose index is about the answers of one row.
extension QualityWork {
  /// What the indices of rows need to know about all rows.
  private struct Prepared: Sendable {
    var rules: [QualityRule]
    var means: [Double] = []
    var evenOdd: EvenOddConsistency?
    var synonyms: PsychometricPairs?
    var antonyms: PsychometricPairs?
    var mahalanobis: MahalanobisDistance?
    var guttman: GuttmanErrors?
    var style: ResponseStyle
    /// The distance above which a row is flagged, by degrees of freedom.
    var cuts: [Double] = []
  }

  mutating func applyRowRules(_ asked: [QualityRule]) {
    var rules = asked.filter(Self.rowRules.contains)
    guard !rules.isEmpty else { return }
    guard items.count > 0, table.rowCount > 0 else {
      for rule in rules {
        skip(rule, "没有题目或没有数据行", "there are no items or no rows")
      }
      return
    }
    rules.removeAll { rule in
      guard let reason = tooFewItems(rule) else { return false }
      skipped.append(QualityReport.Skipped(rule, reason))
      return true
    }
    guard let prepared = prepare(rules) else { return }
    let items = self.items
    let parts = blocks.map { rows in
      Self.indices(rows, items, prepared)
    }
    for (position, rule) in prepared.rules.enumerated() {
      let values = parts.flatMap { $0.values[position] }
      if rule == .mahalanobis {
        let degrees = prepared.mahalanobis?.degreesOfFreedom ?? 0
        add(
          rule,
          RuleOutcome(
            values, flagged: parts.flatMap(\.isFar),
            facts: [
              "df": Double(degrees), "limit": prepared.cuts[degrees],
            ]))
      } else {
        add(rule, outcome(rule, values, prepared))
      }
    }
  }

  private static let rowRules: Set<QualityRule> = [
    .straightLine, .averageString, .lowVariability, .personTotal, .evenOdd,
    .synonyms, .antonyms, .mahalanobis, .guttman, .midpoint, .extreme,
    .missing,
  ]

  /// Rules that need the products of all pairs of items.
  private static let productRules: Set<QualityRule> = [
    .mahalanobis, .synonyms, .antonyms,
  ]
  /// More items than this have too many pairs.
  private static let mostItems = 1_000
  /// More codes than this are no answer scale with steps.
  private static let mostCodes = 101

  /// Why a rule says nothing about so few items; a threshold that was named
  /// is taken at its word.
  private func tooFewItems(_ rule: QualityRule) -> LocalizedText? {
    let least: Int
    switch rule {
    case .straightLine where !isNamed(rule, "longest"): least = 6
    case .lowVariability where !isNamed(rule, "below"): least = 5
    case .personTotal, .midpoint, .extreme: least = 3
    case .mahalanobis where options.rules[rule] == nil: least = 5
    case .averageString, .mahalanobis, .guttman: least = 2
    default: least = 1
    }
    if Self.productRules.contains(rule), items.count > Self.mostItems {
      let most = plainText(Double(Self.mostItems))
      return LocalizedText(
        zh: "题目多于\(most)道", en: "there are more than \(most) items")
    }
    return items.count >= least
      ? nil
      : LocalizedText(
        zh: "题目少于\(least)道", en: "there are fewer than \(least) items")
  }

  // MARK: - What is known about all rows

  private mutating func prepare(_ rules: [QualityRule]) -> Prepared? {
    var prepared = Prepared(rules: rules, style: ResponseStyle(items))
    let needsProducts = Self.productRules
    if rules.contains(where: {
      needsProducts.contains($0) || $0 == .personTotal
    }
    ) {
      let moments = self.moments(
        hasProducts: rules.contains(where: needsProducts.contains))
      prepared.means = moments.means
      prepareMahalanobis(moments, &prepared)
      if rules.contains(.synonyms) {
        prepared.synonyms = pairs(.synonyms, moments, &prepared)
      }
      if rules.contains(.antonyms) {
        prepared.antonyms = pairs(.antonyms, moments, &prepared)
      }
    }
    if rules.contains(.evenOdd) { prepareEvenOdd(&prepared) }
    if rules.contains(.guttman) {
      let counts = codeCounts()
      if counts.allSatisfy({ $0.count <= Self.mostCodes }) {
        prepared.guttman = GuttmanErrors(counts: counts, turned: turned)
      } else {
        prepared.rules.removeAll { $0 == .guttman }
        let most = plainText(Double(Self.mostCodes))
        skip(
          .guttman, "有题目的取值多于\(most)个",
          "an item has more than \(most) codes")
      }
    }
    return prepared.rules.isEmpty ? nil : prepared
  }

  private func moments(hasProducts: Bool) -> ItemMoments {
    let items = self.items
    // Any answer will do, as long as it is the same on every machine.
    let shift = items.items.map { $0.scale?.lowerBound ?? 0 }
    // A fixed number of parts: sums of products are large.
    let (blocks, parts) = (self.blocks, 8)
    let sums = RowBlocks.map(parts, threads: threads) { part in
      var moments = ItemMoments(shift: shift, hasProducts: hasProducts)
      for block in part * blocks.count / parts..<(part + 1) * blocks.count
        / parts
      {
        items.forEachRow(blocks.rows(block)) { moments.add($1) }
      }
      return moments
    }
    var total = sums[0]
    for sum in sums.dropFirst() { total.merge(sum) }
    return total
  }

  private mutating func prepareMahalanobis(
    _ moments: ItemMoments, _ prepared: inout Prepared
  ) {
    guard prepared.rules.contains(.mahalanobis) else { return }
    prepared.mahalanobis = MahalanobisDistance(
      moments,
      missing: options.mahalanobisMissing == .answered ? .answered : .complete)
    guard prepared.mahalanobis != nil else {
      prepared.rules.removeAll { $0 == .mahalanobis }
      skip(
        .mahalanobis, "完整作答少于两行，或题目没有差异",
        "fewer than two rows are complete, or no item varies")
      return
    }
    let p = number(.mahalanobis, "p")
    prepared.cuts = (0...items.count).map { degrees in
      degrees == 0 || p <= 0
        ? .infinity
        : ChiSquaredDistribution(degreesOfFreedom: Double(degrees))
          .quantile(1 - min(1, p))
    }
  }

  private mutating func pairs(
    _ rule: QualityRule, _ moments: ItemMoments, _ prepared: inout Prepared
  ) -> PsychometricPairs? {
    let critical = number(rule, "critical")
    let found = PsychometricPairs(moments, critical: critical)
    if found.pairs.count >= 3 { return found }
    prepared.rules.removeAll { $0 == rule }
    let limit = plainText(critical)
    skip(
      rule, "相关系数超过\(limit)的题目对少于3对",
      "fewer than three pairs of items correlate beyond \(limit)")
    return nil
  }

  private mutating func prepareEvenOdd(_ prepared: inout Prepared) {
    let places = Dictionary(
      items.items.enumerated().map { ($0.element.column.name, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let scales = options.scales.map { scale in
      scale.items.compactMap { name in
        (table[name]?.name).flatMap { places[$0] }
      }
    }.filter { $0.count > 1 }
    guard scales.count >= 3 else {
      prepared.rules.removeAll { $0 == .evenOdd }
      skip(
        .evenOdd, "需要在scales中给出至少3个各有两道题以上的量表",
        "it needs three scales of two items or more in 'scales'")
      return
    }
    prepared.evenOdd = EvenOddConsistency(scales: scales, turned: turned)
  }

  /// For reversed items the sum of the ends of their scale.
  private var turned: [Double?] {
    items.items.map { item in
      item.isReversed
        ? item.scale.map { $0.lowerBound + $0.upperBound } : nil
    }
  }

  /// How often each code of each item occurs, reversed items turned round.
  private func codeCounts() -> [[Double: Int]] {
    let items = self.items
    let turned = self.turned
    return RowBlocks.map(items.count, threads: threads) { position in
      var counts: [Double: Int] = [:]
      for block in 0..<blocks.count {
        let rows = blocks.rows(block)
        var answers = [Double](repeating: 0, count: rows.count)
        answers.withUnsafeMutableBufferPointer {
          items.items[position].copy(rows, to: $0, from: 0, step: 1)
        }
        for answer in answers where !answer.isNaN {
          counts[turned[position].map { $0 - answer } ?? answer, default: 0] +=
            1
        }
      }
      return counts
    }
  }

  // MARK: - One block of rows

  private struct Indices: Sendable {
    var values: [[Double]]
    var isFar: [Bool] = []
  }

  private static func indices(
    _ rows: Range<Int>, _ items: AnswerItems, _ prepared: Prepared
  ) -> Indices {
    var indices = Indices(
      values: [[Double]](repeating: [], count: prepared.rules.count))
    for position in indices.values.indices {
      indices.values[position].reserveCapacity(rows.count)
    }
    var distances = prepared.mahalanobis.map(MahalanobisDistance.Worker.init)
    let needsStrings = prepared.rules.contains {
      $0 == .straightLine || $0 == .averageString
    }
    items.forEachRow(rows) { _, answers in
      let strings = needsStrings ? StraightLining(answers) : nil
      for (position, rule) in prepared.rules.enumerated() {
        var value = Double.nan
        switch rule {
        case .straightLine: value = strings?.longestValue ?? .nan
        case .averageString: value = strings?.averageValue ?? .nan
        case .lowVariability: value = intraPersonVariability(answers)
        case .personTotal:
          value = personTotalCorrelation(answers, means: prepared.means)
        case .evenOdd: value = prepared.evenOdd?.value(answers) ?? .nan
        case .synonyms: value = prepared.synonyms?.value(answers) ?? .nan
        case .antonyms: value = prepared.antonyms?.value(answers) ?? .nan
        case .guttman: value = prepared.guttman?.value(answers) ?? .nan
        case .midpoint: value = prepared.style.midpointShare(answers)
        case .extreme: value = prepared.style.extremeShare(answers)
        case .mahalanobis:
          let found = distances?.value(answers)
          value = found?.squared ?? .nan
          indices.isFar.append(
            found.map { $0.squared > prepared.cuts[$0.degreesOfFreedom] }
              ?? false)
        default: break
        }
        if rule != .missing { indices.values[position].append(value) }
      }
    }
    if let position = prepared.rules.firstIndex(of: .missing) {
      indices.values[position] = Missingness.shares(items, rows)
    }
    return indices
  }

  // MARK: - Thresholds

  private func outcome(
    _ rule: QualityRule, _ values: [Double], _ prepared: Prepared
  ) -> RuleOutcome {
    switch rule {
    case .straightLine:
      let limit = number(rule, "longest")
      return RuleOutcome(values, facts: ["longest": limit, "limit": limit]) {
        $0 >= limit
      }
    case .averageString:
      let limit = number(rule, "above")
      return RuleOutcome(values) { $0 > limit }
    case .lowVariability:
      let limit = number(rule, "below")
      return RuleOutcome(values, facts: ["below": limit, "limit": limit]) {
        $0 < limit
      }
    case .personTotal, .evenOdd:
      let limit = number(rule, "below")
      return RuleOutcome(values) { $0 < limit }
    case .synonyms:
      let limit = number(rule, "below")
      return RuleOutcome(
        values, facts: ["pairs": Double(prepared.synonyms?.pairs.count ?? 0)]
      ) { $0 < limit }
    case .antonyms:
      let limit = number(rule, "above")
      return RuleOutcome(
        values, facts: ["pairs": Double(prepared.antonyms?.pairs.count ?? 0)]
      ) { $0 > limit }
    case .guttman:
      let limit = number(rule, "above")
      return RuleOutcome(values) { $0 > limit }
    case .missing:
      let limit = number(rule, "share")
      return RuleOutcome(values) { $0 > limit }
    default:
      let limit = number(rule, "share")
      return RuleOutcome(values) { $0 >= limit }
    }
  }
}
