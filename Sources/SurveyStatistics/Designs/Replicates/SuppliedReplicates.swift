import Diagnostics
import SurveyData

/// Reads replicate weights that stand in columns of the table.
struct SuppliedReplicates {
  let specification: DesignSpecification
  let plan: ReplicateSpecification
  let columns: DesignColumns

  /// The replicates of `method` in the columns that `names` match.
  ///
  /// The numbers c and cᵣ are those of `svrepdesign` in R's survey package;
  /// see `ReplicateMethod`.
  ///
  /// - Throws: A diagnostic when no column matches, a cell has no number,
  ///   or a number is needed that only the maker of the weights knows.
  func read(
    _ names: [String], _ method: ReplicateMethod, weights: [Double]
  ) throws(Diagnostic) -> ReplicateWeights {
    let found = try columns.matching(names)
    guard found.count > 1 else {
      throw fault(
        "there is one column of replicate weights only, '\(names[0])'",
        help: "name all of them, such as 'rep*'")
    }
    var replicates: [[Double]] = []
    for name in found {
      replicates.append(try columns.numbers(name, role: "replicate weight"))
    }
    try checkKind(replicates, weights)
    let (scale, scales) = try scales(method, replicates)
    if !plan.isCombined {
      for index in replicates.indices {
        for row in weights.indices { replicates[index][row] *= weights[row] }
      }
    }
    return ReplicateWeights(
      method: method.rawValue, storage: .columns(replicates), scale: scale,
      replicateScales: scales, centre: plan.centre, freedom: .fixed(0),
      baseWeights: weights)
  }

  /// Refuses factors that are said to be weights, and the reverse, by the
  /// means that R's survey package looks at.
  private func checkKind(
    _ replicates: [[Double]], _ weights: [Double]
  ) throws(Diagnostic) {
    guard !weights.isEmpty else { return }
    let size = Double(weights.count)
    let mean = weights.reduce(0, +) / size
    let sums = replicates.map { $0.reduce(0, +) / size }
    let replicate = sums.reduce(0, +) / Double(sums.count)
    let areFactors = replicate < 5 && mean / replicate > 5
    let areWeights = replicate > 5 && mean / replicate < 5
    if plan.isCombined, areFactors {
      throw fault(
        "the replicate columns look like factors, not weights: their mean is"
          + " \(short(replicate)), that of the weights"
          + " \(short(mean))",
        help: "say 'combined: false' when they are multiplied with the"
          + " weights")
    }
    if !plan.isCombined, areWeights, mean > 5 {
      throw fault(
        "the replicate columns look like weights, not factors: their mean is"
          + " \(short(replicate)), that of the weights"
          + " \(short(mean))", help: "say 'combined: true'")
    }
  }

  private func short(_ number: Double) -> String {
    plainText((number * 100).rounded() / 100)
  }

  private func scales(
    _ method: ReplicateMethod, _ replicates: [[Double]]
  ) throws(Diagnostic) -> (Double, [Double]) {
    let count = Double(replicates.count)
    var scales = plan.replicateScales
    if scales.count == 1 {
      scales = [Double](repeating: scales[0], count: replicates.count)
    }
    if !scales.isEmpty, scales.count != replicates.count {
      throw fault(
        "there are \(scales.count) 'replicate-scales' for"
          + " \(replicates.count) replicates",
        help: "give one number for each, or one for all")
    }
    let ones = [Double](repeating: 1, count: replicates.count)
    var scale = plan.scale
    switch method {
    case .brr, .fay, .jk2, .successiveDifference:
      if scale != nil || !scales.isEmpty {
        throw fault(
          "the scale of '\(method.rawValue)' follows from the number of"
            + " replicates",
          help: "leave 'scale' and 'replicate-scales' out, or choose the"
            + " method 'other'")
      }
    case .jkn where scales.isEmpty:
      guard !plan.isCombined else {
        throw fault(
          "'jkn' needs 'replicate-scales', (n − 1)/n of the stratum of each"
            + " replicate",
          help: "whoever made the weights tells them; a method whose"
            + " replicates all count alike is 'jk1'")
      }
      scales = replicates.map { column in
        let largest = column.max() ?? 1
        return largest > 0 ? 1 / largest : 0
      }
    case .other where scale == nil && scales.isEmpty:
      throw fault(
        "the method 'other' needs 'scale' or 'replicate-scales'")
    default: break
    }
    switch method {
    case .brr: scale = 1 / count
    case .fay:
      guard let fay = plan.fay else {
        throw fault(
          "the method 'fay' needs Fay's ρ",
          help: "add 'fay', such as 0.3; with 0 it is 'brr'")
      }
      scale = 1 / (count * (1 - fay) * (1 - fay))
    case .jk1: scale = scale ?? (count - 1) / count
    case .bootstrap: scale = scale ?? 1 / (count - 1)
    case .successiveDifference: scale = 4 / count
    case .jk2, .jkn, .other: scale = scale ?? 1
    }
    return (scale ?? 1, scales.isEmpty ? ones : scales)
  }

  private func fault(_ message: String, help: String? = nil) -> Diagnostic {
    Diagnostic(
      .noReplicates, at: columns.place(nil, row: nil), message, help: help)
  }
}

extension DesignColumns {
  /// The columns that names match, in the order of the table for each name;
  /// `*` stands for any signs.
  ///
  /// - Throws: A diagnostic when a name matches none.
  func matching(_ names: [String]) throws(Diagnostic) -> [String] {
    var result: [String] = []
    var isKnown: Set<String> = []
    for name in names {
      let found =
        name.contains("*")
        ? table.columns.map(\.name).filter { isMatch($0, name) }
        : [try table.column(name).name]
      if found.isEmpty {
        throw Diagnostic(
          .unknownColumn, at: place(nil, row: nil),
          "no column has a name like '\(name)'",
          zh: "没有名称形如“\(name)”的列",
          help: "'*' stands for any signs; large and small letters differ")
      }
      for column in found where isKnown.insert(column).inserted {
        result.append(column)
      }
    }
    return result
  }

  private func isMatch(_ name: String, _ pattern: String) -> Bool {
    let parts = pattern.split(
      separator: "*", omittingEmptySubsequences: false)
    var rest = name[...]
    for (index, part) in parts.enumerated() {
      if index == 0 {
        guard rest.hasPrefix(part) else { return false }
        rest = rest.dropFirst(part.count)
      } else if index == parts.count - 1 {
        return rest.hasSuffix(part)
      } else if let range = rest.firstRange(of: part) {
        rest = rest[range.upperBound...]
      } else {
        return false
      }
    }
    return rest.isEmpty
  }
}
