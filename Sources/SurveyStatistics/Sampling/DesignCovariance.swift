import LinearAlgebra

/// The covariance of sums over a sample.
struct DesignCovariance: Sendable {
  /// The covariance; not-a-number where a single cluster leaves it undefined.
  var matrix: Matrix
  /// First-stage clusters less strata with used rows; what replicates or a
  /// calibration have to say about it where they do.
  var degreesOfFreedom: Double
  /// `single-cluster`, `census`, `no-degrees-of-freedom`.
  var remarks: [String]
}

extension SurveyDesign {
  /// The covariance of the statistics whose influences are given.
  ///
  /// The influences pass through the adjustments of the weights first: what
  /// a calibration explains does not vary any more (Deville and Särndal
  /// 1992). Then zᵢ = wᵢuᵢ is summed over the sampled units; see
  /// `covariance(ofUnitSums:isUsed:isCounted:)`.
  ///
  /// What a calibration explains of a group is taken from rows outside of it
  /// as well, so that strata and clusters without a row of the group add to
  /// its variance; they do not count in its degrees of freedom.
  ///
  /// - Precondition: Each column has `rowCount` numbers, 0 in rows that are
  ///   not used.
  func covariance(
    ofInfluences influences: [[Double]], isUsed: [Bool]
  ) -> DesignCovariance {
    var columns = influences
    for adjustment in adjustments.reversed() {
      columns = adjustment.residuals(columns)
    }
    for column in columns.indices {
      for row in 0..<rowCount { columns[column][row] *= weights[row] }
    }
    if let secondPhase {
      return secondPhase.covariance(columns, isUsed: isUsed)
    }
    let reached =
      adjustments.isEmpty
      ? isUsed : isUsed.indices.map { isUsed[$0] || weights[$0] != 0 }
    let units = stages[stages.count - 1].unitOfRow
    guard let units else {
      return covariance(
        ofUnitSums: columns, isUsed: reached, isCounted: isUsed)
    }
    let count = stages[stages.count - 1].unitCount
    func unitsWith(_ isUsed: [Bool]) -> [Bool] {
      var used = [Bool](repeating: false, count: count)
      for row in isUsed.indices where isUsed[row] {
        used[Int(units[row])] = true
      }
      return used
    }
    let sums = columns.map { column in
      var sums = [Double](repeating: 0, count: count)
      sums.withUnsafeMutableBufferPointer { sums in
        for row in column.indices { sums[Int(units[row])] += column[row] }
      }
      return sums
    }
    return covariance(
      ofUnitSums: sums, isUsed: unitsWith(reached),
      isCounted: unitsWith(isUsed))
  }

  /// The covariance of Σᵢ Sᵢ, where S are sums of the units of the last
  /// stage that the variance needs, one column a statistic.
  ///
  /// For a parent (a stratum, or a unit of the stage before) with n sampled
  /// units, sampled fraction f and the product g of the fractions before:
  ///
  ///     g · (1 − f) · n/(n − 1) · Σᵢ (Sᵢ − S̄)(Sᵢ − S̄)ᵀ
  ///
  /// Under unequal probabilities the first stage is that of
  /// `UnequalProbabilities`. Parents without a used unit add nothing,
  /// whatever the policy for single clusters says; those without any variance
  /// left count for `average` as in `CellTree.variances`. Degrees of freedom
  /// are those of the units in `isCounted`.
  func covariance(
    ofUnitSums sums: [[Double]], isUsed: [Bool], isCounted: [Bool]
  ) -> DesignCovariance {
    let size = sums.count
    var total = Matrix(rows: size, columns: size)
    var metSingle = false
    var isCensus = true
    var children = sums
    var used = isUsed
    var counted = isCounted
    var freedom = 0
    for (index, stage) in stages.enumerated().reversed() {
      let found = StageCovariance(
        stage, children, used, specification.singleCluster,
        unequal: index == 0 ? unequal : nil)
      for element in total.elements.indices {
        total.elements[element] += found.matrix.elements[element]
      }
      metSingle = metSingle || found.metSingleCluster
      isCensus = isCensus && found.isCensus
      var parents = [Bool](repeating: false, count: stage.parentCount)
      for unit in counted.indices where counted[unit] {
        parents[Int(stage.parentOfUnit[unit])] = true
      }
      if index == 0 {
        freedom = counted.count { $0 } - parents.count { $0 }
      }
      (children, used, counted) = (found.sums, found.isUsed, parents)
    }
    var remarks: [String] = []
    if isCensus { remarks.append("census") }
    if !isCensus, freedom < 1 { remarks.append("no-degrees-of-freedom") }
    if metSingle { remarks.append("single-cluster") }
    return DesignCovariance(
      matrix: total, degreesOfFreedom: Double(freedom), remarks: remarks)
  }

