import SurveyData

extension EvaluationOptions.Weighting {
  /// The choices about weights, each with a sentence.
  var conventions: [Convention] {
    [Convention("weights", name, sentence)] + choices
  }

  private var sentence: LocalizedText {
    switch self {
    case .direct:
      LocalizedText(
        zh: "权重取指标表中的数值，同级之和归一。",
        en: "Weights are those of the indicator table, divided by their sum "
          + "among siblings.")
    case .equal:
      LocalizedText(zh: "同级指标权重相等。", en: "Siblings have equal weights.")
    case .stated(.given):
      LocalizedText(
        zh: "权重由使用者给定，除以总和。",
        en: "Weights were stated and divided by their sum.")
    case .stated(.rankSum):
      LocalizedText(
        zh: "权重由重要性次序得出（等级和法）：2(n+1-i)/(n(n+1))。",
        en: "Weights follow from an order of importance (rank sum): "
          + "2(n+1-i)/(n(n+1)).")
    case .stated(.rankOrderCentroid):
      LocalizedText(
        zh: "权重由重要性次序得出（等级质心法）：(1/n)Σ1/k，k 自 i 至 n。",
        en: "Weights follow from an order of importance (rank-order centroid): "
          + "(1/n) Σ 1/k for k from i to n.")
    case .hierarchy:
      LocalizedText(
        zh: "权重由评判者对指标的两两比较得出（层次分析法）。",
        en: "Weights come from judges' comparisons of pairs of indicators "
          + "(analytic hierarchy process).")
    case .judged(.budget):
      LocalizedText(
        zh: "权重为各评判者所分分值份额的平均（分值分配法）。",
        en: "Weights are the means of the shares of points that judges gave "
          + "(budget allocation).")
    case .judged(.precedence):
      LocalizedText(
        zh: "权重为优序图各行之和占总和的份额（优者 1，相当 0.5，劣者 0）。",
        en: "Weights are the shares of the row sums of a precedence chart (1 "
          + "for the one that comes first, 0.5 for a draw, 0 else).")
    case .measured(let method): method.sentence
    case .combined(let method): method.rule.sentence
    }
  }

  private var choices: [Convention] {
    switch self {
    case .direct, .equal, .stated, .judged(.budget): []
    case .judged(.precedence(let options)): [options.diagonal.convention]
    case .hierarchy(let choice):
      [
        choice.judgement.convention, choice.group.convention,
        choice.randomIndex.convention,
      ] + choice.voiceConventions
    case .measured(.entropy(let variant)): [variant.convention]
    case .measured(.principalComponents(let options)): options.conventions
    case .measured: []
    case .combined(let method): method.conventions
    }
  }
}

extension MeasuredWeighting {
  fileprivate var sentence: LocalizedText {
    switch self {
    case .entropy:
      LocalizedText(
        zh: "权重由各末级指标在对象间的差异程度得出（熵权法），上级权重为下级之和。",
        en: "Weights come from how much the cases differ on each leaf "
          + "(entropy); a node has the sum of its leaves.")
    case .critic:
      LocalizedText(
        zh: "权重由按方向极差标准化数值的标准差与冲突性 Σ(1-r) 之积得出（CRITIC 法），上级权重为下级之和。",
        en: "Weights come from the standard deviation of min-max values in the "
          + "direction of the indicator times their conflict Σ (1 - r) "
          + "(CRITIC); a node has the sum of its leaves.")
    case .standardDeviation:
      LocalizedText(
        zh: "权重与极差标准化数值的标准差成正比，上级权重为下级之和。",
        en: "Weights are in proportion to the standard deviations of min-max "
          + "values; a node has the sum of its leaves.")
    case .coefficientOfVariation:
      LocalizedText(
        zh: "权重与原始数值的变异系数成正比，上级权重为下级之和。",
        en: "Weights are in proportion to the coefficients of variation of raw "
          + "values; a node has the sum of its leaves.")
    case .principalComponents:
      LocalizedText(
        zh: "权重由按方向标准化数值的相关矩阵作主成分分析得出，上级权重为下级之和。",
        en: "Weights come from principal components of the correlations of "
          + "standard scores in the direction of the indicators; a node has "
          + "the sum of its leaves.")
    }
  }
}

