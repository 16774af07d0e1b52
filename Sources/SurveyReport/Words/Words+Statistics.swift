import SVG
import SurveyData

/// Names of statistics, bases and intervals.
extension Words {
  /// The head of the column with the number of rows.
  var base: String { say("n", "n") }

  /// The head of the column with the sum of weights.
  var weightedBase: String { say("加权n", "Weighted n") }

  /// The head of the column with the effective base.
  var effectiveBase: String { say("有效n", "Effective n") }

  /// The head of the column with the design effect.
  var designEffect: String { say("设计效应", "Deff") }

  /// The head of the column with the degrees of freedom.
  var degreesOfFreedom: String { say("自由度", "df") }

  /// Explains the heads of the columns that need it.
  func columnNote(effective: Bool, designEffect: Bool) -> String? {
    let parts =
      (effective
        ? [
          say(
            "有效n为扣除权重不等损失后的样本量（Kish）",
            "Effective n: n after the loss by unequal weights (Kish)")
        ] : [])
      + (designEffect
        ? [
          say(
            "设计效应为方差与同样大小简单随机样本方差之比",
            "Deff: the variance by that of a simple random sample of equal size"
          )
        ] : [])
    return parts.isEmpty
      ? nil : parts.joined(separator: say("；", ". ")) + say("。", ".")
  }

  /// The head of the column with standard errors.
  var standardError: String { say("标准误", "SE") }

  /// The head of a column with intervals when the level stands elsewhere.
  var intervalColumn: String { say("置信区间", "Interval") }

  /// The head of a column with values.
  var value: String { say("数值", "Value") }

  /// All rows together.
  var overall: String { say("总体", "All") }

  /// The name of an interval: `95%置信区间（威尔逊法）`.
  func interval(level: String, method: String) -> String {
    let name = intervalMethod(method)
    return say("\(level)置信区间（\(name)）", "\(level) interval (\(name))")
  }

  /// The name of the interval as the head of a column, without its method.
  func intervalColumn(level: String) -> String {
    say("\(level)区间", "\(level) interval")
  }

  /// The name of a method for intervals; an unknown one stays as it is.
  func intervalMethod(_ method: String) -> String {
    switch method {
    case "t": say("t分布", "t")
    case "t-link": say("t分布，联接尺度", "t, on the scale of the link")
    case "wilson": say("威尔逊法", "Wilson")
    case "wilson-kish":
      say("威尔逊法，按有效样本量", "Wilson, on the effective base")
    case "logit": say("logit变换", "logit")
    case "wald": say("瓦尔德法", "Wald")
    case "normal": say("正态分布", "normal")
    case "woodruff": say("伍德拉夫法", "Woodruff")
    case "likelihood": say("似然比", "likelihood ratio")
    case "asin": say("反正弦变换", "arcsine")
    case "beta":
      say(
        "Clopper–Pearson法，按有效样本量",
        "Clopper–Pearson on the effective base")
    case "korn-graubard": say("Korn–Graubard法", "Korn–Graubard")
    case "fisher": say("Fisher变换", "Fisher’s scale")
    case "given": say("见数据文件", "as given in the file")
    case "feldt": say("费尔特法", "Feldt 1965")
    case "clopper-pearson": say("Clopper–Pearson精确法", "Clopper–Pearson, exact")
    case "poisson": say("泊松精确法", "exact Poisson")
    case "poisson-binomial": say("泊松二项精确法", "exact Poisson-binomial")
    case "byar": say("Byar近似", "Byar")
    case "newcombe": say("Newcombe法", "Newcombe")
    case "goldstein-healy":
      say("Goldstein–Healy两两比较", "Goldstein–Healy, for comparing two")
    case "bayes": say("收缩模型", "shrinkage model")
    case "beta-posterior": say("贝塔后验分布", "beta posterior")
    case "log": say("对数变换", "log scale")
    case "log-log": say("双对数变换", "log(−log) scale")
    case "profile": say("剖面似然", "profile likelihood")
    case "bootstrap": say("自助法", "bootstrap")
    case "z": say("正态分布", "normal")
    case "percentile", "draws", "quantile":
      say("模拟抽取的分位数", "quantiles of the draws")
    default: method
    }
  }

  /// The name of a statistic; an unknown one stays as it is.
  func statistic(_ name: String) -> String {
    if let grades, let best = grades.first, let worst = grades.last,
      grades.count > 3
    {
      switch name {
      case "satisfied": return bestGrade(best)
      case "satisfied-or-basic":
        return bestGrades(best, grades[1])
      case "dissatisfied": return worstGrade(worst)
      default: break
      }
    }
    return plainStatistic(name)
  }

