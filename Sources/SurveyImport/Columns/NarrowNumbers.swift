import SurveyData

/// Whole numbers that are added piece by piece, in the narrowest width so far.
struct NarrowNumbers {
  private var bytes: [Int8] = []
  private var shorts: [Int16] = []
  private var words: [Int32] = []
  private var width = 1
  private var expected = 0
  /// The number of numbers.
  private(set) var count = 0

  /// Makes room for about `count` numbers in all.
  mutating func reserve(_ count: Int) {
    expected = count
    switch width {
    case 1: bytes.reserveCapacity(count)
    case 2: shorts.reserveCapacity(count)
    default: words.reserveCapacity(count)
    }
  }

  /// Adds `numbers`, which lie in `range`.
  mutating func append(
    _ numbers: UnsafeBufferPointer<Int32>, in range: ClosedRange<Int32>
  ) {
    widen(to: range)
    count += numbers.count
    switch width {
    case 1: narrow(numbers, into: &bytes)
    case 2: narrow(numbers, into: &shorts)
    default: words.append(contentsOf: numbers)
    }
  }

  /// Adds `numbers`.
  mutating func append(_ numbers: UnsafeBufferPointer<Int8>) {
    count += numbers.count
    switch width {
    case 1: bytes.append(contentsOf: numbers)
    case 2: shorts.append(contentsOf: numbers.lazy.map(Int16.init))
    default: words.append(contentsOf: numbers.lazy.map(Int32.init))
    }
  }

  @inline(__always)
  private func narrow<Narrow: FixedWidthInteger>(
    _ numbers: UnsafeBufferPointer<Int32>, into target: inout [Narrow]
  ) {
    withUnsafeTemporaryAllocation(of: Narrow.self, capacity: numbers.count) {
      copy in
      for i in 0..<numbers.count {
        copy.initializeElement(
          at: i, to: Narrow(truncatingIfNeeded: numbers[i]))
      }
      target.append(contentsOf: UnsafeBufferPointer(copy))
    }
  }

  /// Adds one number `times` times.
  mutating func append(repeating number: Int32, times: Int) {
    widen(to: number...number)
    count += times
    switch width {
    case 1:
      bytes.append(
        contentsOf: repeatElement(
          Int8(truncatingIfNeeded: number), count: times)
      )
    case 2:
      shorts.append(
        contentsOf: repeatElement(
          Int16(truncatingIfNeeded: number), count: times))
    default: words.append(contentsOf: repeatElement(number, count: times))
    }
  }

  private mutating func widen(to range: ClosedRange<Int32>) {
    var needed = 4
    if range.lowerBound >= Int8.min, range.upperBound <= Int8.max {
      needed = 1
    } else if range.lowerBound >= Int16.min, range.upperBound <= Int16.max {
      needed = 2
    }
    guard needed > width else { return }
    if needed == 2 {
      shorts.reserveCapacity(max(expected, count))
      shorts.append(contentsOf: bytes.lazy.map(Int16.init))
    } else {
      words.reserveCapacity(max(expected, count))
      if width == 1 {
        words.append(contentsOf: bytes.lazy.map(Int32.init))
      } else {
        words.append(contentsOf: shorts.lazy.map(Int32.init))
      }
      shorts = []
    }
    bytes = []
    width = needed
  }

  /// All numbers.
  var numbers: WholeNumbers {
    switch width {
    case 1: WholeNumbers(.bytes(bytes))
    case 2: WholeNumbers(.shorts(shorts))
    default: WholeNumbers(.words(words))
    }
  }
}
