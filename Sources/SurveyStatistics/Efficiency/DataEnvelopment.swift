import LinearPrograms

/// The efficiency of units that turn inputs into outputs, against the
/// frontier that the best of them form: data envelopment analysis (数据包络分析).
///
/// For unit 0 among n units with inputs x and outputs y, and weights λ ≥ 0 of
/// the units that it is compared with:
///
///     input:   min θ   Σλx ≤ θx₀,  Σλy ≥ y₀         efficiency θ
///     output:  max φ   Σλx ≤ x₀,   Σλy ≥ φy₀        efficiency 1/φ
///
/// with Σλ free (constant returns), = 1 (variable), ≥ 1 (increasing) or ≤ 1
/// (decreasing). Given θ or φ, a second program finds the largest sum of
/// slacks, each divided by the mean of its column so that units of
/// measurement do not matter; projected values are the targets.
///
/// Edge cases:
///
/// - A unit can be compared with others only (`excluding`): super-efficiency.
///   Under variable returns that may be impossible, which is a result.
/// - A score within 1e-9 of 1 is 1.
///
/// Sources: Charnes, Cooper and Rhodes (1978), European Journal of
/// Operational Research 2; Banker, Charnes and Cooper (1984), Management
/// Science 30. Checked with deaR 1.5.3: `Tests/References/evaluation/dea.json`.
///
/// - Precondition: All numbers are finite and not negative, each column has
///   one number a unit, and each unit has an input and an output above 0.
public struct DataEnvelopment: Sendable {
  /// What was found for one unit.
  public struct Score: Sendable, Hashable {
    /// From 0 to 1, above 1 for super-efficiency; `nil` when no comparison is
    /// possible.
    public var efficiency: Double?
    /// For each unit of the reference set its weight.
    public var weights: [Double]
    /// For each input by how much more it could shrink.
    public var inputSlacks: [Double]
    /// For each output by how much more it could grow.
    public var outputSlacks: [Double]
    /// For each input its value on the frontier.
    public var inputTargets: [Double]
    /// For each output its value on the frontier.
    public var outputTargets: [Double]

    /// No comparison is possible.
    static let infeasible = Score(
      efficiency: nil, weights: [], inputSlacks: [], outputSlacks: [],
      inputTargets: [], outputTargets: [])
  }

  /// Columns of inputs, each divided by its mean.
  let inputs: [[Double]]
  /// Columns of outputs, each divided by its mean.
  let outputs: [[Double]]
  let inputMeans: [Double]
  let outputMeans: [Double]
  let returns: EfficiencyOptions.Returns
  /// The number of units.
  public let count: Int

  /// Creates the frontier of units.
  public init(
    inputs: [[Double]], outputs: [[Double]],
    returns: EfficiencyOptions.Returns = .constant
  ) {
    let count = inputs.first?.count ?? 0
    precondition((inputs + outputs).allSatisfy { $0.count == count })
    self.count = count
    self.returns = returns
    inputMeans = inputs.map { Self.scale($0) }
    outputMeans = outputs.map { Self.scale($0) }
    self.inputs = zip(inputs, inputMeans).map { column, mean in
      column.map { $0 / mean }
    }
    self.outputs = zip(outputs, outputMeans).map { column, mean in
      column.map { $0 / mean }
    }
  }

  private static func scale(_ column: [Double]) -> Double {
    let mean = column.reduce(0, +) / Double(max(1, column.count))
    return mean > 0 ? mean : 1
  }

  /// Numbers this close to 1 or 0 are 1 or 0: the tolerance of the solver.
  static let tolerance = 1e-9

  static func snapped(_ score: Double) -> Double {
    abs(score - 1) <= tolerance ? 1 : score
  }

  // MARK: - Radial models

