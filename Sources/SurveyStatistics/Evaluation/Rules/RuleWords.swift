import SurveyData

/// The rules of a tree in words: what earns how much, how children are put
/// together, and what limits the result. A score that is published can be
/// worked out from this table with paper and pencil.
struct RuleWords {
  let tree: IndicatorTree
  /// Weights within the parent.
  let weights: [Double]
  /// The words of gates; without them gates stand as they were written.
  var gateWords: GateWords?

  /// A row an indicator, in the order of the tree.
  var table: StatisticsTable {
    let rows = tree.indicators.indices.map { position in
      let indicator = tree.indicators[position]
      let rule = rule(position)
      let gates = indicator.gates.map {
        gateWords?.rule($0) ?? LocalizedText($0.text)
      }
      return StatisticsTable.Row(
        indicator.id, indicator.name,
        [
          .init(LocalizedText(indicator.formula?.text ?? "")),
          .init(rule),
          .init(
            LocalizedText(
              zh: gates.map { $0[.chinese] }.joined(separator: "；"),
              en: gates.map { $0[.english] }.joined(separator: "; "))),
        ])
    }
    return StatisticsTable(
      "rules", title: LocalizedText(zh: "计分规则", en: "The rules in words"),
      stub: LocalizedText(zh: "指标", en: "Indicator"),
      columns: [
        .init("formula", LocalizedText(zh: "原始值", en: "Raw value"), .text),
        .init("rule", LocalizedText(zh: "规则", en: "Rule"), .text),
        .init("gates", LocalizedText(zh: "一票否决与封顶", en: "Gates"), .text),
      ], rows: rows, isSupplement: true)
  }

  /// The rule of one indicator.
  func rule(_ position: Int) -> LocalizedText {
    let indicator = tree.indicators[position]
    return tree.children[position].isEmpty
      ? words(indicator) : words(indicator.aggregate, position)
  }

  /// The rule of one indicator, without the list of children where they
  /// stand below.
  func shortRule(_ position: Int) -> LocalizedText {
    if tree.children[position].isEmpty { return rule(position) }
    let aggregate = tree.indicators[position].aggregate
    return switch aggregate {
    case .arithmetic: LocalizedText(zh: "加权平均", en: "weighted mean")
    case .geometric:
      LocalizedText(zh: "加权几何平均", en: "weighted geometric mean")
    case .harmonic:
      LocalizedText(zh: "加权调和平均", en: "weighted harmonic mean")
    case .sumCapped:
      LocalizedText(
        zh: "得分×系数之和，最多100分",
        en: "sum of scores times weights, at most 100")
    case .sum: LocalizedText(zh: "得分×系数之和", en: "sum of scores times weights")
    default: words(aggregate, position)
    }
  }

  // MARK: - Leaves

