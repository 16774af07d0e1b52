/// Cases by indicators, for methods that score a case by comparing it with
/// the others over all indicators at once.
public struct CaseMatrix: Sendable, Hashable {
  /// One column an indicator, one value a case; not-a-number where missing.
  public var columns: [[Double]]
  /// For each column whether high values are good.
  public var isBenefit: [Bool]
  /// One weight a column; they add up to 1.
  public var weights: [Double]
  /// The number of cases.
  public let caseCount: Int

  /// Creates a matrix.
  ///
  /// - Parameter weights: Not negative; divided by their sum. When all are
  ///   zero, the columns count the same.
  /// - Precondition: All have one entry a column, and the columns are equally
  ///   long.
  public init(_ columns: [[Double]], isBenefit: [Bool], weights: [Double]) {
    precondition(
      columns.count == isBenefit.count && columns.count == weights.count)
    caseCount = columns.first?.count ?? 0
    precondition(columns.allSatisfy { $0.count == columns[0].count })
    self.columns = columns
    self.isBenefit = isBenefit
    let total = weights.reduce(0, +)
    self.weights =
      total > 0
      ? weights.map { $0 / total }
      : weights.map { _ in 1 / Double(max(1, weights.count)) }
  }

  /// Whether every case has a value in every column that counts.
  public var isComplete: Bool {
    !columns.indices.contains { column in
      weights[column] > 0 && columns[column].contains(where: \.isNaN)
    }
  }

  /// The columns that count.
  var used: [Int] { columns.indices.filter { weights[$0] > 0 } }

  /// For each case whether it has any value that counts.
  var present: [Bool] {
    var present = [Bool](repeating: false, count: caseCount)
    for column in used {
      for (row, value) in columns[column].enumerated() where !value.isNaN {
        present[row] = true
      }
    }
    return present
  }

  /// The columns with the sign turned where low values are good.
  var directed: [[Double]] {
    zip(columns, isBenefit).map { column, isBenefit in
      isBenefit ? column : column.map { -$0 }
    }
  }
}

extension CaseMatrix {
  /// Differences up to this count as none: errors of arithmetic, such as
  /// those of means, are smaller.
  static func tolerance(range: Double) -> Double { 1e-12 * range }

  /// For each column max - min, 0 when it has no value.
  var ranges: [Double] {
    columns.map { extremes(of: $0).map { $0.high - $0.low } ?? 0 }
  }
}

extension CaseMatrix {
  /// Compares each case with each other one on the indicators that both have.
  ///
  /// - Parameters:
  ///   - present: For each case whether it has any value that counts.
  ///   - credit: What a case gets for a difference on an indicator, 0 to 1:
  ///     the indicator, the difference, and up to what it counts as none.
  ///   - take: Takes a case, another one, the weighted credits of the first,
  ///     and the weight of the indicators that both have, which is above 0.
  @inline(__always)
  func comparePairs(
    _ present: [Bool], credit: (Int, Double, Double) -> Double,
    take: (Int, Int, Double, Double) -> Void
  ) {
    let (ranges, columns, used) = (ranges, directed, used)
    var credits = [Double](repeating: 0, count: caseCount)
    var shared = credits
    for row in 0..<caseCount where present[row] {
      for other in 0..<caseCount {
        credits[other] = 0
        shared[other] = 0
      }
      for index in used {
        let value = columns[index][row]
        if value.isNaN { continue }
        let weight = weights[index]
        let zero = Self.tolerance(range: ranges[index])
        columns[index].withUnsafeBufferPointer { column in
          for other in 0..<caseCount where !column[other].isNaN {
            shared[other] += weight
            credits[other] +=
              weight * credit(index, value - column[other], zero)
          }
        }
      }
      for other in 0..<caseCount where other != row && shared[other] > 0 {
        take(row, other, credits[other], shared[other])
      }
    }
  }
}
