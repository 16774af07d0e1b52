import Diagnostics
import SurveyData

/// Finds, before weights are computed, targets that no weights can meet.
///
/// Rows in the same cells of all margins are one unknown between 0 (or the
/// smallest factor) and the largest factor times their weight; the targets
/// are equations over them. That is exact for any number of margins as long
/// as the program has at most `largest` coefficients, and is skipped beyond;
/// then a calibration that does not converge says so. Totals of numbers are
/// looked at one by one: whether the factors within the bounds reach them at
/// all.
///
/// The targets to relax are the smallest set without which the others can be
/// met: exact up to three targets, found along the conflicts that the
/// program proves; beyond that a set of which none can be left out. Where
/// margins add up to the same population one target alone never helps: what
/// it gives has to go to another one.
struct TargetFeasibility {
  let calibration: Calibration
  let targets: CalibrationTargets
  let weights: [Double]
  let file: String

  /// The most coefficients of a program that is solved.
  static let largest = 4_000_000

  /// What to tell when the targets cannot be met.
  func conflict() -> Diagnostic? {
    switch calibration.method {
    case .poststratify: return nil
    case .linear where calibration.bounds == nil: return nil
    default: break
    }
    if let fault = numberOutOfReach() { return fault }
    let hasBounds =
      calibration.method == .logit
      || calibration.method == .linear && calibration.bounds != nil
    guard let (program, origins) = program(hasBounds: hasBounds) else {
      return nil
    }
    let outcome = program.solve()
    guard outcome.isFinished, !outcome.isFeasible else { return nil }
    var search = RelaxationSearch(program: program)
    let found = search.smallest(outcome.conflict)
    let names = found.targets.map { position -> String in
      let goal = targets.goals[origins[position]]
      return "\(goal.name) (target \(rounded(goal.target)))"
    }
    let isExact =
      found.isSmallest
      ? "no smaller set of targets would do"
      : "none of them can be left out of this set; a smaller set may exist"
    let proof = outcome.conflict.prefix(12).map {
      targets.goals[origins[$0]].name
    }
    return Diagnostic(
      .impossibleTargets, at: calibration.stated.place ?? Place(file: file),
      hasBounds && calibration.bounds != nil
        ? "no weights meet all targets with factors from"
          + " \(plainText(lower)) to \(plainText(upper))"
        : "no weights meet all targets, because some combinations of values"
          + " have no row",
      zh: hasBounds && calibration.bounds != nil
        ? "系数在\(plainText(lower))至\(plainText(upper))之间的权重不能达到全部目标"
        : "没有权重能达到全部目标，因为有些取值组合没有数据行",
      notes: [
        "to relax: \(names.joined(separator: ", ")); \(isExact)",
        "they contradict each other: \(proof.joined(separator: ", "))"
          + (outcome.conflict.count > 12 ? ", …" : ""),
      ],
      help: "change the targets to relax, join their values with others, or"
        + (hasBounds ? " widen the bounds" : " use 'linear'"))
  }

  private var lower: Double { calibration.bounds?.lowerBound ?? 0 }
  private var upper: Double { calibration.bounds?.upperBound ?? .infinity }

  private func rounded(_ number: Double) -> String {
    let scale = abs(number) >= 100 ? 10.0 : 10000
    return plainText((number * scale).rounded() / scale)
  }

  /// The margins as a program over the cells that occur, in parts of the
  /// population; `nil` without a margin or when it is too large.
  private func program(
    hasBounds: Bool
  ) -> (program: BoundedProgram, origins: [Int])? {
    var margins = targets.variables
    margins.terms = margins.terms.filter { $0.values == nil }
    for term in margins.terms.indices {
      for row in weights.indices where weights[row] <= 0 {
        margins.terms[term].columns[row] = -1
      }
    }
    if margins.terms.isEmpty || !hasBounds && margins.terms.count < 2 {
      return nil
    }
    guard let (cells, cellOfRow) = margins.collapsed() else { return nil }
    var sums = [Double](repeating: 0, count: cells.rowCount)
    for row in weights.indices where cellOfRow[row] >= 0 {
      sums[Int(cellOfRow[row])] += weights[row]
    }
    var origins: [Int] = []
    var equation = [Int](repeating: -1, count: targets.goals.count)
    for range in targets.margins {
      for goal in range {
        equation[goal] = origins.count
        origins.append(goal)
      }
    }
    let (size, overflow) = (origins.count + cells.rowCount)
      .multipliedReportingOverflow(by: origins.count)
    guard !overflow, size <= Self.largest else { return nil }
    let population = max(
      origins.map { targets.goals[$0].target }.max() ?? 1,
      .leastNormalMagnitude)
    let low = hasBounds ? lower : 0
    let high = hasBounds ? upper : Double.infinity
    var right = origins.map { targets.goals[$0].target / population }
    var columns: [[(equation: Int, coefficient: Double)]] = []
    var limits: [Double] = []
    for cell in 0..<cells.rowCount where sums[cell] > 0 {
      var column: [(equation: Int, coefficient: Double)] = []
      for term in cells.terms where term.columns[cell] >= 0 {
        let row = equation[Int(term.columns[cell])]
        column.append((row, 1))
        right[row] -= low * sums[cell] / population
      }
      columns.append(column)
      limits.append(
        high.isFinite ? (high - low) * sums[cell] / population : .infinity)
    }
    return (
      BoundedProgram(columns: columns, limits: limits, right: right), origins
    )
  }

