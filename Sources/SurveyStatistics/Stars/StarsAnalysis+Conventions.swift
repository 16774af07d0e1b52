import SurveyData

extension StarsAnalysis {
  /// The formula variants that are used, each with a sentence.
  public var conventions: [Convention] {
    var list = [
      Convention(
        "standardise", "n-1",
        LocalizedText(
          zh: "各指标按有数据的单位标准化（标准差用 n − 1），越低越好的取负；"
            + "组得分是该单位该组现有指标的简单平均，再标准化一次。",
          en: "Measures are standardised over the units that report them (sd"
            + " with n − 1), with a minus where less is better; a group's"
            + " score is the plain mean of the unit's measures, standardised"
            + " once more.")),
      weights, minimum, peers,
    ]
    if let clip = options.clip {
      list.append(
        Convention(
          "clip", plainText(clip),
          LocalizedText(
            zh: "综合得分限制在 ±\(plainText(clip)) 之内。",
            en: "Summary scores are limited to ±\(plainText(clip)).")))
    }
    list.append(clustering)
    if let cap = options.cap {
      let label =
        groups.first { $0.name == cap.group }?.label
        ?? LocalizedText(cap.group)
      list.append(cap.convention(label))
    }
    if let uncertainty = options.uncertainty, uncertainty.draws > 0 {
      list.append(convention(of: uncertainty))
    }
    return list
  }

  private var weights: Convention {
    let sum = groups.reduce(0) { $0 + $1.weight }
    let shares = groups.map {
      plainText(($0.weight / sum * 1000).rounded() / 10) + "%"
    }
    func list(_ language: Language, _ separator: String) -> String {
      zip(groups, shares).map { "\($0.label[language]) \($1)" }
        .joined(separator: separator)
    }
    return Convention(
      "weights", "redistributed",
      LocalizedText(
        zh: "综合得分按组加权（\(list(.chinese, "、"))）；缺少的组的权重按比例分给其他组。",
        en: "The summary weighs the groups (\(list(.english, ", "))); the"
          + " weight of a missing group goes to the others in proportion."))
  }

  private var minimum: Convention {
    let rule = options.minimum
    let named = groups.filter { rule.oneOf.contains($0.name) }
    var chinese =
      "至少有 \(rule.reporting) 个单位报告的指标才使用；"
      + "至少 \(rule.groups) 个组各有 \(rule.measures) 项指标的单位才评星"
    var english =
      "A measure needs \(rule.reporting) units that report it; a unit needs"
      + " \(rule.groups) groups with \(rule.measures) measures each"
    if !named.isEmpty {
      let names = named.map { $0.label[.chinese] }.joined(separator: "、")
      chinese += "，其中须有\(names)之一"
      english +=
        ", one of them "
        + named.map { $0.label[.english] }.joined(separator: " or ")
    }
    return Convention(
      "minimum", "\(rule.groups)x\(rule.measures)",
      LocalizedText(zh: chinese + "。", en: english + "."))
  }

  private var peers: Convention {
    switch options.peers {
    case .none:
      Convention(
        "peers", "none",
        LocalizedText(
          zh: "所有单位一起划分星级。",
          en: "All units are divided into stars together."))
    case .groups:
      Convention(
        "peers", "groups",
        LocalizedText(
          zh: "指标够数的组的个数相同的单位一起划分星级。",
          en: "Units are divided into stars among those with the same number"
            + " of groups that have enough measures."))
    case .column(let name):
      Convention(
        "peers", name,
        LocalizedText(
          zh: "“\(name)”取值相同的单位一起划分星级；没有取值的不评星。",
          en: "Units are divided into stars among those with the same"
            + " '\(name)'; those without it get none."))
    }
  }

  private var clustering: Convention {
    switch options.clustering {
    case .optimal:
      Convention(
        "clustering", "optimal",
        LocalizedText(
          zh: "星级：一维最优 k 均值（k = \(options.stars)），组内平方和最小，无需种子和迭代。",
          en: "Stars: exact k-means in one dimension (k = \(options.stars)),"
            + " the smallest sum of squares within groups, without seeds or"
            + " iterations."))
    case .cms:
      Convention(
        "clustering", "cms",
        LocalizedText(
          zh: "星级：CMS 自 2021 年的做法，自 \(options.stars) 等分组的中位数（SAS 百分位定义 5）起"
            + "做 k 均值直到不变（至多 1000 次），再以距离 1 为限（STRICT=1）重做。",
          en: "Stars: as CMS since 2021, k-means from the medians of"
            + " \(options.stars) equal groups (SAS percentile definition 5)"
            + " until nothing moves (at most 1,000 times), and again with"
            + " points farther than 1 moving no centre (STRICT=1)."))
    }
  }

  private func convention(
    of uncertainty: StarsOptions.Uncertainty
  ) -> Convention {
    var chinese: [String] = []
    var english: [String] = []
    if uncertainty.resamplesMeasures {
      chinese.append("各组指标有放回地重抽（所有单位相同）")
      english.append(
        "the measures of each group are drawn with replacement, the same for"
          + " all units")
    }
    if !uncertainty.errors.isEmpty {
      chinese.append("\(uncertainty.errors.count) 项指标按标准误加正态噪声")
      english.append(
        "\(uncertainty.errors.count) measures get normal noise by their"
          + " standard errors")
    }
    return Convention(
      "uncertainty", "draws-\(uncertainty.draws)",
      LocalizedText(
        zh: "把握：\(uncertainty.draws) 次抽取（种子 \(uncertainty.seed)），"
          + chinese.joined(separator: "，")
          + "；参评资格与同类组不变，星级界限每次重新划分；把握是得到同一星级的抽取比例。",
        en: "Certainty: \(uncertainty.draws) draws (seed"
          + " \(uncertainty.seed)); " + english.joined(separator: "; ")
          + "; who takes part and the peer groups stay, cut points are found"
          + " anew. It is the share of draws with the same stars."))
  }
}
