import LinearAlgebra
import SurveyData

/// A function of the coefficients with its standard error by the delta
/// method: √(gᵀVg), where g is its gradient.
struct ModelEffect: Sendable {
  var value: Double
  var standardError: Double?
  var gradient: [Double]
}

/// Mean predictions and mean effects over the rows of a model.
///
/// A prediction is the weighted mean of μ over the rows with some variables
/// set to a value and the others as they were observed; the effect of a
/// number is the mean of dμ/dx, that of a value of a factor the difference
/// of the prediction with it and with the reference. The rows count as
/// given: their own sampling adds nothing to the standard error, which is the
/// default of `margins` in Stata; the convention is printed.
struct MarginalEffects {
  let model: PreparedModel

  /// The mean prediction with `setting`.
  func prediction(_ setting: [Int: ModelFrame.Setting]) -> ModelEffect {
    let rows = model.frame.matrix(model.kept, setting: setting)
    let beta = model.sampled.values
    let link = model.model.link
    let width = beta.count
    let offset = model.model.offset
    var value = 0.0
    var total = 0.0
    var gradient = [Double](repeating: 0, count: width)
    for row in model.weights.indices {
      let weight = model.weights[row]
      if weight == 0 { continue }
      var eta = offset?[row] ?? 0
      for column in 0..<width {
        eta += beta[column] * rows.elements[row * width + column]
      }
      let (mean, slope) = link.mean(eta)
      total += weight
      value += weight * mean
      for column in 0..<width {
        gradient[column] +=
          weight * slope * rows.elements[row * width + column]
      }
    }
    return effect(value / total, gradient.map { $0 / total })
  }

  /// The mean effect of the value `level` of a factor against its
  /// reference.
  func difference(variable: Int, level: Int, reference: Int) -> ModelEffect {
    let with = prediction([variable: .level(level)])
    let without = prediction([variable: .level(reference)])
    return effect(
      with.value - without.value,
      zip(with.gradient, without.gradient).map { $0 - $1 })
  }

  /// The mean of dμ/dx for a number.
  func slope(variable: Int) -> ModelEffect {
    let rows = model.frame.matrix(model.kept)
    let changes = model.frame.derivatives(model.kept, by: variable)
    let beta = model.sampled.values
    let link = model.model.link
    let width = beta.count
    let offset = model.model.offset
    var value = 0.0
    var total = 0.0
    var gradient = [Double](repeating: 0, count: width)
    for row in model.weights.indices {
      let weight = model.weights[row]
      if weight == 0 { continue }
      var eta = offset?[row] ?? 0
      var change = 0.0
      for column in 0..<width {
        eta += beta[column] * rows.elements[row * width + column]
        change += beta[column] * changes.elements[row * width + column]
      }
      let slope = link.mean(eta).slope
      let curvature = link.curvature(eta)
      total += weight
      value += weight * slope * change
      for column in 0..<width {
        gradient[column] +=
          weight
          * (curvature * change * rows.elements[row * width + column]
            + slope * changes.elements[row * width + column])
      }
    }
    return effect(value / total, gradient.map { $0 / total })
  }

  private func effect(_ value: Double, _ gradient: [Double]) -> ModelEffect {
    ModelEffect(
      value: value,
      standardError: model.sampled.contrast(gradient)
        .standardError, gradient: gradient)
  }
}
