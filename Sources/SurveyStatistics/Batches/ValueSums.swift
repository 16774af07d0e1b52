/// Sums of one number over rows, each number less a shift that they share.
struct ValueSums: Sendable {
  /// Rows with a value.
  private(set) var base = 0
  /// Those with a weight above 0.
  private(set) var weightedRows = 0
  /// Σw.
  private(set) var weight = CompensatedSum()
  /// Σw².
  private(set) var weightSquares = CompensatedSum()
  /// Σwd.
  private(set) var value = CompensatedSum()
  /// Σwd².
  private(set) var squares = CompensatedSum()
  /// Σw²d.
  private(set) var weightedValue = CompensatedSum()
  /// Σw²d².
  private(set) var weightedSquares = CompensatedSum()
  /// The first value with a weight, and whether another one differs.
  private(set) var first = 0.0
  private(set) var differs = false

  @inline(__always)
  mutating func add(_ shifted: Double, _ rowWeight: Double) {
    base += 1
    if rowWeight == 0 { return }
    if weightedRows == 0 { first = shifted }
    if shifted != first { differs = true }
    weightedRows += 1
    weight.add(rowWeight)
    let squared = rowWeight * rowWeight
    weightSquares.add(squared)
    value.add(rowWeight * shifted)
    squares.add(rowWeight * shifted * shifted)
    weightedValue.add(squared * shifted)
    weightedSquares.add(squared * shifted * shifted)
  }

  /// Adds what another one has.
  mutating func add(_ other: ValueSums) {
    base += other.base
    guard other.weightedRows > 0 else { return }
    if weightedRows == 0 { first = other.first }
    if other.differs || other.first != first { differs = true }
    weightedRows += other.weightedRows
    weight.add(other.weight.value)
    weightSquares.add(other.weightSquares.value)
    value.add(other.value.value)
    squares.add(other.squares.value)
    weightedValue.add(other.weightedValue.value)
    weightedSquares.add(other.weightedSquares.value)
  }

  /// Nothing summed yet.
  init() {}

  /// The sums of a number that all of these rows have.
  static func constant(
    _ number: Double, base: Int, weightedRows: Int, weight: Double,
    weightSquares: Double
  ) -> ValueSums {
    var result = ValueSums()
    result.base = base
    result.weightedRows = weightedRows
    result.first = number
    result.weight.add(weight)
    result.weightSquares.add(weightSquares)
    result.value.add(weight * number)
    result.squares.add(weight * number * number)
    result.weightedValue.add(weightSquares * number)
    result.weightedSquares.add(weightSquares * number * number)
    return result
  }
}
