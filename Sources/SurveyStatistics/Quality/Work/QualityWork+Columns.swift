import Diagnostics
import SurveyData

/// Rules about times, checks, codes and open answers.
extension QualityWork {
  mutating func applyColumnRules(_ asked: [QualityRule]) throws(Diagnostic) {
    durations = columns.duration.flatMap(Durations.values) ?? []
    for rule in asked {
      switch rule {
      case .speeder: applySpeeders()
      case .pageSpeeder: applyPages()
      case .attention: try applyAttention()
      case .routing: try applyRouting()
      case .outOfScale:
        applyCodes(
          rule, CodeChecks.outOfScale(table.columns, rowCount: table.rowCount),
          LocalizedText(
            zh: "编码本没有给出任何量表",
            en: "the codebook gives no scale and no cell is marked"))
      case .unlabelled:
        applyCodes(
          rule, CodeChecks.unlabelled(table.columns, rowCount: table.rowCount),
          LocalizedText(
            zh: "编码本没有列出选项", en: "the codebook lists no answers"))
      case .gibberish: applyGibberish()
      default: continue
      }
    }
  }

  private mutating func applySpeeders() {
    guard let median = Durations.median(durations) else {
      skip(
        .speeder, "没有答题用时列", "there is no column with the time for answering")
      return
    }
    let limit = number(.speeder, "below") * median
    add(
      .speeder,
      RuleOutcome(durations, facts: ["median": median, "limit": limit]) {
        $0 < limit
      })
  }

  private mutating func applyPages() {
    let pages = columns.pages.compactMap(Durations.values)
    guard !pages.isEmpty else {
      skip(.pageSpeeder, "没有各页用时列", "there are no columns with times of pages")
      return
    }
    let shares = Durations.fastShares(
      pages, fraction: number(.pageSpeeder, "below"))
    let limit = number(.pageSpeeder, "share")
    add(.pageSpeeder, RuleOutcome(shares) { $0 >= limit && $0 > 0 })
  }

  private mutating func applyAttention() throws(Diagnostic) {
    guard !options.attention.isEmpty else {
      skip(.attention, "没有给出检查题及正确答案", "no check and its answer is named")
      return
    }
    var failed = [Double](repeating: .nan, count: table.rowCount)
    var names: [Int: [String]] = [:]
    for check in options.attention {
      let column = try table.column(check.column)
      for (row, value) in check.failures(column).enumerated()
      where !value.isNaN {
        failed[row] = (failed[row].isNaN ? 0 : failed[row]) + value
        if value > 0 { names[row, default: []].append(column.name) }
      }
    }
    let limit = number(.attention, "failed")
    add(.attention, counted(failed, atLeast: limit, names))
  }

  private mutating func applyRouting() throws(Diagnostic) {
    guard !options.routing.isEmpty else {
      skip(.routing, "没有给出跳题条件", "no question and its condition is named")
      return
    }
    var counts = [Double](repeating: 0, count: table.rowCount)
    var names: [Int: [String]] = [:]
    for check in options.routing {
      for (row, value) in try check.violations(in: table).enumerated()
      where value > 0 {
        counts[row] += 1
        names[row, default: []].append(check.column)
      }
    }
    add(
      .routing, counted(counts, atLeast: number(.routing, "cells"), names))
  }

  private mutating func applyCodes(
    _ rule: QualityRule, _ counts: [Double]?, _ reason: LocalizedText
  ) {
    guard let counts else {
      skipped.append(QualityReport.Skipped(rule, reason))
      return
    }
    add(rule, counted(counts, atLeast: number(rule, "cells"), [:]))
  }

  private mutating func applyGibberish() {
    guard !columns.openAnswers.isEmpty else {
      skip(.gibberish, "没有开放题", "there are no open answers")
      return
    }
    var counts = [Double](repeating: .nan, count: table.rowCount)
    var reasons: [Int: [LocalizedText]] = [:]
    for column in columns.openAnswers {
      guard case .texts(let texts) = column.values else { continue }
      let levels = RowBlocks(rowCount: texts.levels.count, threads: threads)
        .map { part in part.map { GibberishReason(texts.levels[$0]) } }
        .flatMap { $0 }
      for (row, code) in texts.codes.enumerated()
      where code >= 0 && !column.missing.isMissing(row) {
        if counts[row].isNaN { counts[row] = 0 }
        guard let reason = levels[Int(code)] else { continue }
        counts[row] += 1
        reasons[row, default: []].append(
          LocalizedText(
            zh: "\(column.name)：\(reason.sentence[.chinese])",
            en: "\(column.name): \(reason.sentence[.english])"))
      }
    }
    let limit = number(.gibberish, "answers")
    var outcome = RuleOutcome(counts) { $0 >= limit }
    for (row, texts) in reasons where outcome.flagged[row] {
      outcome.remarks[row] = LocalizedText(
        zh: texts.map { $0[.chinese] }.joined(separator: "；"),
        en: texts.map { $0[.english] }.joined(separator: "; "))
    }
    add(.gibberish, outcome)
  }

  /// Flags rows with enough hits and names the columns.
  private func counted(
    _ counts: [Double], atLeast limit: Double, _ names: [Int: [String]]
  ) -> RuleOutcome {
    var outcome = RuleOutcome(counts) { $0 >= limit }
    for (row, columns) in names where outcome.flagged[row] {
      outcome.remarks[row] = LocalizedText(
        zh: columns.joined(separator: "、"),
        en: columns.joined(separator: ", "))
    }
    return outcome
  }
}
