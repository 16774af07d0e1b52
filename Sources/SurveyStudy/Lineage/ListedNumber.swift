import CellText
import SurveyData

/// A number of a result with its address.
public struct ListedNumber: Sendable {
  /// Where the number stands in the result.
  public enum Target: Sendable, Hashable {
    /// An estimate, by its position.
    case estimate(Int)
    /// A cell of one of the tables.
    case cell(table: Int, row: Int, column: Int)
    /// The raw value or the score of an indicator for a case.
    case indicator(case: Int, indicator: Int, isRaw: Bool)
    /// The score, the rank or the band of a case of an evaluation.
    case score(case: Int), rank(case: Int), band(case: Int)
    /// The verdict of a vote.
    case verdict(Int)
  }

  /// One part of an address.
  struct Part: Sendable {
    /// The part as it is printed.
    var name: String
    /// Other ways to write it.
    var others: [String] = []
    /// Whether it names the rows that the number is about.
    var isGroup = false

    func fits(_ text: String) -> Bool { name == text || others.contains(text) }
  }

  /// The name of the analysis.
  public var result: String
  /// The parts after it.
  var parts: [Part]
  /// What the number is.
  public var target: Target
  /// What it is called.
  public var label: LocalizedText
  /// The number; `nil` when it is not defined, and for texts.
  public var value: Double?
  /// The text, where it is one: a band, a verdict.
  public var text: LocalizedText?

  /// The address: the analysis and every part.
  public var address: String {
    ([result] + parts.map(\.name)).map(escapedPart).joined(separator: "/")
  }
}

/// A part of an address with the signs written as codes that would end it or
/// could not be seen.
private func escapedPart(_ text: String) -> String {
  let digits = Array("0123456789ABCDEF")
  var result = ""
  for scalar in text.unicodeScalars {
    guard scalar == "%" || scalar == "/" || isHidden(scalar) else {
      result.unicodeScalars.append(scalar)
      continue
    }
    for byte in String(scalar).utf8 {
      result += "%"
      result.append(digits[Int(byte >> 4)])
      result.append(digits[Int(byte & 15)])
    }
  }
  return result
}

