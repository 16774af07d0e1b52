/// A sum that carries the digits a plain sum would lose (Neumaier 1974).
struct CompensatedSum {
  private var sum = 0.0
  private var lost = 0.0

  /// The sum of everything added.
  var value: Double { sum + lost }

  /// Adds `term`.
  @inline(__always)
  mutating func add(_ term: Double) {
    let next = sum + term
    lost += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
    sum = next
  }
}
