import Diagnostics
import LinearAlgebra
import SurveyData

/// A calibration with its targets found, ready for any weights.
struct CalibrationWork: Sendable {
  /// The step.
  let calibration: Calibration
  /// The targets.
  let targets: CalibrationTargets
  /// The cells of all margins, where there are no totals of numbers.
  private let collapsed: (variables: AuxiliaryVariables, rows: [Int32])?
  /// One by the variance of each row; empty where all are the same.
  private let precisions: [Double]

  /// The cell of each row in all margins; `nil` where totals of numbers, or
  /// variances of their own, make rows of a cell move apart.
  var cellOfRow: [Int32]? { collapsed?.rows }

  /// What a calibration did.
  struct Outcome: Sendable {
    /// The weights.
    var weights: [Double]
    /// The rounds.
    var iterations: Int
    /// Whether the totals are met.
    var hasConverged: Bool
    /// What trimming did between the rounds.
    var trimmed: TrimmedWeights?
    /// The weights beyond the thresholds in the end.
    var beyondThresholds = 0
    /// What each round of calibration found, and between two of them the
    /// thresholds.
    var trace: [[Double]] = []
  }

  /// Finds the targets, and refuses those that no weights can meet.
  init(
    _ calibration: Calibration, table: Table, weights: [Double]
  ) throws(Diagnostic) {
    self.calibration = calibration
    targets = try CalibrationTargets(
      calibration, table: table, weights: weights)
    let numbers = targets.goals.first { $0.isNumber }
    let isByMargins =
      calibration.method == .poststratify || calibration.method == .rake
    if isByMargins, let numbers {
      throw Diagnostic(
        .wrongTarget,
        at: calibration.stated.place
          ?? Place(file: table.source.file, columnName: numbers.margin),
        "'\(calibration.method.rawValue)' takes no total of a number, as that"
          + " of '\(numbers.margin)'",
        zh: "“\(calibration.method.rawValue)”不接受数值的总量，如“\(numbers.margin)”的总量",
        help: "use linear, raking or logit")
    }
    if targets.goals.isEmpty
      || calibration.method == .poststratify
        && targets.variables.terms.count > 1
    {
      throw Diagnostic(
        .wrongTarget,
        at: calibration.stated.place ?? Place(file: table.source.file),
        targets.goals.isEmpty
          ? "'\(calibration.method.rawValue)' has no targets"
          : "'poststratify' takes one margin",
        zh: targets.goals.isEmpty
          ? "“\(calibration.method.rawValue)”没有目标" : "“poststratify”只接受一个边际",
        help: targets.goals.isEmpty
          ? nil : "cross the variables, as in sex*age, or use rake")
    }
    let fault = TargetFeasibility(
      calibration: calibration, targets: targets, weights: weights,
      file: table.source.file
    ).conflict()
    if let fault { throw fault }
    precisions = try Self.precisions(calibration, table: table)
    // Rows of a cell move together only where their variances are the same.
    collapsed = precisions.isEmpty ? targets.variables.collapsed() : nil
    // Systems of equations grow with the square of the targets.
    let isPlain =
      calibration.method == .rake && calibration.rakingVariance == .sweep
      || targets.variables.terms.count == 1 && isByMargins
    if !isPlain, targets.goals.count > Self.mostTargets {
      throw Diagnostic(
        .wrongTarget, at: Place(file: table.source.file),
        "\(targets.goals.count) targets are too many for"
          + " '\(calibration.method.rawValue)'",
        zh: "“\(calibration.method.rawValue)”的目标有\(targets.goals.count)个，过多",
        help: "it takes \(Self.mostTargets) at most; rake takes any number")
    }
  }

  private static func precisions(
    _ calibration: Calibration, table: Table
  ) throws(Diagnostic) -> [Double] {
    guard let name = calibration.residualVariance else { return [] }
    let columns = DesignColumns(table: table)
    let numbers = try columns.numbers(name, role: "variance")
    if let row = numbers.firstIndex(where: { !($0 > 0) || !$0.isFinite }) {
      throw Diagnostic(
        .wrongTarget, at: columns.place(name, row: row),
        "'\(name)' is \(plainText(numbers[row])), and a variance is above 0",
        zh: "“\(name)”为\(plainText(numbers[row]))，而方差须大于0",
        help: "give every row a number such as its size, or leave 'variance'"
          + " out")
    }
    // Only their ratios count; the equations need numbers near 1.
    let largest = numbers.max() ?? 1
    return numbers.map { largest / $0 }
  }

  /// The most targets of a method that solves equations.
  static let mostTargets = 2000

  /// How far, relatively, a weight may stay beyond a threshold that it was
  /// cut to before it is told.
  static let thresholdTolerance = 5e-4

