/// Scores of evaluators for one indicator: case, evaluator and score, in any
/// order.
public struct RaterScores: Sendable, Hashable {
  /// One score.
  public struct Entry: Sendable, Hashable {
    /// The position of the case.
    public var caseIndex: Int
    /// The position of the evaluator.
    public var rater: Int
    /// The score.
    public var score: Double

    /// Creates a score.
    public init(caseIndex: Int, rater: Int, score: Double) {
      self.caseIndex = caseIndex
      self.rater = rater
      self.score = score
    }
  }

  /// The number of cases.
  public let caseCount: Int
  /// The number of evaluators.
  public let raterCount: Int
  /// The scores.
  public private(set) var entries: [Entry]

  /// Creates scores.
  ///
  /// - Precondition: Positions lie below the counts and scores are finite.
  public init(caseCount: Int, raterCount: Int, entries: [Entry]) {
    precondition(
      entries.allSatisfy {
        $0.caseIndex >= 0 && $0.caseIndex < caseCount && $0.rater >= 0
          && $0.rater < raterCount && $0.score.isFinite
      })
    self.caseCount = caseCount
    self.raterCount = raterCount
    self.entries = entries
  }

  /// Creates scores from a matrix of cases by evaluators, `nil` where there
  /// is none.
  public init(_ matrix: [[Double?]]) {
    self.init(
      caseCount: matrix.count, raterCount: matrix.map(\.count).max() ?? 0,
      entries: matrix.enumerated().flatMap { row, scores in
        scores.enumerated().compactMap { rater, score in
          score.map { Entry(caseIndex: row, rater: rater, score: $0) }
        }
      })
  }

  /// The number of scores of each case.
  public var scoresPerCase: [Int] {
    var counts = [Int](repeating: 0, count: caseCount)
    for entry in entries { counts[entry.caseIndex] += 1 }
    return counts
  }

  /// The number of scores of each evaluator.
  public var scoresPerRater: [Int] {
    var counts = [Int](repeating: 0, count: raterCount)
    for entry in entries { counts[entry.rater] += 1 }
    return counts
  }

  /// The cases that are connected through shared evaluators: a list of groups
  /// of positions, each in rising order. Cases without a score are in none.
  ///
  /// Severity can only be compared within a group.
  public var connectedCases: [[Int]] {
    var parent = Array(0..<(caseCount + raterCount))
    func root(_ node: Int) -> Int {
      var node = node
      while parent[node] != node {
        parent[node] = parent[parent[node]]
        node = parent[node]
      }
      return node
    }
    for entry in entries {
      let (left, right) = (root(entry.caseIndex), root(caseCount + entry.rater))
      if left != right { parent[max(left, right)] = min(left, right) }
    }
    let counts = scoresPerCase
    var groups: [Int: Int] = [:]
    var result: [[Int]] = []
    for position in 0..<caseCount where counts[position] > 0 {
      let top = root(position)
      if let group = groups[top] {
        result[group].append(position)
      } else {
        groups[top] = result.count
        result.append([position])
      }
    }
    return result
  }
}