  /// The radial efficiency of one unit, with slacks and targets.
  ///
  /// - Parameters:
  ///   - unit: The unit.
  ///   - orientation: `input` or `output`; `both` counts as `input`.
  ///   - excludesItself: Whether it is compared with the others only.
  public func radial(
    _ unit: Int, orientation: EfficiencyOptions.Orientation,
    excludesItself: Bool = false
  ) -> Score {
    let excluded = excludesItself ? unit : nil
    guard
      let distance = distance(
        inputs: inputs.map { $0[unit] }, outputs: outputs.map { $0[unit] },
        orientation: orientation, excluding: excluded)
    else { return .infeasible }
    return project(unit, distance, orientation, excluded)
  }

  /// θ, or φ with the orientation to outputs, of a point; `nil` when the
  /// program has no solution.
  ///
  /// - Parameters:
  ///   - inputs: The inputs of the point, divided by the means of columns.
  ///   - outputs: Its outputs, divided likewise.
  ///   - reference: Other inputs and outputs of the units to compare with.
  func distance(
    inputs point: [Double], outputs produced: [Double],
    orientation: EfficiencyOptions.Orientation, excluding: Int? = nil,
    reference: (inputs: [[Double]], outputs: [[Double]])? = nil
  ) -> Double? {
    let isOutput = orientation == .output
    var program = LinearProgram(isOutput ? .maximise : .minimise)
    let factor = program.addColumn(cost: 1)
    let weights = (0..<count).map { unit in
      program.addColumn(unit == excluding ? .equal(0) : .nonNegative)
    }
    for (column, value) in zip(reference?.inputs ?? inputs, point) {
      var terms = sum(column, weights)
      if !isOutput { terms.append(.init(factor, -value)) }
      program.addRow(terms, .atMost(isOutput ? value : 0))
    }
    for (column, value) in zip(reference?.outputs ?? outputs, produced) {
      var terms = sum(column, weights)
      if isOutput { terms.append(.init(factor, -value)) }
      program.addRow(terms, .atLeast(isOutput ? 0 : value))
    }
    addReturns(to: &program, weights)
    return program.solve().solution?.value
  }

  private func sum(
    _ column: [Double], _ weights: [Int]
  ) -> [LinearProgram.Term] {
    var terms: [LinearProgram.Term] = []
    terms.reserveCapacity(weights.count + 2)
    for (value, weight) in zip(column, weights) where value != 0 {
      terms.append(.init(weight, value))
    }
    return terms
  }

  private func addReturns(
    to program: inout LinearProgram, _ weights: [Int], scale: Int? = nil
  ) {
    var terms = weights.map { LinearProgram.Term($0, 1) }
    // In the linearised model of slacks the 1 is the column t.
    if let scale { terms.append(.init(scale, -1)) }
    let one = scale == nil ? 1.0 : 0
    switch returns {
    case .constant: return
    case .variable: program.addRow(terms, .equal(one))
    case .increasing: program.addRow(terms, .atLeast(one))
    case .decreasing: program.addRow(terms, .atMost(one))
    }
  }

  /// The second stage: the largest sum of slacks at the radial target.
  private func project(
    _ unit: Int, _ distance: Double,
    _ orientation: EfficiencyOptions.Orientation, _ excluded: Int?
  ) -> Score {
    let isOutput = orientation == .output
    let efficiency = Self.snapped(isOutput ? 1 / distance : distance)
    let factor = isOutput ? 1 / efficiency : efficiency
    var program = LinearProgram(.maximise)
    let weights = (0..<count).map { other in
      program.addColumn(other == excluded ? .equal(0) : .nonNegative)
    }
    let inputSlacks = inputs.map { _ in program.addColumn(cost: 1) }
    let outputSlacks = outputs.map { _ in program.addColumn(cost: 1) }
    for (column, slack) in zip(inputs, inputSlacks) {
      program.addRow(
        sum(column, weights) + [.init(slack, 1)],
        .equal(column[unit] * (isOutput ? 1 : factor)))
    }
    for (column, slack) in zip(outputs, outputSlacks) {
      program.addRow(
        sum(column, weights) + [.init(slack, -1)],
        .equal(column[unit] * (isOutput ? factor : 1)))
    }
    addReturns(to: &program, weights)
    guard let found = program.solve().solution else {
      // The radial target is on the frontier but for the last digits.
      return Score(
        efficiency: efficiency, weights: [], inputSlacks: [],
        outputSlacks: [], inputTargets: [], outputTargets: [])
    }
    return score(
      efficiency, weights: weights.map { found.columns[$0] },
      inputs: inputs.indices.map { index in
        (
          inputs[index][unit] * (isOutput ? 1 : factor),
          found.columns[inputSlacks[index]]
        )
      },
      outputs: outputs.indices.map { index in
        (
          outputs[index][unit] * (isOutput ? factor : 1),
          found.columns[outputSlacks[index]]
        )
      })
  }