extension CombinedWeighting {
  fileprivate var conventions: [Convention] {
    let parts =
      shares.isEmpty
      ? nil : shares.map { plainText($0) }.joined(separator: ":")
    var list = [
      Convention(
        "weight-sets", sets.map(\.name).joined(separator: ", "),
        LocalizedText(
          zh: "合成的权重组："
            + sets.map { $0.label.chinese ?? $0.name }.joined(separator: "、")
            + (parts.map { "，份额 \($0)" } ?? "") + "。",
          en: "The sets of weights are: "
            + sets.map { $0.label.english ?? $0.name }.joined(separator: ", ")
            + (parts.map { ", in the proportions \($0)" } ?? "") + "."))
    ]
    for (position, set) in sets.enumerated() {
      list += set.conventions.map { convention in
        Convention(
          "set-\(position + 1)-\(convention.name)", convention.value,
          LocalizedText(
            zh: "第 \(position + 1) 组：\(convention.sentence[.chinese])",
            en: "Set \(position + 1): \(convention.sentence[.english])"))
      }
    }
    return list
  }
}

extension CombinedWeighting.Rule {
  fileprivate var sentence: LocalizedText {
    switch self {
    case .linear:
      LocalizedText(
        zh: "权重为几组权重的线性组合。", en: "Weights are a mean of several sets.")
    case .multiplicative:
      LocalizedText(
        zh: "权重与几组权重之积成正比。",
        en: "Weights are in proportion to the product of several sets.")
    case .relativeEntropy:
      LocalizedText(
        zh: "权重按最小相对熵合成，与几组权重的几何平均成正比。",
        en: "Weights have the smallest relative entropy to several sets: they "
          + "are in proportion to their geometric mean.")
    case .game:
      LocalizedText(
        zh: "权重按博弈论组合赋权；解出负系数时不取绝对值，改为各组等份。",
        en: "Weights combine several sets by game theory; when a share comes "
          + "out negative its sign is not dropped, and the sets count equally.")
    }
  }
}

extension PrecedenceOptions.Diagonal {
  fileprivate var convention: Convention {
    switch self {
    case .half:
      Convention(
        "diagonal", rawValue,
        LocalizedText(
          zh: "优序图对角线计 0.5。",
          en: "The diagonal of the precedence chart counts 0.5."))
    case .none:
      Convention(
        "diagonal", rawValue,
        LocalizedText(
          zh: "优序图对角线不计。",
          en: "The diagonal of the precedence chart does not count."))
    }
  }
}

extension PrincipalComponentOptions {
  fileprivate var conventions: [Convention] {
    let formula: LocalizedText
    switch variant {
    case .coefficients:
      formula = LocalizedText(
        zh: "综合系数为各主成分 |载荷|/√λ 按 λ 加权平均后归一。",
        en: "Weights are the means of |loading|/√λ over the components, "
          + "weighted by λ and divided by their sum.")
    case .rotated:
      formula = LocalizedText(
        zh: "最大方差旋转后，各指标归入载荷最大的主成分，权重与载荷平方成正比（OECD 手册）。",
        en: "After varimax each indicator belongs to the component that it "
          + "loads highest on, and its weight is in proportion to the squared "
          + "loading (OECD Handbook).")
    case .unrotated:
      formula = LocalizedText(
        zh: "不旋转，各指标归入载荷最大的主成分，权重与载荷平方成正比。",
        en: "Without a rotation each indicator belongs to the component that "
          + "it loads highest on, and its weight is in proportion to the "
          + "squared loading.")
    }
    let count: Convention
    if let components {
      count = Convention(
        "components", "\(components)",
        LocalizedText(
          zh: "保留 \(components) 个主成分。",
          en: "\(components) components are kept."))
    } else {
      count = Convention(
        "components", "kaiser",
        LocalizedText(
          zh: "保留特征值大于 1 的主成分。",
          en: "Components with an eigenvalue above 1 are kept."))
    }
    var list = [Convention("pca", variant.rawValue, formula), count]
    if variant == .rotated, rotation == .rDefault {
      list.append(
        Convention(
          "rotation", rotation.rawValue,
          LocalizedText(
            zh: "旋转按 R 的默认精度（1e-5）提前停止。",
            en: "The rotation stops early, as R's varimax does by default "
              + "(1e-5).")))
    }
    return list
  }
}

