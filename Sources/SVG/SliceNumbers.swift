/// Numbers the different slices of a buffer in the order in which they are
/// met: 0, 1 and so on.
///
/// Only for as long as the buffer is at its place. It does what a dictionary
/// of texts does without making a text for each slice.
public struct SliceNumbers {
  private var slices: [UnsafeBufferPointer<UInt8>] = []
  /// One more than the number of the slice at each place; 0 where none is.
  private var places = [Int](repeating: 0, count: 128)

  /// Creates a numbering without slices.
  public init() {}

  /// The number of a slice, and whether it was not met before.
  public mutating func number(
    of slice: UnsafeBufferPointer<UInt8>
  ) -> (number: Int, isNew: Bool) {
    var place = find(slice)
    if places[place] > 0 { return (places[place] - 1, false) }
    if slices.count * 2 >= places.count {
      places = [Int](repeating: 0, count: places.count * 2)
      for (number, known) in slices.enumerated() {
        places[find(known)] = number + 1
      }
      place = find(slice)
    }
    slices.append(slice)
    places[place] = slices.count
    return (slices.count - 1, true)
  }

  /// The place of a slice, or the free one where it belongs.
  private func find(_ slice: UnsafeBufferPointer<UInt8>) -> Int {
    // FNV-1a; a number of places that is a power of two takes its low bits.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in slice { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }
    var place =
      Int(truncatingIfNeeded: hash ^ (hash >> 32)) & (places.count - 1)
    while places[place] > 0,
      !slices[places[place] - 1].elementsEqual(slice)
    {
      place = (place + 1) & (places.count - 1)
    }
    return place
  }
}