/// The parts of an address as the user wrote them, with codes replaced.
func addressParts(_ address: String) -> [String] {
  address.split(separator: "/").map { part in
    var bytes: [UInt8] = []
    var rest = Array(part.utf8)[...]
    while let byte = rest.first {
      if byte == UInt8(ascii: "%"), rest.count > 2,
        let code = UInt8(
          String(decoding: rest.dropFirst().prefix(2), as: UTF8.self),
          radix: 16)
      {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension AnalysisResult {
  /// Every number of the result, in the order in which it is shown. Cells
  /// without a number or text are left out.
  var numbers: [ListedNumber] {
    switch details {
    case .evaluation(let evaluation):
      evaluationNumbers(evaluation) + tableNumbers(evaluation.tables)
    case .verdicts(let verdicts):
      estimateNumbers + verdictNumbers(verdicts)
    case .tables(let tables, _): estimateNumbers + tableNumbers(tables)
    case .none, .reliability: estimateNumbers
    }
  }

  private func parts(of group: [GroupTerm]) -> [ListedNumber.Part] {
    group.map { term in
      let labels = texts(term.label)
      let names = [term.variable] + texts(term.variableLabel)
      let values = [term.value] + labels
      return ListedNumber.Part(
        name: "\(term.variable)=\(term.value)",
        others: values
          + names.flatMap { name in values.map { "\(name)=\($0)" } },
        isGroup: true)
    }
  }

  private func texts(_ label: LocalizedText?) -> [String] {
    [label?.chinese, label?.english].compactMap { $0 }
  }

  private var estimateNumbers: [ListedNumber] {
    estimates.enumerated().map { position, estimate in
      let labels = texts(estimate.label)
      var variable = ListedNumber.Part(
        name: estimate.variable, others: labels)
      if let category = estimate.category {
        let values = [category] + texts(estimate.categoryLabel)
        variable = ListedNumber.Part(
          name: "\(estimate.variable)=\(category)",
          others: [estimate.variable] + labels + values
            + values.map { "\(estimate.variable)=\($0)" })
      }
      return ListedNumber(
        result: id,
        parts: parts(of: estimate.group)
          + [variable, ListedNumber.Part(name: estimate.statistic)],
        target: .estimate(position), label: name(of: estimate),
        value: estimate.value)
    }
  }

  private func name(of estimate: Estimate) -> LocalizedText {
    func text(_ language: Language) -> String {
      func own(_ label: LocalizedText?, _ name: String) -> String {
        let text = label?[language] ?? ""
        return text.isEmpty ? name : text
      }
      var parts = [own(estimate.label, estimate.variable)]
      if let category = estimate.category {
        parts[0] += " = " + own(estimate.categoryLabel, category)
      }
      parts += estimate.group.map { own($0.label, $0.value) }
      return parts.joined(separator: language == .chinese ? "，" : ", ")
    }
    return LocalizedText(zh: text(.chinese), en: text(.english))
  }

  private func tableNumbers(_ tables: [StatisticsTable]) -> [ListedNumber] {
    tables.enumerated().flatMap { index, table -> [ListedNumber] in
      var seen: [String: Int] = [:]
      return table.rows.enumerated().flatMap { row, content in
        // Rows of one name are told apart by their number.
        let times = (seen[content.name] ?? 0) + 1
        seen[content.name] = times
        let name = times == 1 ? content.name : "\(content.name)#\(times)"
        return zip(table.columns, content.cells).enumerated().compactMap {
          column, pair -> ListedNumber? in
          let (head, cell) = pair
          if cell.isEmpty || cell.value == nil && cell.text == nil {
            return nil
          }
          return ListedNumber(
            result: id,
            parts: [
              ListedNumber.Part(
                name: table.name, others: texts(table.title)),
              ListedNumber.Part(
                name: name.isEmpty ? "all" : name,
                others: texts(content.label), isGroup: true),
              ListedNumber.Part(name: head.name, others: texts(head.label)),
            ],
            target: .cell(table: index, row: row, column: column),
            label: LocalizedText(
              zh: "\(head.label[.chinese])，\(content.label[.chinese])",
              en: "\(head.label[.english]), \(content.label[.english])"),
            value: cell.value, text: cell.text)
        }
      }
    }
  }

  private func evaluationNumbers(
    _ evaluation: EvaluationResult
  ) -> [ListedNumber] {
    let key = estimates.first?.group.first?.variable ?? "case"
    return evaluation.cases.enumerated().flatMap {
      position, item -> [ListedNumber] in
      let titles = texts(item.title)
      let part = ListedNumber.Part(
        name: "case=\(item.id)",
        others: [item.id, "\(key)=\(item.id)"] + titles, isGroup: true)
      func number(
        _ parts: [ListedNumber.Part], _ target: ListedNumber.Target,
        _ label: LocalizedText, _ value: Double?, _ text: LocalizedText? = nil
      ) -> ListedNumber {
        ListedNumber(
          result: id, parts: [part] + parts, target: target,
          label: LocalizedText(
            zh: "\(label[.chinese])，\(item.id)",
            en: "\(label[.english]), \(item.id)"), value: value, text: text)
      }
      var numbers = [
        number(
          [ListedNumber.Part(name: "score")], .score(case: position),
          evaluation.scale.label, item.score),
        number(
          [ListedNumber.Part(name: "rank")], .rank(case: position),
          evaluation.supportsRanking
            ? LocalizedText(zh: "名次", en: "Rank")
            : LocalizedText(zh: "名次区间", en: "Rank interval"),
          evaluation.supportsRanking ? item.publishedRank : nil,
          evaluation.supportsRanking
            ? nil
            : item.rankInterval.map {
              LocalizedText("\(plainText($0.lower))–\(plainText($0.upper))")
            }),
      ]
      if let band = item.band, evaluation.bands.indices.contains(band) {
        numbers.append(
          number(
            [ListedNumber.Part(name: "band")], .band(case: position),
            LocalizedText(zh: "等次", en: "Band"), nil,
            evaluation.bands[band].label))
      }
      for (index, indicator) in evaluation.indicators.enumerated()
      where item.values.indices.contains(index) && indicator.parent != nil {
        let name = ListedNumber.Part(
          name: indicator.id, others: texts(indicator.name))
        let value = item.values[index]
        if indicator.isLeaf {
          numbers.append(
            number(
              [name, ListedNumber.Part(name: "raw")],
              .indicator(case: position, indicator: index, isRaw: true),
              indicator.name, value.raw))
        }
        numbers.append(
          number(
            [name, ListedNumber.Part(name: "points")],
            .indicator(case: position, indicator: index, isRaw: false),
            indicator.name, value.score))
      }
      return numbers
    }
  }

  private func verdictNumbers(_ verdicts: [Verdict]) -> [ListedNumber] {
    verdicts.enumerated().map { position, verdict in
      let outcome = verdict.outcome.flatMap { grade in
        verdict.gradeLabels.indices.contains(grade)
          ? verdict.gradeLabels[grade] : nil
      }
      return ListedNumber(
        result: id,
        parts: parts(of: verdict.group) + [ListedNumber.Part(name: "verdict")],
        target: .verdict(position),
        label: LocalizedText(zh: "等次", en: "Verdict"), value: nil,
        text: outcome ?? LocalizedText(zh: "无", en: "none"))
    }
  }
}
