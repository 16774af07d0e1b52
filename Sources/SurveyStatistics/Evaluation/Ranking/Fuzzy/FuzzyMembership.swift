import SurveyData

/// How the leaves of a tree belong to grades.
///
/// Of scores of evaluators and of ratings, the share that is nearest to each
/// grade, the better one when two are as near; survey weights count. Other
/// leaves have one score only: it belongs to the two grades around it in
/// proportion (triangular memberships), and wholly to the best or the worst
/// beyond them.
///
/// The shares stand behind the raw values of the indicators, one column a
/// leaf and grade, so that a draw of evaluators or ratings draws them too.
struct FuzzyMembership: Sendable {
  /// Scores of the grades, best first.
  let grades: [Double]
  let indicatorCount: Int
  let leaves: [Int]

  init(grades: [FuzzyGrade], tree: IndicatorTree) {
    self.grades = grades.map(\.score)
    indicatorCount = tree.indicators.count
    leaves = tree.leaves
  }

  /// The position of a leaf's column for a grade.
  func position(_ leaf: Int, _ grade: Int) -> Int {
    indicatorCount + leaf * grades.count + grade
  }

  /// The grade that a score on 0 to 100 is nearest to.
  func nearest(_ score: Double) -> Int {
    var best = 0
    for grade in grades.indices.dropFirst()
    where abs(score - grades[grade]) < abs(score - grades[best]) - 1e-9 {
      best = grade
    }
    return best
  }

  /// Columns of shares for leaves with more than one score a case, `nil` for
  /// others.
  func columns(of prepared: EvaluationPreparation) -> [LeafValues?] {
    var columns: [LeafValues?] = []
    for leaf in leaves {
      let values = prepared.leaves[leaf]
      for grade in grades.indices {
        switch values?.variation {
        case .raters(let raters)?:
          columns.append(
            share(
              raters, grade, cases: prepared.directory.count,
              raters: prepared.activeRaters.count,
              bases: values?.bases ?? []))
        case .ratings(let rows)?:
          columns.append(
            share(rows, grade, prepared, bases: values?.bases ?? []))
        default: columns.append(nil)
        }
      }
    }
    return columns
  }

  private func share(
    _ groups: RaterGroups, _ grade: Int, cases: Int, raters: Int,
    bases: [Int]
  ) -> LeafValues {
    var shares = groups.means { nearest($0) == grade ? 1 : 0 }
    var raw = [Double](repeating: .nan, count: cases)
    _ = shares.combine([Int32](repeating: 1, count: raters), into: &raw)
    return LeafValues(raw: raw, bases: bases, variation: .raters(shares))
  }

  private func share(
    _ rows: [Double], _ grade: Int, _ prepared: EvaluationPreparation,
    bases: [Int]
  ) -> LeafValues {
    let count = prepared.directory.count
    let values = rows.map {
      $0.isNaN ? .nan : nearest($0) == grade ? 1.0 : 0.0
    }
    var sums = [Double](repeating: 0, count: count)
    var totals = sums
    for (row, value) in values.enumerated() where !value.isNaN {
      let position = prepared.ratingCases[row]
      if position < 0 { continue }
      sums[position] += prepared.ratingWeights[row] * value
      totals[position] += prepared.ratingWeights[row]
    }
    return LeafValues(
      raw: zip(sums, totals).map { $1 > 0 ? $0 / $1 : .nan }, bases: bases,
      variation: .ratings(values))
  }

  /// Memberships by grade of the leaf with the ordinal number `leaf`.
  func memberships(
    _ leaf: Int, raw: [[Double]], scores: [Double]
  ) -> [[Double]] {
    let first = position(leaf, 0)
    let stored = first < raw.count ? raw[first] : []
    var found = grades.indices.map { grade in
      stored.isEmpty
        ? [Double](repeating: .nan, count: scores.count)
        : raw[first + grade]
    }
    for (row, score) in scores.enumerated() where found[0][row].isNaN {
      if score.isNaN { continue }
      for grade in grades.indices { found[grade][row] = 0 }
      place(score, row, &found)
    }
    return found
  }

  private func place(
    _ score: Double, _ row: Int, _ found: inout [[Double]]
  ) {
    guard let lower = grades.indices.first(where: { grades[$0] <= score })
    else {
      found[grades.count - 1][row] = 1
      return
    }
    if lower == 0 {
      found[0][row] = 1
      return
    }
    let share =
      (score - grades[lower]) / (grades[lower - 1] - grades[lower])
    found[lower][row] = 1 - share
    found[lower - 1][row] = share
  }
}
