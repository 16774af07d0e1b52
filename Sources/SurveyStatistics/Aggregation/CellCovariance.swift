import LinearAlgebra

/// The full covariance of the weighted totals of cells, where each row falls
/// in at most one cell.
///
/// One pass over the rows sums the weights by sampled unit and cell; after
/// it everything is as small as the number of units. No column of zeros and
/// ones is made. For a parent (a stratum, or a unit of the stage before) with
/// n sampled units, unit sums Sᵢ, total T, sampled fraction f and the product
/// g of the fractions before, the covariance gains
///
///     g·(1 − f)·n/(n − 1) · (Σᵢ SᵢSᵢᵀ − T·Tᵀ/n)
///
/// Where every row is a unit of its own, SᵢSᵢᵀ has the one element wᵢ², and
/// the first sum is the diagonal of Σw² by cell.
///
/// The result does not depend on the number of cores: sums run in the order
/// of the rows.
///
/// Edge cases are those of `SurveyDesign.covariance(ofInfluences:isUsed:)`,
/// with rows of weight 0 taken as absent. A variance that is less than 1e-12
/// of what it is the difference of is 0: all units have the same sum.
///
/// It knows stages, strata and population sizes. `SurveyDesign.cellTotals`
/// takes the general way where weights were adjusted or replicates or unequal
/// probabilities give the variance.
struct CellCovariance: Sendable {
  /// The covariance of the totals; not-a-number where a single cluster
  /// leaves it undefined.
  private(set) var matrix: Matrix
  /// The sums of the units of the first stage; `nil` when each row is one.
  private(set) var units: SparseSums?
  /// The sums of the strata.
  private(set) var strata: SparseSums
  /// Rows with weight in each cell.
  let weightedRows: [Int]
  /// Whether nothing was left to chance.
  private(set) var isCensus = true
  /// Whether a parent with a single unit was met.
  private(set) var metSingleCluster = false

  /// Computes the covariance for `cells`, which hold -1 for rows outside.
  ///
  /// - Precondition: There is a cell for each row, below `cellCount`.
  init(
    cells: [Int32], cellCount: Int, weightedRows: [Int],
    design: SurveyDesign
  ) {
    precondition(cells.count == design.rowCount)
    self.weightedRows = weightedRows
    let policy = design.specification.singleCluster
    matrix = Matrix(rows: cellCount, columns: cellCount)
    strata = SparseSums(
      cells: [], weights: [], unitOfRow: [], unitCount: 0, cellCount: 0)
    var children: SparseSums?
    for stage in design.stages.reversed() {
      var work = StageWork(cellCount)
      let above: SparseSums
      if let units = stage.unitOfRow {
        let sums =
          children
          ?? SparseSums(
            cells: cells, weights: design.weights, unitOfRow: units,
            unitCount: stage.unitCount, cellCount: cellCount)
        above = SparseSums(
          sums, parentOfUnit: stage.parentOfUnit,
          parentCount: stage.parentCount, cellCount: cellCount)
        let scales = scales(stage, above, policy)
        work.add(sums, stage.parentOfUnit, scales.values)
        work.finish(stage, above, scales)
        self.units = sums
      } else {
        above = SparseSums(
          cells: cells, weights: design.weights,
          unitOfRow: stage.parentOfUnit, unitCount: stage.parentCount,
          cellCount: cellCount)
        let scales = scales(stage, above, policy)
        work.add(cells, design.weights, stage.parentOfUnit, scales.values)
        work.finish(stage, above, scales)
        self.units = nil
      }
      for index in matrix.elements.indices {
        matrix.elements[index] += work.elements[index]
      }
      (children, strata) = (above, above)
    }
  }

  /// First-stage units less strata with weight in any cell of `wanted`.
  func degreesOfFreedom(inAny wanted: [Bool]) -> Int {
    clusterCount(inAny: wanted) - strata.unitCount(inAny: wanted)
  }

  /// First-stage units with weight in any cell of `wanted`.
  func clusterCount(inAny wanted: [Bool]) -> Int {
    if let units { return units.unitCount(inAny: wanted) }
    return weightedRows.indices.reduce(0) {
      $0 + (wanted[$1] ? weightedRows[$1] : 0)
    }
  }

  /// What each parent's squares are multiplied with.
  fileprivate struct Scales {
    var values: [Double]
    /// Parents whose single unit is compared with the mean of all units.
    var centred: [Int] = []
    /// What the whole stage is multiplied with.
    var factor = 1.0
  }

