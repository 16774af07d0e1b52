import Diagnostics
import SurveyData

extension EfficiencyAnalysis {
  /// Draws whose programs are no more than this are solved; each has a
  /// column for each unit.
  private static let largestWork = 2e9

  /// The bootstrap that was asked for, with what the reader should know.
  ///
  /// - Throws: A diagnostic when it would take too long.
  func bootstrap(
    _ frame: EfficiencyFrame, level: Double
  ) throws(Diagnostic) -> (EfficiencyBootstrap?, [Diagnostic]) {
    guard let options = options.bootstrap else { return (nil, []) }
    let place = Place(file: frame.file)
    let units = Double(frame.kept.count)
    let rows = Double(inputs.count + outputs.count + 1)
    if units * units * rows * Double(options.draws) > Self.largestWork {
      throw Diagnostic(
        .efficiencyBootstrap, .error, at: place,
        "\(options.draws) draws of the efficiencies of \(frame.kept.count) units"
          + " would take too long",
        zh: "\(frame.kept.count)个单位的效率抽取\(options.draws)次，耗时过长",
        help: "set fewer 'bootstrap.draws', or 'bootstrap: none'")
    }
    let found = EfficiencyBootstrap(
      DataEnvelopment(
        inputs: frame.inputs, outputs: frame.outputs,
        returns: self.options.returns),
      orientation: self.options.orientation, draws: options.draws,
      seed: options.seed, bandwidth: options.bandwidth, level: level)
    guard let found else {
      return (
        nil,
        [
          Diagnostic(
            .efficiencyBootstrap, .warning, at: place,
            "the efficiencies differ too little to draw others from them, and"
              + " have no intervals",
            zh: "各单位效率差异过小，无法据以重抽，不给出区间")
        ]
      )
    }
    if found.failed == 0 { return (found, []) }
    return (
      found,
      [
        Diagnostic(
          .efficiencyBootstrap, .note, at: place,
          "\(found.failed) of \(options.draws) draws have no solution and were"
            + " left out",
          zh: "\(options.draws)次抽取中有\(found.failed)次无解，未计入")
      ]
    )
  }

  /// The convention of the bootstrap.
  var bootstrapConvention: Convention? {
    guard let bootstrap = options.bootstrap else { return nil }
    return Convention(
      "bootstrap", "simar-wilson",
      LocalizedText(
        zh: "偏差校正与区间：Simar 与 Wilson（1998、2000）平滑自助法，\(bootstrap.draws) 次抽样，"
          + "种子 \(bootstrap.seed)，在 1 处反射，带宽"
          + (bootstrap.bandwidth.map { " \(plainText($0))。" }
            ?? "按 Silverman 规则取自不为 1 的得分。"),
        en: "Bias and intervals by the smoothed bootstrap of Simar and Wilson"
          + " (1998, 2000), \(bootstrap.draws) draws, seed \(bootstrap.seed),"
          + " reflected at 1, with "
          + (bootstrap.bandwidth.map { "the bandwidth \(plainText($0))." }
            ?? "Silverman's bandwidth from the scores that are not 1.")))
  }
}

extension EfficiencyTables {
  /// Efficiencies less their bias, with limits.
  func corrected(
    _ bootstrap: EfficiencyBootstrap, level: Double
  ) -> StatisticsTable {
    let results = bootstrap.results
    let ranks = competitionRanks(results.map(\.corrected))
    let order = results.indices.sorted {
      (ranks[$0] ?? .max, $0) < (ranks[$1] ?? .max, $1)
    }
    let isOutput = options.orientation == .output
    let unsure = results.count { $0.isBiasUnsure }
    return StatisticsTable(
      "corrected",
      title: LocalizedText(
        zh: "偏差校正后的效率", en: "Efficiency corrected for bias"),
      stub: LocalizedText(zh: "单位", en: "Unit"),
      columns: [
        .init(
          "corrected", LocalizedText(zh: "校正后", en: "Corrected"), .coefficient),
        .init("rank", LocalizedText(zh: "名次", en: "Rank"), .count),
        .init(
          "efficiency", LocalizedText(zh: "校正前", en: "As measured"),
          .coefficient),
        .init(
          "bias",
          isOutput
            ? LocalizedText(zh: "φ 的偏差", en: "Bias of φ")
            : LocalizedText(zh: "偏差", en: "Bias"), .coefficient),
        .init(
          "deviation", LocalizedText(zh: "标准差", en: "Standard deviation"),
          .coefficient),
      ],
      rows: order.map { unit in
        let result = results[unit]
        return StatisticsTable.Row(
          id(unit), label(unit),
          [
            .init(
              result.corrected,
              interval: Interval(
                lower: result.lower, upper: result.upper, level: level,
                method: "bootstrap")),
            .init(ranks[unit].map(Double.init)), .init(result.efficiency),
            .init(result.bias), .init(result.deviation),
          ])
      },
      notes: [
        LocalizedText(
          zh: "观测到的前沿在真实前沿之内，未校正的效率偏高；区间是真实效率的区间，可以不含校正前的值。"
            + "带宽 \(plainText(roundedHalfUp(bootstrap.bandwidth, 4)))。"
            + (unsure > 0 ? "\(unsure) 个单位的偏差与其误差相比较小，校正意义不大。" : ""),
          en: "The frontier of the units observed lies inside the true one, so"
            + " that efficiencies as measured are too high; intervals are of"
            + " the true efficiency and need not hold the measured one."
            + " Bandwidth \(plainText(roundedHalfUp(bootstrap.bandwidth, 4)))."
            + (unsure > 0
              ? " For \(unsure) units the bias is small beside its error, and"
                + " correcting does little." : ""))
      ], figure: .dots(column: "corrected", reference: 1))
  }
}
