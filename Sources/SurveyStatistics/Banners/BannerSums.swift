import LinearAlgebra

/// Weighted sums of one part of a question in every column and unit, from a
/// single pass over the rows.
///
/// A row adds its weight to the cell of its answer in each column it is in.
/// Where every row is a sampled unit, it also adds its squared weight to the
/// pairs of its columns; everything later is as small as the table.
struct BannerSums: Sendable {
  let frame: BannerFrame
  let part: BannerQuestion.Part
  /// The number of sums for a column: answers, or two moments.
  let width: Int
  /// For each unit, column and answer the sum of the weights.
  private(set) var sums: [Double]
  /// For each column and answer the sum of the weights.
  private(set) var totals: [Double]
  /// For each column the rows with an answer.
  private(set) var bases: [Int]
  /// For each column Σw.
  private(set) var weights: [Double]
  /// For each column Σw².
  private(set) var weightSquares: [Double]
  /// For each answer or moment and pair of columns the scaled sum of squared
  /// weights; empty where units are not rows.
  private(set) var pairs: [Double] = []
  /// First-stage units with used rows of each column, as bits.
  private(set) var units: ColumnBits
  /// Strata with used rows of each column, as bits.
  private(set) var strata: ColumnBits
  /// The units of replicate weights with used rows of each column, where
  /// degrees of freedom follow from them.
  private(set) var replicateUnits: [[UInt64]] = []

  /// Sums the answers of all rows.
  init(_ part: BannerQuestion.Part, _ frame: BannerFrame) {
    self.frame = frame
    self.part = part
    let count = frame.columns.count
    var moments = 0
    switch part {
    case .codes(_, let answers): width = max(1, answers)
    case .numbers:
      width = 2
      moments = 3
    }
    let squares = moments == 0 ? width : moments
    sums = [Double](repeating: 0, count: frame.unitCount * count * width)
    bases = [Int](repeating: 0, count: count)
    weightSquares = [Double](repeating: 0, count: count)
    let first = frame.design.stages[0]
    units = ColumnBits(columns: count, bits: first.unitCount)
    strata = ColumnBits(columns: count, bits: first.parentCount)
    if !frame.rowFactors.isEmpty {
      pairs = [Double](repeating: 0, count: squares * count * count)
    }
    totals = [Double](repeating: 0, count: count * width)
    weights = [Double](repeating: 0, count: count)
    add()
    addReplicateUnits()
    let all = sums
    for unit in 0..<frame.unitCount {
      for cell in totals.indices {
        totals[cell] += all[unit * totals.count + cell]
      }
    }
    for column in 0..<count {
      weights[column] =
        moments > 0
        ? totals[column * width]
        : totals[(column * width)..<((column + 1) * width)].reduce(0, +)
    }
  }

  private mutating func addReplicateUnits() {
    guard let freedom = frame.design.replicates?.freedom, !freedom.isFixed
    else { return }
    replicateUnits = [[UInt64]](
      repeating: freedom.noUnits, count: frame.columns.count)
    for row in 0..<frame.design.rowCount {
      let isAnswered =
        switch part {
        case .codes(let codes, _): codes[row] >= 0
        case .numbers(let values, _): values[row].isFinite
        }
      guard isAnswered else { continue }
      let range = frame.columns.starts[row]..<frame.columns.starts[row + 1]
      for position in range {
        let column = Int(frame.columns.members[Int(position)])
        freedom.add(row, to: &replicateUnits[column])
      }
    }
  }

  /// Where the lists of a pass stand in memory.
  private struct Pass {
    var sums: UnsafeMutableBufferPointer<Double>
    var pairs: UnsafeMutableBufferPointer<Double>
    var bases: UnsafeMutableBufferPointer<Int>
    var squares: UnsafeMutableBufferPointer<Double>
    var units: UnsafeMutableBufferPointer<UInt64>
    var strata: UnsafeMutableBufferPointer<UInt64>
  }

