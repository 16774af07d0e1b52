import SurveyData

/// Credibilities and distillations of ELECTRE III.
///
/// With g in the direction of an indicator, and its thresholds of
/// indifference q, preference p and veto v:
///
///     c(a,b) = (p - (g(b) - g(a)))/(p - q),  between 0 and 1
///     D(a,b) = ((g(b) - g(a)) - p)/(v - p),  between 0 and 1
///     C = Σ w c,   σ = C Π (1 - D)/(1 - C)  over the D above C
///
/// Descending distillation takes from the cases that are left those whose
/// qualification is highest, ascending distillation those whose is lowest. At
/// a cutting level λ a case beats another when σ(a,b) > λ and σ(a,b) >
/// σ(b,a) + s(σ(a,b)) with s(λ) = 0.30 - 0.15 λ; the qualification is the
/// number that it beats less the number that beat it. λ starts at the largest
/// σ and falls to the largest σ below λ - s(λ), until one case is left or λ
/// is zero. The final rank is that of the mean of both positions.
///
/// Two cases are compared on the indicators that both have, with the weights
/// divided by their sum.
///
/// Source: Roy (1978). Credibilities were checked against pyDecision in
/// `Tests/References/evaluation/mcdm_ranking.json`, distillations against a program
/// of their own in `Tests/References/evaluation/rankings.json`.
public struct Electre3: Sendable, Hashable {
  /// The choices.
  public struct Options: Sendable, Hashable {
    /// q: up to it a case is as good as another.
    public var indifference: PreferenceThreshold
    /// p: from it on a case is clearly worse.
    public var preference: PreferenceThreshold
    /// v: from it on nothing makes up for being worse; `nil` for no veto.
    public var veto: PreferenceThreshold?

    /// Creates options.
    public init(
      indifference: PreferenceThreshold = .share(0.05),
      preference: PreferenceThreshold = .share(0.3),
      veto: PreferenceThreshold? = .share(0.7)
    ) {
      self.indifference = indifference
      self.preference = preference
      self.veto = veto
    }
  }

  /// The number of cases.
  public let count: Int
  /// Concordances C by row, then column; 1 on the diagonal.
  public private(set) var concordance: [Double]
  /// Credibilities σ by row, then column; 0 on the diagonal.
  public private(set) var credibility: [Double]
  /// Whether each case has any value.
  public let present: [Bool]
  /// The position of each case in the descending preorder, 1 for the best.
  public private(set) var descending: [Int?] = []
  /// The position in the ascending preorder, 1 for the best.
  public private(set) var ascending: [Int?] = []

  /// Compares all pairs and distils both preorders.
  public init(_ matrix: CaseMatrix, options: Options = Options()) {
    count = matrix.caseCount
    present = matrix.present
    let cells = count * count
    concordance = [Double](repeating: 0, count: cells)
    credibility = concordance
    compare(matrix, options)
    descending = distilled(takesBest: true)
    ascending = distilled(takesBest: false)
  }

  private mutating func compare(_ matrix: CaseMatrix, _ options: Options) {
    let (ranges, columns) = (matrix.ranges, matrix.directed)
    let used = matrix.used
    let limits = used.map { index in
      (
        q: options.indifference.difference(index, range: ranges[index]),
        p: options.preference.difference(index, range: ranges[index]),
        v: options.veto?.difference(index, range: ranges[index]),
        zero: CaseMatrix.tolerance(range: ranges[index])
      )
    }
    for row in 0..<count where present[row] {
      for other in 0..<count where present[other] {
        let cell = row * count + other
        var (sum, shared) = (0.0, 0.0)
        for (index, limit) in zip(used, limits) {
          let lead = columns[index][other] - columns[index][row]
          if lead.isNaN { continue }
          shared += matrix.weights[index]
          let share: Double
          if limit.p > limit.q {
            share = min(1, max(0, (limit.p - lead) / (limit.p - limit.q)))
          } else {
            share = lead <= limit.q + limit.zero ? 1 : 0
          }
          sum += matrix.weights[index] * share
        }
        if shared <= 0 { continue }
        let together = sum / shared
        concordance[cell] = together
        if row == other { continue }
        var credible = together
        for (index, limit) in zip(used, limits) {
          guard let veto = limit.v else { continue }
          let lead = columns[index][other] - columns[index][row]
          if lead.isNaN { continue }
          let discordance: Double
          if veto > limit.p {
            discordance = min(1, max(0, (lead - limit.p) / (veto - limit.p)))
          } else {
            discordance = lead > limit.p + limit.zero ? 1 : 0
          }
          if discordance > together {
            credible *= (1 - discordance) / (1 - together)
          }
        }
        credibility[cell] = credible
      }
    }
  }

  /// s(λ).
  private static func discrimination(_ level: Double) -> Double {
    0.3 - 0.15 * level
  }

  private func distilled(takesBest: Bool) -> [Int?] {
    var positions = [Int?](repeating: nil, count: count)
    var left = (0..<count).filter { present[$0] }
    var classes: [[Int]] = []
    while !left.isEmpty {
      let chosen = distil(left, takesBest: takesBest)
      classes.append(chosen)
      let taken = Set(chosen)
      left.removeAll(where: taken.contains)
    }
    if !takesBest { classes.reverse() }
    for (position, members) in classes.enumerated() {
      for row in members { positions[row] = position + 1 }
    }
    return positions
  }

  private func distil(_ cases: [Int], takesBest: Bool) -> [Int] {
    var chosen = cases
    var level = largest(chosen) { _ in true }
    while chosen.count > 1, level > 0 {
      let limit = level - Self.discrimination(level)
      let cut = largest(chosen) { $0 < limit - 1e-12 }
      let qualified = qualifications(chosen, cut: cut)
      let best = takesBest ? qualified.max() : qualified.min()
      chosen = zip(chosen, qualified).filter { $0.1 == best }.map(\.0)
      level = cut
    }
    return chosen
  }

  /// The largest credibility among cases that meets a condition, 0 for none.
  private func largest(
    _ cases: [Int], where holds: (Double) -> Bool
  ) -> Double {
    var found = 0.0
    for row in cases {
      for other in cases where other != row {
        let value = credibility[row * count + other]
        if value > found, holds(value) { found = value }
      }
    }
    return found
  }

  private func qualifications(_ cases: [Int], cut: Double) -> [Int] {
    var found = [Int](repeating: 0, count: cases.count)
    for (first, row) in cases.enumerated() {
      for (second, other) in cases.enumerated() where first != second {
        let value = credibility[row * count + other]
        let back = credibility[other * count + row]
        if value > cut + 1e-12,
          value > back + Self.discrimination(value) + 1e-12
        {
          found[first] += 1
          found[second] -= 1
        }
      }
    }
    return found
  }
}
