#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// A calculation with numbered operands whose derivatives are computed along
/// with its value.
indirect enum DifferentiableExpression: Sendable {
  /// A function of one number.
  enum Function: String, Sendable, CaseIterable {
    case log, exp, sqrt
  }

  case number(Double)
  case operand(Int)
  case negative(DifferentiableExpression)
  case sum(DifferentiableExpression, DifferentiableExpression)
  case difference(DifferentiableExpression, DifferentiableExpression)
  case product(DifferentiableExpression, DifferentiableExpression)
  case quotient(DifferentiableExpression, DifferentiableExpression)
  case power(DifferentiableExpression, DifferentiableExpression)
  case function(Function, DifferentiableExpression)

  /// A value with its derivatives by every operand.
  struct Dual {
    var value: Double
    var gradient: [Double]
  }

  /// The value and the derivatives at `operands`, by the rules of
  /// differentiation applied along the tree.
  func dual(at operands: [Double]) -> Dual {
    func combined(
      _ value: Double, _ left: Dual, _ byLeft: Double, _ right: Dual,
      _ byRight: Double
    ) -> Dual {
      Dual(
        value: value,
        gradient: zip(left.gradient, right.gradient).map {
          Self.scaled(byLeft, $0) + Self.scaled(byRight, $1)
        })
    }
    switch self {
    case .number(let number):
      return Dual(
        value: number, gradient: [Double](repeating: 0, count: operands.count))
    case .operand(let index):
      var gradient = [Double](repeating: 0, count: operands.count)
      gradient[index] = 1
      return Dual(value: operands[index], gradient: gradient)
    case .negative(let inner):
      let inner = inner.dual(at: operands)
      return Dual(value: -inner.value, gradient: inner.gradient.map { -$0 })
    case .sum(let left, let right):
      let (left, right) = (left.dual(at: operands), right.dual(at: operands))
      return combined(left.value + right.value, left, 1, right, 1)
    case .difference(let left, let right):
      let (left, right) = (left.dual(at: operands), right.dual(at: operands))
      return combined(left.value - right.value, left, 1, right, -1)
    case .product(let left, let right):
      let (left, right) = (left.dual(at: operands), right.dual(at: operands))
      return combined(
        left.value * right.value, left, right.value, right, left.value)
    case .quotient(let left, let right):
      let (left, right) = (left.dual(at: operands), right.dual(at: operands))
      let value = left.value / right.value
      return combined(value, left, 1 / right.value, right, -value / right.value)
    case .power(let left, let right):
      let (left, right) = (left.dual(at: operands), right.dual(at: operands))
      let value = pow(left.value, right.value)
      return combined(
        value, left, right.value * pow(left.value, right.value - 1), right,
        value * naturalLogarithm(left.value))
    case .function(let function, let inner):
      let inner = inner.dual(at: operands)
      let (value, slope) = function.value(inner.value)
      return Dual(
        value: value, gradient: inner.gradient.map { Self.scaled(slope, $0) })
    }
  }

  /// A product in which a derivative of 0 stays 0: `x^2` has no logarithm of
  /// a negative x in it.
  private static func scaled(_ factor: Double, _ derivative: Double) -> Double {
    derivative == 0 ? 0 : factor * derivative
  }
}

extension DifferentiableExpression.Function {
  /// The value and the derivative.
  fileprivate func value(_ number: Double) -> (Double, Double) {
    switch self {
    case .log: return (naturalLogarithm(number), 1 / number)
    case .exp:
      let value = naturalExponential(number)
      return (value, value)
    case .sqrt:
      let value = number.squareRoot()
      return (value, 0.5 / value)
    }
  }
}

// Inside of `Function` the names of the library mean its cases.
private func naturalLogarithm(_ number: Double) -> Double { log(number) }
private func naturalExponential(_ number: Double) -> Double { exp(number) }
