import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// Replicate weights as the study describes them.
public struct ReplicatePlan: Sendable {
  /// What statistics need.
  public var specification: ReplicateSpecification
  /// The columns that are named without a `*`.
  public var columns: [ColumnReference]
}

extension SettingsReader {
  /// Replicate weights at `key`: `columns` and `method` of supplied ones,
  /// what to `make`, or just its name.
  func replicates(_ key: String) -> ReplicatePlan? {
    if let node = node(key), case .scalar = node.content {
      guard let making: ReplicateMaking = choice(key) else { return nil }
      return ReplicatePlan(
        specification: ReplicateSpecification(.made(making)), columns: [])
    }
    guard let reader = reader(key, subject: "'\(key)'") else { return nil }
    let supplied = reader.columns("columns")
    let makes = reader.has("make")
    if (supplied != nil) == makes {
      reader.log.report(
        Diagnostic(
          makes ? .wrongValue : .missingKey, at: reader.place,
          makes
            ? "'\(key)' has both 'columns' of replicate weights and 'make'"
            : "'\(key)' needs 'columns' of replicate weights, or 'make'",
          help: "name the columns, such as 'rep*', with their 'method'; or"
            + " choose what to make, such as jkn"))
      return nil
    }
    let plan =
      supplied.map { reader.supplied($0) } ?? reader.made()
    reader.finish()
    return plan
  }

  private func supplied(_ columns: [ColumnReference]) -> ReplicatePlan? {
    guard has("method") else {
      let names = ReplicateMethod.allCases.map(\.rawValue)
      reportMissing(
        "method", help: "choose one of: \(names.joined(separator: ", "))")
      return nil
    }
    guard let method: ReplicateMethod = choice("method") else { return nil }
    if columns.isEmpty {
      reportWrong("columns", "'columns' is an empty list")
      return nil
    }
    var result = ReplicateSpecification(
      .supplied(columns.map(\.name), method))
    result.scale = positive("scale")
    if method == .fay { result.fay = number("fay", in: 0...0.99) }
    result.replicateScales = numbers("replicate-scales") ?? []
    result.isCombined = boolean("combined") ?? true
    readVariance(into: &result)
    return ReplicatePlan(
      specification: result,
      columns: columns.filter { !$0.name.contains("*") })
  }

  private func made() -> ReplicatePlan? {
    guard let making: ReplicateMaking = choice("make") else { return nil }
    var result = ReplicateSpecification(.made(making))
    switch making {
    case .jk1, .jkn: break
    case .brr, .fay:
      if making == .fay { result.fay = number("fay", in: 0...0.99) }
      result.count = integer("count", in: 2...100_000)
    case .raoWu, .raoWuYueBeaumont, .poisson:
      result.count = integer("count", in: 2...100_000)
      result.seed = UInt64(integer("seed", in: 0...Int.max) ?? 1)
    case .successiveDifference:
      result.count = integer("count", in: 2...100_000)
    }
    var named: [ColumnReference] = []
    if making == .successiveDifference, let order = column("order") {
      result.order = order.name
      named.append(order)
    }
    readVariance(into: &result)
    return ReplicatePlan(specification: result, columns: named)
  }

  private func readVariance(into result: inout ReplicateSpecification) {
    result.centre = choice("centre") ?? .replicates
    guard let text = string("degrees") else { return }
    switch text {
    case "rank": result.degrees = .rank
    case "count": result.degrees = .count
    case "design": result.degrees = .design
    default:
      guard let value = Double(text), value > 0, value <= 1e9 else {
        reportWrong(
          "degrees",
          "'degrees' takes rank, count, design or a number above 0, not"
            + " '\(text)'")
        return
      }
      result.degrees = .number(value)
    }
  }

  private func positive(_ key: String) -> Double? {
    guard let value = number(key) else { return nil }
    guard value > 0 else {
      reportWrong(key, "'\(key)' is a number above 0")
      return nil
    }
    return value
  }

  private func numbers(_ key: String) -> [Double]? {
    guard let texts = strings(key) else { return nil }
    var result: [Double] = []
    for text in texts {
      guard let value = Double(text), value >= 0, value.isFinite else {
        reportWrong(key, "'\(key)' takes numbers of at least 0, not '\(text)'")
        return nil
      }
      result.append(value)
    }
    return result
  }
}

extension ReplicatePlan {
  /// The replicates in words, for the provenance.
  var title: LocalizedText {
    var chinese: [String] = []
    var english: [String] = []
    switch specification.source {
    case .supplied(let names, let method):
      chinese = [method.rawValue] + names
      english = chinese
    case .made(let making):
      chinese = [making.rawValue]
      english = chinese
      switch making {
      case .raoWu, .raoWuYueBeaumont, .poisson:
        chinese.append("种子\(specification.seed)")
        english.append("seed \(specification.seed)")
      default:
        if let order = specification.order {
          chinese.append("按\(order)排序")
          english.append("order \(order)")
        }
      }
    }
    return LocalizedText(
      zh: "复制权重：\(chinese.joined(separator: "、"))",
      en: "replicates \(english.joined(separator: ", "))")
  }
}
