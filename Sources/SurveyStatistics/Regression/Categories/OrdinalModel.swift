import LinearAlgebra
import Probability

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// The curve of an ordinal model.
public enum OrdinalLink: String, Sendable, CaseIterable, Hashable {
  /// The logistic curve: proportional odds.
  case logit
  /// The normal curve.
  case probit

  /// F(x), f(x) and f′(x).
  @inline(__always)
  func curve(_ value: Double) -> (share: Double, slope: Double, bend: Double) {
    switch self {
    case .logit:
      let small = exp(-abs(value))
      let lower = small / (1 + small)
      let slope = lower / (1 + small)
      let share = value < 0 ? lower : 1 - lower
      return (share, slope, slope * (value < 0 ? 1 - 2 * lower : 2 * lower - 1))
    case .probit:
      let slope = exp(-value * value / 2) / 2.5066282746310002
      return (0.5 * erfc(-value / 2.0.squareRoot()), slope, -value * slope)
    }
  }

  /// F⁻¹.
  func quantile(_ share: Double) -> Double {
    switch self {
    case .logit: log(share / (1 - share))
    case .probit: NormalDistribution().quantile(share)
    }
  }
}

/// Answers in an order: P(y ≤ k) = F(ζₖ − xβ) (McCullagh 1980).
///
/// The parameters are β, then the thresholds ζ from the lowest on. A positive
/// β means higher answers, as in `polr` and `svyolr`.
struct OrdinalModel: LikelihoodModel {
  /// The model matrix without an intercept.
  let predictors: Matrix
  /// The answer of each row, from 0.
  let codes: [Int]
  let categoryCount: Int
  let link: OrdinalLink

  var rowCount: Int { codes.count }
  private var width: Int { predictors.columnCount }
  private var thresholdCount: Int { categoryCount - 1 }

  func start(_ weights: [Double]) -> [Double]? {
    var sums = [Double](repeating: 0, count: categoryCount)
    for row in codes.indices { sums[codes[row]] += weights[row] }
    guard sums.allSatisfy({ $0 > 0 }) else { return nil }
    let total = sums.reduce(0, +)
    var result = [Double](repeating: 0, count: width)
    var sum = 0.0
    for category in 0..<thresholdCount {
      sum += sums[category]
      result.append(link.quantile(sum / total))
    }
    return result
  }

  /// P of the answer between two thresholds, and what its logarithm's first
  /// and second derivatives by both are.
  private struct Part {
    var share: Double
    var upper: Double
    var lower: Double
    var upperUpper: Double
    var lowerLower: Double
    var both: Double
  }

  @inline(__always)
  private func part(
    _ parameters: [Double], _ category: Int, _ predictor: Double
  ) -> Part {
    var above = (share: 1.0, slope: 0.0, bend: 0.0)
    var below = (share: 0.0, slope: 0.0, bend: 0.0)
    var share: Double
    if category < thresholdCount {
      above = link.curve(parameters[width + category] - predictor)
    }
    if category > 0 {
      let value = parameters[width + category - 1] - predictor
      below = link.curve(value)
      // Beyond the middle the upper tails keep more digits.
      if value > 0 {
        let rest =
          category < thresholdCount
          ? link.curve(predictor - parameters[width + category]).share : 0
        share = link.curve(-value).share - rest
      } else {
        share = above.share - below.share
      }
    } else {
      share = above.share
    }
    if share <= 0 { share = 0 }
    let upper = above.slope / share
    let lower = -below.slope / share
    return Part(
      share: share, upper: upper, lower: lower,
      upperUpper: above.bend / share - upper * upper,
      lowerLower: -below.bend / share - lower * lower, both: -upper * lower)
  }

  private func predictor(_ parameters: [Double]) -> [Double] {
    if width == 0 { return [Double](repeating: 0, count: rowCount) }
    return predictors.times(Array(parameters[..<width]))
  }

