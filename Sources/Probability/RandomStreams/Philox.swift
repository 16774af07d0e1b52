/// The counter-based generator Philox 4×32 with ten rounds: four random words
/// are a function of a key and a counter, so any draw can be had without the
/// ones before it.
///
/// Source: Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as
/// easy as 1, 2, 3"; checked against its published known answers.
public struct Philox: Sendable, Hashable {
  /// The key, which tells streams apart.
  public var key: SIMD2<UInt32>

  /// Creates a generator.
  public init(key: SIMD2<UInt32>) {
    self.key = key
  }

  /// The four words at `counter`.
  @inlinable
  public func words(at counter: SIMD4<UInt32>) -> SIMD4<UInt32> {
    var (a, b, c, d) = (counter.x, counter.y, counter.z, counter.w)
    var (first, second) = (key.x, key.y)
    for _ in 0..<10 {
      let left = UInt64(a) &* 0xD251_1F53
      let right = UInt64(c) &* 0xCD9E_8D57
      (a, b, c, d) = (
        UInt32(truncatingIfNeeded: right >> 32) ^ b ^ first,
        UInt32(truncatingIfNeeded: right),
        UInt32(truncatingIfNeeded: left >> 32) ^ d ^ second,
        UInt32(truncatingIfNeeded: left)
      )
      first &+= 0x9E37_79B9
      second &+= 0xBB67_AE85
    }
    return SIMD4(a, b, c, d)
  }
}
