/// The decimal with the fewest digits that is read back as the same number,
/// and of several such the nearest: what `description` prints, without a text
/// in between.
///
/// It is there for numbers from 0.0001 up to 10¹⁵, where exact products fit
/// into 128 bits. A number is c · 2^q with c < 2⁵³; with e such that 10^-e is
/// not above 2^q the decimal lies among the whole multiples of 10^-e, or of
/// ten times that, that are nearer to the number than to its neighbours
/// (Steele and White 1990). Products are kept with two further bits and a bit
/// for any rest, so that every comparison is exact.
struct ShortestDecimal {
  /// The digits as a whole number, without zeros at the end.
  private(set) var digits: UInt64
  /// How many of them stand after the point.
  private(set) var places: Int

  /// - Parameter magnitude: A number from 0.0001 up to, and not including,
  ///   10¹⁵; for others there is no decimal here.
  @inline(__always)
  init?(_ magnitude: Double) {
    guard magnitude >= 1e-4, magnitude < 1e15 else { return nil }
    // Most measurements have two decimals. Up to fifteen digits no two
    // decimals are read as the same number, so that a fit is the only one.
    if magnitude < 1e12 {
      let hundredths = Int(magnitude * 100 + 0.5)
      if Double(hundredths) / 100 == magnitude {
        (digits, places) = Self.trimmed(UInt64(hundredths), 2)
        return
      }
    }
    (digits, places) = Self.search(magnitude)
  }

  /// Takes off zeros at the end.
  private static func trimmed(
    _ digits: UInt64, _ places: Int
  ) -> (UInt64, Int) {
    var (digits, places) = (digits, places)
    while places > 0 {
      let (shorter, last) = digits.quotientAndRemainder(dividingBy: 10)
      if last != 0 { break }
      digits = shorter
      places -= 1
    }
    return (digits, places)
  }

  /// 5^exponent, for those that occur.
  @inline(__always)
  private static func powerOfFive(_ exponent: Int) -> UInt64 {
    switch exponent {
    case 1: 5
    case 2: 25
    case 3: 125
    case 4: 625
    case 5: 3_125
    case 6: 15_625
    case 7: 78_125
    case 8: 390_625
    case 9: 1_953_125
    case 10: 9_765_625
    case 11: 48_828_125
    case 12: 244_140_625
    case 13: 1_220_703_125
    case 14: 6_103_515_625
    case 15: 30_517_578_125
    case 16: 152_587_890_625
    case 17: 762_939_453_125
    case 18: 3_814_697_265_625
    case 19: 19_073_486_328_125
    case 20: 95_367_431_640_625
    case 21: 476_837_158_203_125
    default: 1
    }
  }

  private static func search(_ magnitude: Double) -> (UInt64, Int) {
    let hidden: UInt64 = 1 << 52
    let significand = magnitude.significandBitPattern | hidden
    let power = Int(magnitude.exponentBitPattern) - 1075
    // The neighbour below a power of two is half as far away.
    let isUneven = significand == hidden
    // ⌊log₁₀ 2^power⌋, or of three quarters of that.
    let places = -((power * 1_262_611 - (isUneven ? 524_031 : 0)) >> 22)
    let five = powerOfFive(places)
    let shift = UInt64(-(power + places))
    let mask = (1 as UInt64) &<< shift &- 1

    // A number of quarters of the significand's last bit, in quarters of the
    // last place; the lowest bit stands for any rest.
    @inline(__always)
    func scaled(_ quarters: UInt64) -> UInt64 {
      let (high, low) = quarters.multipliedFullWidth(by: five)
      return high &<< (64 &- shift) | low &>> shift
        | (low & mask == 0 ? 0 : 1)
    }
    let number = scaled(significand &<< 2)
    let least = scaled(significand &<< 2 &- (isUneven ? 1 : 2))
    let most = scaled(significand &<< 2 &+ 2)
    // A decimal halfway between two numbers is read as the even one.
    let open = significand & 1
    let below = number &>> 2

    let shortBelow = below / 10 &* 10
    let shortAbove = shortBelow &+ 10
    let takesShortBelow = least &+ open <= shortBelow &<< 2
    if takesShortBelow { return trimmed(shortBelow, places) }
    if shortAbove &<< 2 &+ open <= most { return trimmed(shortAbove, places) }

    let above = below &+ 1
    let takesBelow = least &+ open <= below &<< 2
    let takesAbove = above &<< 2 &+ open <= most
    if takesBelow != takesAbove { return (takesBelow ? below : above, places) }
    let middle = (below &+ above) &<< 1
    let isBelow = number < middle || number == middle && below & 1 == 0
    return (isBelow ? below : above, places)
  }
}

extension JSONBuffer {
  /// Writes a decimal.
  mutating func append(_ decimal: ShortestDecimal) {
    let places = decimal.places
    if places == 0 { return append(Int(decimal.digits)) }
    let length = Self.length(of: decimal.digits)
    write(atMost: 48) { base in
      if length <= places {
        base[0] = UInt8(ascii: "0")
        base[1] = UInt8(ascii: ".")
        let zeros = places - length
        for place in 0..<zeros { base[2 + place] = UInt8(ascii: "0") }
        Self.write(decimal.digits, length, to: base + 2 + zeros)
        return 2 + places
      }
      // The digits are written one further, then those before the point move.
      Self.write(decimal.digits, length, to: base + 1)
      let whole = length - places
      for place in 0..<whole { base[place] = base[place + 1] }
      base[whole] = UInt8(ascii: ".")
      return length + 1
    }
  }

  private static func length(of digits: UInt64) -> Int {
    // Most numbers that were computed have as many.
    if digits >= 10_000_000_000_000_000 { return 17 }
    if digits >= 1_000_000_000_000_000 { return 16 }
    var length = 1
    var limit: UInt64 = 10
    while digits >= limit {
      length += 1
      limit *= 10
    }
    return length
  }

  /// Writes digits two at a time, from the last one.
  @inline(__always)
  private static func write(
    _ digits: UInt64, _ length: Int, to base: UnsafeMutablePointer<UInt8>
  ) {
    var place = length
    var rest = digits
    // Divisions of 32 bits are the cheaper ones.
    while rest >= 100_000_000 {
      let (left, low) = rest.quotientAndRemainder(dividingBy: 100_000_000)
      var eight = UInt32(truncatingIfNeeded: low)
      for _ in 0..<4 {
        let (quotient, pair) = eight.quotientAndRemainder(dividingBy: 100)
        place -= 2
        base[place] = UInt8(truncatingIfNeeded: 48 + pair / 10)
        base[place + 1] = UInt8(truncatingIfNeeded: 48 + pair % 10)
        eight = quotient
      }
      rest = left
    }
    var few = UInt32(truncatingIfNeeded: rest)
    while few >= 10 {
      let (quotient, digit) = few.quotientAndRemainder(dividingBy: 10)
      place -= 1
      base[place] = UInt8(truncatingIfNeeded: 48 + digit)
      few = quotient
    }
    base[place - 1] = UInt8(truncatingIfNeeded: 48 + few)
  }
}
