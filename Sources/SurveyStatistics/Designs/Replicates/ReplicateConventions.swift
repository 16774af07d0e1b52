import SurveyData

extension ReplicateWeights {
  /// The choices behind the variances, as they are printed beside a result.
  func conventions(_ plan: ReplicateSpecification) -> [Convention] {
    let factor =
      replicateScales.allSatisfy { $0 == 1 }
      ? "c = \(NumberText.short(scale))"
      : "c = \(NumberText.short(scale)), cᵣ = \(scaleRange)"
    let chinese = plan.method.names.chinese ?? ""
    let english = plan.method.names.english ?? ""
    return [
      Convention(
        "replicates", plan.method.name,
        LocalizedText(
          zh: "方差由\(count)组重复权数计算（\(chinese)）：c·Σcᵣ(θᵣ − θ̄)²，"
            + "\(factor.replacing(", ", with: "，"))。",
          en: "Variances from \(count) sets of replicate weights"
            + " (\(english)): c·Σcᵣ(θᵣ − θ̄)², \(factor)."))
    ] + [centre.convention, plan.degrees.convention(degreesOfFreedom)]
  }

  private var scaleRange: String {
    let least = replicateScales.min() ?? 1
    let most = replicateScales.max() ?? 1
    return least == most
      ? NumberText.short(least)
      : "\(NumberText.short(least))…\(NumberText.short(most))"
  }
}

/// Numbers in sentences.
private enum NumberText {
  /// At most four decimals.
  static func short(_ number: Double) -> String {
    let rounded = (number * 10000).rounded() / 10000
    return plainText(rounded == 0 ? number : rounded)
  }
}

extension ReplicateCentre {
  /// The choice as it is printed beside a result.
  public var convention: Convention {
    switch self {
    case .replicates:
      Convention(
        "replicate-centre", rawValue,
        LocalizedText(
          zh: "重复估计的离差以各重复估计的平均值为中心。",
          en: "Deviations of replicates are taken from their mean."))
    case .estimate:
      Convention(
        "replicate-centre", rawValue,
        LocalizedText(
          zh: "重复估计的离差以全样本估计值为中心。",
          en: "Deviations of replicates are taken from the estimate of the"
            + " full sample."))
    }
  }
}

extension ReplicateDegrees {
  /// The choice as it is printed beside a result.
  func convention(_ value: Double) -> Convention {
    let chinese: String
    let english: String
    switch self {
    case .rank:
      (chinese, english) = (
        "所述记录的重复权数矩阵的秩减一",
        "rank of the replicate weights of the rows of the group less 1"
      )
    case .count: (chinese, english) = ("重复组数减一", "replicates less 1")
    case .design:
      (chinese, english) = (
        "含有所述记录的初级抽样单元数减去层数",
        "first-stage clusters less strata with rows of the group"
      )
    case .number: (chinese, english) = ("按设定", "as told")
    }
    return Convention(
      "degrees-of-freedom", "replicates-\(name)",
      LocalizedText(
        zh: "自由度：\(chinese)，全部记录为\(plainText(value))。",
        en: "Degrees of freedom: \(english); \(plainText(value)) for all"
          + " rows."))
  }
}

extension ReplicateSpecification {
  /// The method.
  var method: any ReplicateNaming {
    switch source {
    case .supplied(_, let method): method
    case .made(let making): making
    }
  }
}

/// A method with words for it.
protocol ReplicateNaming {
  /// The name in a study.
  var name: String { get }
  /// What it is called in print.
  var names: LocalizedText { get }
}

extension ReplicateMethod: ReplicateNaming {
  var name: String { rawValue }

  var names: LocalizedText {
    let (chinese, english) =
      switch self {
      case .brr: ("平衡半样本，数据自带", "balanced half samples, supplied")
      case .fay: ("Fay 法，数据自带", "Fay's method, supplied")
      case .jk1: ("刀切法 JK1，数据自带", "jackknife JK1, supplied")
      case .jk2: ("刀切法 JK2，数据自带", "jackknife JK2, supplied")
      case .jkn: ("分层刀切法 JKn，数据自带", "stratified jackknife JKn, supplied")
      case .bootstrap: ("自助法，数据自带", "bootstrap, supplied")
      case .successiveDifference:
        ("逐次差分，数据自带", "successive differences, supplied")
      case .other: ("数据自带", "supplied")
      }
    return LocalizedText(zh: chinese, en: english)
  }
}

extension ReplicateMaking: ReplicateNaming {
  var name: String { rawValue }

  var names: LocalizedText {
    let (chinese, english) =
      switch self {
      case .jk1: ("刀切法 JK1", "jackknife JK1")
      case .jkn: ("分层刀切法 JKn", "stratified jackknife JKn")
      case .brr: ("平衡半样本", "balanced half samples")
      case .fay: ("Fay 法", "Fay's method")
      case .raoWu: ("Rao–Wu 自助法", "bootstrap of Rao and Wu")
      case .raoWuYueBeaumont:
        ("Rao–Wu–Yue–Beaumont 自助法", "bootstrap of Rao, Wu, Yue and Beaumont")
      case .poisson: ("泊松自助法", "Poisson bootstrap")
      case .successiveDifference: ("逐次差分", "successive differences")
      }
    return LocalizedText(zh: chinese, en: english)
  }
}
