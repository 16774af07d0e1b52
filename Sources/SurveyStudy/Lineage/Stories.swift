import SurveyData
import SurveyReport

extension CaseResult {
  /// How the raw value of an indicator becomes points, in words.
  func story(
    of indicator: IndicatorResult, _ position: Int,
    in evaluation: EvaluationResult
  ) -> [LocalizedText] {
    var lines: [LocalizedText] = []
    let value = values.indices.contains(position) ? values[position] : nil
    if let formula = indicator.rawFormula {
      lines.append(
        LocalizedText(zh: "原始值：\(formula)", en: "Raw value: \(formula)"))
    } else if indicator.source == "evaluators" {
      lines.append(
        LocalizedText(
          zh: "原始值由评委打分合成，方法见约定。",
          en: "The raw value combines the scores of evaluators as the"
            + " conventions say."))
    }
    if indicator.isLeaf {
      let raw = value?.raw.map { compactNumber($0) } ?? "–"
      let chinese = indicator.unit.map { "（\($0[.chinese])）" } ?? ""
      let english = indicator.unit.map { " (\($0[.english]))" } ?? ""
      let points = value?.score.map { compactNumber($0) } ?? "–"
      let rule = indicator.rule ?? LocalizedText(indicator.normalisation)
      lines.append(
        LocalizedText(
          zh: "规则：\(rule[.chinese])。\(raw)\(chinese) → \(points)分。",
          en: "Rule: \(rule[.english]). \(raw)\(english) → \(points)"
            + " points."))
    } else if let rule = indicator.rule {
      lines.append(
        LocalizedText(
          zh: "规则：\(rule[.chinese])。", en: "Rule: \(rule[.english])."))
    }
    if let base = value?.base {
      lines.append(
        LocalizedText(
          zh: "原始值依据\(base)条记录。",
          en: "The raw value rests on \(base) "
            + (base == 1 ? "record." : "records.")))
    }
    for gate in gates where gate.indicator == indicator.id {
      lines.append(gate.told(in: evaluation))
    }
    return lines
  }
}

extension Verdict {
  /// The votes added up from the best grade on, as the rule reads them.
  var story: [LocalizedText] {
    var sum = 0
    var lines = counts.indices.map { grade -> LocalizedText in
      sum += counts[grade]
      let share =
        denominator > 0
        ? compactNumber(100 * Double(sum) / denominator, 5) : "–"
      let whole = compactNumber(denominator)
      let label =
        gradeLabels.indices.contains(grade)
        ? gradeLabels[grade] : LocalizedText(grades[grade])
      return LocalizedText(
        zh: "\(label[.chinese])：\(counts[grade])票，累计\(sum) / \(whole) = "
          + "\(share)%",
        en: "\(label[.english]): \(counts[grade]) votes, with better ones"
          + " \(sum) / \(whole) = \(share)%")
    }
    if let votesToBetter {
      lines.append(
        LocalizedText(
          zh: "距上一等次还差\(votesToBetter)票。",
          en: "\(votesToBetter) more votes would give the next better grade."))
    }
    if let votesToWorse {
      lines.append(
        LocalizedText(
          zh: "再少\(votesToWorse)票即降一等次。",
          en: "\(votesToWorse) votes less would give the next worse grade."))
    }
    return lines
  }
}

extension Lineage {
  /// How many of how many the number is, where that is known.
  private var countedSums: EstimateSums? {
    if let estimate { return estimate.sums }
    guard case .cell(let index, let row, let column) = number.target else {
      return nil
    }
    return value.table(index)?.rows[row].cells[column].sums
  }

  /// How the interval came about.
  var intervalStory: [LocalizedText] {
    var lines: [LocalizedText] = []
    if let interval {
      let percent = compactNumber(100 * interval.level, 4)
      let words = intervalMethod(interval.method)
      let limits = (
        compactNumber(interval.lower), compactNumber(interval.upper)
      )
      lines.append(
        LocalizedText(
          zh: "\(percent)%区间（\(words[.chinese])）：\(limits.0) 至 \(limits.1)",
          en: "\(percent)% interval (\(words[.english])): \(limits.0) to"
            + " \(limits.1)"))
      lines += intervalParameters(
        interval, sums: countedSums, estimate: estimate)
    }
    if let estimate, let error = estimate.standardError {
      lines.append(
        LocalizedText(
          zh: "标准误 \(compactNumber(error))"
            + (estimate.degreesOfFreedom.map {
              "，自由度 \(compactNumber($0, 6))"
            } ?? ""),
          en: "standard error \(compactNumber(error))"
            + (estimate.degreesOfFreedom.map {
              ", \(compactNumber($0, 6)) degree\($0 == 1 ? "" : "s") of freedom"
            } ?? "")))
      if let interval, let value = estimate.value, error > 0,
        ["t", "normal"].contains(interval.method)
      {
        let quantile = compactNumber((interval.upper - value) / error, 6)
        lines.append(
          LocalizedText(
            zh:
              "\(compactNumber(value)) ± \(quantile) × \(compactNumber(error))",
            en:
              "\(compactNumber(value)) ± \(quantile) × \(compactNumber(error))"
          ))
      }
    }
    if let estimate, let effect = estimate.designEffect {
      lines.append(
        LocalizedText(
          zh: "设计效应 \(compactNumber(effect, 6))",
          en: "design effect \(compactNumber(effect, 6))"))
    }
    if let estimate, let effective = estimate.effectiveBase {
      lines.append(
        LocalizedText(
          zh: "有效样本量（Kish） \(compactNumber(effective, 8))",
          en: "effective base (Kish) \(compactNumber(effective, 8))"))
    }
    if case .evaluation(let evaluation) = value.details,
      let draws = evaluation.uncertainty, interval != nil
    {
      let varied = draws.varied.joined(separator: ", ")
      lines.append(
        LocalizedText(
          zh: "区间取自\(draws.draws)次模拟抽取（变动：\(varied)；种子\(draws.seed)）。",
          en: "Intervals are quantiles of \(draws.draws) draws that vary"
            + " \(varied); seed \(draws.seed)."))
    }
    return lines
  }
}
