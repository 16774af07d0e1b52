import SurveyData

extension EfficiencyAnalysis {
  /// The formula variants that are used, each with a sentence.
  public var conventions: [Convention] {
    var list = [model, orientation, returns]
    if options.model != .sbm {
      list.append(
        Convention(
          "slacks", "two-stage",
          LocalizedText(
            zh: "先求径向效率，再使松弛之和（各松弛除以该列均值）最大，由此得到目标值与参照单位。",
            en: "Radial efficiency comes first; then the sum of slacks, each"
              + " divided by the mean of its column, is made as large as"
              + " possible, which gives targets and peers.")))
    }
    return list + [bootstrapConvention].compactMap { $0 }
  }

  private var model: Convention {
    let sentence =
      switch options.model {
      case .ccr:
        LocalizedText(
          zh: "模型：CCR（Charnes、Cooper 与 Rhodes 1978），径向，规模报酬不变。",
          en: "Model: CCR (Charnes, Cooper and Rhodes 1978), radial, constant"
            + " returns to scale.")
      case .bcc:
        LocalizedText(
          zh: "模型：BCC（Banker、Charnes 与 Cooper 1984），径向，规模报酬可变。",
          en: "Model: BCC (Banker, Charnes and Cooper 1984), radial, variable"
            + " returns to scale.")
      case .radial:
        LocalizedText(
          zh: "模型：径向，规模报酬另行指定。",
          en: "Model: radial, with the returns to scale that are named.")
      case .super:
        LocalizedText(
          zh: "模型：超效率（Andersen 与 Petersen 1993），每个单位只与其他单位比较，得分可大于 1，"
            + "也可能无解。",
          en: "Model: super-efficiency (Andersen and Petersen 1993): each unit"
            + " is held against the others only, so that scores can exceed 1,"
            + " or not exist.")
      case .sbm:
        LocalizedText(
          zh: "模型：SBM（Tone 2001），按松弛计算，得分 1 当且仅当没有任何松弛。",
          en: "Model: SBM (Tone 2001), by slacks: a score of 1 means no slack"
            + " at all.")
      }
    return Convention("model", options.model.rawValue, sentence)
  }

  private var orientation: Convention {
    let sentence =
      switch options.orientation {
      case .input:
        LocalizedText(
          zh: "投入导向：产出不变，投入能缩减到几成。",
          en: "Input orientation: to what share inputs could shrink with the"
            + " same outputs.")
      case .output:
        LocalizedText(
          zh: "产出导向：投入不变，产出能扩张到 φ 倍；效率为 1/φ。",
          en: "Output orientation: outputs could grow by the factor φ with the"
            + " same inputs; the efficiency is 1/φ.")
      case .both:
        LocalizedText(
          zh: "非导向：投入与产出同时改进。",
          en: "No orientation: inputs and outputs improve together.")
      }
    return Convention(
      "orientation", options.orientation.rawValue, sentence)
  }

  private var returns: Convention {
    let sentence =
      switch options.returns {
      case .constant:
        LocalizedText(zh: "规模报酬不变。", en: "Returns to scale are constant.")
      case .variable:
        LocalizedText(
          zh: "规模报酬可变（Σλ = 1）。",
          en: "Returns to scale are variable (Σλ = 1).")
      case .increasing:
        LocalizedText(
          zh: "规模报酬非递减（Σλ ≥ 1）。",
          en: "Returns to scale do not decrease (Σλ ≥ 1).")
      case .decreasing:
        LocalizedText(
          zh: "规模报酬非递增（Σλ ≤ 1）。",
          en: "Returns to scale do not increase (Σλ ≤ 1).")
      }
    return Convention("returns", options.returns.rawValue, sentence)
  }
}
