/// Steps of items that were passed though easier ones were failed.
///
/// An item with the codes 1…m has the steps "at least 2", …, "at least m".
/// Steps are ordered by how many respondents pass them. A Guttman error is a
/// pair of a passed step and an easier one that was failed (Molenaar 1991).
/// The index is their number divided by that of all pairs of a passed and a
/// failed step, so that it does not grow with the number of items.
///
/// Reversed items are turned round first. Only the items that the person
/// answered count. Somebody who passes or fails every step has no index.
/// Of two steps that as many pass the one of the earlier item counts as the
/// easier one.
struct GuttmanErrors: Sendable {
  /// The steps, the easiest first.
  private let steps: [(item: Int, limit: Double)]
  private let turned: [Double?]

  /// - Parameter counts: For each item the codes that occur after turning,
  ///   with the number of answers.
  init(counts: [[Double: Int]], turned: [Double?]) {
    self.turned = turned
    var steps: [(item: Int, limit: Double, share: Double)] = []
    for (item, codes) in counts.enumerated() {
      let total = Double(codes.values.reduce(0, +))
      var passed = total
      var last: Double?
      for code in codes.keys.sorted() {
        if let last { passed -= Double(codes[last] ?? 0) }
        if last != nil { steps.append((item, code, passed / total)) }
        last = code
      }
    }
    self.steps = steps.sorted { left, right in
      if left.share != right.share { return left.share > right.share }
      return (left.item, left.limit) < (right.item, right.limit)
    }.map { ($0.item, $0.limit) }
  }

  /// The number of errors and of pairs that could be one.
  func errors(_ row: RowAnswers) -> (errors: Int, pairs: Int) {
    var errors = 0
    var passed = 0
    var failed = 0
    for step in steps {
      let answer = row[step.item]
      if answer.isNaN { continue }
      if (turned[step.item].map { $0 - answer } ?? answer) >= step.limit {
        passed += 1
        errors += failed
      } else {
        failed += 1
      }
    }
    return (errors, passed * failed)
  }

  func value(_ row: RowAnswers) -> Double {
    let (errors, pairs) = errors(row)
    return pairs == 0 ? .nan : Double(errors) / Double(pairs)
  }
}
