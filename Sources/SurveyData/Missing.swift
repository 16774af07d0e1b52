/// Why a cell has no value.
public enum MissingReason: UInt8, Sendable, CaseIterable, Hashable {
  /// Nothing was written in the cell.
  case blank = 1
  /// The respondent declined to answer.
  case refused
  /// The respondent did not know.
  case dontKnow
  /// The question did not apply, or was not asked.
  case notApplicable
  /// A value outside the scale of the codebook.
  case outOfRange
  /// A text where a number or a date had to be.
  case unreadable

  /// The name used in codebooks, settings and results.
  public var name: String {
    switch self {
    case .blank: "blank"
    case .refused: "refused"
    case .dontKnow: "dont-know"
    case .notApplicable: "not-applicable"
    case .outOfRange: "out-of-range"
    case .unreadable: "unreadable"
    }
  }

  /// Creates the reason with `name`.
  public init?(name: String) {
    guard let reason = Self.allCases.first(where: { $0.name == name }) else {
      return nil
    }
    self = reason
  }
}

/// The reasons for missing values of one column; costs nothing when the
/// column is complete, and a bit a row when there is one reason only.
public struct MissingReasons: Sendable, Hashable {
  private enum Storage: Sendable, Hashable {
    /// Every row has a value.
    case none
    /// One bit a row, 64 rows a word, all for the same reason.
    case one(MissingReason, bits: [UInt64], rowCount: Int)
    /// A raw value of `MissingReason` for each row, 0 where there is a value.
    case several([UInt8])
  }

  private let storage: Storage

  /// No row is missing.
  public static let none = MissingReasons([])

  /// Creates reasons from raw values; all zeros become `none`.
  public init(_ rawReasons: [UInt8]) {
    let first = rawReasons.first { $0 != 0 }
    guard let first else {
      storage = .none
      return
    }
    guard let reason = MissingReason(rawValue: first),
      rawReasons.allSatisfy({ $0 == 0 || $0 == first })
    else {
      storage = .several(rawReasons)
      return
    }
    var bits = [UInt64](repeating: 0, count: (rawReasons.count + 63) / 64)
    for row in rawReasons.indices where rawReasons[row] != 0 {
      bits[row / 64] |= 1 << UInt64(row % 64)
    }
    storage = .one(reason, bits: bits, rowCount: rawReasons.count)
  }

  /// Creates reasons that are all the same.
  ///
  /// - Parameters:
  ///   - reason: The reason.
  ///   - bits: One bit a row, 64 rows a word, set where there is no value;
  ///     bits beyond the last row are 0.
  ///   - rowCount: The number of rows.
  public init(_ reason: MissingReason, bits: [UInt64], rowCount: Int) {
    precondition(bits.count == (rowCount + 63) / 64)
    storage =
      bits.contains { $0 != 0 }
      ? .one(reason, bits: bits, rowCount: rowCount) : .none
  }

  /// A raw value of `MissingReason` for each row, 0 where there is a value;
  /// empty when no row is missing.
  public var rawReasons: [UInt8] {
    switch storage {
    case .none: return []
    case .one(let reason, let bits, let rowCount):
      return (0..<rowCount).map { row in
        bits[row / 64] >> UInt64(row % 64) & 1 == 1 ? reason.rawValue : 0
      }
    case .several(let reasons): return reasons
    }
  }

  /// Whether every row has a value.
  public var isComplete: Bool {
    if case .none = storage { return true }
    return false
  }

  /// The reason of one row, or `nil` when it has a value.
  public subscript(row: Int) -> MissingReason? {
    switch storage {
    case .none: nil
    case .one(let reason, let bits, _):
      bits[row / 64] >> UInt64(row % 64) & 1 == 1 ? reason : nil
    case .several(let reasons): MissingReason(rawValue: reasons[row])
    }
  }

  /// Whether one row has no value.
  @inline(__always)
  public func isMissing(_ row: Int) -> Bool {
    switch storage {
    case .none: false
    case .one(_, let bits, _): bits[row / 64] >> UInt64(row % 64) & 1 == 1
    case .several(let reasons): reasons[row] != 0
    }
  }

  /// The number of rows with one reason.
  public func count(of reason: MissingReason) -> Int {
    switch storage {
    case .none: 0
    case .one(let one, let bits, _):
      one == reason ? bits.reduce(0) { $0 + $1.nonzeroBitCount } : 0
    case .several(let reasons): reasons.count { $0 == reason.rawValue }
    }
  }

  /// The number of rows without a value.
  public var count: Int {
    switch storage {
    case .none: 0
    case .one(_, let bits, _): bits.reduce(0) { $0 + $1.nonzeroBitCount }
    case .several(let reasons): reasons.count { $0 != 0 }
    }
  }

  /// The reasons of the given rows, in that order.
  public func selecting(_ rows: [Int]) -> MissingReasons {
    if isComplete { return self }
    return MissingReasons(rows.map { self[$0]?.rawValue ?? 0 })
  }

  /// Two columns miss the same rows for the same reasons.
  public static func == (left: MissingReasons, right: MissingReasons) -> Bool {
    left.rawReasons == right.rawReasons
  }

  /// Hashes what `==` compares.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(rawReasons)
  }
}
