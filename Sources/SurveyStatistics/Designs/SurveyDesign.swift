import Diagnostics
import SurveyData

/// How the rows of a table were sampled.
///
/// Clusters are always nested in their stratum and in the cluster of the
/// stage before, so that identifiers may be used again (R's `nest = TRUE`).
public struct SurveyDesign: Sendable {
  /// The number of rows of the table.
  public let rowCount: Int
  /// The columns it was made from.
  public let specification: DesignSpecification
  /// The weight of each row.
  public internal(set) var weights: [Double]
  /// The stages that the variance needs: the first, and each further one as
  /// long as the fractions of all earlier stages are known.
  let stages: [DesignStage]
  /// Changes of the weights that the variance knows of, in the order in
  /// which they were made.
  var adjustments: [any DesignAdjustment] = []
  /// What became of the weights, where they were changed.
  var weighting: WeightingRecord?
  /// Replicate weights; where there are some, they give every variance.
  var replicates: ReplicateWeights?
  /// Unequal probabilities of a first stage without replacement.
  var unequal: UnequalProbabilities?

  /// Reads the design columns of `table`.
  ///
  /// - Throws: A diagnostic when a column does not exist, a row has no
  ///   stratum, cluster, weight or population, a weight is negative, a
  ///   population is smaller than its sample or, under the policy `fail`, a
  ///   stratum has one cluster only.
  public init(
    _ specification: DesignSpecification, table: Table
  ) throws(Diagnostic) {
    let columns = DesignColumns(table: table)
    self.specification = specification
    self.rowCount = table.rowCount
    let stages = try Self.stages(specification, columns)
    self.stages = stages
    if let name = specification.weights {
      weights = try columns.weights(name)
    } else {
      weights = try Self.impliedWeights(specification, stages, table)
    }
    if specification.singleCluster == .fail, !specification.isEmpty {
      try checkSingleClusters(columns)
    }
  }

  /// A simple random sample from a population without end.
  public static func simple(rowCount: Int) -> SurveyDesign {
    SurveyDesign(rowCount: rowCount)
  }

  private init(rowCount: Int) {
    self.specification = DesignSpecification()
    self.rowCount = rowCount
    self.weights = [Double](repeating: 1, count: rowCount)
    self.stages = [
      DesignStage(
        unitOfRow: nil, parentOfUnit: [Int32](repeating: 0, count: rowCount),
        parentCount: rowCount == 0 ? 0 : 1)
    ]
  }

  /// The number of strata of the first stage.
  public var stratumCount: Int { stages[0].parentCount }

  /// The number of clusters of the first stage; of rows when there are none.
  public var clusterCount: Int { stages[0].unitCount }

  /// Clusters less strata of the first stage.
  public var degreesOfFreedom: Int { clusterCount - stratumCount }

  /// The choices as they are printed beside a result.
  public var conventions: [Convention] {
    var result = [
      Convention(
        "degrees-of-freedom", "design",
        LocalizedText(
          zh: "自由度：含有所述记录的初级抽样单元数减去层数。",
          en: "Degrees of freedom: first-stage clusters with rows of the"
            + " group less strata with such rows."))
    ]
    let policy = specification.singleCluster
    let hasSingle = stages.contains { stage in
      stage.sampled.indices.contains {
        stage.sampled[$0] == 1 && !stage.isComplete($0)
      }
    }
    if hasSingle, policy != .fail { result.append(policy.convention) }
    return result
  }
}