  private func plainStatistic(_ name: String) -> String {
    switch name {
    case "mean": say("均值", "Mean")
    case "total": say("总量", "Total")
    case "ratio": say("比值", "Ratio")
    case "share": say("比例", "Share")
    case "crosstab": say("交叉表", "Crosstab")
    case "loglinear": say("对数线性模型", "Loglinear model")
    case "index": say("满意度指数", "Satisfaction index")
    case "satisfied": say("满意率", "Share satisfied")
    case "basic", "basically-satisfied":
      say("基本满意率", "Share basically satisfied")
    case "satisfied-or-basic":
      say("满意与基本满意率", "Share satisfied or basically satisfied")
    case "dissatisfied": say("不满意率", "Share dissatisfied")
    case "top-box": say("高分占比", "Share of top codes")
    case "bottom-box": say("低分占比", "Share of bottom codes")
    case "net": say("净满意度", "Net score")
    case "alpha": say("α系数", "Alpha")
    case "ratio-total": say("比估计总量", "Total from the ratio")
    case "median": say("中位数", "Median")
    case "cumulative-share": say("累计比例", "Cumulative share")
    case "variance": say("方差", "Variance")
    case "standard-deviation": say("标准差", "Standard deviation")
    case "covariance": say("协方差", "Covariance")
    case "correlation": say("相关系数", "Correlation")
    case "agreement": say("一致率", "Share in agreement")
    case "kappa": say("κ系数", "Kappa")
    case "difference": say("差值", "Difference")
    case "standardized-alpha": say("标准化α系数", "Standardised alpha")
    case "points": say("积分", "Points")
    case "score": say("得分", "Score")
    case "weight": say("权重", "Weight")
    case "coefficient": say("系数", "Coefficient")
    case "efficiency": say("效率", "Efficiency")
    case "corrected-efficiency": say("修正后的效率", "Corrected efficiency")
    default: quantile(name) ?? name
    }
  }

  /// The name of a quantile such as `p25`.
  private func quantile(_ name: String) -> String? {
    guard name.hasPrefix("p"), let percent = Double(name.dropFirst()) else {
      return nil
    }
    let number = plainText(percent)
    return say("第\(number)百分位数", "\(number)% quantile")
  }

  /// The unit of differences of shares.
  var percentagePoints: String { say("百分点", "percentage points") }

  /// The head of a column with dissatisfied answers per thousand.
  var dissatisfiedPerThousand: String {
    if let worst = grades?.last {
      return say("每千份评价中“\(worst)”数", "\(worst) per 1,000")
    }
    return say("每千份评价中不满意数", "Dissatisfied per 1,000")
  }

  /// The title of a value axis for one statistic.
  func axisTitle(_ name: String, unit: Estimate.Unit) -> String {
    switch unit {
    case .index: say("\(statistic(name))（0–100）", "\(statistic(name)) (0–100)")
    case .share: say("\(statistic(name))（%）", "\(statistic(name)) (%)")
    case .net: say("\(statistic(name))（百分点）", "\(statistic(name)) (points)")
    case .value, .total, .coefficient: statistic(name)
    }
  }

  /// Says what the line or bar beside a dot is.
  func intervalNote(
    level: String, method: String, isRibbon: Bool = false,
    isUpright: Bool = false
  ) -> String {
    let interval = interval(level: level, method: method)
    return isRibbon
      ? say("色带为\(interval)。", "Ribbons show the \(interval).")
      : say(
        "\(isUpright ? "竖" : "横")线为\(interval)。",
        "Lines show the \(interval).")
  }

  /// Says what the intervals of a table are.
  ///
  /// - Parameter statistics: What they belong to, when there are others.
  func tableIntervalNote(
    _ interval: String, of statistics: [String] = []
  ) -> String {
    let names = list(statistics)
    return statistics.isEmpty
      ? say("括号内为\(interval)。", "In brackets: \(interval).")
      : say(
        "括号内为区间，\(names)：\(interval)。",
        "In brackets, \(names): \(interval).")
  }

  /// Says what `n` counts.
  func baseNote(isWeighted: Bool) -> String {
    isWeighted
      ? say(
        "n为未加权的有效回答数；各项数值已加权。",
        "n counts valid answers, unweighted; the values are weighted.")
      : say("n为有效回答数。", "n counts valid answers.")
  }

  /// Says why some rows have no interval.
  var noIntervalNote: String {
    say(
      "没有区间的行：整群或样本过少，无法估计方差。",
      "Rows without an interval: too few clusters or rows to estimate a "
        + "variance.")
  }

  /// Says that shares may not add to 100.
  var roundingNote: String {
    say(
      "因四舍五入，各项之和不一定等于100%。", "Shares may not add to 100 % because of rounding."
    )
  }

  /// Says how many files, rows and conditions are behind a result.
  func rowsUsed(_ used: String, of available: String) -> String {
    say("使用\(available)行中的\(used)行", "\(used) of \(available) rows used")
  }

