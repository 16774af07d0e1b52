import SurveyData

extension ComparisonAnalysis {
  /// The formulas, as they are printed beside the result.
  func conventions(
    _ units: ComparedUnits, _ level: Double
  ) -> [Convention] {
    var result = [shrinkageConvention(units), reliabilityConvention]
    result += funnelConventions(units)
    if let caseMix { result.append(caseMix.convention) }
    result.append(rankConvention)
    if case .rate = units.measure { result.append(scaleConvention) }
    if options.ranks.hasComparisonIntervals {
      result.append(
        Convention(
          "comparison-intervals", "goldstein-healy",
          LocalizedText(
            zh: "两两比较区间：Goldstein–Healy（1995），不相交的两个区间平均"
              + "在\(percent(1 - level))水平上有差别，只用于事先选定的一对单位。",
            en: "Comparison intervals: Goldstein and Healy (1995); two that do"
              + " not meet differ at the \(percent(1 - level)) level on average,"
              + " for one pair chosen beforehand.")))
    }
    if !options.isHighBetter {
      result.append(
        Convention(
          "better", "lower",
          LocalizedText(
            zh: "数值越低越好，名次1为最低。",
            en: "Low is good; rank 1 is the lowest.")))
    }
    return result
  }

  private func percent(_ share: Double) -> String {
    "\(plainText((share * 1000).rounded() / 10))%"
  }

  private func shrinkageConvention(_ units: ComparedUnits) -> Convention {
    if case .rate = units.measure, options.shrinkage != .normal {
      return Convention(
        "shrinkage", "beta-binomial",
        LocalizedText(
          zh: "收缩估计：贝塔二项模型，极大似然；没有超出偶然的差别时，所有单位等于合并比例。",
          en: "Shrinkage: beta-binomial by maximum likelihood; without variance"
            + " beyond chance every unit has the pooled rate."))
    }
    let name =
      switch options.between {
      case .reml: "REML"
      case .ml: "ML"
      case .pauleMandel: "Paule–Mandel"
      case .dersimonianLaird: "DerSimonian–Laird"
      }
    return Convention(
      "shrinkage", "normal/\(options.between.rawValue)",
      LocalizedText(
        zh: "收缩估计：正态模型（Fay–Herriot），单位间方差用\(name)估计，区间按均方误差。",
        en: "Shrinkage: normal model (Fay and Herriot), variance between units"
          + " by \(name), intervals from the mean squared error."))
  }

  private var reliabilityConvention: Convention {
    let rule = options.reliability
    let (low, high) = (plainText(rule.insufficient), plainText(rule.marked))
    let least = plainText(rule.minimum)
    let zh =
      rule.minimum > 0 ? "，或基数少于\(least)" : ""
    let en = rule.minimum > 0 ? ", or with a base below \(least)" : ""
    return Convention(
      "reliability", "\(low), \(high)",
      LocalizedText(
        zh: "可靠性低于\(low)\(zh)为“数据不足”，\(low)至\(high)为“勉强”"
          + (rule.isWithheld ? "；数据不足的单位不列估计和名次。" : "。"),
        en: "Reliability below \(low)\(en) is \"not enough data\", up to"
          + " \(high) \"barely enough\""
          + (rule.isWithheld
            ? "; units with not enough data have no estimate and no rank."
            : ".")))
  }

