/// Why steps have to be done, told from what the last run left.
struct PlanReasons {
  let state: RunState
  let output: String
  let isFresh: Bool

  /// Every reason for a step, the nearest first; empty when there is none.
  func reasons(for node: RunNode) -> [String] {
    if isFresh { return ["--fresh computes everything"] }
    guard let record = state.record else { return [absence] }
    guard let last = record.node(node.id) else {
      return [
        record.study == state.study.file ? "it is new" : "first run"
      ]
    }
    var reasons: [String] = []
    if last.code != node.kind.code {
      reasons.append("code version changed: \(last.code) to \(node.kind.code)")
    }
    if !last.isDone { reasons.append("it failed or was blocked last time") }
    if last.key != node.key { reasons += changes(of: node, since: last) }
    if node.kind == .report { reasons += reportReasons(record) }
    reasons += altered(node, last)
    return reasons
  }

  private var absence: String {
    switch state.absence {
    case .damaged: "what the last run kept is damaged"
    case .otherProgram: "code version changed: another build of the program"
    default:
      OutputFolder.isOurs(output)
        ? "nothing is kept of the last run" : "first run"
    }
  }

  private func changes(
    of node: RunNode, since last: RunRecord.Node
  ) -> [String] {
    if node.kind == .source { return ["input \(node.name) changed"] }
    var reasons: [String] = []
    let names = changedParameters(last.parameters, node.parameters)
    if !names.isEmpty {
      let shown = names.prefix(4).joined(separator: ", ")
      let rest = names.count > 4 ? " and \(names.count - 4) more" : ""
      reasons.append("parameters changed: \(shown)\(rest)")
    }
    let files = state.graph.sources(of: node).filter { file in
      let id = RunNode.id(.source, file)
      return state.record?.node(id)?.key != state.graph[id]?.key
    }
    reasons += files.map { "input \($0) changed" }
    for id in node.inputs {
      guard let needed = state.graph[id], needed.kind != .source,
        let before = state.record?.node(id)
      else { continue }
      let own = changedParameters(before.parameters, needed.parameters)
      if !own.isEmpty || before.inputs != needed.inputs {
        reasons.append("\(id) changed")
      }
    }
    if reasons.isEmpty || last.inputs != node.inputs {
      let gone = last.inputs.filter { !node.inputs.contains($0) }
      let new = node.inputs.filter { !last.inputs.contains($0) }
      reasons += gone.map { "\($0) is gone" } + new.map { "\($0) is new" }
    }
    return reasons.isEmpty ? ["what it needs changed"] : reasons
  }

  /// The report names every input with its hash, and lines of the study.
  private func reportReasons(_ record: RunRecord) -> [String] {
    state.isStudyChanged ? ["input \(state.study.file) changed"] : []
  }

  private func altered(
    _ node: RunNode, _ last: RunRecord.Node
  ) -> [String] {
    guard let record = state.record else { return [] }
    let others = Set(
      record.nodes.filter { $0.id != node.id }.flatMap(\.files))
    let own = state.alteredFiles.filter { path in
      node.kind == .report ? !others.contains(path) : last.files.contains(path)
    }
    guard let first = own.first else { return [] }
    let rest = own.count > 1 ? " and \(own.count - 1) more" : ""
    return ["output missing or altered: \(first)\(rest)"]
  }

  /// The names of values that are not as they were, in the order of the study.
  private func changedParameters(
    _ before: [RunNode.Parameter], _ now: [RunNode.Parameter]
  ) -> [String] {
    if before == now { return [] }
    let (old, new) = (Set(before), Set(now))
    var seen: Set<String> = []
    let changed =
      now.filter { !old.contains($0) } + before.filter { !new.contains($0) }
    let names = changed.map(\.name).filter { seen.insert($0).inserted }
    return names.isEmpty ? ["their order"] : names
  }
}