  private mutating func add() {
    let frame = frame
    let part = part
    let width = width
    let (unitWords, strataWords) = (units.words, strata.words)
    sums.withUnsafeMutableBufferPointer { sums in
      pairs.withUnsafeMutableBufferPointer { pairs in
        bases.withUnsafeMutableBufferPointer { bases in
          weightSquares.withUnsafeMutableBufferPointer { squares in
            units.bits.withUnsafeMutableBufferPointer { units in
              strata.bits.withUnsafeMutableBufferPointer { strata in
                Self.pass(
                  frame, part, width, unitWords, strataWords,
                  Pass(
                    sums: sums, pairs: pairs, bases: bases, squares: squares,
                    units: units, strata: strata))
              }
            }
          }
        }
      }
    }
  }

  private static func pass(
    _ frame: BannerFrame, _ part: BannerQuestion.Part, _ width: Int,
    _ unitWords: Int, _ strataWords: Int, _ pass: Pass
  ) {
    let count = frame.columns.count
    let first = frame.design.stages[0]
    let firstUnits = first.unitOfRow
    let rowCount = frame.design.rowCount
    frame.columns.starts.withUnsafeBufferPointer { starts in
      frame.columns.members.withUnsafeBufferPointer { members in
        frame.design.weights.withUnsafeBufferPointer { weights in
          frame.unitOfRow.withUnsafeBufferPointer { unitOfRow in
            frame.rowFactors.withUnsafeBufferPointer { factors in
              /// The answer of a row is in `code`; a number is `value` from
              /// the shift.
              @inline(__always)
              func add(_ row: Int, _ code: Int, _ value: Double?) {
                let (from, to) = (Int(starts[row]), Int(starts[row + 1]))
                if from == to { return }
                let weight = weights[row]
                let unit = firstUnits.map { Int($0[row]) } ?? row
                let stratum = Int(first.parentOfUnit[unit])
                let start = Int(unitOfRow[row]) * count * width + code
                let isUsed = weight > 0
                for position in from..<to {
                  let column = Int(members[position])
                  guard isUsed else { continue }
                  pass.bases[column] += 1
                  pass.sums[start + column * width] += weight
                  if let value {
                    pass.sums[start + column * width + 1] += weight * value
                  }
                  pass.squares[column] += weight * weight
                  pass.units[column * unitWords + unit >> 6] |=
                    1 << UInt64(unit & 63)
                  pass.strata[column * strataWords + stratum >> 6] |=
                    1 << UInt64(stratum & 63)
                  if factors.isEmpty { continue }
                  let factor = factors[row]
                  let pair = (code * count + column) * count
                  for other in position..<to {
                    pass.pairs[pair + Int(members[other])] += factor
                  }
                  guard let value else { continue }
                  for (power, term) in [
                    (1, factor * value), (2, factor * value * value),
                  ] {
                    let pair = (power * count + column) * count
                    for other in position..<to {
                      pass.pairs[pair + Int(members[other])] += term
                    }
                  }
                }
              }
              switch part {
              case .codes(let codes, _):
                for row in 0..<rowCount where codes[row] >= 0 {
                  add(row, Int(codes[row]), nil)
                }
              case .numbers(let values, let shift):
                for row in 0..<rowCount where values[row].isFinite {
                  add(row, 0, values[row] - shift)
                }
              }
            }
          }
        }
      }
    }
  }
}

/// Which units have rows of each column, a bit each.
struct ColumnBits: Sendable {
  /// The words of one column.
  let words: Int
  /// The words of all columns, one after the other.
  var bits: [UInt64]

  init(columns: Int, bits count: Int) {
    words = (count + 63) / 64
    bits = [UInt64](repeating: 0, count: columns * words)
  }

  /// The units with rows of one of two columns.
  func count(_ left: Int, _ right: Int) -> Int {
    (0..<words).reduce(0) {
      $0
        + (bits[left * words + $1] | bits[right * words + $1])
        .nonzeroBitCount
    }
  }

  /// The units with rows of one of several columns.
  func count(_ columns: [Int]) -> Int {
    (0..<words).reduce(0) { sum, word in
      sum
        + columns.reduce(UInt64(0)) { $0 | bits[$1 * words + word] }
        .nonzeroBitCount
    }
  }
}
