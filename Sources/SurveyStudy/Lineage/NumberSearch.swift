import Diagnostics
import SurveyData

/// Finds the number that an address means.
struct NumberSearch {
  let result: AnalysisResult
  private let numbers: [ListedNumber]

  init(_ result: AnalysisResult) {
    self.result = result
    numbers = result.numbers
  }

  /// The number with an address, given without the analysis.
  ///
  /// - Throws: `unknownNumber` with the nearest part, or `ambiguousNumber`
  ///   with the addresses that fit.
  func number(_ parts: [String]) throws(Diagnostic) -> ListedNumber {
    var found = best(parts)
    // Names of rows may hold slashes: table/a/b/column.
    if found.isEmpty, parts.count > 3, let last = parts.last {
      let middle = parts[1..<(parts.count - 1)].joined(separator: "/")
      found = best([parts[0], middle, last])
    }
    if found.count == 1 { return found[0] }
    let address = ([result.id] + parts).joined(separator: "/")
    guard found.isEmpty else {
      throw Diagnostic(
        .ambiguousNumber, at: nil,
        "'\(address)' fits \(found.count) numbers",
        notes: found.prefix(8).map(\.address)
          + (found.count > 8 ? ["and \(found.count - 8) more"] : []),
        help: "add the part in which they differ")
    }
    let names = numbers.flatMap { number in
      number.parts.flatMap { [$0.name] + $0.others }
    }
    let known = Set(names)
    let unknown = parts.first { !known.contains($0) }
    let guess = unknown.flatMap { nearest(to: $0, in: names) }
    throw Diagnostic(
      .unknownNumber, at: nil,
      unknown.map { "no number of '\(result.id)' has the part '\($0)'" }
        ?? "no number of '\(result.id)' has all parts of '\(address)'",
      help: guess.map { "did you mean '\($0)'?" }
        ?? "run 'manyi explain STUDY \(result.id)' for a list")
  }

  /// The numbers that have all parts, those about the fewest groups that the
  /// address does not name.
  private func best(_ parts: [String]) -> [ListedNumber] {
    var best: [ListedNumber] = []
    var fewest = Int.max
    for number in numbers {
      guard let left = groupsLeft(number, parts), left <= fewest else {
        continue
      }
      if left < fewest { best = [] }
      fewest = left
      best.append(number)
    }
    // A full address in its order is never in doubt.
    let full = best.filter { $0.parts.map(\.name) == parts }
    if full.count == 1 { return full }
    // What has a name of its own comes before a cell of a table with it.
    let main = best.filter { number in
      if case .cell = number.target { false } else { true }
    }
    return main.count == 1 ? main : best
  }

  /// How many groups of a number are not named; `nil` when a part is none of
  /// the number's.
  private func groupsLeft(
    _ number: ListedNumber, _ parts: [String]
  ) -> Int? {
    var isUsed = [Bool](repeating: false, count: number.parts.count)
    for text in parts {
      guard
        let position = number.parts.indices.first(where: {
          !isUsed[$0] && number.parts[$0].fits(text)
        })
      else { return nil }
      isUsed[position] = true
    }
    return zip(number.parts, isUsed).count { $0.isGroup && !$1 }
  }
}