  /// Calibrates weights.
  func calibrated(_ weights: [Double]) -> Outcome {
    var found = once(weights)
    guard let trimming = calibration.trimming, calibration.method == .rake
    else { return found }
    // The thresholds are those of the weights that were raked first.
    let lower = trimming.lower.map { $0.value(for: found.weights) ?? .nan }
    let upper = trimming.upper.map { $0.value(for: found.weights) ?? .nan }
    var all = TrimmedWeights(
      weights: [], lower: lower, upper: upper, count: 0)
    func beyond(_ weights: [Double], by tolerance: Double = 1e-6) -> Int {
      weights.count { weight in
        guard weight > 0 else { return false }
        return weight > (upper ?? .infinity) * (1 + tolerance)
          || weight < (lower ?? 0) * (1 - tolerance)
      }
    }
    all.count = beyond(found.weights)
    for _ in 0..<calibration.cycles {
      found.beyondThresholds = beyond(found.weights)
      if found.beyondThresholds == 0 { break }
      guard
        let cut = trimming.trimmed(found.weights, lower: lower, upper: upper)
      else { break }
      let next = once(cut.weights)
      found.weights = next.weights
      found.trace.append([lower ?? .nan, upper ?? .nan])
      found.trace += next.trace
      found.iterations += next.iterations
      found.hasConverged = next.hasConverged
      found.beyondThresholds = beyond(found.weights)
    }
    // The last raking moves what was cut by as little as it is exact; weights
    // that are printed as the threshold are not beyond it.
    found.beyondThresholds = beyond(
      found.weights, by: Self.thresholdTolerance)
    found.trimmed = all
    return found
  }

  private func once(_ weights: [Double]) -> Outcome {
    let isByMargins =
      calibration.method == .poststratify || calibration.method == .rake
    var solver = CalibrationSolver(
      variables: collapsed?.variables ?? targets.variables,
      targets: targets.totals,
      maximumIterations: calibration.maximumIterations)
    solver.precisions = precisions
    var inputs = weights
    if let (variables, cellOfRow) = collapsed {
      solver.variables = variables
      inputs = [Double](repeating: 0, count: variables.rowCount)
      for row in weights.indices where cellOfRow[row] >= 0 {
        inputs[Int(cellOfRow[row])] += weights[row]
      }
    }
    let solution =
      isByMargins ? solver.raked(inputs) : solver.calibrated(inputs, distance)
    var result = weights
    if let (_, cellOfRow) = collapsed {
      for row in weights.indices where cellOfRow[row] >= 0 {
        result[row] *= solution.factors[Int(cellOfRow[row])]
      }
    } else {
      for row in weights.indices { result[row] *= solution.factors[row] }
    }
    return Outcome(
      weights: result, iterations: solution.iterations,
      hasConverged: solution.hasConverged, trace: [solution.coefficients])
  }

  /// Multiplies weights again with the factors that a round found.
  func multiply(
    _ weights: inout [Double], byFactorsOf coefficients: [Double]
  ) {
    let variables = collapsed?.variables ?? targets.variables
    var factors: [Double]
    if calibration.method == .poststratify || calibration.method == .rake {
      factors = variables.product(coefficients)
    } else {
      factors = variables.predictor(coefficients)
      for row in factors.indices {
        let precision = precisions.isEmpty ? 1 : precisions[row]
        factors[row] = distance.factor(factors[row] * precision).value
      }
    }
    if let cellOfRow {
      for row in weights.indices where cellOfRow[row] >= 0 {
        weights[row] *= factors[Int(cellOfRow[row])]
      }
    } else {
      for row in weights.indices { weights[row] *= factors[row] }
    }
  }

  private var distance: CalibrationSolver.Distance {
    switch calibration.method {
    case .raking: return .raking
    case .logit: return .logit(calibration.bounds ?? 0...2)
    default: return .linear(calibration.bounds)
    }
  }

  /// What explains influences after the step.
  func prediction(
    before: [Double], after: [Double]
  ) -> CalibrationResiduals.Prediction {
    if calibration.method == .rake, calibration.rakingVariance == .sweep,
      targets.variables.terms.count > 1, let (cells, cellOfRow) = collapsed
    {
      return .sweep(
        MarginSweep(cells: cells, cellOfRow: cellOfRow, weights: after))
    }
    if targets.variables.terms.count == 1, collapsed != nil {
      return .means(targets.variables, weights: before)
    }
    let weights =
      precisions.isEmpty ? before : zip(before, precisions).map { $0 * $1 }
    let system = DependentSystem(
      lower: targets.variables.crossProduct(weights),
      size: targets.variables.columnCount)
    return .regression(targets.variables, weights: weights, system)
  }
}
