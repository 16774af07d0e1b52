import SurveyData

extension EvaluationAnalysis {
  /// How the scores of evaluators were combined, each way that any leaf uses.
  var raterConventions: [Convention] {
    let formulas = Set(
      tree.leaves.compactMap { leaf -> String? in
        let indicator = tree.indicators[leaf]
        guard indicator.source == .evaluators else { return nil }
        return indicator.formula?.name
          ?? options.raters.combine.rawValue.replacing("-", with: "_")
      })
    if formulas.isEmpty { return [] }
    var list = RaterOptions.Combination.allCases.filter {
      formulas.contains($0.rawValue.replacing("-", with: "_"))
    }.map { options.raters.convention($0) }
    if !options.raters.groupWeights.isEmpty {
      let text = options.raters.groupWeights.sorted { $0.key < $1.key }
        .map { "\($0.key) \(plainText($0.value))" }.joined(separator: ", ")
      list.append(
        Convention(
          "rater-groups", text,
          LocalizedText(
            zh: "各类评委的评分先分别合成，再按权重（\(text)）加权平均；某类没有给对象评分的，其权重按比例分给其他类。",
            en: "The scores of each group of evaluators are combined by"
              + " themselves and weighted (\(text)); the weight of a group"
              + " without a score of a case goes to the others there.")))
    }
    return list
  }
}

extension RaterOptions {
  /// A way to combine scores and what it means.
  func convention(_ combination: Combination) -> Convention {
    Convention("raters", combination.rawValue, sentence(combination))
  }

  private func sentence(_ combination: Combination) -> LocalizedText {
    switch combination {
    case .mean:
      LocalizedText(
        zh: "评委得分取平均值。",
        en: "Scores of evaluators are combined by their mean.")
    case .trimmedMean:
      if let trimShare {
        LocalizedText(
          zh: "按 TRIMMEAN 规则去掉占比 \(plainText(trimShare)) 的评分（每端向下取整）后取平均值。",
          en: "A share of \(plainText(trimShare)) of the scores is dropped, "
            + "half of it at each end, rounded down as TRIMMEAN does, and the "
            + "others averaged.")
      } else {
        LocalizedText(
          zh: "去掉最高分和最低分（每端 \(trim) 个，公式另有规定的从其规定）后取平均值；"
            + "评分不足 \(minimum) 个时不去分。",
          en: "The highest and the lowest scores are dropped "
            + "(\(trim) at each end unless the formula says "
            + "otherwise) and the others averaged; with fewer than "
            + "\(minimum) scores nothing is dropped.")
      }
    case .median:
      LocalizedText(
        zh: "评委得分取中位数。",
        en: "Scores of evaluators are combined by their median.")
    case .zScore:
      LocalizedText(
        zh: "每位评委的评分换算为同一均值和标准差（n−1）后取平均值。",
        en: "The scores of every evaluator are brought to the mean and the "
          + "standard deviation (n − 1) of all scores and averaged.")
    case .severity:
      LocalizedText(
        zh: "按“对象效应加评委效应”的最小二乘模型校正评委宽严。",
        en: "Scores are adjusted for how severe each evaluator is, by "
          + "least squares with an effect of each case and each "
          + "evaluator.")
    case .severityREML:
      LocalizedText(
        zh: "按对象效应固定、评委效应随机的混合模型（REML）校正评委宽严。",
        en: "Scores are adjusted for how severe each evaluator is, by a mixed "
          + "model with fixed cases and random evaluators (REML).")
    case .mixed:
      LocalizedText(
        zh: "按对象效应和评委效应均随机的混合模型（REML）校正评委宽严；对象得分为最佳线性无偏预测，评分少的对象向均值收缩。",
        en: "Scores are adjusted for how severe each evaluator is, by a mixed "
          + "model with random cases and evaluators (REML); a case has its "
          + "best linear unbiased prediction, drawn towards the mean when it "
          + "has few scores.")
    }
  }
}
