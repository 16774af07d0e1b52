import LinearAlgebra

/// What the questions of a book have in common: the columns, the weights and
/// the sampled units that sums are kept for.
///
/// Sums are kept for the units of the last stage that the variance needs.
/// Where every row is one of them, there would be as many sums as rows; then
/// sums are kept for their parents, and a row adds the products of the few
/// columns it is in by itself.
struct BannerFrame: Sendable {
  /// One stage of the design above the rows.
  struct Level: Sendable {
    /// The parent of each unit.
    var parentOfUnit: [Int32]
    /// For each parent 1 by its number of sampled units.
    var share: [Double]
    /// For each parent √(g·(1 − f)·n/(n − 1)).
    var scale: [Double]
  }

  /// The columns.
  let columns: BannerColumns
  /// The design.
  let design: SurveyDesign
  /// The unit of each row that its sums go to.
  let unitOfRow: [Int32]
  /// The number of such units.
  let unitCount: Int
  /// For each row g·(1 − f)·n/(n − 1)·w², where every row is a unit; empty
  /// otherwise.
  let rowFactors: [Double]
  /// For each unit √(g·(1 − f)/(n − 1)), where its children are rows.
  let rowScale: [Double]
  /// The stages above the rows, from the finest to the first.
  let levels: [Level]
  /// Whether sums of units give the covariances. Otherwise the weights were
  /// adjusted or drawn, and each covariance is left to the design.
  let isDirect: Bool
  /// Whether nothing was left to chance.
  let isCensus: Bool

  /// Finds the units.
  init(columns: BannerColumns, design: SurveyDesign) {
    self.columns = columns
    self.design = design
    let stages = design.stages
    let policy = design.specification.singleCluster
    let areFactorsKnown = stages.allSatisfy { stage in
      (0..<stage.parentCount).allSatisfy {
        stage.sampled[$0] != 1 || stage.isComplete($0) || policy == .remove
          || policy == .certainty
      }
    }
    isDirect = design.isSummedByUnits && areFactorsKnown
    isCensus =
      design.replicates == nil && design.unequal == nil
      && design.secondPhase == nil
      && stages.allSatisfy { stage in
        (0..<stage.parentCount).allSatisfy(stage.isComplete)
      }
    func factor(_ stage: DesignStage, _ parent: Int) -> Double {
      let sampled = Double(stage.sampled[parent])
      guard sampled > 1, !stage.isComplete(parent) else { return 0 }
      return stage.outerFraction[parent] * (1 - stage.fraction[parent])
        * sampled / (sampled - 1)
    }
    guard isDirect, let last = stages.last else {
      unitOfRow = [Int32](repeating: 0, count: design.rowCount)
      unitCount = 1
      rowFactors = []
      rowScale = []
      levels = []
      return
    }
    var upper = stages
    if let units = last.unitOfRow {
      unitOfRow = units
      unitCount = last.unitCount
      rowFactors = []
      rowScale = []
    } else {
      upper.removeLast()
      unitOfRow = last.parentOfUnit
      unitCount = max(1, last.parentCount)
      let factors = (0..<last.parentCount).map { factor(last, $0) }
      let weights = design.weights
      rowFactors = last.parentOfUnit.indices.map {
        factors[Int(last.parentOfUnit[$0])] * weights[$0] * weights[$0]
      }
      let scale = factors.indices.map {
        (factors[$0] / Double(max(1, last.sampled[$0]))).squareRoot()
      }
      rowScale = scale.isEmpty ? [0] : scale
    }
    levels = upper.reversed().map { stage in
      Level(
        parentOfUnit: stage.parentOfUnit,
        share: stage.sampled.map { 1 / Double(max(1, $0)) },
        scale: (0..<stage.parentCount).map {
          factor(stage, $0).squareRoot()
        })
    }
  }

  /// Adds what the units add to a covariance, given one row of sums of
  /// linearised values for each unit.
  ///
  /// - Parameter products: What the rows add themselves, before the mean of
  ///   their parents is taken off.
  func covariance(ofUnitSums sums: Matrix, products: Matrix?) -> Matrix {
    let width = sums.columnCount
    var total = products ?? Matrix(rows: width, columns: width)
    if products != nil {
      var scaled = sums
      for unit in 0..<unitCount {
        for column in 0..<width {
          scaled.elements[unit * width + column] *= rowScale[unit]
        }
      }
      total = total.plus(scaled.gram, times: -1)
    }
    var children = sums
    for level in levels {
      var parents = Matrix(rows: level.share.count, columns: width)
      for unit in 0..<level.parentOfUnit.count {
        let parent = Int(level.parentOfUnit[unit])
        for column in 0..<width {
          parents.elements[parent * width + column] +=
            children.elements[unit * width + column]
        }
      }
      for unit in 0..<level.parentOfUnit.count {
        let parent = Int(level.parentOfUnit[unit])
        let (share, scale) = (level.share[parent], level.scale[parent])
        for column in 0..<width {
          let mean = parents.elements[parent * width + column] * share
          let position = unit * width + column
          children.elements[position] =
            scale * (children.elements[position] - mean)
        }
      }
      total = total.plus(children.gram)
      children = parents
    }
    return total
  }
}
