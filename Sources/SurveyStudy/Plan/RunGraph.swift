import Settings
import SurveyImport

/// Everything that a run does and what depends on what, known from the study
/// file and the hashes of the files alone.
///
/// No path that starts at the root, no clock, no language of the system and
/// nothing else of one machine is part of a key.
struct RunGraph: Sendable {
  /// The steps; each comes after those that it needs.
  private(set) var nodes: [RunNode] = []
  private var keys: [String: String] = [:]

  /// Puts together what the study does.
  ///
  /// - Parameter hashes: The hash of each file by its path in the study; a
  ///   file without one is missing.
  init(
    _ study: Study, parameters: [(name: String, value: String)] = [],
    hashes: [String: String]
  ) {
    let header = Self.header(of: study)
    addTables(of: study, hashes: hashes)
    for plan in study.analyses { addStatistic(plan, study, hashes) }
    let shown = study.sections.flatMap(\.analyses)
    for plan in study.analyses where shown.contains(plan.name) {
      add(
        .figure, plan.name,
        header
          + Self.values(
            study.settings?["analyses"]?[plan.name]?["title"], "title"),
        [RunNode.id(.statistic, plan.name)])
    }
    for plan in study.data where plan.quality != nil {
      let compared = study.analyses.filter { $0.comparesQuality }
      add(
        .quality, plan.name,
        header
          + compared.flatMap {
            Self.values(
              study.settings?["analyses"]?[$0.name]?["title"],
              "\($0.name).title")
          },
        [RunNode.id(.table, plan.name)]
          + compared.map { RunNode.id(.statistic, $0.name) })
    }
    if let cards = study.cards {
      add(
        .cards, "",
        header + [RunNode.Parameter(name: "name", value: cards.namePattern)],
        [RunNode.id(.statistic, cards.analysis)])
    }
    let everything = nodes.filter { $0.kind != .source }.map(\.id)
    add(
      .report, "",
      header + Self.values(study.settings?["reports"], "reports")
        + parameters.map {
          RunNode.Parameter(name: "parameters.\($0.name)", value: $0.value)
        }, everything)
  }

  subscript(id: String) -> RunNode? { nodes.first { $0.id == id } }

  /// The files that a step rests on.
  func sources(of node: RunNode) -> [String] {
    var found: [String] = []
    var waiting = node.inputs
    var seen: Set<String> = []
    while !waiting.isEmpty {
      let id = waiting.removeFirst()
      guard seen.insert(id).inserted, let node = self[id] else { continue }
      if node.kind == .source { found.append(node.name) }
      waiting += node.inputs
    }
    return found
  }

  // MARK: - Building

  private mutating func add(
    _ kind: RunNode.Kind, _ name: String, _ parameters: [RunNode.Parameter],
    _ inputs: [String]
  ) {
    var seen: Set<String> = []
    let inputs = inputs.filter { keys[$0] != nil && seen.insert($0).inserted }
    let node = RunNode(
      kind, name, parameters: parameters, inputs: inputs,
      keys: inputs.compactMap { keys[$0] })
    if keys.updateValue(node.key, forKey: node.id) == nil {
      nodes.append(node)
    }
  }

  private mutating func addSource(
    _ path: String, _ hashes: [String: String]
  ) -> String {
    let id = RunNode.id(.source, path)
    if keys[id] == nil {
      let hash = RunNode.Parameter(
        name: "sha256", value: hashes[path] ?? "missing")
      add(.source, path, [hash], [])
    }
    return id
  }

  private mutating func addSources(
    of plan: DataPlan, _ study: Study, _ hashes: [String: String]
  ) -> [String] {
    plan.paths.map { addSource($0, hashes) }
  }

  /// The tables of data sets, each after those that it joins.
  private mutating func addTables(
    of study: Study, hashes: [String: String]
  ) {
    var waiting = study.data
    while !waiting.isEmpty {
      let names = waiting.map(\.name)
      let ready = waiting.filter { plan in
        plan.preparation.joins.allSatisfy { !names.contains($0.name.name) }
      }
      // A circle is a fault that the run itself tells.
      let next = ready.isEmpty ? waiting : ready
      for plan in next {
        var inputs = addSources(of: plan, study, hashes)
        for file in plan.preparation.files + plan.designFiles {
          inputs += addSources(of: file, study, hashes)
        }
        for join in plan.preparation.joins {
          inputs.append(RunNode.id(.table, join.name.name))
        }
        add(
          .table, plan.name,
          Self.values(study.settings?["data"]?[plan.name], "")
            + Self.values(study.settings?["level"], "level")
            + batches(plan, study), inputs)
      }
      waiting.removeAll { plan in next.contains { $0.name == plan.name } }
    }
  }

  /// A machine with little memory reads a file in batches, which rounds
  /// sums in another order.
  private func batches(
    _ plan: DataPlan, _ study: Study
  ) -> [RunNode.Parameter] {
    let path = FileSystem.join(study.folder, plan.file.path)
    return Workspace.readsInBatches(plan, path: path)
      ? [RunNode.Parameter(name: "batches", value: "true")] : []
  }

  private mutating func addStatistic(
    _ plan: AnalysisPlan, _ study: Study, _ hashes: [String: String]
  ) {
    let settings = study.settings?["analyses"]?[plan.name]
    // How a result is called and what it is shown beside is no part of it.
    let own = (settings?.keys ?? [])
      .filter { !["title", "compare-quality"].contains($0) }
      .flatMap { key in Self.values(settings?[key], key) }
    var inputs: [String] = []
    // Whatever names a data set may use it; what only looks like it costs a
    // run too many, never a wrong number.
    for data in study.data
    where data.name == plan.data
      || plan.method.columns.contains(where: { $0.table == data.name })
      || own.contains(where: { $0.value.contains(data.name) })
    {
      inputs.append(RunNode.id(.table, data.name))
    }
    for file in plan.method.files + plan.designFiles {
      inputs += addSources(of: file, study, hashes)
    }
    let data = plan.data.map { [RunNode.Parameter(name: "data", value: $0)] }
    add(
      .statistic, plan.name,
      own + Self.values(study.settings?["level"], "level")
        + (data.map { own.contains($0[0]) ? [] : $0 } ?? []), inputs)
  }

  /// What stands at the head of every chart, table and page.
  private static func header(of study: Study) -> [RunNode.Parameter] {
    let others: Set = [
      "manyi", "level", "data", "analyses", "reports", "prepared",
      "include", "parameters",
    ]
    let formats = study.formats.formats.map(\.rawValue).sorted()
    return [
      RunNode.Parameter(name: "study", value: study.id),
      RunNode.Parameter(
        name: "formats", value: formats.joined(separator: ", ")),
    ]
      + (study.settings?.keys ?? []).filter { !others.contains($0) }
      .flatMap { values(study.settings?[$0], $0) }
  }

  private static func values(
    _ node: SettingsNode?, _ name: String
  ) -> [RunNode.Parameter] {
    node?.parameters(under: name) ?? []
  }
}

extension DataPlan {
  /// The file and its codebooks.
  var paths: [String] {
    [file.path] + (codebook.map { [$0.path] } ?? [])
      + furtherCodebooks.map(\.path)
  }

  /// Files that its design names.
  fileprivate var designFiles: [DataPlan] { design?.files ?? [] }
}

extension AnalysisPlan {
  /// Files that its own design names.
  fileprivate var designFiles: [DataPlan] { design?.files ?? [] }
}

extension DesignPlan {
  /// The files that it names.
  var files: [DataPlan] {
    (unequal?.filePlan.map { [$0] } ?? []) + (calibration?.files ?? [])
  }
}