extension SurveyDesign {
  private static func stages(
    _ specification: DesignSpecification, _ columns: DesignColumns
  ) throws(Diagnostic) -> [DesignStage] {
    let rowCount = columns.table.rowCount
    var parents = [Int32](repeating: 0, count: rowCount)
    var parentCount = rowCount == 0 ? 0 : 1
    for name in specification.strata {
      let next = try columns.codes(name, role: "stratum")
      let keys = DenseKeys(
        outer: parents, outerCount: parentCount, inner: next.codes,
        innerCount: next.count)
      (parents, parentCount) = (keys.codes, keys.count)
    }
    let clusters = specification.clusters
    if specification.fpc.count > clusters.count + 1 {
      throw Diagnostic(
        .incompletePopulation, at: Place(file: columns.table.source.file),
        "there are \(specification.fpc.count) population columns for"
          + " \(clusters.count) stages of clusters",
        help: "give one population column for each stage, and at most one"
          + " more for the rows within the last clusters")
    }
    let wanted = max(clusters.count, specification.fpc.count, 1)
    var stages: [DesignStage] = []
    for index in 0..<wanted {
      var stage: DesignStage
      if index < clusters.count {
        let next = try columns.codes(clusters[index], role: "cluster")
        let keys = DenseKeys(
          outer: parents, outerCount: parentCount, inner: next.codes,
          innerCount: next.count)
        stage = DesignStage(
          unitOfRow: keys.codes, parentOfUnit: keys.outer,
          parentCount: parentCount)
        (parents, parentCount) = (keys.codes, keys.count)
      } else {
        stage = DesignStage(
          unitOfRow: nil, parentOfUnit: parents, parentCount: parentCount)
      }
      // Without the fractions of the stage before, its sample counts as
      // drawn with replacement, and what happens inside is in its variance.
      let isNeeded = index <= specification.fpc.count
      if index < specification.fpc.count {
        stage.fraction = try columns.fractions(
          specification.fpc[index], stage: stage)
      }
      if let last = stages.last, isNeeded {
        for parent in 0..<stage.parentCount {
          let outer = Int(last.parentOfUnit[parent])
          stage.outerFraction[parent] =
            last.outerFraction[outer] * last.fraction[outer]
        }
      }
      if isNeeded { stages.append(stage) }
    }
    return stages
  }

  /// The weight that follows from the sampled fractions: 1/(f₁·f₂·…).
  private static func impliedWeights(
    _ specification: DesignSpecification, _ stages: [DesignStage],
    _ table: Table
  ) throws(Diagnostic) -> [Double] {
    var result = [Double](repeating: 1, count: table.rowCount)
    if specification.fpc.isEmpty { return result }
    if specification.fpc.count < specification.clusters.count {
      throw Diagnostic(
        .incompletePopulation, at: Place(file: table.source.file),
        "the weights cannot follow from \(specification.fpc.count) population"
          + " columns for \(specification.clusters.count) stages",
        help: "name the column of the weights with 'weights', or give a"
          + " population column for each stage")
    }
    for stage in stages {
      for row in result.indices {
        result[row] /= stage.fraction[stage.parent(of: row)]
      }
    }
    return result
  }

  private func checkSingleClusters(
    _ columns: DesignColumns
  ) throws(Diagnostic) {
    for (index, stage) in stages.enumerated() {
      let single = stage.sampled.indices.filter {
        stage.sampled[$0] == 1 && !stage.isComplete($0)
      }
      guard !single.isEmpty else { continue }
      let wanted = Set(single)
      let row = (0..<rowCount).first { wanted.contains(stage.parent(of: $0)) }
      let what = index == 0 ? "strata have" : "clusters of stage \(index) have"
      let name =
        index == 0
        ? specification.strata.first : specification.clusters[index - 1]
      throw Diagnostic(
        .singleCluster, at: columns.place(name, row: row),
        single.count == 1
          ? "a \(index == 0 ? "stratum" : "cluster of stage \(index)") has"
            + " one sampled unit only"
          : "\(single.count) \(what) one sampled unit only",
        notes: [
          "one unit does not tell how much units differ from one another"
        ],
        help: "join it with another stratum, or choose 'single-cluster':"
          + " remove, certainty, centre or average")
    }
  }
}

extension SingleClusterPolicy {
  /// The choice as it is printed beside a result.
  public var convention: Convention {
    let sentence =
      switch self {
      case .fail:
        LocalizedText(
          zh: "只有一个抽样单元的层：不计算。",
          en: "Strata with one cluster: nothing is computed.")
      case .remove:
        LocalizedText(
          zh: "只有一个抽样单元的层：不计入方差。",
          en: "Strata with one cluster: left out of the variance.")
      case .certainty:
        LocalizedText(
          zh: "只有一个抽样单元的层：视为必选单元，方差为零。",
          en: "Strata with one cluster: taken as certain to be sampled,"
            + " without variance.")
      case .centre:
        LocalizedText(
          zh: "只有一个抽样单元的层：方差按与全部单元均值的离差计算。",
          en: "Strata with one cluster: deviation from the mean of all"
            + " clusters.")
      case .average:
        LocalizedText(
          zh: "只有一个抽样单元的层：取其他层方差贡献的平均值。",
          en: "Strata with one cluster: the mean of what the other strata"
            + " add.")
      }
    return Convention("single-cluster", rawValue, sentence)
  }
}
