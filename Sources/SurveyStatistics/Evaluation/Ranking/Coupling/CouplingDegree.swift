import Foundation
import SurveyData

/// How well parts of a system develop together (耦合协调度).
///
/// With the scores U of k parts on 0 to 1 and their weights a:
///
///     C = k (Π U)^(1/k) / Σ U,   T = Σ a U,   D = √(C T)
///
/// C is 1 when the parts are equal. Several other formulas for C are in use
/// that do not agree; this one has the range 0 to 1 for any k. A case without
/// a score of a part has none; when all parts are 0, C is 0.
///
/// Checked against the R package mathmodels in
/// `Tests/References/evaluation/mcdm_ranking.json`.
public struct CouplingDegree: Sendable, Hashable {
  /// C of each case.
  public var coupling: [Double]
  /// T of each case.
  public var development: [Double]
  /// D of each case.
  public var coordination: [Double]

  /// Computes degrees.
  ///
  /// - Parameters:
  ///   - parts: For each part the score of each case on 0 to 1;
  ///     not-a-number where missing.
  ///   - weights: One a part, divided by their sum.
  public init(_ parts: [[Double]], weights: [Double]) {
    precondition(parts.count == weights.count)
    let total = weights.reduce(0, +)
    let k = Double(parts.count)
    let count = parts.first?.count ?? 0
    coupling = [Double](repeating: .nan, count: count)
    development = coupling
    coordination = coupling
    for row in 0..<count {
      var (sum, logs, mean) = (0.0, 0.0, 0.0)
      for (part, weight) in zip(parts, weights) {
        // Errors of arithmetic may lead just below zero.
        let value = max(0, part[row])
        sum += part[row].isNaN ? .nan : value
        logs += value > 0 ? log(value) : -.infinity
        mean += weight * value
      }
      if sum.isNaN || total <= 0 { continue }
      coupling[row] = sum > 0 ? k * exp(logs / k) / sum : 0
      development[row] = mean / total
      coordination[row] = (coupling[row] * development[row]).squareRoot()
    }
  }

  /// The usual ten levels of D (Liao 1999), from 极度失调 to 优质协调.
  public static func level(_ degree: Double) -> LocalizedText? {
    if degree.isNaN { return nil }
    return levels[min(9, max(0, Int(degree * 10 + 1e-9)))]
  }

  private static let levels = [
    LocalizedText(zh: "极度失调", en: "extreme imbalance"),
    LocalizedText(zh: "严重失调", en: "severe imbalance"),
    LocalizedText(zh: "中度失调", en: "moderate imbalance"),
    LocalizedText(zh: "轻度失调", en: "mild imbalance"),
    LocalizedText(zh: "濒临失调", en: "near imbalance"),
    LocalizedText(zh: "勉强协调", en: "bare coordination"),
    LocalizedText(zh: "初级协调", en: "primary coordination"),
    LocalizedText(zh: "中级协调", en: "intermediate coordination"),
    LocalizedText(zh: "良好协调", en: "good coordination"),
    LocalizedText(zh: "优质协调", en: "superior coordination"),
  ]
}

/// The parts whose coupling is looked at.
public struct CouplingOptions: Sendable, Hashable {
  /// One part: leaves that belong together.
  public struct Group: Sendable, Hashable {
    /// The name.
    public var label: LocalizedText
    /// The identifiers of its leaves.
    public var leaves: [String]

    /// Creates a part.
    public init(label: LocalizedText, leaves: [String]) {
      self.label = label
      self.leaves = leaves
    }
  }

  /// What the parts count in T.
  public enum Weights: String, Sendable, Hashable, CaseIterable {
    /// The same.
    case equal
    /// The sum of the weights of their leaves.
    case indicators
  }

  /// The parts; `nil` for the children of the root.
  public var groups: [Group]?
  /// What they count.
  public var weights: Weights

  /// Creates options.
  public init(groups: [Group]? = nil, weights: Weights = .equal) {
    self.groups = groups
    self.weights = weights
  }
}
