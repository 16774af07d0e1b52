import SurveyData

/// Words of evaluations of cases.
extension Words {
  /// A case.
  var caseName: String { say("对象", "Case") }

  /// The head of a column with identifiers of cases.
  var caseID: String { say("编号", "ID") }

  /// The head of a column with titles of cases.
  var caseTitle: String { say("标题", "Title") }

  /// The total score.
  var score: String { say("总分", "Score") }

  /// The place in the order.
  var rank: String { say("名次", "Rank") }

  /// The interval of the place.
  var rankInterval: String { say("名次区间", "Rank interval") }

  /// The band of scores.
  var band: String { say("等次", "Band") }

  /// How often the draws gave the band.
  var bandCertainty: String { say("等次把握", "Band certainty") }

  /// The share of the weights with values.
  var coverage: String { say("数据覆盖", "Coverage") }

  /// The closeness to the ideal case.
  var closeness: String { say("贴近度", "Closeness") }

  /// A case that has too few data for a score.
  var notRated: String { say("数据不足，未评分", "Not rated, too few data") }

  /// The mark of a case without a score in a narrow column.
  var notRatedShort: String { say("未评", "not rated") }

  /// The title of the table of ranks.
  var rankingTable: String { say("得分、名次与等次", "Scores, ranks and bands") }

  /// The title of the table of indicators.
  var indicatorTable: String { say("指标与权重", "Indicators and weights") }

  /// The title of the table of evaluators.
  var raterTable: String { say("评价人", "Evaluators") }

  /// The title of the table of weightings.
  var weightingTable: String { say("权重的来历与一致性", "How the weights came about") }

  /// The title of the table of rank shares.
  var rankShareTable: String {
    say("各名次出现的频率", "How often each rank came up")
  }

  /// The title of the heat table.
  var heatTitle: String { say("各对象各项指标得分", "Scores of all cases by indicator") }

  /// The title of the legend of the heat table.
  var heatLegend: String { say("指标得分（0–100）", "Indicator score (0–100)") }

  /// The axis of scores.
  var scoreAxis: String { say("总分（0–100）", "Score (0–100)") }

  /// The axis of indicator scores.
  var indicatorScoreAxis: String {
    say("指标得分（0–100）", "Indicator score (0–100)")
  }

  /// An indicator.
  var indicator: String { say("指标", "Indicator") }

  /// The head of a column with weights inside a group.
  var localWeight: String { say("组内权重", "Weight in group") }

  /// The head of a column with weights in the whole.
  var globalWeight: String { say("总权重", "Weight in total") }

  /// The head of a column with directions.
  var direction: String { say("方向", "Direction") }

  /// High values are good.
  var benefit: String { say("越高越好", "higher is better") }

  /// Low values are good.
  var cost: String { say("越低越好", "lower is better") }

  /// The head of a column with units.
  var unit: String { say("单位", "Unit") }

  /// The head of a column with rules of normalisation.
  var normalisation: String { say("转换规则", "Conversion") }

  /// The name of a way to put children together.
  func aggregate(_ name: String) -> String {
    switch name {
    case "arithmetic": say("加权平均", "weighted mean")
    case "geometric": say("加权几何平均", "weighted geometric mean")
    case "harmonic": say("加权调和平均", "weighted harmonic mean")
    case "min": say("取最小值", "smallest value")
    case "sum_capped": say("封顶求和", "capped sum")
    case "sum": say("求和", "sum")
    case let name where name.hasPrefix("power"):
      say("加权幂平均", "weighted power mean") + name.dropFirst("power".count)
    case let name where name.hasPrefix("sum("):
      say("求和，封顶", "sum, at most ")
        + name.dropFirst("sum(".count).dropLast()
    case let name where name.hasPrefix("worst_of"):
      say("按最差项", "by the worst") + name.dropFirst("worst_of".count)
    default: name
    }
  }

  /// The name of a way to find weights.
  func weighting(_ method: String) -> String {
    switch method {
    case "ahp": say("层次分析法", "AHP")
    case "entropy": say("熵权法", "Entropy")
    case "direct": say("直接赋权", "Direct")
    case "equal": say("等权", "Equal")
    case "given": say("给定权重", "Given")
    case "rank-sum": say("等级和法", "Rank sum")
    case "rank-order-centroid": say("等级质心法", "Rank-order centroid")
    case "budget": say("分值分配法", "Budget allocation")
    case "precedence": say("优序图法", "Precedence chart")
    case "critic": say("CRITIC 法", "CRITIC")
    case "sd": say("标准差法", "Standard deviation")
    case "cv": say("变异系数法", "Coefficient of variation")
    case "pca": say("主成分法", "Principal components")
    case "combined": say("组合赋权", "Combination")
    default: method
    }
  }

  /// That a league shows the cases next to one of many.
  ///
  /// - Parameter isRanked: Whether the cases have ranks that are published.
  func neighbours(_ count: Int, of all: Int, isRanked: Bool) -> String {
    isRanked
      ? say(
        "共\(all)个，只列出名次相邻的\(count)个。",
        "The \(count) of \(all) with the nearest ranks.")
      : say(
        "共\(all)个，只列出得分相邻的\(count)个。",
        "The \(count) of \(all) with the nearest scores.")
  }

