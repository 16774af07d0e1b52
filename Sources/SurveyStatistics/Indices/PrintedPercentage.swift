import Diagnostics
import SurveyData

/// Whether a percentage that somebody printed can be that of its counts.
///
/// With d decimals a printed p stands for all shares that round to it. For a
/// count k of n there are two ways to print: each percentage for itself, half
/// a unit rounded up, or the largest remainders, which make a row of
/// percentages add up to 100 and move one by less than a unit. Without a count
/// the question is whether any whole number of n gives p at all (the test of
/// granularity of Brown and Heathers 2017).
///
/// All arithmetic is in whole numbers, so that no error of binary fractions
/// decides.
public struct PrintedPercentage: Sendable, Hashable {
  /// How a printed percentage and its counts go together.
  public enum Finding: Sendable, Hashable {
    /// As rounding gives it.
    case rounded
    /// Only as part of a row that was made to add up to 100.
    case remainder
    /// No rounding of these counts gives it.
    case impossible
  }

  /// The percentage in units of its last decimal.
  public let units: Int
  /// The number of decimals.
  public let decimals: Int

  /// The most decimals that are understood.
  public static let mostDecimals = 6

  private var hundred: Int128 {
    (0..<decimals).reduce(Int128(100)) { value, _ in value * 10 }
  }

  /// Reads a percentage; `nil` unless it lies from 0 to 1000 with at most
  /// six decimals.
  public init?(_ percent: Double, decimals: Int) {
    guard percent >= 0, percent <= 1000,
      (0...Self.mostDecimals).contains(decimals)
    else { return nil }
    var unit = 1.0
    for _ in 0..<decimals { unit *= 10 }
    let scaled = percent * unit
    guard abs(scaled - scaled.rounded()) < 1e-9 * max(1, scaled) else {
      return nil
    }
    units = Int(scaled.rounded())
    self.decimals = decimals
  }

  /// The decimals that percentages of one column are printed with: the most
  /// that any of them needs; `nil` beyond six.
  public static func decimals(of percents: [Double]) -> Int? {
    var most = 0
    for percent in percents where percent.isFinite {
      guard
        let own = (0...mostDecimals).first(where: {
          PrintedPercentage(percent, decimals: $0) != nil
        })
      else { return nil }
      most = max(most, own)
    }
    return most
  }

  /// Compares it with a count.
  ///
  /// - Returns: `nil` for a base that is not above 0 or a negative count.
  public func finding(count: Int, of base: Int) -> Finding? {
    guard base > 0, count >= 0 else { return nil }
    let (n, exact) = (Int128(base), hundred * Int128(count))
    let printed = Int128(units)
    if printed == (2 * exact + n) / (2 * n) { return .rounded }
    let below = exact / n
    let isWhole = exact % n == 0
    if printed == below || (!isWhole && printed == below + 1) {
      return .remainder
    }
    return .impossible
  }

  /// The counts out of a base that round to it; empty when there is none.
  public func counts(of base: Int) -> ClosedRange<Int>? {
    guard base > 0 else { return nil }
    // k is in when p - 1/2 <= 100k/n < p + 1/2, in units of the last decimal.
    let n = Int128(base)
    let low = max(0, (Int128(2 * units - 1) * n + 2 * hundred - 1))
    let first = units == 0 ? 0 : low / (2 * hundred)
    let end = Int128(2 * units + 1) * n
    let last = (end - 1) / (2 * hundred)
    guard first <= last, let lower = Int(exactly: first),
      let upper = Int(exactly: last)
    else { return nil }
    return lower...upper
  }

  /// The bases from 1 to a limit of which some count rounds to it.
  public func bases(upTo limit: Int) -> [Int] {
    (1...max(1, min(limit, 100_000))).filter { counts(of: $0) != nil }
  }

  /// The percentage as it was printed.
  public var text: String {
    let digits = String(units)
    guard decimals > 0 else { return digits }
    let padded =
      String(repeating: "0", count: max(0, decimals + 1 - digits.count))
      + digits
    return "\(padded.dropLast(decimals)).\(padded.suffix(decimals))"
  }
}

/// Printed percentages of a table against its counts.
struct PrintedPercentages {
  /// A column of percentages.
  struct Item {
    var name: String
    /// The decimals of the column.
    var decimals: Int
    var percents: [Double]
    /// The counts; `nil` when none are known.
    var counts: [Double]?
    /// What they could be of, each with its name.
    var bases: [(name: String, values: [Double])]
  }

  let items: [Item]

  /// - Parameter columns: For each column of percentages that of its count,
  ///   if there is one.
  init(
    _ table: Table, _ columns: [(percent: String, count: String?)],
    bases: [(name: String, values: [Double])]
  ) {
    items = columns.compactMap { entry in
      guard var percents = table[entry.percent]?.numbers() else { return nil }
      // Shares of 0 to 1, as spreadsheets keep cells such as 95%.
      let known = percents.filter { !$0.isNaN }
      if let top = known.max(), top <= 1, known.contains(where: { $0 > 0 }) {
        percents = percents.map { ($0 * 1e8).rounded() / 1e6 }
      }
      guard !known.isEmpty,
        let decimals = PrintedPercentage.decimals(of: percents)
      else { return nil }
      return Item(
        name: entry.percent, decimals: decimals, percents: percents,
        counts: entry.count.flatMap { table[$0]?.numbers() }, bases: bases)
    }
  }

  private static func whole(_ number: Double) -> Int? {
    number >= 0 && number < 1e9 && number == number.rounded()
      ? Int(number) : nil
  }

  /// What is wrong with a row; `nil` when nothing can be said about it.
  ///
  /// A percentage is right when any of the bases gives it.
  func fault(_ row: Int) -> (isWrong: Bool, text: String)? {
    var isKnown = false
    for item in items {
      guard
        let printed = PrintedPercentage(
          item.percents[row], decimals: item.decimals)
      else { continue }
      let bases = item.bases.compactMap { base in
        Self.whole(base.values[row]).flatMap { $0 > 0 ? $0 : nil }
      }
      guard !bases.isEmpty else { continue }
      if let counts = item.counts {
        guard let count = Self.whole(counts[row]) else { continue }
        isKnown = true
        let isRight = bases.contains {
          let found = printed.finding(count: count, of: $0)
          return found == .rounded || found == .remainder
        }
        if !isRight {
          return (
            true,
            "\(item.name) \(plainText(item.percents[row]))%: \(count) / "
              + bases.map(String.init).joined(separator: ", ")
          )
        }
      } else {
        isKnown = true
        if !bases.contains(where: { printed.counts(of: $0) != nil }) {
          let largest = printed.bases(upTo: bases.max() ?? 1).last
          return (
            true,
            "\(item.name) \(plainText(item.percents[row]))%: ? / "
              + bases.map(String.init).joined(separator: ", ")
              + (largest.map { " (… / \($0))" } ?? "")
          )
        }
      }
    }
    return isKnown ? (false, "") : nil
  }
}