  private func words(_ indicator: Indicator) -> LocalizedText {
    func text(_ number: Double) -> String { plainText(number) }
    let isBenefit = indicator.isBenefit
    switch indicator.normalisation {
    case .none:
      return LocalizedText(
        zh: "原始值就是得分", en: "the raw value is the score")
    case .minMax:
      return LocalizedText(
        zh: "最差的对象0分，最好的100分，其间按比例",
        en: "0 for the worst case, 100 for the best, in proportion between")
    case .fixed(let lower, let upper, let clips),
      .goalposts(let lower, let upper, let clips):
      let (zero, full) = isBenefit ? (lower, upper) : (upper, lower)
      return LocalizedText(
        zh: "\(text(zero))得0分，\(text(full))得100分，其间按比例"
          + (clips ? "，超出按端点计" : "，超出继续按比例"),
        en: "0 at \(text(zero)), 100 at \(text(full)), in proportion between"
          + (clips ? ", no further beyond" : " and beyond"))
    case .deduct(let full, let target, let perPoint, let floor):
      return LocalizedText(
        zh: "达到\(text(target))得满分\(text(full))分，每低1个点扣\(text(perPoint))分，"
          + "最低\(text(floor))分；再折成百分制",
        en: "\(text(full)) points at \(text(target)), \(text(perPoint)) less"
          + " for each point below, never below \(text(floor)); then as a"
          + " percentage of \(text(full))")
    case .category(let points):
      let list = points.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      return LocalizedText(
        zh: list.map { "\($0.key)得\(text($0.value))分" }
          .joined(separator: "，"),
        en: list.map { "\(text($0.value)) for \($0.key)" }
          .joined(separator: ", "))
    case .steps(let steps):
      return LocalizedText(
        zh: steps.map { "不低于\(text($0.from))得\(text($0.points))分" }
          .joined(separator: "，") + "，再低0分",
        en: steps.map { "\(text($0.points)) from \(text($0.from)) on" }
          .joined(separator: ", ") + ", 0 below")
    case .percentileRank:
      return LocalizedText(
        zh: "比它差的对象所占的百分比", en: "the percentage of cases that are worse")
    case .zScore(let scale, _, _, _):
      return LocalizedText(
        zh: "平均水平50分，每\(isBenefit ? "高" : "低")一个标准差加\(text(scale))分",
        en: "50 at the mean, \(text(scale)) more for each standard deviation"
          + (isBenefit ? " above" : " below"))
    case .efficacy(let low, let high, let base):
      return LocalizedText(
        zh: "不允许值\(text(low))得\(text(base))分，满意值\(text(high))得100分，按比例",
        en: "\(text(base)) at \(text(low)), 100 at \(text(high)), in"
          + " proportion")
    case .centre(let best):
      return LocalizedText(
        zh: "等于\(text(best))得100分，离它最远的对象0分",
        en: "100 at \(text(best)), 0 for the case farthest from it")
    case .interval(let lower, let upper):
      return LocalizedText(
        zh: "在\(text(lower))至\(text(upper))之间得100分，离得最远的对象0分",
        en: "100 from \(text(lower)) to \(text(upper)), 0 for the case farthest"
          + " outside")
    case .minMaxTo(let lower, let upper, _):
      return LocalizedText(
        zh: "最差的对象\(text(lower))分，最好的对象\(text(upper))分，按比例",
        en: "\(text(lower)) for the worst case, \(text(upper)) for the best, in"
          + " proportion")
    case .borda:
      return LocalizedText(
        zh: "比它差的对象数", en: "the number of cases that are worse")
    case .vector where !isBenefit:
      return LocalizedText(
        zh: "除以全部对象平方和的平方根，用1减去它，再乘100",
        en: "divided by the root of the sum of squares of all cases, taken"
          + " from 1, times 100")
    case .vector:
      return LocalizedText(
        zh: "除以全部对象平方和的平方根，再乘100",
        en: "divided by the root of the sum of squares of all cases, times 100")
    case .sum where !isBenefit:
      return LocalizedText(
        zh: "取倒数，占全部对象倒数合计的百分比",
        en: "its reciprocal as a percentage of the sum of those of all cases")
    case .sum:
      return LocalizedText(
        zh: "占全部对象合计的百分比", en: "the percentage of the sum of all cases")
    case .target(let target, _):
      return LocalizedText(
        zh: "最差的对象0分，达到\(text(target))得100分，按比例",
        en: "0 for the worst case, 100 at \(text(target)), in proportion")
    case .piecewise(let knots):
      return LocalizedText(
        zh: knots.map { "\(text($0.value))得\(text($0.score))分" }
          .joined(separator: "，") + "，其间按直线",
        en: knots.map { "\(text($0.score)) at \(text($0.value))" }
          .joined(separator: ", ") + ", on straight lines between")
    }
  }

  // MARK: - Parents

  private func words(_ aggregate: Aggregate, _ position: Int) -> LocalizedText {
    let children = tree.children[position]
    func list(_ language: Language, _ factor: Double, _ unit: String) -> String
    {
      children.map { child in
        let weight = (weights[child] * factor * 1000).rounded() / 1000
        return "\(tree.indicators[child].name[language])"
          + " \(plainText(weight))\(unit)"
      }.joined(separator: language == .chinese ? "、" : ", ")
    }
    let shares = (list(.chinese, 100, "%"), list(.english, 100, "%"))
    switch aggregate {
    case .arithmetic:
      return LocalizedText(
        zh: "加权平均：\(shares.0)", en: "weighted mean of \(shares.1)")
    case .geometric:
      return LocalizedText(
        zh: "加权几何平均：\(shares.0)",
        en: "weighted geometric mean of \(shares.1)")
    case .harmonic:
      return LocalizedText(
        zh: "加权调和平均：\(shares.0)",
        en: "weighted harmonic mean of \(shares.1)")
    case .minimum:
      return LocalizedText(zh: "取最差的一项", en: "the worst of its children")
    case .sumCapped:
      return LocalizedText(
        zh: "得分×系数之和，最多100分：\(list(.chinese, 1, ""))",
        en: "sum of scores times \(list(.english, 1, "")), at most 100")
    case .sum(let cap):
      let limit =
        cap.isFinite
        ? LocalizedText(
          zh: "，最多\(plainText(cap))分", en: ", at most \(plainText(cap))")
        : LocalizedText(zh: "，不封顶", en: ", without a limit")
      return LocalizedText(
        zh: "得分×系数之和\(limit[.chinese])：\(list(.chinese, 1, ""))",
        en: "sum of scores times \(list(.english, 1, ""))\(limit[.english])")
    case .worstOf(let needed):
      return LocalizedText(
        zh: "任何一项0分则0分；至少\(needed)项100分则100分；其余取最差的一项",
        en: "0 when any child has 0; 100 when at least \(needed) have 100;"
          + " else the worst child")
    case .power(let exponent):
      return LocalizedText(
        zh: "\(plainText(exponent))次加权幂平均：\(shares.0)",
        en: "weighted power mean with exponent \(plainText(exponent)) of"
          + " \(shares.1)")
    }
  }
}
