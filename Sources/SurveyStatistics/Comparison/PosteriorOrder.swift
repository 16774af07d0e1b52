import Probability

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// How probable it is that one unit is above another, and the ranks to be
/// expected from that.
///
///     expected rank of i = 1 + Σ_{k≠i} P(θₖ > θᵢ)
///
/// (Laird and Louis 1989).
///
/// Edge case: two units that are known to be equal have the probability ½.
///
/// Checked against `reference/evaluation/shrinkage.json` for normal and
/// against scipy for beta posteriors in `Tests/References/comparison`.
struct PosteriorOrder: Sendable {
  /// P(θᵢ > θₖ), ½ on the diagonal.
  let above: [[Double]]

  /// 1 + Σ P(θₖ > θᵢ), rank 1 being the highest.
  var expectedRanks: [Double] {
    above.indices.map { unit in
      1
        + above.indices.reduce(0.0) { sum, other in
          other == unit ? sum : sum + above[other][unit]
        }
    }
  }

  /// Independent normal posteriors: Φ((eᵢ − eₖ)/√(vᵢ + vₖ)).
  init(means: [Double], variances: [Double]) {
    let normal = NormalDistribution()
    above = means.indices.map { unit in
      means.indices.map { other in
        let scale = (variances[unit] + variances[other]).squareRoot()
        let difference = means[unit] - means[other]
        if unit == other || difference == 0 { return 0.5 }
        if scale == 0 { return difference > 0 ? 1 : 0 }
        return normal.cumulative(difference / scale)
      }
    }
  }

  /// Independent beta posteriors.
  ///
  /// The integral ∫ F_k dF_i is summed by the trapezoidal rule over the
  /// logit of the rate, where the integrand and all its derivatives fade out
  /// at both ends, so that the rule is exact to rounding once the step is
  /// below half a standard deviation of the narrowest posterior.
  init(_ posteriors: [BetaDistribution]) {
    let spreads = posteriors.map { posterior in
      (trigamma(posterior.alpha) + trigamma(posterior.beta)).squareRoot()
    }
    let centres = posteriors.map { digamma($0.alpha) - digamma($0.beta) }
    let step = min(0.25, 0.4 * (spreads.min() ?? 1))
    // Tails fade as exp(−α|t|) and exp(−βt).
    let low = posteriors.indices.map { unit in
      centres[unit] - 9 * spreads[unit] - 38 / posteriors[unit].alpha
    }
    let high = posteriors.indices.map { unit in
      centres[unit] + 9 * spreads[unit] + 38 / posteriors[unit].beta
    }
    let first = max(-700, low.min() ?? 0)
    let last = min(700, high.max() ?? 0)
    let count = min(200_000, Int((last - first) / step) + 2)
    let width = (last - first) / Double(max(1, count - 1))
    var densities: [(range: Range<Int>, values: [Double])] = []
    var distribution: [[Double]] = []
    for unit in posteriors.indices {
      let posterior = posteriors[unit]
      let start = max(0, Int((low[unit] - first) / width))
      let end = min(count, Int((high[unit] - first) / width) + 2)
      let range = min(start, end)..<end
      var values: [Double] = []
      values.reserveCapacity(range.count)
      var top = -Double.infinity
      for point in range {
        let t = first + width * Double(point)
        let value =
          -posterior.alpha * Self.softplus(-t)
          - posterior.beta * Self.softplus(t)
        values.append(value)
        top = max(top, value)
      }
      values = values.map { exp($0 - top) }
      let sum = values.reduce(0, +)
      densities.append((range, values.map { $0 / sum }))
      distribution.append(
        (0..<count).map { point in
          let t = first + width * Double(point)
          return posterior.cumulative(1 / (1 + exp(-t)))
        })
    }
    var above = [[Double]](
      repeating: [Double](repeating: 0.5, count: posteriors.count),
      count: posteriors.count)
    for unit in posteriors.indices {
      let (range, values) = densities[unit]
      for other in posteriors.indices where other > unit {
        var sum = 0.0
        let other = other
        for (index, point) in range.enumerated() {
          sum += values[index] * distribution[other][point]
        }
        above[unit][other] = sum
        above[other][unit] = 1 - sum
      }
    }
    self.above = above
  }

  /// ln(1 + eᵗ).
  private static func softplus(_ t: Double) -> Double {
    t > 0 ? t + log1p(exp(-t)) : log1p(exp(t))
  }
}
