import SurveyData

/// The scores of all units, and for radial models what scale costs them.
struct EfficiencyScores {
  /// Where a unit stands on the frontier's way from small to large.
  enum ScaleRegion: String {
    case increasing, constant, decreasing
  }

  /// What scale costs a unit.
  struct Scale {
    /// Efficiency under constant returns.
    var constant: Double
    /// Efficiency under variable returns.
    var variable: Double
    var region: ScaleRegion
    /// Constant by variable.
    var efficiency: Double { constant / variable }
  }

  let scores: [DataEnvelopment.Score]
  /// One a unit; empty unless the model is radial and includes the unit.
  private(set) var scales: [Scale?] = []

  init(_ frame: EfficiencyFrame, _ options: EfficiencyOptions) {
    let frontier = DataEnvelopment(
      inputs: frame.inputs, outputs: frame.outputs, returns: options.returns)
    let units = frame.kept.indices
    switch options.model {
    case .sbm:
      scores = units.map {
        frontier.slacksBased($0, orientation: options.orientation)
      }
    case .super:
      scores = units.map {
        frontier.radial(
          $0, orientation: options.orientation, excludesItself: true)
      }
    case .ccr, .bcc, .radial:
      scores = units.map {
        frontier.radial($0, orientation: options.orientation)
      }
      scales = Self.scales(frame, options.orientation)
    }
  }

  private static func scales(
    _ frame: EfficiencyFrame, _ orientation: EfficiencyOptions.Orientation
  ) -> [Scale?] {
    func efficiencies(_ returns: EfficiencyOptions.Returns) -> [Double?] {
      let frontier = DataEnvelopment(
        inputs: frame.inputs, outputs: frame.outputs, returns: returns)
      return frame.kept.indices.map {
        frontier.efficiency($0, orientation: orientation)
      }
    }
    let constant = efficiencies(.constant)
    let variable = efficiencies(.variable)
    let decreasing = efficiencies(.decreasing)
    return frame.kept.indices.map { unit in
      guard let c = constant[unit], let v = variable[unit],
        let d = decreasing[unit]
      else { return nil }
      let isConstant = abs(c - v) <= 1e-7
      return Scale(
        constant: c, variable: v,
        region: isConstant
          ? .constant : abs(d - v) <= 1e-7 ? .decreasing : .increasing)
    }
  }
}

extension DataEnvelopment {
  /// The radial efficiency of one unit without slacks and targets.
  func efficiency(
    _ unit: Int, orientation: EfficiencyOptions.Orientation
  ) -> Double? {
    distance(
      inputs: inputs.map { $0[unit] }, outputs: outputs.map { $0[unit] },
      orientation: orientation
    ).map { Self.snapped(orientation == .output ? 1 / $0 : $0) }
  }
}