  /// The head of a column with evaluators.
  var rater: String { say("评价人", "Evaluator") }

  /// The head of a column with numbers of scores.
  var scoreCount: String { say("采用评分数", "Scores used") }

  /// The head of a column with severities, positive when lenient.
  var severity: String { say("宽严（分）", "Leniency (points)") }

  /// The head of a column with scores that were trimmed.
  var dropped: String { say("截尾剔除", "Trimmed") }

  /// The head of a column with scores that were left out.
  var excluded: String { say("弃权或回避", "Abstained or conflicted") }

  /// Says how severities read.
  var severityNote: String {
    say(
      "宽严为正表示该评价人对同样的对象给分偏高，计分时已扣除。",
      "A positive number means higher scores than the others gave the same "
        + "cases; it was taken out of the scores.")
  }

  /// The head of a column with parents.
  var parentIndicator: String { say("上级指标", "Group") }

  /// The head of a column with methods.
  var method: String { say("方法", "Method") }

  /// The head of a column with numbers of judges.
  var judges: String { say("判断人数", "Judges") }

  /// The largest eigenvalue.
  var largestEigenvalue: String { say("最大特征根", "Largest eigenvalue") }

  /// The consistency ratio.
  var consistencyRatio: String { say("一致性比率CR", "Consistency ratio") }

  /// The least consistent pair.
  var worstPair: String { say("最不一致的一对", "Least consistent pair") }

  /// The head of a column with entropies.
  var entropy: String { say("熵值", "Entropy") }

  /// The head of a column with weights.
  var weight: String { say("权重", "Weight") }

  /// Says when judgements count as consistent.
  var consistencyNote: String {
    say("一致性比率低于0.1时，判断视为一致。", "Judgements count as consistent below 0.1.")
  }

  /// Says what the draws varied.
  func drawsNote(_ draws: String, varied: [String], level: String) -> String {
    let what = list(varied.map(variation))
    let isAboutWeights = varied == ["weights"]
    return say(
      "区间来自\(draws)次模拟抽取（\(level)水平），每次变动\(what)。"
        + (isAboutWeights ? "区间只反映权重的选择，不含数据本身的误差。" : ""),
      "Intervals (\(level)) come from \(draws) draws that vary \(what)."
        + (isAboutWeights
          ? " They hold only the choice of weights, not the error of the data."
          : ""))
  }

  /// The name of something that draws vary.
  func variation(_ name: String) -> String {
    switch name {
    case "weights": say("指标权重", "the weights")
    case "raters", "evaluators": say("评价人", "the evaluators")
    case "ratings": say("满意度评价", "the ratings")
    default: name
    }
  }

  /// Says that the order of the cases must not be read as a league table.
  var rankingNotSupported: String {
    let text = UncertaintyResult.rankingNotSupported
    return say(text[.chinese], text[.english])
  }

  /// Says how the rows of the heat table and the league chart run.
  var sortedByScore: String { say("按总分从高到低排列", "sorted by score") }
  var sortedByBand: String {
    say("先按等次、再按总分从高到低排列", "sorted by band, then by score")
  }

  /// How many cases a chart of an evaluation shows.
  func caseCount(_ count: String, rated: String) -> String {
    count == rated
      ? say("共\(count)个对象。", "\(count) cases.")
      : say(
        "共\(count)个对象，其中\(rated)个有评分。",
        "\(count) cases, \(rated) of them rated.")
  }

  /// Says that cells of a heat table have no intervals.
  var heatNote: String {
    say(
      "格内为换算到0–100的指标得分；总分的区间见名次表。",
      "Cells are indicator scores from 0 to 100; the table of ranks has the "
        + "intervals of the totals.")
  }

  /// The case that is clearly first.
  func leads(_ name: String, of count: Int) -> String {
    say(
      "\(name)在\(count)个对象中得分最高",
      "\(name) scores highest of \(count) cases")
  }

  /// Several cases that may all be first.
  func mayLead(_ count: Int, of total: Int) -> String {
    say(
      "\(total)个对象中有\(count)个可能居首，尚不能区分高低",
      "\(count) of \(total) cases may be first and cannot be told apart")
  }

  /// How many cases are in the best band.
  func inBand(_ count: Int, of total: Int, _ band: String) -> String {
    say(
      "\(total)个对象中有\(count)个达到\(quoted(band))",
      count == 1
        ? "1 of \(total) cases reaches \(quoted(band))"
        : "\(count) of \(total) cases reach \(quoted(band))")
  }

  /// The indicator on which the cases lose most.
  func weakestIndicator(_ name: String) -> String {
    say(
      "\(name)是平均得分最低的指标", "\(name) is the indicator with the lowest mean score"
    )
  }

  /// No case has a score.
  var noCaseRated: String { say("没有可以评分的对象", "No case can be rated") }
}

extension Words {
  /// The seed of the draws.
  func seed(_ seed: String) -> String {
    say("随机数种子：\(seed)。", "Seed of the draws: \(seed).")
  }
}
