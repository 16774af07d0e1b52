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
/// column is complete.
public struct MissingReasons: Sendable, Hashable {
  /// A raw value of `MissingReason` for each row, 0 where there is a value;
  /// empty when no row is missing.
  public private(set) var rawReasons: [UInt8]

  /// No row is missing.
  public static let none = MissingReasons([])

  /// Creates reasons from raw values; all zeros become `none`.
  public init(_ rawReasons: [UInt8]) {
    self.rawReasons = rawReasons.contains { $0 != 0 } ? rawReasons : []
  }

  /// Whether every row has a value.
  public var isComplete: Bool { rawReasons.isEmpty }

  /// The reason of one row, or `nil` when it has a value.
  public subscript(row: Int) -> MissingReason? {
    rawReasons.isEmpty ? nil : MissingReason(rawValue: rawReasons[row])
  }

  /// Whether one row has no value.
  public func isMissing(_ row: Int) -> Bool {
    !rawReasons.isEmpty && rawReasons[row] != 0
  }

  /// The number of rows with one reason.
  public func count(of reason: MissingReason) -> Int {
    rawReasons.count { $0 == reason.rawValue }
  }

  /// The number of rows without a value.
  public var count: Int { rawReasons.count { $0 != 0 } }

  /// The reasons of the given rows, in that order.
  public func selecting(_ rows: [Int]) -> MissingReasons {
    isComplete ? self : MissingReasons(rows.map { rawReasons[$0] })
  }
}
