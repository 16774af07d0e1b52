import LinearAlgebra

/// How principal components become weights.
public struct PrincipalComponentOptions: Sendable, Hashable {
  /// The formula.
  public enum Variant: String, Sendable, Hashable, CaseIterable {
    /// Loadings by the roots of their eigenvalues, averaged over the
    /// components with their eigenvalues, as SPSSAU does.
    case coefficients
    /// Squared loadings after varimax, each indicator on the component that
    /// it loads highest on (OECD/JRC Handbook 2008).
    case rotated
    /// As `rotated`, without the turn: more than one component then share
    /// out indicators that point the same way by chance.
    case unrotated
  }

  /// What to do when indicators load with different signs.
  public enum MixedSigns: String, Sendable, Hashable, CaseIterable {
    /// No weights.
    case refuse
    /// Weights by the sizes of loadings, with a warning.
    case warn
  }

  /// When varimax stops turning.
  public enum Rotation: String, Sendable, Hashable, CaseIterable {
    /// When nothing moves any more.
    case exact
    /// As R's `varimax` does by default: when the criterion grows by less
    /// than a hundred-thousandth, which leaves weights wrong in the third
    /// decimal; for comparisons with R's psych.
    case rDefault = "r-default"
  }

  /// The formula.
  public var variant: Variant
  /// When varimax stops turning.
  public var rotation: Rotation
  /// The number of components; `nil` keeps those with an eigenvalue above 1
  /// (Kaiser 1960), one at least.
  public var components: Int?
  /// What to do when indicators load with different signs.
  public var mixedSigns: MixedSigns

  /// Creates options.
  public init(
    variant: Variant = .coefficients, components: Int? = nil,
    mixedSigns: MixedSigns = .refuse, rotation: Rotation = .exact
  ) {
    self.rotation = rotation
    self.variant = variant
    self.components = components
    self.mixedSigns = mixedSigns
  }
}

/// What principal components found.
public struct PrincipalComponentFacts: Sendable, Hashable {
  /// All eigenvalues, the largest first.
  public var eigenvalues: [Double]
  /// How many were kept.
  public var kept: Int
  /// For each column its loadings on those kept, rotated where the variant
  /// says so; empty for a column that was left out.
  public var loadings: [[Double]]
  /// The correlations of the columns that vary, in their directions.
  var correlations: Matrix
  /// The number of cases with values of all indicators.
  public var base: Int
  /// Columns whose loadings have another sign than those of the others.
  public var mixed: [Int]
}

/// Weights from principal components of the correlations.
///
/// The columns are turned into standard scores in their directions; R is
/// their correlation matrix, λₖ its eigenvalues and lⱼₖ its loadings
/// (eigenvectors times √λₖ). K components are kept.
///
/// - `coefficients`: wⱼ ~ Σₖ (|lⱼₖ| / √λₖ) λₖ / Σₖ λₖ.
/// - `rotated`: the loadings after varimax, items scaled to length 1; vₖ the
///   sum of squares of component k; j belongs to the component k with the
///   largest lⱼₖ², and wⱼ ~ (lⱼₖ² / vₖ) (vₖ / Σ v) = lⱼₖ² / Σ v.
/// - `unrotated`: the same with the loadings as they are.
///
/// Weights say something only when all indicators point the same way. For
/// `coefficients` the loadings on the first component have to have one sign;
/// further ones cannot all have (components are uncorrelated), so a second
/// component is used by size. For `rotated` and `unrotated` those that belong
/// to a component have to have one sign there.
///
/// Edge cases: a column that is the same for all cases is left out and has
/// the weight zero; only cases with values of all other columns count, and
/// there have to be three. With a single column that varies, it has all the
/// weight.
///
/// Sources: Nardo and others (2008), section 6.1; Nicoletti and others
/// (2000). Checked against numpy, and R's psych for the rotation that stops
/// early.
enum PrincipalComponentWeights {
  static func measure(
    _ columns: [[Double]], isBenefit: [Bool],
    options: PrincipalComponentOptions
  ) throws(MeasuredWeights.Failure) -> MeasuredWeights {
    let rows = completeRows(columns)
    let complete = columns.map { column in rows.map { column[$0] } }
    var varying: [Int] = []
    var constant: [Int] = []
    for (position, column) in complete.enumerated() {
      if ColumnSpread(column).isConstant {
        constant.append(position)
      } else {
        varying.append(position)
      }
    }
    if varying.isEmpty {
      return MeasuredWeights(
        inProportionTo: columns.map { _ in 0 }, constantColumns: constant)
    }
    if rows.count < 3 { throw .tooFewCases }
    var correlations = ColumnCorrelations.pairwise(complete, of: varying)
    for row in varying.indices {
      for other in varying.indices
      where isBenefit[varying[row]] != isBenefit[varying[other]] {
        correlations[row, other] = -correlations[row, other]
      }
    }
    guard let eigen = SymmetricEigen(correlations) else { throw .tooFewCases }
    // Components without variance have no loadings.
    let real = eigen.values.count { $0 > 1e-12 }
    let kept = max(
      1, min(real, options.components ?? eigen.values.count { $0 > 1 }))
    var loadings = Matrix(rows: varying.count, columns: kept)
    for component in 0..<kept {
      let root = max(0, eigen.values[component]).squareRoot()
      for row in varying.indices {
        loadings[row, component] = root * eigen.vectors[row, component]
      }
    }
    let found: (amounts: [Double], signs: [Int])
    switch options.variant {
    case .coefficients: found = coefficients(loadings, eigen.values)
    case .rotated:
      loadings =
        options.rotation == .exact
        ? varimax(loadings) : StoppedVarimax.turn(loadings)
      found = byLargest(loadings)
    case .unrotated: found = byLargest(loadings)
    }
    let mixed = oddSigns(found.signs).map { varying[$0] }
    if !mixed.isEmpty, options.mixedSigns == .refuse {
      throw .mixedSigns(
        positive: varying.filter { !mixed.contains($0) }, negative: mixed)
    }
    return result(
      columns.count, varying, constant, found.amounts, loadings,
      PrincipalComponentFacts(
        eigenvalues: eigen.values, kept: kept,
        loadings: [[Double]](repeating: [], count: columns.count),
        correlations: correlations, base: rows.count, mixed: mixed))
  }

