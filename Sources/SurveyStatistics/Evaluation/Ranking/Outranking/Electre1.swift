import SurveyData

/// Outranking and the kernel of ELECTRE I.
///
///     c(a,b) = Σ w where g(a) ≥ g(b)
///     d(a,b) = max (g(b) - g(a))⁺ / δ,  δ the largest range of all indicators
///     a outranks b when c ≥ ĉ and d ≤ d̂
///
/// The discordance needs a common scale, so that values are min-max unless
/// another normalisation is chosen. The kernel is the set of cases of which
/// none outranks another and that together outrank all others; cases in a
/// circle of outranking stand or fall together, so that there is exactly one.
///
/// Two cases are compared on the indicators that both have, with the weights
/// divided by their sum; without any, neither outranks the other.
///
/// Source: Roy (1968). Checked in `Tests/References/evaluation/mcdm_ranking.json`.
public struct Electre1: Sendable, Hashable {
  /// The choices.
  public struct Options: Sendable, Hashable {
    /// ĉ, the least concordance.
    public var concordance: Double
    /// d̂, the largest discordance.
    public var discordance: Double
    /// How columns become comparable.
    public var normalisation: ColumnNormalisation

    /// Creates options.
    public init(
      concordance: Double = 0.7, discordance: Double = 0.3,
      normalisation: ColumnNormalisation = .minMax
    ) {
      self.concordance = concordance
      self.discordance = discordance
      self.normalisation = normalisation
    }
  }

  /// The number of cases.
  public let count: Int
  /// Concordances by row, then column.
  public private(set) var concordance: [Double]
  /// Discordances by row, then column.
  public private(set) var discordance: [Double]
  /// Whether a row outranks a column.
  public private(set) var outranks: [Bool]
  /// Whether each case has any value.
  public let present: [Bool]

  /// Compares all pairs.
  public init(_ matrix: CaseMatrix, options: Options = Options()) {
    count = matrix.caseCount
    present = matrix.present
    let used = matrix.used
    var columns: [[Double]] = []
    var delta = 0.0
    for index in used {
      let made = options.normalisation(
        matrix.columns[index], isBenefit: matrix.isBenefit[index])
      let isGood = made.best >= made.worst
      columns.append(isGood ? made.values : made.values.map { -$0 })
      if let ends = extremes(of: made.values) {
        delta = max(delta, ends.high - ends.low)
      }
    }
    let cells = count * count
    concordance = [Double](repeating: 0, count: cells)
    discordance = concordance
    var shared = [Double](repeating: 0, count: count)
    outranks = [Bool](repeating: false, count: cells)
    let zero = CaseMatrix.tolerance(range: delta)
    for row in 0..<count {
      for other in 0..<count { shared[other] = 0 }
      for (column, index) in zip(columns, used) where !column[row].isNaN {
        let weight = matrix.weights[index]
        for other in 0..<count where !column[other].isNaN {
          shared[other] += weight
          let lead = column[other] - column[row]
          if lead <= zero {
            concordance[row * count + other] += weight
          } else {
            discordance[row * count + other] = max(
              discordance[row * count + other], lead / delta)
          }
        }
      }
      for other in 0..<count {
        let cell = row * count + other
        guard shared[other] > 0 else { continue }
        concordance[cell] /= shared[other]
        outranks[cell] =
          other != row && concordance[cell] >= options.concordance - 1e-12
          && discordance[cell] <= options.discordance + 1e-12
      }
    }
  }

  /// For each case how many it outranks, less how many outrank it.
  public var balances: [Double] {
    (0..<count).map { row in
      guard present[row] else { return .nan }
      var balance = 0
      for other in 0..<count {
        if outranks[row * count + other] { balance += 1 }
        if outranks[other * count + row] { balance -= 1 }
      }
      return Double(balance)
    }
  }

  /// The positions of the cases in the kernel.
  public var kernel: [Int] {
    let circles = OutrankingCircles(count: count, outranks: outranks)
    var isIn = [Bool](repeating: false, count: circles.members.count)
    var isSettled = isIn
    // Circles are in an order in which no circle outranks an earlier one.
    for circle in circles.members.indices {
      if isSettled[circle] { continue }
      isSettled[circle] = true
      guard circles.members[circle].contains(where: { present[$0] }) else {
        continue
      }
      isIn[circle] = true
      for row in circles.members[circle] {
        for other in 0..<count where outranks[row * count + other] {
          isSettled[circles.circle[other]] = true
        }
      }
    }
    return (0..<count).filter { isIn[circles.circle[$0]] }
  }
}

/// Cases that outrank one another in a circle, as groups.
struct OutrankingCircles {
  /// For each case its group.
  private(set) var circle: [Int]
  /// The groups; none outranks an earlier one.
  private(set) var members: [[Int]] = []

  init(count: Int, outranks: [Bool]) {
    // Kosaraju: finish times forwards, then groups backwards.
    var seen = [Bool](repeating: false, count: count)
    var finished: [Int] = []
    for start in 0..<count where !seen[start] {
      seen[start] = true
      var stack: [(row: Int, next: Int)] = [(start, 0)]
      while let (row, next) = stack.last {
        var other = next
        while other < count, seen[other] || !outranks[row * count + other] {
          other += 1
        }
        if other == count {
          finished.append(row)
          stack.removeLast()
        } else {
          stack[stack.count - 1].next = other + 1
          seen[other] = true
          stack.append((other, 0))
        }
      }
    }
    circle = [Int](repeating: -1, count: count)
    for start in finished.reversed() where circle[start] < 0 {
      let group = members.count
      members.append([])
      circle[start] = group
      var stack = [start]
      while let row = stack.popLast() {
        members[group].append(row)
        for other in 0..<count
        where circle[other] < 0 && outranks[other * count + row] {
          circle[other] = group
          stack.append(other)
        }
      }
    }
  }
}
