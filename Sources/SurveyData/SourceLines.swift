/// The line of the file on which each row's record starts.
///
/// Most records take one line, so that only the rows are kept whose line is
/// not the one after that of the row before.
public struct SourceLines: Sendable {
  /// Rows where a run of neighbouring lines begins.
  private var starts: [Int32] = []
  /// The lines of these rows.
  private var lines: [Int32] = []
  /// The number of rows.
  public private(set) var count = 0

  /// Creates an empty list.
  public init() {}

  /// Creates a list from one line a row.
  public init(_ lines: some Sequence<Int32>) {
    for line in lines { append(line) }
  }

  /// Adds a row.
  public mutating func append(_ line: Int32) {
    if let start = starts.last, let first = lines.last,
      Int(first) + count - Int(start) == Int(line)
    {
      count += 1
      return
    }
    starts.append(Int32(clamping: count))
    lines.append(line)
    count += 1
  }
}

extension SourceLines {
  /// Adds `count` rows on neighbouring lines, the first one on `line`.
  public mutating func append(from line: Int32, count added: Int) {
    guard added > 0 else { return }
    append(line)
    count += added - 1
  }
}

extension SourceLines {
  /// Adds a row for each of `own`, lines that count from `line`.
  public mutating func append(
    _ own: UnsafeBufferPointer<Int32>, from line: Int
  ) {
    var next: Int? =
      if let start = starts.last, let first = lines.last {
        Int(first) + count - Int(start)
      } else {
        nil
      }
    for (row, own) in own.enumerated() {
      let place = Int32(clamping: line + Int(own))
      if Int(place) != next {
        starts.append(Int32(clamping: count + row))
        lines.append(place)
      }
      next = Int(place) + 1
    }
    count += own.count
  }
}

extension SourceLines: RandomAccessCollection {
  /// The first position.
  public var startIndex: Int { 0 }

  /// The number of rows.
  public var endIndex: Int { count }

  /// The line of `row`.
  public subscript(row: Int) -> Int32 {
    precondition(row >= 0 && row < count)
    var (low, high) = (0, starts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= row { low = middle } else { high = middle }
    }
    return lines[low] &+ Int32(truncatingIfNeeded: row - Int(starts[low]))
  }
}

extension SourceLines: ExpressibleByArrayLiteral {
  /// Creates a list from one line a row.
  public init(arrayLiteral lines: Int32...) { self.init(lines) }
}

extension SourceLines: Equatable {
  /// Whether all rows have the same lines.
  public static func == (left: SourceLines, right: SourceLines) -> Bool {
    left.elementsEqual(right)
  }
}
