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
  /// The second phase, where some of the rows were sampled once more.
  var secondPhase: SecondPhase?
  /// The strata that were joined because one had a single cluster, in words.
  private(set) var joinedStrata: String?

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
    var stages = try Self.stages(specification, columns)
    if let name = specification.weights {
      weights = try columns.weights(name)
    } else {
      weights = try Self.impliedWeights(specification, stages, table)
    }
    if specification.singleCluster == .collapse,
      let collapsed = CollapsedStrata(stages[0])
    {
      let names = columns.stratumNames(specification.strata, stages[0])
      joinedStrata = collapsed.names(names)
      stages[0] = collapsed.stage
    }
    self.stages = stages
    if let plan = specification.unequal {
      unequal = try UnequalReader(plan: plan, columns: columns)
        .read(specification, stages[0])
    }
    if let plan = specification.replicates,
      case .supplied(let names, let method) = plan.source
    {
      replicates = try suppliedReplicates(names, method, plan, columns)
      return
    }
    if [.fail, .collapse].contains(specification.singleCluster),
      !specification.isEmpty
    {
      try checkSingleClusters(columns)
    }
    if let plan = specification.secondPhase {
      let phase = try SecondPhaseReader(plan: plan, columns: columns)
        .read(specification, stages)
      for row in weights.indices { weights[row] *= phase.expansion[row] }
      secondPhase = phase
    }
    if let plan = specification.replicates,
      case .made(let method) = plan.source
    {
      replicates = try maker(plan, columns).made(method, weights: weights)
    }
  }

  private func suppliedReplicates(
    _ names: [String], _ method: ReplicateMethod,
    _ plan: ReplicateSpecification, _ columns: DesignColumns
  ) throws(Diagnostic) -> ReplicateWeights {
    var result = try SuppliedReplicates(
      specification: specification, plan: plan, columns: columns
    ).read(names, method, weights: weights)
    result.freedom = maker(plan, columns).freedom(result)
    return result
  }

  private func maker(
    _ plan: ReplicateSpecification, _ columns: DesignColumns
  ) -> ReplicateMaker {
    ReplicateMaker(
      stages: stages, specification: specification, plan: plan,
      columns: columns)
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
    if let replicates, let plan = specification.replicates {
      return replicates.conventions(plan)
        + (hasSingle ? [specification.singleCluster.convention] : [])
        + joiningConvention
    }
    var result = [
      Convention(
        "degrees-of-freedom", "design",
        LocalizedText(
          zh: "自由度：含有所述记录的初级抽样单元数减去层数。",
          en: "Degrees of freedom: first-stage clusters with rows of the"
            + " group less strata with such rows."))
    ]
    if hasSingle { result.append(specification.singleCluster.convention) }
    result += joiningConvention
    if let plan = specification.unequal { result.append(plan.convention) }
    if let plan = specification.secondPhase {
      result[0] = Convention(
        "degrees-of-freedom", "second-phase",
        LocalizedText(
          zh: "自由度：第二相中含有所述记录的单元数减去第二相层数。",
          en: "Degrees of freedom: units of the second phase in the group less"
            + " its strata with such units."))
      result.append(plan.convention)
    }
    return result
  }

  /// Whether a policy for single clusters is at work.
  private var hasSingle: Bool {
    specification.singleCluster != .fail
      && stages.contains { stage in
        stage.sampled.indices.contains {
          stage.sampled[$0] == 1 && !stage.isComplete($0)
        }
      }
  }

  private var joiningConvention: [Convention] {
    guard let joinedStrata else { return [] }
    return [
      Convention(
        "single-cluster", SingleClusterPolicy.collapse.rawValue,
        LocalizedText(
          zh: "只有一个抽样单元的层与前一层合并（首层与后一层合并）："
            + joinedStrata.replacing("; ", with: "；") + "。",
          en: "Strata with one cluster: joined with the stratum before, the"
            + " first with the one after: \(joinedStrata)."))
    ]
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
    let populations = specification.populations
    if populations.count > clusters.count + 1 {
      throw Diagnostic(
        .incompletePopulation, at: Place(file: columns.table.source.file),
        "there are \(populations.count) population columns for "
          + counted(clusters.count, "stage") + " of clusters",
        zh: "总体数有\(populations.count)列，而群有\(clusters.count)级",
        help: "give one population column for each stage, and at most one"
          + " more for the rows within the last clusters")
    }
    if specification.unequal != nil, populations.isEmpty {
      throw Diagnostic(
        .wrongProbability, at: Place(file: columns.table.source.file),
        "'pps' needs the inclusion probabilities of the sampled units",
        zh: "“pps”需要样本单位的入样概率",
        help: "name their column with 'probabilities'")
    }
    let wanted = max(clusters.count, populations.count, 1)
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
      let isNeeded = index <= populations.count
      if index == 0, let plan = specification.unequal {
        let own = try UnequalReader(plan: plan, columns: columns)
          .probabilities(populations[0], stage)
        for (parent, units) in stage.unitsOfParents.enumerated() {
          stage.fraction[parent] = units.allSatisfy { own[$0] == 1 } ? 1 : 0
        }
        stage.unitFraction = own
      } else if index < populations.count {
        stage.fraction = try columns.fractions(
          populations[index], stage: stage)
      }
      if let last = stages.last, isNeeded {
        for parent in 0..<stage.parentCount {
          let outer = Int(last.parentOfUnit[parent])
          stage.outerFraction[parent] =
            last.outerFraction[outer] * last.fraction(ofUnit: parent)
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
    let populations = specification.populations
    if populations.isEmpty { return result }
    if populations.count < specification.clusters.count {
      throw Diagnostic(
        .incompletePopulation, at: Place(file: table.source.file),
        "the weights cannot follow from \(populations.count) population"
          + " columns for \(specification.clusters.count) stages",
        zh:
          "总体数有\(populations.count)列，而抽样有\(specification.clusters.count)级，无法据以得出权重",
        help: "name the column of the weights with 'weights', or give a"
          + " population column for each stage")
    }
    for stage in stages {
      for row in result.indices {
        result[row] /= stage.fraction(ofUnit: stage.unit(of: row))
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
        zh: "\(single.count)个\(index == 0 ? "层" : "第\(index)级群")只有一个样本单位",
        notes: [
          "one unit does not tell how much units differ from one another"
        ],
        help: specification.singleCluster == .collapse
          ? "'collapse' joins strata of the first stage, and there is no other"
            + " to join it with; choose remove, certainty, centre or average"
          : "choose 'single-cluster': remove, certainty, centre, average or"
            + " collapse")
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
      case .collapse:
        LocalizedText(
          zh: "只有一个抽样单元的层：与前一层合并。",
          en: "Strata with one cluster: joined with the stratum before.")
      case .average:
        LocalizedText(
          zh: "只有一个抽样单元的层：取其他层方差贡献的平均值。",
          en: "Strata with one cluster: the mean of what the other strata"
            + " add.")
      }
    return Convention("single-cluster", rawValue, sentence)
  }
}
