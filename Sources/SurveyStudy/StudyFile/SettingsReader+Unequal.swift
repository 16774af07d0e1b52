import Diagnostics
import Settings
import SurveyData
import SurveyImport
import SurveyStatistics

/// Unequal probabilities as the study describes them.
public struct UnequalPlan: Sendable {
  /// What statistics need, without joint probabilities from a file.
  public var specification: UnequalSpecification
  /// The columns that are named without a `*`.
  public var columns: [ColumnReference]
  /// The file of joint probabilities.
  public var jointFile: FileReference?

  /// How the file of joint probabilities is read.
  var filePlan: DataPlan? {
    jointFile.map {
      DataPlan(
        name: "joint probabilities \($0.path)", file: $0,
        options: ImportOptions())
    }
  }
}

extension SettingsReader {
  /// Unequal probabilities at `key`: a method, or a mapping.
  func unequal(_ key: String) -> UnequalPlan? {
    guard let node = node(key) else { return nil }
    if case .scalar = node.content {
      guard let method: UnequalMethod = choice(key) else { return nil }
      return UnequalPlan(
        specification: UnequalSpecification(method), columns: [])
    }
    guard let reader = reader(key, subject: "'\(key)'") else { return nil }
    guard reader.has("method") else {
      let names = UnequalMethod.allCases.map(\.rawValue)
      reader.reportMissing(
        "method", help: "choose one of: \(names.joined(separator: ", "))")
      return nil
    }
    guard let method: UnequalMethod = reader.choice("method") else {
      return nil
    }
    var result = UnequalSpecification(method)
    result.variance = reader.choice("variance") ?? .horvitzThompson
    var named: [ColumnReference] = []
    if let column = reader.column("probabilities") {
      result.probabilities = column.name
      named.append(column)
    }
    if method == .hartleyRao {
      result.sumOfSquares = reader.number("sum-of-squares", in: 0...1e9)
    }
    var file: FileReference?
    if method == .joint {
      let joint = reader.columns("joint") ?? []
      result.joint = joint.map(\.name)
      named += joint.filter { !$0.name.contains("*") }
      file = reader.file("joint-file")
      if file != nil, !joint.isEmpty {
        reader.reportWrong(
          "joint-file", "'\(key)' has both 'joint' and 'joint-file'")
      }
    }
    reader.finish()
    return UnequalPlan(
      specification: result, columns: named, jointFile: file)
  }
}

extension UnequalPlan {
  /// The specification with the joint probabilities of a table that was
  /// read.
  func specification(
    tables: [String: Table]
  ) throws(Diagnostic) -> UnequalSpecification {
    guard let plan = filePlan, let table = tables[plan.name] else {
      return specification
    }
    var columns: [[Double]] = []
    for column in table.columns {
      guard let numbers = column.numbers(), numbers.allSatisfy(\.isFinite)
      else {
        throw Diagnostic(
          .wrongJointProbabilities, at: plan.file.place,
          "the column '\(column.name)' of joint probabilities in"
            + " '\(plan.file.path)' has cells without a number",
          help: "the file holds nothing but the probabilities, with a header")
      }
      columns.append(numbers)
    }
    var result = specification
    result.jointRows = (0..<table.rowCount).map { row in
      columns.map { $0[row] }
    }
    return result
  }

  /// The probabilities in words, for the provenance.
  var title: LocalizedText {
    let parts =
      [specification.method.rawValue]
      + [specification.probabilities, jointFile?.path].compactMap { $0 }
    return LocalizedText(
      zh: "不等概抽样：\(parts.joined(separator: "、"))",
      en: "pps \(parts.joined(separator: ", "))")
  }
}
