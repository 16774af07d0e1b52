import Foundation

/// Random numbers that depend on a seed, a name and the number of a draw, and
/// on nothing else.
///
/// Two analyses with different names have different numbers, so adding one
/// does not change the other; and draw 700 is the same whether or not the
/// draws before it were made, so threads cannot change a result.
public struct RandomStream: Sendable, RandomNumberGenerator {
  private let generator: Philox
  private let draw: UInt64
  private var block: UInt64 = 0
  private var buffer = SIMD4<UInt32>()
  private var used = 4

  /// Creates the stream of one draw.
  ///
  /// - Parameters:
  ///   - seed: The seed of the study.
  ///   - name: What the numbers are for, such as `performance/weights`.
  ///   - draw: The number of the draw.
  public init(seed: UInt64, name: String, draw: Int = 0) {
    // FNV-1a turns the name into 64 bits; the mixing spreads seeds and names
    // that differ in one bit over the whole key.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    let key = Self.mixed(Self.mixed(seed) ^ hash)
    generator = Philox(
      key: SIMD2(
        UInt32(truncatingIfNeeded: key), UInt32(truncatingIfNeeded: key >> 32)))
    self.draw = UInt64(bitPattern: Int64(draw))
  }

  private init(generator: Philox, draw: UInt64) {
    self.generator = generator
    self.draw = draw
  }

  /// The stream of another draw with the same seed and name.
  public func draw(_ number: Int) -> RandomStream {
    RandomStream(
      generator: generator, draw: UInt64(bitPattern: Int64(number)))
  }

  /// The next 32 random bits.
  public mutating func next32() -> UInt32 {
    if used == 4 {
      buffer = generator.words(
        at: SIMD4(
          UInt32(truncatingIfNeeded: block),
          UInt32(truncatingIfNeeded: block >> 32),
          UInt32(truncatingIfNeeded: draw),
          UInt32(truncatingIfNeeded: draw >> 32)))
      block &+= 1
      used = 0
    }
    let word = buffer[used]
    used += 1
    return word
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    let low = next32()
    return UInt64(next32()) << 32 | UInt64(low)
  }

  /// A number from 0 up to but not including 1, a multiple of 2⁻⁵³.
  public mutating func uniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A whole number from 0 up to but not including `count`, each equally
  /// likely (Lemire 2019).
  ///
  /// - Precondition: `count` is above 0 and below 2³².
  public mutating func below(_ count: Int) -> Int {
    precondition(count > 0 && count <= Int(UInt32.max))
    let bound = UInt32(truncatingIfNeeded: count)
    var product = UInt64(next32()) &* UInt64(bound)
    if UInt32(truncatingIfNeeded: product) < bound {
      let threshold = (0 &- bound) % bound
      while UInt32(truncatingIfNeeded: product) < threshold {
        product = UInt64(next32()) &* UInt64(bound)
      }
    }
    return Int(product >> 32)
  }

  /// A standard normal number (Box and Muller 1958; the second is not used).
  public mutating func normal() -> Double {
    let radius = (-2 * log(1 - uniform())).squareRoot()
    return radius * cos(2 * Double.pi * uniform())
  }

  /// A gamma number with scale 1 (Marsaglia and Tsang 2000).
  ///
  /// - Precondition: `shape` is above 0.
  public mutating func gamma(shape: Double) -> Double {
    precondition(shape > 0)
    if shape < 1 {
      let boost = pow(1 - uniform(), 1 / shape)
      return gamma(shape: shape + 1) * boost
    }
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let z = normal()
      let v = 1 + c * z
      if v <= 0 { continue }
      let cube = v * v * v
      if log(1 - uniform()) < 0.5 * z * z + d - d * cube + d * log(cube) {
        return d * cube
      }
    }
  }

  /// Weights that add up to 1 from a Dirichlet distribution; a parameter of
  /// zero gives a weight of zero.
  ///
  /// When every gamma number is too small to be told from zero, which takes
  /// parameters far below 1, the whole weight goes to one of them by chance.
  public mutating func dirichlet(_ parameters: [Double]) -> [Double] {
    var weights = parameters.map { $0 > 0 ? gamma(shape: $0) : 0 }
    let sum = weights.reduce(0, +)
    if sum > 0 { return weights.map { $0 / sum } }
    let total = parameters.reduce(0, +)
    guard total > 0 else { return weights }
    var rest = uniform() * total
    for position in parameters.indices where parameters[position] > 0 {
      rest -= parameters[position]
      if rest <= 0 {
        weights[position] = 1
        return weights
      }
    }
    return parameters.map { $0 / total }
  }

  /// The finaliser of SplitMix64 (Steele, Lea and Flood 2014).
  private static func mixed(_ value: UInt64) -> UInt64 {
    var z = value &+ 0x9E37_79B9_7F4A_7C15
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