  /// Back on the scale of the columns.
  private func score(
    _ efficiency: Double, weights: [Double],
    inputs: [(radial: Double, slack: Double)],
    outputs: [(radial: Double, slack: Double)]
  ) -> Score {
    func clean(_ value: Double) -> Double {
      value <= Self.tolerance ? 0 : value
    }
    let shrunken = inputs.map { clean($0.slack) }
    let grown = outputs.map { clean($0.slack) }
    return Score(
      efficiency: efficiency, weights: weights.map(clean),
      inputSlacks: zip(shrunken, inputMeans).map { $0 * $1 },
      outputSlacks: zip(grown, outputMeans).map { $0 * $1 },
      inputTargets: inputs.indices.map {
        (inputs[$0].radial - shrunken[$0]) * inputMeans[$0]
      },
      outputTargets: outputs.indices.map {
        (outputs[$0].radial + grown[$0]) * outputMeans[$0]
      })
  }

  // MARK: - Slacks

  /// The efficiency by slacks of one unit (Tone 2001):
  ///
  ///     min (1 − (1/m) Σ s⁻/x₀) / (1 + (1/s) Σ s⁺/y₀)
  ///
  /// made linear by a factor t. With the orientation to inputs the
  /// denominator is 1, with that to outputs the numerator.
  ///
  /// - Precondition: All inputs and outputs of the unit are above 0.
  public func slacksBased(
    _ unit: Int, orientation: EfficiencyOptions.Orientation
  ) -> Score {
    var program = LinearProgram(.minimise)
    let scale = program.addColumn(
      cost: 1, LinearProgram.Bounds(1e-12, .infinity))
    let weights = (0..<count).map { _ in program.addColumn() }
    let m = Double(inputs.count)
    let s = Double(outputs.count)
    let inputSlacks = inputs.map { column in
      program.addColumn(
        cost: orientation == .output ? 0 : -1 / (m * column[unit]))
    }
    let outputSlacks = outputs.map { _ in program.addColumn() }
    var denominator = [LinearProgram.Term(scale, 1)]
    if orientation != .input {
      for (column, slack) in zip(outputs, outputSlacks) {
        denominator.append(.init(slack, 1 / (s * column[unit])))
      }
    }
    program.addRow(denominator, .equal(1))
    for (column, slack) in zip(inputs, inputSlacks) {
      program.addRow(
        sum(column, weights) + [.init(slack, 1), .init(scale, -column[unit])],
        .equal(0))
    }
    for (column, slack) in zip(outputs, outputSlacks) {
      program.addRow(
        sum(column, weights) + [.init(slack, -1), .init(scale, -column[unit])],
        .equal(0))
    }
    addReturns(to: &program, weights, scale: scale)
    guard let found = program.solve().solution, found.columns[scale] > 0 else {
      return .infeasible
    }
    let t = found.columns[scale]
    return score(
      Self.snapped(found.value), weights: weights.map { found.columns[$0] / t },
      inputs: inputs.indices.map {
        (inputs[$0][unit], found.columns[inputSlacks[$0]] / t)
      },
      outputs: outputs.indices.map {
        (outputs[$0][unit], found.columns[outputSlacks[$0]] / t)
      })
  }
}