  private func funnelConventions(_ units: ComparedUnits) -> [Convention] {
    let target: Convention
    if let given = options.funnel.target {
      target = Convention(
        "target", plainText(given),
        LocalizedText(
          zh: "漏斗图目标值为给定的\(plainText(given))。",
          en: "The target of the funnel is given: \(plainText(given))."))
    } else {
      let (zh, en) =
        switch units.measure {
        case .rate: ("合并比例", "the pooled rate")
        case .mean: ("以精度加权的均值", "the mean weighted by precision")
        case .ratio: ("1（实际等于期望）", "1, as many as expected")
        }
      target = Convention(
        "target", "pooled",
        LocalizedText(
          zh: "漏斗图目标值：同类单位的\(zh)。",
          en: "Target of the funnel: \(en) of the peers."))
    }
    let sentence: LocalizedText
    switch options.funnel.dispersion {
    case .none:
      let (zh, en) =
        switch units.measure {
        case .rate: ("精确二项分位数（插值）", "exact binomial, interpolated")
        case .mean: ("目标值 ± z·se", "target ± z·se")
        case .ratio:
          caseMix?.limits == .byar
            ? ("Byar近似", "Byar's approximation")
            : ("泊松二项分布的精确分位数（插值）", "exact Poisson-binomial, interpolated")
        }
      sentence = LocalizedText(
        zh: "控制限95%与99.8%：\(zh)，不计超离散；件数按精确尾概率（2.5%与0.1%）判定。",
        en: "Limits at 95 and 99.8%: \(en); nothing but chance is allowed for;"
          + " counts are judged by exact tails of 2.5 and 0.1%.")
    case .multiplicative:
      sentence = LocalizedText(
        zh: "控制限95%与99.8%：目标值 ± z·√φ·s，φ为两端各10%缩尾后z²的均值，不小于1"
          + "（Spiegelhalter 2005）。",
        en: "Limits at 95 and 99.8%: target ± z·√φ·s, φ the mean z² after"
          + " drawing in the outer tenths, at least 1 (Spiegelhalter 2005).")
    case .additive:
      sentence = LocalizedText(
        zh: "控制限95%与99.8%：目标值 ± z·√(s² + τ²)，τ²为单位间随机效应方差"
          + "（Spiegelhalter 2005）。",
        en: "Limits at 95 and 99.8%: target ± z·√(s² + τ²) with random effects"
          + " of units (Spiegelhalter 2005).")
    }
    return [
      target,
      Convention("dispersion", options.funnel.dispersion.rawValue, sentence),
    ]
  }

  private var rankConvention: Convention {
    let (zh, en) =
      switch options.ranks.method {
      case .stepDown:
        (
          "模拟最大|z|逐步法（Mogstad等2024），\(options.ranks.draws)次，种子\(options.ranks.seed)",
          "step-down of the simulated largest |z| (Mogstad et al. 2024),"
            + " \(options.ranks.draws) draws, seed \(options.ranks.seed)"
        )
      case .singleStep:
        (
          "模拟最大|z|，\(options.ranks.draws)次，种子\(options.ranks.seed)",
          "simulated largest |z|, \(options.ranks.draws) draws, seed"
            + " \(options.ranks.seed)"
        )
      case .bonferroni: ("Bonferroni", "Bonferroni")
      case .holm: ("Holm逐步法", "Holm's step-down")
      case .klein:
        (
          "Klein–Wright–Wieczorek（2020）联合区间",
          "joint intervals of Klein, Wright and Wieczorek (2020)"
        )
      }
    return Convention(
      "rank-sets", options.ranks.method.rawValue,
      LocalizedText(
        zh: "名次的置信集：\(zh)；各单位相互独立；并列取较好名次。",
        en: "Sets of ranks: \(en); units are independent; ties share the better"
          + " rank."))
  }

  private var scaleConvention: Convention {
    options.ranks.scale == .arcsine
      ? Convention(
        "rank-scale", "arcsine",
        LocalizedText(
          zh: "比例在反正弦平方根尺度上比较（Anscombe 1948），100%时也有误差。",
          en: "Rates are told apart on the arcsine scale (Anscombe 1948), where"
            + " 100% has an error too."))
      : Convention(
        "rank-scale", "identity",
        LocalizedText(
          zh: "比例按原尺度比较，标准误为√(p(1−p)/n)，100%时误差为0。",
          en: "Rates are told apart as they are, with √(p(1 − p)/n), which is 0"
            + " at 100%."))
  }
}

extension CaseMix {
  /// How difficulty is allowed for.
  var convention: Convention {
    let list = terms.joined(separator: ", ")
    let isByar = limits == .byar
    let (zh, en) =
      isByar
      ? ("区间用Byar近似", "intervals by Byar's approximation")
      : (
        "区间用泊松二项分布（各概率在logit尺度上同移；超过\(PoissonBinomial.longest)行用得分区间）",
        "intervals from the Poisson-binomial distribution, moved on the logit"
          + " scale (score intervals beyond \(PoissonBinomial.longest) rows)"
      )
    return switch method {
    case .indirect:
      Convention(
        "case-mix", "indirect",
        LocalizedText(
          zh: "难度调整：间接标准化，按\(list)各组合的总体比例求期望数；\(zh)；不加权。",
          en: "Case mix: indirect standardisation by the rates of \(list) over"
            + " all rows; \(en); rows count alike."))
    case .logistic:
      Convention(
        "case-mix", "logistic",
        LocalizedText(
          zh: "难度调整：对\(list)作logistic回归求期望数；\(zh)；不加权。",
          en: "Case mix: expected numbers by logistic regression on \(list);"
            + " \(en); rows count alike."))
    }
  }
}
