/// Whole numbers in the narrowest of three widths that holds all of them.
///
/// Answers of questionnaires are small: a byte a cell instead of four lets ten
/// million respondents fit where otherwise two million do.
@frozen public struct WholeNumbers: Sendable {
  /// The numbers in one of the widths.
  @frozen public enum Storage: Sendable {
    /// From −128 to 127.
    case bytes([Int8])
    /// From −32,768 to 32,767.
    case shorts([Int16])
    /// From −2³¹ to 2³¹ − 1.
    case words([Int32])
    /// 0, 1, 2, … up to this count, without storage.
    case positions(Int)
  }

  /// The numbers as they lie in memory.
  public let storage: Storage

  /// Creates numbers from a storage that was filled elsewhere.
  public init(_ storage: Storage) { self.storage = storage }

  /// Creates numbers in the narrowest width.
  public init(_ numbers: [Int32]) {
    let (low, high) = (numbers.min() ?? 0, numbers.max() ?? 0)
    if low >= Int8.min, high <= Int8.max {
      storage = .bytes(numbers.map { Int8(truncatingIfNeeded: $0) })
    } else if low >= Int16.min, high <= Int16.max {
      storage = .shorts(numbers.map { Int16(truncatingIfNeeded: $0) })
    } else {
      storage = .words(numbers)
    }
  }

  /// The numbers as doubles.
  public func doubles() -> [Double] {
    switch storage {
    case .bytes(let values): values.map(Double.init)
    case .shorts(let values): values.map(Double.init)
    case .words(let values): values.map(Double.init)
    case .positions(let count): (0..<count).map(Double.init)
    }
  }

  /// The numbers in 32 bits each.
  public func words() -> [Int32] {
    switch storage {
    case .bytes(let values): values.map(Int32.init)
    case .shorts(let values): values.map(Int32.init)
    case .words(let values): values
    case .positions(let count): (0..<count).map { Int32($0) }
    }
  }

  /// The numbers at the given positions, in that order.
  public func selecting(_ rows: [Int]) -> WholeNumbers {
    switch storage {
    case .bytes(let values): WholeNumbers(.bytes(rows.map { values[$0] }))
    case .shorts(let values): WholeNumbers(.shorts(rows.map { values[$0] }))
    case .words(let values): WholeNumbers(.words(rows.map { values[$0] }))
    case .positions: WholeNumbers(.words(rows.map { Int32($0) }))
    }
  }
}

extension WholeNumbers: RandomAccessCollection {
  /// The first position.
  public var startIndex: Int { 0 }

  /// The number of numbers.
  @inlinable public var endIndex: Int {
    switch storage {
    case .bytes(let values): values.count
    case .shorts(let values): values.count
    case .words(let values): values.count
    case .positions(let count): count
    }
  }

  /// The number at `position`.
  @inlinable public subscript(position: Int) -> Int32 {
    switch storage {
    case .bytes(let values): Int32(values[position])
    case .shorts(let values): Int32(values[position])
    case .words(let values): values[position]
    case .positions: Int32(position)
    }
  }
}

extension WholeNumbers: ExpressibleByArrayLiteral {
  /// Creates numbers in the narrowest width.
  public init(arrayLiteral numbers: Int32...) { self.init(numbers) }
}

extension WholeNumbers: Equatable {
  /// Whether the numbers are the same, whatever their width.
  public static func == (left: WholeNumbers, right: WholeNumbers) -> Bool {
    left.elementsEqual(right)
  }
}