extension HierarchyOptions {
  fileprivate var voiceConventions: [Convention] {
    if voices.isEmpty { return [] }
    let list = voices.keys.sorted().map {
      "\($0) \(plainText(voices[$0] ?? 1))"
    }
    .joined(separator: ", ")
    return [
      Convention(
        "voices", list,
        LocalizedText(
          zh: "评判者的话语权：\(list)，其余为 1。",
          en: "The voices of judges count as \(list), others as 1."))
    ]
  }
}

extension HierarchyOptions.Judgement {
  /// The choice and what it means.
  public var convention: Convention {
    switch self {
    case .eigenvector:
      Convention(
        "judgement", rawValue,
        LocalizedText(
          zh: "判断矩阵的权重取主特征向量。",
          en: "Weights are the principal eigenvector of the judgement matrix."))
    case .geometricMean:
      Convention(
        "judgement", rawValue,
        LocalizedText(
          zh: "判断矩阵的权重取各行几何平均。",
          en: "Weights are the geometric means of the rows of the judgement "
            + "matrix."))
    }
  }
}

extension HierarchyOptions.Group {
  /// The choice and what it means.
  public var convention: Convention {
    switch self {
    case .judgements:
      Convention(
        "judges", rawValue,
        LocalizedText(
          zh: "多位评判者的判断逐格取几何平均后再求权重。",
          en: "The judgements of several judges are combined cell by cell by "
            + "their geometric mean."))
    case .priorities:
      Convention(
        "judges", rawValue,
        LocalizedText(
          zh: "先求各评判者的权重，再取算术平均。",
          en: "Weights are the arithmetic mean of the judges' weights."))
    case .geometricPriorities:
      Convention(
        "judges", rawValue,
        LocalizedText(
          zh: "先求各评判者的权重，再取几何平均并归一。",
          en: "Weights are the geometric mean of the judges' weights, divided "
            + "by their sum."))
    }
  }
}

extension RandomIndex {
  /// The choice and what it means.
  public var convention: Convention {
    let source: String
    switch self {
    case .saaty: source = "Saaty (1980)"
    case .chineseTextbook: source = "Saaty (1980; 1.54 for n = 12)"
    case .tummalaLing: source = "Tummala & Ling (1998)"
    case .simulated: source = "ahpsurvey"
    }
    return Convention(
      "random-index", rawValue,
      LocalizedText(
        zh: "一致性比率用 \(source) 的随机一致性指标表。",
        en: "Consistency ratios use the random indices of \(source)."))
  }
}

extension EntropyVariant {
  /// The choice and what it means.
  public var convention: Convention {
    let sentence: LocalizedText
    switch self {
    case .minMax:
      sentence = LocalizedText(
        zh: "熵由按方向极差标准化的数值计算，0·ln0 取 0。",
        en: "Entropies use min-max values in the direction of the indicator, "
          + "with 0·ln 0 = 0.")
    case .minMaxShift:
      sentence = LocalizedText(
        zh: "熵由极差标准化后加 0.01 的数值计算。",
        en: "Entropies use min-max values plus 0.01.")
    case .scaled:
      sentence = LocalizedText(
        zh: "熵由压缩到 0.002–0.998 的极差标准化数值计算。",
        en: "Entropies use min-max values squeezed to 0.002–0.998.")
    case .raw:
      sentence = LocalizedText(
        zh: "熵由原始数值计算，不考虑方向。",
        en: "Entropies use raw values, whatever the direction.")
    case .reciprocal:
      sentence = LocalizedText(
        zh: "熵由原始数值计算，逆向指标取倒数。",
        en: "Entropies use raw values, with 1/x where low values are good.")
    }
    return Convention("entropy", rawValue, sentence)
  }
}
