/// A square matrix of +1 and −1 whose rows are orthogonal to one another.
///
/// The first row and the first column hold +1 only.
///
/// Orders are 1, 2 and multiples of 4 that come from three constructions:
/// Sylvester's doubling (1867), Paley's first for q + 1 with a prime
/// q ≡ 3 (mod 4) and second for 2(q + 1) with a prime q ≡ 1 (mod 4) (1933),
/// and products of two matrices. Up to 100 these are all multiples of 4 but
/// 52, 92 and 100.
public struct HadamardMatrix: Sendable, Hashable {
  /// The number of rows and columns.
  public let order: Int
  private let signs: [Int8]

  /// Creates the matrix of an order.
  ///
  /// - Returns: `nil` when none of the constructions has that order.
  public init?(order: Int) {
    guard let rows = Self.signs(order) else { return nil }
    self.init(order: order, normalising: rows)
  }

  /// Creates the smallest matrix of at least an order.
  public init(atLeast order: Int) {
    var size = max(1, order)
    while true {
      if let rows = Self.signs(size) {
        self.init(order: size, normalising: rows)
        return
      }
      // The next power of two always has a matrix.
      size += 1
    }
  }

  private init(order: Int, normalising rows: [Int8]) {
    var signs = rows
    for column in 0..<order where signs[column] < 0 {
      for row in 0..<order { signs[row * order + column] *= -1 }
    }
    for row in 0..<order where signs[row * order] < 0 {
      for column in 0..<order { signs[row * order + column] *= -1 }
    }
    self.order = order
    self.signs = signs
  }

  /// One element, +1 or −1.
  public subscript(row: Int, column: Int) -> Double {
    Double(signs[row * order + column])
  }

  private static func signs(_ order: Int) -> [Int8]? {
    if order == 1 { return [1] }
    if order == 2 { return [1, 1, 1, -1] }
    guard order > 0, order % 4 == 0 else { return nil }
    if order & (order - 1) == 0 { return product(2, order / 2) }
    if isPrime(order - 1) { return paleyFirst(order - 1) }
    let half = order / 2 - 1
    if half % 4 == 1, isPrime(half) { return paleySecond(half) }
    var left = 2
    while left * left <= order {
      if order % left == 0, let found = product(left, order / left) {
        return found
      }
      left += 1
    }
    return nil
  }

  /// The Kronecker product of two matrices.
  private static func product(_ left: Int, _ right: Int) -> [Int8]? {
    guard let a = signs(left), let b = signs(right) else { return nil }
    let order = left * right
    var result = [Int8](repeating: 1, count: order * order)
    for row in 0..<order {
      for column in 0..<order {
        result[row * order + column] =
          a[row / right * left + column / right]
          * b[row % right * right + column % right]
      }
    }
    return result
  }

  /// I + S with the skew matrix S of the quadratic residues, bordered by 1.
  private static func paleyFirst(_ prime: Int) -> [Int8] {
    let order = prime + 1
    let residues = quadraticCharacter(prime)
    var result = [Int8](repeating: 1, count: order * order)
    for row in 1..<order {
      result[row * order] = -1
      for column in 1..<order {
        let difference = (row - column + prime) % prime
        result[row * order + column] =
          row == column ? 1 : residues[difference]
      }
    }
    return result
  }

  /// S ⊗ [+ +; + −] + I ⊗ [+ −; − −] with the symmetric S.
  private static func paleySecond(_ prime: Int) -> [Int8] {
    let size = prime + 1
    let order = 2 * size
    let residues = quadraticCharacter(prime)
    let crossed: [Int8] = [1, 1, 1, -1]
    let own: [Int8] = [1, -1, -1, -1]
    var result = [Int8](repeating: 1, count: order * order)
    for row in 0..<order {
      for column in 0..<order {
        let (up, across) = (row / 2, column / 2)
        let part = row % 2 * 2 + column % 2
        let sign: Int8 =
          up == 0 || across == 0
          ? 1 : residues[(up - across + prime) % prime]
        result[row * order + column] =
          up == across ? own[part] : sign * crossed[part]
      }
    }
    return result
  }

  /// +1 for squares, −1 for others, 0 for 0.
  private static func quadraticCharacter(_ prime: Int) -> [Int8] {
    var result = [Int8](repeating: -1, count: prime)
    for number in 0..<prime { result[number * number % prime] = 1 }
    result[0] = 0
    return result
  }

  private static func isPrime(_ number: Int) -> Bool {
    guard number > 1 else { return false }
    var divisor = 2
    while divisor * divisor <= number {
      if number % divisor == 0 { return false }
      divisor += 1
    }
    return true
  }
}
