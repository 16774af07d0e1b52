/// A linear program: columns with costs and bounds, and rows that are sums
/// over columns with bounds.
///
///     minimise or maximise  Σ cⱼxⱼ   with  lᵢ ≤ Σ aᵢⱼxⱼ ≤ uᵢ,  lⱼ ≤ xⱼ ≤ uⱼ
///
/// It is solved by the primal simplex method of CLP (COIN-OR), with
/// tolerances of 1e-9 and without random perturbation, so that the same
/// program gives the same bits on one machine.
///
/// Checked in `LinearProgramTests` by the optimality conditions, and by
/// everything that rests on it: `Tests/References/evaluation/dea.json`.
public struct LinearProgram: Sendable {
  /// What is sought.
  public enum Goal: Sendable, Hashable {
    /// The smallest value.
    case minimise
    /// The largest value.
    case maximise
  }

  /// The range of a column or of a row.
  public struct Bounds: Sendable, Hashable {
    /// The lower end; minus infinity for none.
    public var lower: Double
    /// The upper end; infinity for none.
    public var upper: Double

    /// Creates a range.
    public init(_ lower: Double, _ upper: Double) {
      self.lower = lower
      self.upper = upper
    }

    /// Any number.
    public static let free = Bounds(-.infinity, .infinity)
    /// Zero or more.
    public static let nonNegative = Bounds(0, .infinity)
    /// At most `limit`.
    public static func atMost(_ limit: Double) -> Bounds {
      Bounds(-.infinity, limit)
    }
    /// At least `limit`.
    public static func atLeast(_ limit: Double) -> Bounds {
      Bounds(limit, .infinity)
    }
    /// Exactly `value`.
    public static func equal(_ value: Double) -> Bounds {
      Bounds(value, value)
    }
  }

  /// A column and its coefficient in a row.
  public struct Term: Sendable, Hashable {
    /// The column.
    public var column: Int
    /// The coefficient.
    public var coefficient: Double

    /// Creates a term.
    public init(_ column: Int, _ coefficient: Double) {
      self.column = column
      self.coefficient = coefficient
    }
  }

  /// Where the optimum is.
  public struct Solution: Sendable, Hashable {
    /// The value that was sought.
    public var value: Double
    /// The columns.
    public var columns: [Double]
    /// For each row how much the value changes with its bound.
    public var rowDuals: [Double]

    /// Creates a solution.
    public init(value: Double, columns: [Double], rowDuals: [Double]) {
      self.value = value
      self.columns = columns
      self.rowDuals = rowDuals
    }
  }

  /// How a program ended.
  public enum Outcome: Sendable, Hashable {
    /// The optimum was found.
    case optimal(Solution)
    /// No values of the columns meet all rows.
    case infeasible
    /// The value has no limit.
    case unbounded
    /// The solver gave up, or a number of the program is not finite.
    case unsolved

    /// The optimum, if there is one.
    public var solution: Solution? {
      if case .optimal(let solution) = self { solution } else { nil }
    }
  }

  /// What is sought.
  public var goal: Goal
  private(set) var costs: [Double] = []
  private(set) var columnBounds: [Bounds] = []
  private(set) var rowBounds: [Bounds] = []
  private(set) var rows: [[Term]] = []

  /// Creates a program without rows and columns.
  public init(_ goal: Goal) {
    self.goal = goal
  }

  /// Adds a column and returns its position.
  public mutating func addColumn(
    cost: Double = 0, _ bounds: Bounds = .nonNegative
  ) -> Int {
    costs.append(cost)
    columnBounds.append(bounds)
    return costs.count - 1
  }

  /// Adds a row.
  ///
  /// - Precondition: The columns of the terms exist; each is named once.
  public mutating func addRow(_ terms: [Term], _ bounds: Bounds) {
    precondition(terms.allSatisfy { costs.indices.contains($0.column) })
    rows.append(terms)
    rowBounds.append(bounds)
  }
}
