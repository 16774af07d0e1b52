import Diagnostics
import SurveyData

/// What becomes of answers whose value has no grade.
///
/// A misspelt or forgotten grade looks just like an abstention, so that
/// values without a grade are an error unless they were foreseen.
public enum UngradedValues: Sendable, Hashable {
  /// They are an error.
  case refuse
  /// All of them count as no valid answer.
  case exclude
  /// These values, as the file or a label of the codebook writes them, count
  /// as no valid answer; any other is an error.
  case excluding([String])
}

/// A value of an item without a grade, and how many answers have it.
struct UngradedValue {
  var item: String
  var value: String
  var label: LocalizedText?
  var count: Int

  /// Whether `name` stands for the value.
  func isCalled(_ name: String) -> Bool {
    if value == name { return true }
    if let label, [label.chinese, label.english].contains(name) {
      return true
    }
    return Double(value).flatMap { number in
      Double(name).map { $0 == number }
    } ?? false
  }
}

extension AnswerValues {
  /// The values that occur in `domain` and have no grade.
  func ungraded(
    isGraded: [Bool], in data: AnalysisData
  ) -> [UngradedValue] {
    var counts = [Int](repeating: 0, count: levels.count)
    for (row, code) in codes.enumerated() where code >= 0 {
      if data.domain?[row] ?? true {
        counts[Int(code)] += data.rowCounts?[row] ?? 1
      }
    }
    return levels.indices.filter { !isGraded[$0] && counts[$0] > 0 }.map {
      UngradedValue(
        item: column.name, value: levels[$0].value, label: levels[$0].label,
        count: counts[$0])
    }
  }
}

extension UngradedValues {
  /// How many values an error lists one by one.
  private static let listed = 50

  private func leavesOut(_ value: UngradedValue) -> Bool {
    switch self {
    case .refuse: false
    case .exclude: true
    case .excluding(let names): names.contains(where: value.isCalled)
    }
  }

  private static func answers(_ count: Int) -> String {
    "\(count) answer\(count == 1 ? "" : "s")"
  }

  /// Checks values without a grade.
  ///
  /// - Returns: What the reader should know.
  /// - Throws: An `ungradedValue` diagnostic that lists every value that was
  ///   not foreseen, or `wrongOption` for a grade that is to be left out.
  func check(
    _ found: [UngradedValue], grades: [String], file: String
  ) throws(Diagnostic) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    if case .excluding(let names) = self {
      if let both = names.first(where: grades.contains) {
        throw Diagnostic(
          .wrongOption, at: Place(file: file),
          "'\(both)' is a grade and is to be left out",
          zh: "“\(both)”既是评价等次，又要求不计",
          help: "keep it in 'grades' or in 'ungraded'")
      }
      for name in names where !found.contains(where: { $0.isCalled(name) }) {
        findings.append(
          Diagnostic(
            .unknownValue, .note, at: Place(file: file),
            "no answer has the value '\(name)' that 'ungraded' leaves out",
            zh: "没有回答的值为“\(name)”，而“ungraded”要求不计该值"))
      }
    }
    let refused = found.filter { !leavesOut($0) }
    guard let first = refused.first else { return findings }
    var names: [String] = []
    for value in refused where !names.contains(value.value) {
      names.append(value.value)
    }
    let items = Set(refused.map(\.item))
    let answers = refused.reduce(0) { $0 + $1.count }
    let subject =
      names.count == 1
      ? "the value '\(names[0])'" : "\(names.count) values"
    let owner =
      items.count == 1 ? "of '\(first.item)'" : "of \(items.count) items"
    var notes = refused.prefix(Self.listed).map { value in
      let close =
        nearest(to: value.value, in: grades)
        ?? [value.label?.chinese, value.label?.english].compactMap { $0 }
        .compactMap { nearest(to: $0, in: grades) }.first
      return "'\(value.value)' of '\(value.item)': \(Self.answers(value.count))"
        + (close.map { ", nearest grade '\($0)'" } ?? "")
    }
    if refused.count > Self.listed {
      notes.append("and \(refused.count - Self.listed) more")
    }
    throw Diagnostic(
      .ungradedValue, at: Place(file: file, columnName: first.item),
      "\(subject) \(owner) \(names.count == 1 ? "has" : "have") no grade"
        + " (\(Self.answers(answers)))",
      zh: (items.count == 1 ? "“\(first.item)”" : "\(items.count)题")
        + (names.count == 1
          ? "的值“\(names[0])”没有等次" : "的\(names.count)个值没有等次")
        + "（\(answers)个回答）",
      notes: notes,
      help: "correct 'grades', or say that they are no grades with"
        + " 'ungraded: exclude' or 'ungraded: [\(names[0])]'")
  }

  /// Which values were left out, as it is printed beside the result; `nil`
  /// when there are none.
  ///
  /// - Parameter isZero: Whether they count below the line with 0 points.
  func convention(
    _ found: [UngradedValue], isZero: Bool = false
  ) -> Convention? {
    var values: [UngradedValue] = []
    for value in found where leavesOut(value) {
      if let known = values.firstIndex(where: { $0.value == value.value }) {
        values[known].count += value.count
      } else {
        values.append(value)
      }
    }
    if values.isEmpty { return nil }
    func list(_ language: Language, _ open: String, _ close: String) -> String {
      values.map { value in
        let label = value.label?[language] ?? ""
        return open + (label.isEmpty ? value.value : label) + close
          + " \(value.count)"
      }.joined(separator: language == .chinese ? "，" : ", ")
    }
    return Convention(
      "ungraded", values.map(\.value).joined(separator: ", "),
      LocalizedText(
        zh: "没有等次的回答\(isZero ? "按 0 分计入分母" : "不计入")："
          + "\(list(.chinese, "“", "”"))。",
        en: "Answers without a grade "
          + (isZero ? "count with 0 points" : "are left out")
          + ": \(list(.english, "\"", "\""))."))
  }
}
