import Diagnostics
import SurveyData

/// Indicators put into the order of the tree, with links both ways.
struct TreeArrangement {
  var indicators: [Indicator] = []
  var children: [[Int]] = []
  var parents: [Int?] = []

  /// No table of indicators that people made goes deeper; a deeper one is a
  /// mistake, and would be slow to draw.
  private static let deepest = 32

  init(_ rows: [Indicator], log: DiagnosticLog) throws(Stopped) {
    var failed = false
    func fail(_ place: Place?, _ message: String, help: String? = nil) {
      failed = true
      log.report(
        Diagnostic(.indicatorTreeShape, at: place, message, help: help))
    }
    if rows.isEmpty { fail(nil, "the indicator table has no rows") }

    var positions: [String: Int] = [:]
    for (position, row) in rows.enumerated() {
      if let first = positions[row.id] {
        let line = rows[first].place?.line.map { " of line \($0)" } ?? ""
        fail(
          row.place, "indicator '\(row.id)' has the same id as that\(line)",
          help: "give every indicator an id of its own")
      } else {
        positions[row.id] = position
      }
    }
    var below: [Int: [Int]] = [:]
    var roots: [Int] = []
    for (position, row) in rows.enumerated() {
      guard let parent = row.parent else {
        roots.append(position)
        continue
      }
      if let above = positions[parent] {
        below[above, default: []].append(position)
      } else {
        fail(
          row.place, "indicator '\(row.id)' has the unknown parent '\(parent)'",
          help: nearest(to: parent, in: rows.map(\.id)).map {
            "did you mean '\($0)'?"
          })
      }
    }
    if failed { throw Stopped() }

    if roots.isEmpty, let first = rows.first {
      fail(
        first.place, "no indicator is without a parent, so there is no root",
        help: "leave 'parent_id' of the root empty")
      throw Stopped()
    }
    var queue: [(row: Int, parent: Int?)] = []
    if roots.count > 1 {
      var id = "total"
      while positions[id] != nil { id += "_" }
      log.report(
        Diagnostic(
          .indicatorTreeShape, .note, at: rows[roots[0]].place,
          "\(roots.count) indicators have no parent; "
            + "a root '\(id)' was put above them",
          zh: "\(roots.count)个指标没有上级指标，已在其上设根指标“\(id)”"))
      indicators.append(
        Indicator(id: id, name: LocalizedText(zh: "综合得分", en: "Total")))
      children.append([])
      parents.append(nil)
      queue = roots.reversed().map { ($0, 0) }
    } else {
      queue = [(roots[0], nil)]
    }
    var levels: [Int] = indicators.isEmpty ? [] : [0]
    while let (row, parent) = queue.popLast() {
      let position = indicators.count
      levels.append(parent.map { levels[$0] + 1 } ?? 0)
      if levels[position] > Self.deepest {
        fail(
          rows[row].place,
          "indicator '\(rows[row].id)' lies more than \(Self.deepest) levels "
            + "below the root")
        throw Stopped()
      }
      var indicator = rows[row]
      if let parent {
        children[parent].append(position)
        indicator.parent = indicators[parent].id
      }
      indicators.append(indicator)
      children.append([])
      parents.append(parent)
      for child in (below[row] ?? []).reversed() {
        queue.append((child, position))
      }
    }
    let reached = Set(indicators.map(\.id))
    for row in rows where !reached.contains(row.id) {
      fail(
        row.place,
        "following the parents of indicator '\(row.id)' never ends",
        help: "the parents of these rows form a circle; break it")
    }
    checkWeights(log: log, fail: &failed)
    if failed { throw Stopped() }
  }

  private mutating func checkWeights(log: DiagnosticLog, fail: inout Bool) {
    indicators[0].weight = 1
    for (parent, group) in children.enumerated() where !group.isEmpty {
      for child in group
      where
        !(indicators[child].weight >= 0
        && indicators[child].weight.isFinite)
      {
        fail = true
        log.report(
          Diagnostic(
            .indicatorWeights, at: indicators[child].place,
            "the weight of indicator '\(indicators[child].id)' is not a "
              + "number from 0 on",
            zh: "指标“\(indicators[child].id)”的权重不是不小于0的数"))
      }
      if fail { continue }
      let sum = group.reduce(0) { $0 + indicators[$1].weight }
      let above = indicators[parent].id
      if sum <= 0 {
        fail = true
        log.report(
          Diagnostic(
            .indicatorWeights, at: indicators[group[0]].place,
            "all weights below '\(above)' are zero",
            zh: "“\(above)”之下的权重全部为零",
            help: "give at least one of them a weight above zero"))
        continue
      }
      if indicators[parent].aggregate.takesWeightsAsGiven { continue }
      if abs(sum - 1) > 1e-6 {
        log.report(
          Diagnostic(
            .indicatorWeights, .warning, at: indicators[group[0]].place,
            "the weights below '\(above)' add up to \(plainText(sum)), not 1; "
              + "they were divided by their sum",
            zh: "“\(above)”之下的权重之和为\(plainText(sum))，不是1，已除以其和"))
      }
      for child in group { indicators[child].weight /= sum }
    }
  }
}