  private mutating func scales(
    _ stage: DesignStage, _ sums: SparseSums, _ policy: SingleClusterPolicy
  ) -> Scales {
    var result = Scales(
      values: [Double](repeating: 0, count: stage.parentCount))
    var (known, single) = (0, 0)
    for parent in 0..<stage.parentCount where sums.isUsed(parent) {
      if stage.isComplete(parent) {
        known += 1
        continue
      }
      isCensus = false
      let scale = stage.outerFraction[parent] * (1 - stage.fraction[parent])
      let sampled = Double(stage.sampled[parent])
      if sampled > 1 {
        known += 1
        result.values[parent] = scale * sampled / (sampled - 1)
        continue
      }
      metSingleCluster = true
      switch policy {
      case .fail, .collapse: result.values[parent] = .nan
      case .remove, .certainty: known += 1
      case .centre:
        known += 1
        result.centred.append(parent)
      case .average: single += 1
      }
    }
    if single > 0 {
      result.factor = known > 0 ? Double(known + single) / Double(known) : .nan
    }
    return result
  }
}

/// The covariance that one stage adds, while it is summed.
private struct StageWork {
  let size: Int
  var elements: [Double]

  init(_ size: Int) {
    self.size = size
    elements = [Double](repeating: 0, count: size * size)
  }

  /// Adds Σ c·SᵢSᵢᵀ, the upper triangle.
  mutating func add(
    _ sums: SparseSums, _ parentOfUnit: [Int32], _ scales: [Double]
  ) {
    let size = size
    elements.withUnsafeMutableBufferPointer { elements in
      for unit in 0..<sums.unitCount {
        let scale = scales[Int(parentOfUnit[unit])]
        if scale == 0 { continue }
        let entries = sums.entries(of: unit)
        for first in entries {
          let start = Int(sums.cells[first]) * size
          let scaled = scale * sums.values[first]
          for second in first..<entries.upperBound {
            elements[start + Int(sums.cells[second])] +=
              scaled * sums.values[second]
          }
        }
      }
    }
  }

  /// Adds Σ c·wᵢ² to the diagonal, where every row is a unit.
  mutating func add(
    _ cells: [Int32], _ weights: [Double], _ parentOfRow: [Int32],
    _ scales: [Double]
  ) {
    var diagonal = [Double](repeating: 0, count: size)
    diagonal.withUnsafeMutableBufferPointer { diagonal in
      for row in cells.indices where cells[row] >= 0 {
        let weight = weights[row]
        if weight == 0 { continue }
        diagonal[Int(cells[row])] +=
          scales[Int(parentOfRow[row])] * weight * weight
      }
    }
    for cell in 0..<size { elements[cell * size + cell] += diagonal[cell] }
  }

  /// Takes c·TTᵀ/n off, adds what single units add, and fills the lower
  /// triangle.
  mutating func finish(
    _ stage: DesignStage, _ above: SparseSums, _ scales: CellCovariance.Scales
  ) {
    let size = size
    let raw = (0..<size).map { elements[$0 * size + $0] }
    for parent in 0..<above.unitCount where scales.values[parent] != 0 {
      let scale = scales.values[parent] / Double(stage.sampled[parent])
      let entries = above.entries(of: parent)
      for first in entries {
        let start = Int(above.cells[first]) * size
        let scaled = scale * above.values[first]
        for second in first..<entries.upperBound {
          elements[start + Int(above.cells[second])] -=
            scaled * above.values[second]
        }
      }
    }
    for cell in 0..<size where elements[cell * size + cell] < 1e-12 * raw[cell]
    {
      for other in 0..<size {
        elements[min(cell, other) * size + max(cell, other)] = 0
      }
    }
    addCentred(stage, above, scales.centred)
    for row in 0..<size {
      for column in row..<size {
        elements[row * size + column] *= scales.factor
        elements[column * size + row] = elements[row * size + column]
      }
    }
  }

  private mutating func addCentred(
    _ stage: DesignStage, _ above: SparseSums, _ centred: [Int]
  ) {
    if centred.isEmpty { return }
    var means = [Double](repeating: 0, count: size)
    for entry in above.cells.indices {
      means[Int(above.cells[entry])] += above.values[entry]
    }
    for cell in 0..<size { means[cell] /= Double(stage.unitCount) }
    for parent in centred {
      let scale = stage.outerFraction[parent] * (1 - stage.fraction[parent])
      var deviations = means.map { -$0 }
      for entry in above.entries(of: parent) {
        deviations[Int(above.cells[entry])] += above.values[entry]
      }
      for row in 0..<size {
        for column in row..<size {
          elements[row * size + column] +=
            scale * deviations[row] * deviations[column]
        }
      }
    }
  }
}
