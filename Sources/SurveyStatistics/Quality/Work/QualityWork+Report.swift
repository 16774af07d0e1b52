import SurveyData

/// Puts together what the rules found.
extension QualityWork {
  func report() -> QualityReport {
    var flags = [UInt32](repeating: 0, count: table.rowCount)
    for (rule, outcome) in outcomes {
      let bit = rule.bit
      for row in flags.indices where outcome.flagged[row] { flags[row] |= bit }
    }
    let findings = outcomes.map { rule, outcome in
      QualityReport.Finding(
        rule: rule, action: options.setting(of: rule)?.action ?? .flag,
        convention: rule.convention(
          mahalanobis: options.mahalanobisMissing),
        threshold: threshold(rule, outcome.facts),
        limit: outcome.facts["limit"], values: outcome.values,
        remarks: outcome.remarks)
    }
    let key = columns.key
    var report = QualityReport(
      name: table.name, source: table.source, rowCount: table.rowCount,
      lines: table.sourceLines, keyName: key?.name,
      keys: key.map { column in
        (0..<table.rowCount).map { column.text(at: $0) ?? "" }
      } ?? [],
      choices: columns.choices, items: [], findings: findings,
      skipped: skipped, flags: flags, excludedAt: options.excludedAt,
      durations: durations)
    let excluded = report.excluded
    let canExclude = report.canExclude
    let items = self.items
    let finished = report.flags
    report.items = RowBlocks.map(items.count, threads: threads) { position in
      summary(items.items[position], finished, canExclude ? excluded : nil)
    }
    return report
  }

  private func summary(
    _ item: AnswerItems.Item, _ flags: [UInt32], _ excluded: [Bool]?
  ) -> QualityReport.Item {
    var all = (sum: 0.0, count: 0)
    var unflagged = all
    var kept = all
    var answers: [Double] = []
    for block in 0..<blocks.count {
      let rows = blocks.rows(block)
      answers = [Double](repeating: 0, count: rows.count)
      answers.withUnsafeMutableBufferPointer {
        item.copy(rows, to: $0, from: 0, step: 1)
      }
      for (position, answer) in answers.enumerated() where !answer.isNaN {
        let row = rows.lowerBound + position
        all = (all.sum + answer, all.count + 1)
        if flags[row] == 0 {
          unflagged = (unflagged.sum + answer, unflagged.count + 1)
        }
        if let excluded, !excluded[row] {
          kept = (kept.sum + answer, kept.count + 1)
        }
      }
    }
    func mean(_ part: (sum: Double, count: Int)) -> Double? {
      part.count == 0 ? nil : part.sum / Double(part.count)
    }
    var missing: [MissingReason: Int] = [:]
    for reason in MissingReason.allCases {
      let count = item.column.missing.count(of: reason)
      if count > 0 { missing[reason] = count }
    }
    return QualityReport.Item(
      name: item.column.name, label: item.column.variable?.label,
      missing: missing, mean: mean(all), base: all.count,
      meanWithoutFlagged: mean(unflagged),
      meanWithoutExcluded: excluded == nil ? nil : mean(kept))
  }

  /// When a row is flagged, in words.
  private func threshold(
    _ rule: QualityRule, _ facts: [String: Double]
  ) -> LocalizedText {
    func text(_ key: String) -> String {
      plainText((number(rule, key) * 1e6).rounded() / 1e6)
    }
    func percent(_ key: String) -> String {
      plainText((number(rule, key) * 1e4).rounded() / 100) + "%"
    }
    func fact(_ key: String) -> String {
      plainText(((facts[key] ?? 0) * 1000).rounded() / 1000)
    }
    func say(_ chinese: String, _ english: String) -> LocalizedText {
      LocalizedText(zh: chinese, en: english)
    }
    switch rule {
    case .duplicate:
      return say(
        "与前面某行全部相同，至少答\(text("answers"))题",
        "the same as an earlier row, with \(text("answers")) answers or more")
    case .nearDuplicate:
      return say(
        "与前面某行至少\(percent("share"))相同，至少答\(text("answers"))题",
        "at least \(percent("share")) the same as an earlier row, with "
          + "\(text("answers")) answers or more")
    case .sameDevice:
      return say(
        "同一设备有\(text("rows"))行以上，第一行除外",
        "\(text("rows")) rows or more from one device, the first aside")
    case .straightLine:
      return say(
        "最长串≥\(fact("longest"))", "longest string ≥ \(fact("longest"))")
    case .averageString:
      return say("平均串长>\(text("above"))", "average string > \(text("above"))")
    case .lowVariability:
      return say(
        "标准差<\(fact("below"))", "standard deviation < \(fact("below"))")
    case .personTotal, .evenOdd:
      return say("r<\(text("below"))", "r < \(text("below"))")
    case .synonyms:
      return say(
        "r<\(text("below"))，共\(fact("pairs"))对题目",
        "r < \(text("below")) over \(fact("pairs")) pairs")
    case .antonyms:
      return say(
        "r>\(text("above"))，共\(fact("pairs"))对题目",
        "r > \(text("above")) over \(fact("pairs")) pairs")
    case .mahalanobis:
      return say(
        "p<\(text("p"))，自由度\(fact("df"))",
        "p < \(text("p")), \(fact("df")) degrees of freedom")
    case .guttman:
      return say("比例>\(percent("above"))", "share > \(percent("above"))")
    case .midpoint, .extreme:
      return say("比例≥\(percent("share"))", "share ≥ \(percent("share"))")
    case .speeder:
      return say(
        "用时<中位数\(fact("median"))的\(percent("below"))，即\(fact("limit"))",
        "below \(percent("below")) of the median \(fact("median")), that is "
          + fact("limit"))
    case .pageSpeeder:
      return say(
        "至少\(percent("share"))的页面用时低于该页中位数的\(percent("below"))",
        "at least \(percent("share")) of the pages below \(percent("below")) "
          + "of their median")
    case .attention:
      return say("未通过≥\(text("failed"))题", "failed ≥ \(text("failed"))")
    case .missing:
      return say("缺失比例>\(percent("share"))", "share > \(percent("share"))")
    case .outOfScale, .unlabelled, .routing:
      return say("单元格≥\(text("cells"))", "cells ≥ \(text("cells"))")
    case .gibberish:
      return say("回答≥\(text("answers"))", "answers ≥ \(text("answers"))")
    }
  }
}