  /// Whether sums over the sampled units and the stages alone tell every
  /// covariance. Whoever sums cells to units by itself has to ask this;
  /// otherwise only `covariance(ofInfluences:isUsed:)` or the replicates know.
  var isSummedByUnits: Bool {
    replicates == nil && adjustments.isEmpty && unequal == nil
      && secondPhase == nil
  }
}

/// What one stage adds to a covariance.
private struct StageCovariance {
  var matrix: Matrix
  var metSingleCluster = false
  var isCensus = true
  /// The sums of the parents, one column a statistic.
  var sums: [[Double]]
  /// Whether each parent has a used unit.
  var isUsed: [Bool]

  init(
    _ stage: DesignStage, _ children: [[Double]], _ used: [Bool],
    _ policy: SingleClusterPolicy, unequal: UnequalProbabilities?
  ) {
    let size = children.count
    let parentCount = stage.parentCount
    sums = children.map { column in
      var sums = [CompensatedSum](repeating: .init(), count: parentCount)
      for unit in column.indices {
        sums[Int(stage.parentOfUnit[unit])].add(column[unit])
      }
      return sums.map(\.value)
    }
    isUsed = [Bool](repeating: false, count: parentCount)
    for unit in used.indices where used[unit] {
      isUsed[Int(stage.parentOfUnit[unit])] = true
    }
    if let found = unequal?.covariance(children, stage) {
      matrix = found
      isCensus = used.indices.allSatisfy {
        !used[$0] || stage.fraction(ofUnit: $0) == 1
      }
      return
    }
    var scales = [Double](repeating: 0, count: parentCount)
    var (known, single) = (0, 0)
    var centred: [Int] = []
    matrix = Matrix(rows: size, columns: size)
    for parent in 0..<parentCount where isUsed[parent] {
      if stage.isComplete(parent) {
        known += 1
        continue
      }
      isCensus = false
      let scale = stage.outerFraction[parent] * (1 - stage.fraction[parent])
      let sampled = Double(stage.sampled[parent])
      if sampled > 1 {
        known += 1
        scales[parent] = scale * sampled / (sampled - 1)
        continue
      }
      metSingleCluster = true
      switch policy {
      case .fail, .collapse: scales[parent] = .nan
      case .remove, .certainty: known += 1
      case .centre:
        known += 1
        centred.append(parent)
      case .average: single += 1
      }
    }
    addDeviations(stage, children, scales)
    for parent in centred {
      let scale = stage.outerFraction[parent] * (1 - stage.fraction[parent])
      let deviations = sums.map { column in
        column[parent] - column.reduce(0, +) / Double(stage.unitCount)
      }
      add(deviations, scale)
    }
    if single > 0 {
      let factor = known > 0 ? Double(known + single) / Double(known) : .nan
      for element in matrix.elements.indices {
        matrix.elements[element] *= factor
      }
    }
    for row in 0..<size {
      for column in row + 1..<max(size, row + 1) {
        matrix[column, row] = matrix[row, column]
      }
    }
  }

  private mutating func addDeviations(
    _ stage: DesignStage, _ children: [[Double]], _ scales: [Double]
  ) {
    let size = children.count
    let means = sums.map { column in
      column.indices.map { column[$0] / Double(stage.sampled[$0]) }
    }
    // Deviations, scaled by √c, are laid unit after unit in blocks, so that
    // the products run over numbers that stand together.
    var deviation = [Double](repeating: 0, count: size)
    var products = [Double](repeating: 0, count: size * size)
    products.withUnsafeMutableBufferPointer { products in
      for unit in stage.parentOfUnit.indices {
        let parent = Int(stage.parentOfUnit[unit])
        // Under Brewer's approximation each unit has a fraction of its own.
        let own = stage.unitFraction.map { 1 - $0[unit] } ?? 1
        let scale = scales[parent] * own
        if scale == 0 { continue }
        for column in 0..<size {
          deviation[column] = children[column][unit] - means[column][parent]
        }
        for row in 0..<size where deviation[row] != 0 || scale.isNaN {
          let scaled = scale * deviation[row]
          for column in row..<size {
            products[row * size + column] += scaled * deviation[column]
          }
        }
      }
    }
    matrix.elements = products
  }

  private mutating func add(_ deviations: [Double], _ scale: Double) {
    for row in deviations.indices {
      for column in row..<deviations.count {
        matrix[row, column] += scale * deviations[row] * deviations[column]
      }
    }
  }
}
