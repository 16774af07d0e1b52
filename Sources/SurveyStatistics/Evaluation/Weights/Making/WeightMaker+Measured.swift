import Diagnostics
import SurveyData

extension WeightMaker {
  /// Weights from the values of the cases.
  func measured(_ method: MeasuredWeighting) throws(Diagnostic) -> WeightSet {
    let leaves = tree.leaves
    let found: MeasuredWeights
    do {
      found = try method(
        leaves.map { raw[$0] },
        isBenefit: leaves.map { tree.indicators[$0].isBenefit })
    } catch {
      throw refusal(error, method)
    }
    var set = WeightSet(local: tree.localWeights(ofLeafShares: found.weights))
    set.source = .measured(method)
    set.diagnostics = remarks(found, method)
    set.columns = columns(found)
    if let components = found.components {
      set.tables = [ComponentTable(facts: components, method: method).table]
    }
    set.results = results(set.local, method: method.name)
    if let entropies = found.facts.first(where: { $0.kind == .entropy }) {
      let byLeaf = Dictionary(
        zip(leaves.map { tree.indicators[$0].id }, entropies.values),
        uniquingKeysWith: { first, _ in first })
      for (index, result) in set.results.enumerated() {
        let values = result.children.compactMap { byLeaf[$0] }
        if values.count == result.children.count {
          set.results[index].entropies = values
        }
      }
    }
    return set
  }

  private func code(_ method: MeasuredWeighting) -> DiagnosticCode {
    if case .entropy = method { return .entropyWeights }
    return .measuredWeights
  }

  private func refusal(
    _ failure: MeasuredWeights.Failure, _ method: MeasuredWeighting
  ) -> Diagnostic {
    let leaves = tree.leaves
    func id(_ column: Int) -> String { tree.indicators[leaves[column]].id }
    func list(_ columns: [Int]) -> String {
      columns.map { "'\(id($0))'" }.joined(separator: ", ")
    }
    switch failure {
    case .notPositive(let column):
      var variant = ""
      if case .entropy(let choice) = method { variant = choice.rawValue }
      return Diagnostic(
        .entropyWeights, at: tree.indicators[leaves[column]].place,
        "entropy variant '\(variant)' needs positive values, but "
          + "indicator '\(id(column))' has others",
        zh: "熵权变体“\(variant)”需要正数，而指标“\(id(column))”有其他数值",
        help: "take the variant 'minmax'")
    case .zeroMean(let column):
      return Diagnostic(
        .measuredWeights, at: tree.indicators[leaves[column]].place,
        "the mean of indicator '\(id(column))' is zero, so that it has no "
          + "coefficient of variation",
        zh: "指标“\(id(column))”的均值为零，没有变异系数", help: "take the method 'sd'")
    case .tooFewCases:
      return Diagnostic(
        .measuredWeights, .error,
        "fewer than three cases have values of all indicators, too few for "
          + "weights by 'pca'",
        zh: "各指标数值齐全的对象不足三个，不能按“pca”赋权",
        help: "take the method 'critic' or 'entropy'")
    case .mixedSigns(let positive, let negative):
      return Diagnostic(
        .measuredWeights, .error,
        "\(list(negative)) and \(list(positive)) point in opposite "
          + "directions, so that sizes of loadings mean nothing as weights",
        zh: "\(list(negative))与\(list(positive))方向相反，载荷的大小不能作为权重",
        notes: ["loadings have different signs on the same component"],
        help: "look at the directions of the indicators, or set mixed-signs: "
          + "warn")
    }
  }

  private func remarks(
    _ found: MeasuredWeights, _ method: MeasuredWeighting
  ) -> [Diagnostic] {
    let leaves = tree.leaves
    if found.isUndefined {
      return [
        Diagnostic(
          code(method), .warning,
          "no indicator differs between the cases in a way that "
            + "'\(method.name)' can weigh; all leaves have the same weight",
          zh: "各指标在对象之间都没有“\(method.name)”可据以赋权的差异，各末级指标取相同的权重")
      ]
    }
    var remarks = found.constantColumns.map { column in
      let indicator = tree.indicators[leaves[column]]
      return Diagnostic(
        code(method), .warning, at: indicator.place,
        "indicator '\(indicator.id)' is the same for all cases and has a "
          + "weight of zero by '\(method.name)'",
        zh: "指标“\(indicator.id)”在全部对象中相同，按“\(method.name)”权重为零")
    }
    if let facts = found.components {
      if !facts.mixed.isEmpty {
        let ids = facts.mixed.map { "'\(tree.indicators[leaves[$0]].id)'" }
        remarks.append(
          Diagnostic(
            .measuredWeights, .warning,
            "\(ids.joined(separator: ", ")) point against the other "
              + "indicators; the weights are those of the sizes of loadings",
            zh: "\(ids.joined(separator: "、"))与其他指标方向相反，权重按载荷的绝对值计"))
      }
      let cases = leaves.first.map { raw[$0].count } ?? 0
      if facts.base < cases {
        remarks.append(
          Diagnostic(
            .measuredWeights, .note,
            "weights by 'pca' are of the \(facts.base) of \(cases) cases that "
              + "have values of all indicators",
            zh: "“pca”赋权只用各指标数值齐全的对象：\(cases)个中的\(facts.base)个"))
      }
    }
    return remarks
  }

  private func columns(_ found: MeasuredWeights) -> [WeightSet.Column] {
    let leaves = tree.leaves
    let isSeveral = found.facts.count { $0.kind == .loading } > 1
    var loading = 0
    return found.facts.map { fact in
      var values = [Double](repeating: .nan, count: tree.indicators.count)
      for (leaf, value) in zip(leaves, fact.values) { values[leaf] = value }
      var (name, label) = (fact.kind.rawValue, fact.kind.label)
      if fact.kind == .loading, isSeveral {
        loading += 1
        name += "-\(loading)"
        label = LocalizedText(
          zh: "载荷 \(loading)", en: "Loading \(loading)")
      }
      return WeightSet.Column(
        name: name, label: label, format: .coefficient, values: values)
    }
  }
}

extension MeasuredWeights.Fact.Kind {
  fileprivate var label: LocalizedText {
    switch self {
    case .entropy: LocalizedText(zh: "熵", en: "Entropy")
    case .deviation: LocalizedText(zh: "标准差", en: "Standard deviation")
    case .conflict: LocalizedText(zh: "冲突性", en: "Conflict")
    case .information: LocalizedText(zh: "信息量 C", en: "Information C")
    case .variation:
      LocalizedText(zh: "变异系数", en: "Coefficient of variation")
    case .loading: LocalizedText(zh: "载荷", en: "Loading")
    }
  }
}