  /// The condition of a result.
  func filter(_ condition: String) -> String {
    say("条件：\(condition)", "where \(condition)")
  }

  /// Rules of quality took rows out.
  var keptByQuality: String {
    say("已按质量规则排除答卷", "without the rows that rules of quality exclude")
  }
}

extension Words {
  /// A statistic of one thing: `答复质量的均值`, `Mean of reply quality`.
  func ofSubject(_ statistic: String, _ subject: String) -> String {
    say("\(subject)的\(statistic)", "\(statistic) of \(subject)")
  }
}

/// Names of answers in charts of grades.
extension Words {
  /// The best grade.
  var satisfiedAnswers: String { say("满意", "Satisfied") }

  /// The second grade.
  var basicAnswers: String { say("基本满意", "Basically satisfied") }

  /// The worst grade.
  var dissatisfiedAnswers: String { say("不满意", "Dissatisfied") }

  /// The two best grades together.
  var favourableAnswers: String { say("满意和基本满意", "Satisfied or basically") }

  /// The better answers of a scale together.
  var goodAnswers: String { say("好评", "Favourable") }

  /// The worse answers of a scale together.
  var badAnswers: String { say("差评", "Unfavourable") }

  /// The answers of one side together, by name where that is short.
  func together(_ answers: [String], isGood: Bool) -> String {
    let names = list(answers)
    return TextMeasure.ems(names) <= 10
      ? names : isGood ? goodAnswers : badAnswers
  }

  /// Answers that are no grade.
  var otherAnswers: String { say("其他", "Other") }

  /// The best codes of a scale.
  var topBoxAnswers: String { say("高分", "Top codes") }

  /// The worst codes of a scale.
  var bottomBoxAnswers: String { say("低分", "Bottom codes") }

  /// The codes between them.
  var middleAnswers: String { say("中间", "Between") }

  /// A rate, and what is left of it per thousand.
  func shareFinding(
    _ statistic: String, _ share: String, dissatisfied: String?
  ) -> String {
    let sentence = say("\(statistic)为\(share)", "\(statistic): \(share)")
    guard let dissatisfied else { return sentence }
    if let worst = grades?.last {
      return sentence
        + say(
          "，每千份评价中“\(worst)”\(dissatisfied)份",
          "; \(dissatisfied) of 1,000 are “\(worst)”")
    }
    return sentence
      + say(
        "，每千份评价中不满意\(dissatisfied)份",
        "; \(dissatisfied) of 1,000 are dissatisfied")
  }
}

extension Words {
  /// The name of a kind of analysis, for results without a title.
  func kind(_ kind: String) -> String {
    switch kind {
    case "mean": say("均值", "Means")
    case "total": say("总量", "Totals")
    case "ratio": say("比值", "Ratio")
    case "share": say("比例", "Shares")
    case "crosstab": say("交叉表", "Crosstab")
    case "loglinear": say("对数线性模型", "Loglinear model")
    case "quantile": say("分位数", "Quantiles")
    case "distribution": say("分布函数", "Distribution")
    case "variance": say("方差与协方差", "Variances and covariances")
    case "correlation": say("相关系数", "Correlations")
    case "contrast": say("对比", "Contrasts")
    case "t-test": say("t检验", "t-tests")
    case "rank-test": say("秩检验", "Rank tests")
    case "kappa": say("评价一致性", "Agreement")
    case "goodness-of-fit": say("拟合优度", "Goodness of fit")
    case "index": say("满意度指数", "Satisfaction index")
    case "verdict": say("票决结果", "Verdicts")
    case "comparison": say("单位公平比较", "Fair comparison of units")
    case "ceiling":
      say("接近满分时的满意度", "Satisfaction near its ceiling")
    case "alpha": say("量表信度", "Reliability")
    case "factors": say("因子分析", "Factors")
    case "confirmatory": say("验证性因子分析", "Confirmatory factors")
    case "evaluation": say("绩效评价", "Performance evaluation")
    case "raters": say("评委分析", "Evaluators")
    case "efficiency": say("效率（数据包络分析）", "Efficiency")
    case "stars": say("星级评定", "Stars")
    case "ledger": say("台账分析", "Case ledger")
    case "points": say("积分", "Points")
    case "regression": say("回归模型", "Regression")
    case "ordinal": say("有序回归", "Ordinal regression")
    case "multinomial": say("多项回归", "Multinomial regression")
    case "waves": say("各期变化", "Waves")
    case "small-area": say("小区域估计", "Small areas")
    case "imputation": say("多重插补", "Multiple imputation")
    case "weighting": say("加权报告", "Weighting")
    case "banner": say("交叉表册", "Banner book")
    default: kind
    }
  }

  /// How many values a table holds, when they cannot be compared.
  func estimateCount(_ count: Int) -> String {
    say("\(count)项估计值", "\(count) estimates")
  }
}
