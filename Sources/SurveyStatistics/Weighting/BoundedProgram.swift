/// Whether numbers within bounds can meet linear equations: the first phase
/// of the simplex method with bounded variables (Dantzig 1955).
///
/// The sum of what the equations miss is made as small as it gets. Where it
/// does not come to 0, the equations with a dual value other than 0 are a
/// proof that they cannot be met together (Farkas 1902).
struct BoundedProgram: Sendable {
  /// The coefficients of each variable as (equation, coefficient).
  var columns: [[(equation: Int, coefficient: Double)]]
  /// The largest value of each variable; the smallest is 0.
  var limits: [Double]
  /// The right side of each equation.
  var right: [Double]

  /// What came of it.
  struct Outcome: Sendable {
    /// Whether the equations can be met.
    var isFeasible: Bool
    /// The equations that prove that they cannot.
    var conflict: [Int]
    /// Whether the search ended.
    var isFinished: Bool
  }

  /// Solves it without the equations in `left`.
  func solve(leavingOut left: Set<Int> = []) -> Outcome {
    let used = right.indices.filter { !left.contains($0) }
    if used.isEmpty {
      return Outcome(isFeasible: true, conflict: [], isFinished: true)
    }
    var tableau = Tableau(self, used)
    let isFinished = tableau.minimise()
    let isFeasible = tableau.missed <= 1e-9 * Double(used.count)
    return Outcome(
      isFeasible: isFeasible,
      conflict: isFeasible ? [] : tableau.conflict.map { used[$0] },
      isFinished: isFinished)
  }

  private struct Tableau {
    let height: Int
    /// Variables, then one artificial variable for each equation.
    let width: Int
    let count: Int
    var cells: [Double]
    /// Current values of the basic variables.
    var values: [Double]
    var costs: [Double]
    var basis: [Int]
    var limits: [Double]
    /// Whether a variable is measured down from its limit.
    var isFlipped: [Bool]
    var isBasic: [Bool]

    init(_ program: BoundedProgram, _ used: [Int]) {
      height = used.count
      count = program.columns.count
      width = count + height
      cells = [Double](repeating: 0, count: height * width)
      var position = [Int](repeating: -1, count: program.right.count)
      for (row, equation) in used.enumerated() { position[equation] = row }
      let signs = used.map { program.right[$0] < 0 ? -1.0 : 1 }
      values = used.map { abs(program.right[$0]) }
      for (variable, column) in program.columns.enumerated() {
        for entry in column where position[entry.equation] >= 0 {
          let row = position[entry.equation]
          cells[row * width + variable] += signs[row] * entry.coefficient
        }
      }
      costs = [Double](repeating: 0, count: width)
      for row in 0..<height {
        cells[row * width + count + row] = 1
        for variable in 0..<count {
          costs[variable] -= cells[row * width + variable]
        }
      }
      basis = (0..<height).map { [count] in count + $0 }
      limits =
        program.limits + [Double](repeating: .infinity, count: height)
      isFlipped = [Bool](repeating: false, count: width)
      isBasic = [Bool](repeating: false, count: width)
      for variable in count..<width { isBasic[variable] = true }
    }

    /// The sum of what the equations miss.
    var missed: Double {
      var sum = 0.0
      for row in 0..<height where basis[row] >= count { sum += values[row] }
      return sum
    }

    /// Rows whose artificial variable has a price.
    var conflict: [Int] {
      (0..<height).filter { abs(1 - costs[count + $0]) > 1e-7 }
    }

    mutating func minimise() -> Bool {
      let limit = 50 * (height + 20)
      for iteration in 0..<limit {
        // The smallest position is taken when the steepest might go round in
        // circles (Bland 1977).
        let isCareful = iteration > 10 * (height + 10)
        var entering = -1
        var lowest = -1e-9
        for variable in 0..<count
        where !isBasic[variable] && limits[variable] > 0
          && costs[variable] < lowest
        {
          entering = variable
          if isCareful { break }
          lowest = costs[variable]
        }
        if entering < 0 { return true }
        move(entering)
      }
      return false
    }

    private mutating func move(_ entering: Int) {
      var step = limits[entering]
      var leaving = -1
      var reachesLimit = false
      for row in 0..<height {
        let slope = cells[row * width + entering]
        if slope > 1e-10 {
          let reach = max(0, values[row]) / slope
          if reach < step {
            (step, leaving, reachesLimit) = (reach, row, false)
          }
        } else if slope < -1e-10, limits[basis[row]].isFinite {
          let reach = max(0, limits[basis[row]] - values[row]) / -slope
          if reach < step { (step, leaving, reachesLimit) = (reach, row, true) }
        }
      }
      guard leaving >= 0 else {
        flip(entering)
        return
      }
      if reachesLimit { flipBasic(leaving) }
      pivot(leaving, entering)
    }

    /// Measures a variable outside of the basis down from its limit.
    private mutating func flip(_ variable: Int) {
      let limit = limits[variable]
      for row in 0..<height {
        values[row] -= limit * cells[row * width + variable]
        cells[row * width + variable] *= -1
      }
      costs[variable] *= -1
      isFlipped[variable].toggle()
    }

    /// Measures the basic variable of a row down from its limit.
    private mutating func flipBasic(_ row: Int) {
      let variable = basis[row]
      values[row] = limits[variable] - values[row]
      for column in 0..<width where column != variable {
        cells[row * width + column] *= -1
      }
      isFlipped[variable].toggle()
    }

    private mutating func pivot(_ row: Int, _ entering: Int) {
      let scale = cells[row * width + entering]
      for column in 0..<width { cells[row * width + column] /= scale }
      values[row] /= scale
      for other in 0..<height where other != row {
        let factor = cells[other * width + entering]
        if factor == 0 { continue }
        for column in 0..<width {
          cells[other * width + column] -= factor * cells[row * width + column]
        }
        values[other] -= factor * values[row]
      }
      let price = costs[entering]
      for column in 0..<width {
        costs[column] -= price * cells[row * width + column]
      }
      isBasic[basis[row]] = false
      isBasic[entering] = true
      basis[row] = entering
    }
  }
}
