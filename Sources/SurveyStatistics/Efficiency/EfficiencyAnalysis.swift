import Diagnostics
import SurveyData

/// How efficient units are in turning inputs into outputs, by data
/// envelopment (数据包络分析): `DataEnvelopment` for every unit, with scale
/// efficiency, targets, and the units that each is compared with.
///
/// The outcome has one estimate a unit with statistic `efficiency` in the
/// order of the table, and with the orientation to outputs one with statistic
/// `expansion`, φ.
///
/// Edge cases: see `DataEnvelopment` and `EfficiencyFrame`. A unit that lacks
/// an input or an output has no efficiency and is nobody's peer.
public struct EfficiencyAnalysis: Analysis {
  /// `efficiency`.
  public static let kind = "efficiency"

  /// The column that identifies a unit; rows are numbered without one.
  public var unit: String?
  /// What units put in.
  public var inputs: [String]
  /// What they get out.
  public var outputs: [String]
  /// The choices.
  public var options: EfficiencyOptions

  /// Creates the analysis.
  public init(
    unit: String? = nil, inputs: [String], outputs: [String],
    options: EfficiencyOptions = EfficiencyOptions()
  ) {
    self.unit = unit
    self.inputs = inputs
    self.outputs = outputs
    self.options = options
  }

  /// Refuses columns and numbers that cannot be used.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try findings(on: data)
  }

  /// What a run would say about the data.
  ///
  /// - Throws: What `run` throws about columns and values.
  public func findings(
    on data: AnalysisData
  ) throws(Diagnostic) -> [Diagnostic] {
    try EfficiencyFrame(self, data).diagnostics
  }

  /// Measures every unit.
  ///
  /// - Throws: A diagnostic when a column does not exist, or the numbers do
  ///   not fit.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let frame = try EfficiencyFrame(self, data)
    let found = EfficiencyScores(frame, options)
    let tables = EfficiencyTables(
      options: options, names: (inputs, outputs), frame: frame, found: found,
      data: data)
    let (bootstrap, remarks) = try bootstrap(frame, level: data.level)
    var diagnostics = frame.diagnostics + remarks
    let incomparable = frame.kept.indices.filter {
      found.scores[$0].efficiency == nil
    }
    if !incomparable.isEmpty {
      let names = incomparable.prefix(10).map {
        frame.units.ids[frame.kept[$0]]
      }
      diagnostics.append(
        Diagnostic(
          .incomparableUnits, .note, at: Place(file: data.table.source.file),
          "\(incomparable.count) of \(frame.kept.count) units cannot be held"
            + " against the others: " + names.joined(separator: ", ")
            + (incomparable.count > 10 ? ", …" : ""),
          zh: "\(frame.kept.count)个单位中有\(incomparable.count)个无法与其他单位比较："
            + names.joined(separator: "、")
            + (incomparable.count > 10 ? "等" : "")))
    }
    return AnalysisOutcome(
      estimates: estimates(frame, found)
        + corrected(frame, bootstrap, level: data.level),
      conventions: conventions, formula: formula,
      details: .tables(
        tables.all
          + (bootstrap.map { [tables.corrected($0, level: data.level)] } ?? []),
        finding: tables.finding),
      diagnostics: diagnostics)
  }

  private func estimates(
    _ frame: EfficiencyFrame, _ found: EfficiencyScores
  ) -> [Estimate] {
    var scores: [Int: Int] = [:]
    for (position, unit) in frame.kept.enumerated() { scores[unit] = position }
    var list: [Estimate] = []
    for unit in frame.units.ids.indices {
      let position = scores[unit]
      let efficiency = position.flatMap { found.scores[$0].efficiency }
      list.append(
        Estimate(
          variable: Self.kind,
          label: LocalizedText(zh: "效率", en: "Efficiency"),
          group: frame.units.group(unit), statistic: "efficiency",
          unit: .coefficient, value: efficiency,
          base: frame.kept.count, weightedBase: Double(frame.kept.count),
          remarks: remarks(position, efficiency)))
    }
    guard options.orientation == .output else { return list }
    return list
      + list.map { efficiency in
        var expansion = efficiency
        expansion.label = LocalizedText(zh: "产出扩张倍数", en: "Expansion")
        expansion.statistic = "expansion"
        expansion.value = efficiency.value.map { 1 / $0 }
        return expansion
      }
  }

  private func corrected(
    _ frame: EfficiencyFrame, _ bootstrap: EfficiencyBootstrap?, level: Double
  ) -> [Estimate] {
    guard let bootstrap else { return [] }
    return zip(frame.kept, bootstrap.results).map { unit, result in
      Estimate(
        variable: Self.kind,
        label: LocalizedText(
          zh: "偏差校正后的效率", en: "Efficiency corrected for bias"),
        group: frame.units.group(unit), statistic: "corrected-efficiency",
        unit: .coefficient, value: result.corrected,
        interval: Interval(
          lower: result.lower, upper: result.upper, level: level,
          method: "bootstrap"), base: frame.kept.count,
        weightedBase: Double(frame.kept.count),
        remarks: ["no-standard-error"])
    }
  }

  private func remarks(_ position: Int?, _ efficiency: Double?) -> [String] {
    if position == nil { return ["not-rated"] }
    return [efficiency == nil ? "infeasible" : "no-standard-error"]
  }

  private var formula: String {
    switch (options.model, options.orientation) {
    case (.sbm, .input): "ρ = min 1 − (1/m) Σ s⁻/x₀"
    case (.sbm, .output): "ρ = min 1 / (1 + (1/s) Σ s⁺/y₀)"
    case (.sbm, .both):
      "ρ = min (1 − (1/m) Σ s⁻/x₀) / (1 + (1/s) Σ s⁺/y₀)"
    case (_, .output): "φ = max φ: Σ λx ≤ x₀, Σ λy ≥ φy₀; 1/φ"
    default: "θ = min θ: Σ λx ≤ θx₀, Σ λy ≥ y₀"
    }
  }
}
