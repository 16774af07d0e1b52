/// Texts one after the other in one block of UTF-8, without an object for
/// each of them.
public struct PackedTexts: Sendable {
  private var bytes: [UInt8] = []
  /// As long as all texts have one length, as identifiers do, how many there
  /// are, and that length; then the places where they end are not kept.
  private var even = (count: 0, length: 0)
  /// Where each text ends, in 32 bits as long as that is enough.
  private var ends: [UInt32] = []
  private var farEnds: [Int] = []
  private var expected = 0

  /// Creates an empty list.
  public init() {}

  /// Creates a list of `texts`.
  public init(_ texts: some Sequence<String>) {
    for text in texts { append(text.utf8) }
  }

  /// Adds a text that is well-formed UTF-8.
  public mutating func append(_ text: some Collection<UInt8>) {
    bytes.append(contentsOf: text)
    addEnd(bytes.count)
  }

  /// Adds the texts in `block`, whose lengths are `lengths`.
  public mutating func append(
    block: UnsafeBufferPointer<UInt8>, lengths: UnsafeBufferPointer<UInt32>
  ) {
    var end = bytes.count
    bytes.append(contentsOf: block)
    if let first = lengths.first, areEven(with: Int(first)),
      !lengths.contains(where: { $0 != first })
    {
      even = (even.count + lengths.count, Int(first))
      return
    }
    keepEnds()
    guard farEnds.isEmpty, bytes.count <= Int(UInt32.max) else {
      for length in lengths {
        end += Int(length)
        addFarEnd(end)
      }
      return
    }
    withUnsafeTemporaryAllocation(of: UInt32.self, capacity: lengths.count) {
      places in
      for i in 0..<lengths.count {
        end += Int(lengths[i])
        places.initializeElement(at: i, to: UInt32(truncatingIfNeeded: end))
      }
      ends.append(contentsOf: UnsafeBufferPointer(places))
    }
  }

  /// Makes room for `count` texts in all.
  public mutating func reserve(count: Int, byteCount: Int) {
    expected = count
    if even.count == 0 { ends.reserveCapacity(count) }
    bytes.reserveCapacity(byteCount)
  }

  /// Whether all texts have one length, also with one more of `length`.
  private func areEven(with length: Int) -> Bool {
    even.count > 0
      ? even.length == length : ends.isEmpty && farEnds.isEmpty
  }

  /// From now on it is kept where each text ends.
  private mutating func keepEnds() {
    guard even.count > 0 else { return }
    let (count, length) = even
    even = (0, 0)
    ends.reserveCapacity(Swift.max(count, expected))
    for position in 0..<count { addFarEnd((position + 1) * length) }
  }

  /// Adds the end of a text whose bytes are there.
  private mutating func addEnd(_ end: Int) {
    let start = isEmpty ? 0 : self.end(count - 1)
    if areEven(with: end - start) {
      even = (even.count + 1, end - start)
      return
    }
    keepEnds()
    addFarEnd(end)
  }

  private mutating func addFarEnd(_ end: Int) {
    if farEnds.isEmpty, let near = UInt32(exactly: end) {
      ends.append(near)
      return
    }
    if farEnds.isEmpty {
      farEnds = ends.map(Int.init)
      ends = []
    }
    farEnds.append(end)
  }

  private func end(_ position: Int) -> Int {
    if even.count > 0 { return (position + 1) * even.length }
    return farEnds.isEmpty ? Int(ends[position]) : farEnds[position]
  }

  /// The places of the text at `position` among all bytes.
  private func range(_ position: Int) -> Range<Int> {
    (position == 0 ? 0 : end(position - 1))..<end(position)
  }

  /// Calls `body` with the bytes of the text at `position`.
  public func withUTF8<Result>(
    _ position: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result
  ) -> Result {
    let range = range(position)
    return bytes.withUnsafeBufferPointer {
      body(UnsafeBufferPointer(rebasing: $0[range]))
    }
  }

  /// The bytes of all texts.
  public var utf8Count: Int { bytes.count }

  /// The length of the text at `position` in bytes.
  public func byteCount(_ position: Int) -> Int { range(position).count }
}

extension PackedTexts: RandomAccessCollection {
  /// The first position.
  public var startIndex: Int { 0 }

  /// The number of texts.
  public var endIndex: Int {
    if even.count > 0 { return even.count }
    return farEnds.isEmpty ? ends.count : farEnds.count
  }

  /// The text at `position`.
  public subscript(position: Int) -> String {
    withUTF8(position) { String(decoding: $0, as: UTF8.self) }
  }
}

extension PackedTexts: Equatable {
  /// Whether the texts are the same, byte for byte.
  public static func == (left: PackedTexts, right: PackedTexts) -> Bool {
    left.count == right.count && left.bytes == right.bytes
      && left.indices.allSatisfy { left.end($0) == right.end($0) }
  }
}

extension PackedTexts: ExpressibleByArrayLiteral {
  /// Creates a list of texts.
  public init(arrayLiteral texts: String...) { self.init(texts) }
}