  func pass(_ parameters: [Double], _ weights: [Double]) -> LikelihoodPass? {
    for category in 1..<max(thresholdCount, 1)
    where !(parameters[width + category] > parameters[width + category - 1]) {
      return nil
    }
    let size = width + thresholdCount
    let predictor = predictor(parameters)
    var products = RowBlockProducts(columnCount: width)
    let block = products.blockRows
    var curvature = [Double](repeating: 0, count: block)
    var slopes = curvature
    var logLikelihood = 0.0
    var score = [Double](repeating: 0, count: size)
    var information = Matrix(rows: size, columns: size)
    var isAllowed = true
    func add(_ threshold: Int, _ row: Int, _ first: Double, _ mixed: Double) {
      score[width + threshold] += first
      for column in 0..<width {
        information[width + threshold, column] +=
          mixed * predictors.elements[row * width + column]
      }
    }
    predictors.elements.withUnsafeBufferPointer { rows in
      for start in stride(from: 0, to: rowCount, by: block) {
        let count = min(block, rowCount - start)
        for index in 0..<count {
          let row = start + index
          let weight = weights[row]
          curvature[index] = 0
          slopes[index] = 0
          if weight == 0 { continue }
          let category = codes[row]
          let part = part(parameters, category, predictor[row])
          guard part.share > 0 else {
            isAllowed = false
            continue
          }
          logLikelihood += weight * log(part.share)
          slopes[index] = -weight * (part.upper + part.lower)
          curvature[index] =
            -weight * (part.upperUpper + 2 * part.both + part.lowerLower)
          if category < thresholdCount {
            add(
              category, row, weight * part.upper,
              weight * (part.upperUpper + part.both))
            information[width + category, width + category] -=
              weight * part.upperUpper
          }
          if category > 0 {
            let below = category - 1
            add(
              below, row, weight * part.lower,
              weight * (part.lowerLower + part.both))
            information[width + below, width + below] -=
              weight * part.lowerLower
            if category < thresholdCount {
              information[width + category, width + below] -=
                weight * part.both
            }
          }
        }
        if width > 0, let base = rows.baseAddress {
          products.add(
            rows: base + start * width, count: count, weights: curvature,
            values: slopes)
        }
      }
    }
    guard isAllowed, logLikelihood.isFinite else { return nil }
    for row in 0..<width {
      score[row] = products.sums[row]
      for column in 0..<width {
        information[row, column] = products.products[row, column]
      }
    }
    for row in 0..<size {
      for column in row + 1..<max(size, row + 1) {
        information[row, column] = information[column, row]
      }
    }
    return LikelihoodPass(
      logLikelihood: logLikelihood, score: score, information: information)
  }

  func scores(_ parameters: [Double]) -> Matrix {
    let size = width + thresholdCount
    let predictor = predictor(parameters)
    var result = Matrix(rows: rowCount, columns: size)
    for row in codes.indices {
      let category = codes[row]
      let part = part(parameters, category, predictor[row])
      let slope = -(part.upper + part.lower)
      for column in 0..<width {
        result[row, column] =
          slope * predictors.elements[row * width + column]
      }
      if category < thresholdCount {
        result[row, width + category] = part.upper
      }
      if category > 0 { result[row, width + category - 1] = part.lower }
    }
    return result
  }

  func meanProbabilities(
    _ parameters: [Double], rows: Matrix, weights: [Double]
  ) -> [(value: Double, gradient: [Double])] {
    let size = width + thresholdCount
    let total = weights.reduce(0, +)
    let beta = Array(parameters[..<width])
    let predictor =
      width == 0
      ? [Double](repeating: 0, count: weights.count) : rows.times(beta)
    return (0..<categoryCount).map { category in
      var value = 0.0
      var gradient = [Double](repeating: 0, count: size)
      for row in weights.indices where weights[row] != 0 {
        let weight = weights[row] / total
        let part = part(parameters, category, predictor[row])
        value += weight * part.share
        let upper = weight * part.share * part.upper
        let lower = weight * part.share * part.lower
        for column in 0..<width {
          gradient[column] -=
            (upper + lower) * rows.elements[row * width + column]
        }
        if category < thresholdCount { gradient[width + category] += upper }
        if category > 0 { gradient[width + category - 1] += lower }
      }
      return (value, gradient)
    }
  }
}
