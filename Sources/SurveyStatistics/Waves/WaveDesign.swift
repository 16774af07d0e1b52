import Diagnostics
import SurveyData

/// The design of the stacked waves.
///
/// A cluster that occurs in several waves ties their estimates together.
/// Whether equal identifiers mean the same cluster only the survey's makers
/// know:
///
/// - `clusters-shared: true` (default): they do, the design is used as it
///   stands.
/// - `clusters-shared: false`: each wave drew its own sample; the wave
///   becomes a stratum above all others, and waves are independent.
/// - `panel`: the same respondents answer again. Where the design has no
///   clusters they become its clusters; where it has, each respondent lies
///   within one, and the clusters tie the waves together already.
struct WaveDesign {
  let design: SurveyDesign
  let convention: Convention

  init(_ analysis: WaveAnalysis, _ data: AnalysisData) throws(Diagnostic) {
    let options = analysis.options
    let isNested = options.areClustersShared == false
    if let panel = options.panel, isNested {
      throw Diagnostic(
        .wrongOption, at: data.place(of: panel),
        "a panel has the same respondents in several waves, and"
          + " 'clusters-shared: false' says that waves share none",
        zh: "固定样本的各期受访者相同，而“clusters-shared: false”表示各期没有共同的群",
        help: "remove one of the two keys")
    }
    var specification = data.design.specification
    var isPanel = false
    if let panel = options.panel {
      _ = try data.table.column(panel)
      isPanel = specification.clusters.isEmpty
      if isPanel { specification.clusters = [panel] }
    }
    if isNested { specification.strata.insert(analysis.wave, at: 0) }
    convention = Self.convention(
      isNested: isNested, hasPanel: options.panel != nil, isPanel: isPanel)
    guard specification != data.design.specification else {
      design = data.design
      return
    }
    if data.design.replicates != nil || data.design.unequal != nil {
      throw Diagnostic(
        .wrongOption, at: Place(file: data.table.source.file),
        "'\(isNested ? "clusters-shared" : "panel")' cannot change a design"
          + " with replicate weights or joint probabilities, which say"
          + " themselves how waves depend on each other",
        zh:
          "“\(isNested ? "clusters-shared" : "panel")”不能改变有复制权重或联合入样概率的抽样设计，各期的相依关系已由其给出",
        help: "remove the key")
    }
    var stacked = try SurveyDesign(specification, table: data.table)
    stacked.weights = data.design.weights
    stacked.adjustments = data.design.adjustments
    design = stacked
  }

  private static func convention(
    isNested: Bool, hasPanel: Bool, isPanel: Bool
  ) -> Convention {
    if isNested {
      return Convention(
        "waves", "independent",
        LocalizedText(
          zh: "各期：每期独立抽样（期次作为最高一级的层），变化的方差为两期方差之和。",
          en: "Waves: each drew its own sample (the wave is a stratum above"
            + " all others); the variance of a change is the sum"
            + " of those of the two waves."))
    }
    if isPanel {
      return Convention(
        "waves", "panel",
        LocalizedText(
          zh: "各期：同一批受访者多次作答，受访者作为群；变化的方差计入同一人"
            + "前后两次回答的协方差。",
          en: "Waves: the same respondents answer again and are the clusters;"
            + " variances of changes count the covariance of a respondent's"
            + " answers."))
    }
    return Convention(
      "waves", hasPanel ? "panel-in-clusters" : "stacked",
      hasPanel
        ? LocalizedText(
          zh: "各期：固定样本的受访者各在一个群内，各期为合并样本的子总体，"
            + "共有的群计入变化的方差。",
          en: "Waves: the respondents of the panel lie within the clusters of"
            + " the design; waves are domains of one stacked sample, and"
            + " shared clusters count in the variances of changes.")
        : LocalizedText(
          zh: "各期：作为一个合并样本的子总体，共有的群和层计入变化的方差。",
          en: "Waves: domains of one stacked sample; clusters and strata that"
            + " they share count in the variances of changes."))
  }
}