  private static func result(
    _ count: Int, _ varying: [Int], _ constant: [Int], _ amounts: [Double],
    _ loadings: Matrix, _ facts: PrincipalComponentFacts
  ) -> MeasuredWeights {
    var facts = facts
    var all = [Double](repeating: 0, count: count)
    for (row, column) in varying.enumerated() {
      all[column] = amounts[row]
      facts.loadings[column] = loadings.row(row)
    }
    var result = MeasuredWeights(
      inProportionTo: all, constantColumns: constant)
    result.facts = (0..<facts.kept).map { component in
      MeasuredWeights.Fact(
        .loading,
        facts.loadings.map { $0.isEmpty ? .nan : $0[component] })
    }
    result.components = facts
    return result
  }

  private static func completeRows(_ columns: [[Double]]) -> [Int] {
    // A column without any value would leave no case at all.
    let present = columns.filter { column in
      column.contains { !$0.isNaN }
    }
    return (0..<(columns.first?.count ?? 0)).filter { row in
      present.allSatisfy { !$0[row].isNaN }
    }
  }

  private static func coefficients(
    _ loadings: Matrix, _ eigenvalues: [Double]
  ) -> (amounts: [Double], signs: [Int]) {
    let amounts = (0..<loadings.rowCount).map { row in
      (0..<loadings.columnCount).reduce(0.0) { sum, component in
        sum + abs(loadings[row, component])
          * max(0, eigenvalues[component]).squareRoot()
      }
    }
    return (
      amounts, (0..<loadings.rowCount).map { sign(loadings[$0, 0]) }
    )
  }

  private static func byLargest(
    _ loadings: Matrix
  ) -> (amounts: [Double], signs: [Int]) {
    var amounts: [Double] = []
    // Signs are compared within a component: those of the first indicator of
    // each count as positive.
    var signs: [Int] = []
    var balance = [Int](repeating: 0, count: loadings.columnCount)
    var homes: [Int] = []
    for row in 0..<loadings.rowCount {
      var home = 0
      for component in 0..<loadings.columnCount
      where abs(loadings[row, component]) > abs(loadings[row, home]) {
        home = component
      }
      homes.append(home)
      amounts.append(loadings[row, home] * loadings[row, home])
      balance[home] += sign(loadings[row, home])
    }
    for (row, home) in homes.enumerated() {
      signs.append(sign(loadings[row, home]) * (balance[home] < 0 ? -1 : 1))
    }
    return (amounts, signs)
  }

  private static func sign(_ loading: Double) -> Int {
    abs(loading) < 1e-9 ? 0 : (loading < 0 ? -1 : 1)
  }

  /// The rows whose sign is that of the fewer.
  private static func oddSigns(_ signs: [Int]) -> [Int] {
    let minority = signs.reduce(0, +) < 0 ? 1 : -1
    return signs.indices.filter { signs[$0] == minority }
  }
}