  /// A total of a number that no factors within the bounds reach.
  private func numberOutOfReach() -> Diagnostic? {
    let isBounded = calibration.method != .raking
    let low = isBounded ? lower : 0
    let high = isBounded ? upper : .infinity
    for term in targets.variables.terms {
      guard let values = term.values else { continue }
      var least = [Double](repeating: 0, count: targets.goals.count)
      var most = least
      for row in weights.indices where term.columns[row] >= 0 {
        let goal = Int(term.columns[row])
        let part = weights[row] * values[row]
        if part == 0 { continue }
        least[goal] += min(low * part, high * part)
        most[goal] += max(low * part, high * part)
      }
      for (position, goal) in targets.goals.enumerated() where goal.isNumber {
        guard term.columns.contains(Int32(position)) else { continue }
        let target = goal.target
        if target >= least[position], target <= most[position] { continue }
        return Diagnostic(
          .impossibleTargets,
          at: Place(file: file, columnName: goal.margin),
          "no weights with factors from \(plainText(low)) to"
            + " \(high.isFinite ? plainText(high) : "any number") meet"
            + " \(goal.name), \(rounded(target))",
          zh:
            "系数在\(plainText(low))至\(high.isFinite ? plainText(high) : "任意数")之间的权重不能达到\(goal.name)的目标\(rounded(target))",
          notes: [
            "to relax: \(goal.name); no smaller set of targets would do"
          ], help: "correct the target, or widen the bounds")
      }
    }
    return nil
  }
}

/// The search for the smallest set of equations to leave out.
struct RelaxationSearch {
  let program: BoundedProgram
  /// How many programs may still be solved.
  private var budget: Int

  init(program: BoundedProgram) {
    self.program = program
    let size =
      (program.columns.count + program.right.count)
      * program.right.count
    let work = Double(size) * Double(program.right.count)
    budget = max(60, min(4000, Int(2e9 / max(1, work))))
  }

  /// A set without which the equations can be met. Every such set has an
  /// equation of each conflict, so that only those are tried.
  mutating func smallest(
    _ conflict: [Int]
  ) -> (targets: [Int], isSmallest: Bool) {
    for size in 1...3 {
      var tried: Set<Set<Int>> = []
      if let found = extend([], conflict, size, &tried) {
        return (found.sorted(), budget > 0)
      }
      if budget <= 0 { break }
    }
    return (minimal(), false)
  }

  private mutating func extend(
    _ left: Set<Int>, _ conflict: [Int], _ size: Int,
    _ tried: inout Set<Set<Int>>
  ) -> Set<Int>? {
    for equation in conflict {
      let next = left.union([equation])
      guard next.count > left.count, tried.insert(next).inserted else {
        continue
      }
      budget -= 1
      if budget <= 0 { return nil }
      let outcome = program.solve(leavingOut: next)
      if outcome.isFeasible { return next }
      guard size > 1, outcome.isFinished else { continue }
      if let found = extend(next, outcome.conflict, size - 1, &tried) {
        return found
      }
    }
    return nil
  }

  /// Leaves out conflicts as they come, then takes back what can be.
  private func minimal() -> [Int] {
    var left: Set<Int> = []
    for _ in program.right.indices {
      let outcome = program.solve(leavingOut: left)
      if outcome.isFeasible || outcome.conflict.isEmpty { break }
      left.formUnion(outcome.conflict)
    }
    for equation in left.sorted() {
      var fewer = left
      fewer.remove(equation)
      if program.solve(leavingOut: fewer).isFeasible { left = fewer }
    }
    return left.sorted()
  }
}
