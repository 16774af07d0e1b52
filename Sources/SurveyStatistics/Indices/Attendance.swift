import Diagnostics
import SurveyData

/// Who was there when votes were counted, and whether everybody is accounted
/// for.
struct Attendance {
  /// Abstentions of each row; `nil` where a number is missing.
  private let others: [Int?]
  /// Rows whose votes do not add up.
  let findings: [Diagnostic]

  init(
    _ turnout: VerdictAnalysis.Turnout, ballots: Ballots, data: AnalysisData
  ) throws(Diagnostic) {
    if ballots.present != nil {
      throw Diagnostic(
        .wrongOption, at: data.place(of: turnout.present),
        "'turnout' is for votes that are counted already",
        zh: "“turnout”用于已经计票的数据",
        help: "with one row a vote leave it out")
    }
    let present = try Ballots.wholeNumbers(turnout.present, data: data)
    var others = [Int?](repeating: 0, count: present.count)
    for name in turnout.abstained {
      let numbers = try Ballots.wholeNumbers(name, data: data)
      for row in others.indices {
        others[row] = others[row].flatMap { sum in
          numbers[row].map { sum + $0 }
        }
      }
    }
    let lines = data.table.sourceLines
    var wrong: [(row: Int, found: Int, present: Int)] = []
    for row in present.indices where data.domain?[row] ?? true {
      guard let present = present[row] else { continue }
      let found = ballots.counts([row]).reduce(others[row] ?? 0, +)
      if found != present { wrong.append((row, found, present)) }
    }
    self.others = others
    findings = wrong.prefix(20).map { item in
      Diagnostic(
        .votesNotAddingUp, .warning,
        at: Place(
          file: data.table.source.file,
          line: item.row < lines.count ? Int(lines[item.row]) : nil,
          columnName: turnout.present),
        "\(item.found) votes and abstentions, and \(item.present) present",
        zh: "票数与弃权数合计\(item.found)，而到会\(item.present)人",
        help: "count the votes again, or name what is missing in"
          + " 'turnout.abstained'")
    }
  }

  /// The abstentions in `rows`; `nil` when one is not known.
  func abstained(_ rows: [Int]) -> Int? {
    rows.reduce(Optional(0)) { sum, row in
      sum.flatMap { sum in others[row].map { sum + $0 } }
    }
  }
}

extension VerdictAnalysis {
  /// What the further columns mean.
  var marginConventions: [Convention] {
    var result = [
      Convention(
        "margin", "votes",
        LocalizedText(
          zh: "距上一等次：还差多少票；距下一等次：最少减少多少票即降等；分母不变。",
          en: "Votes to the next better grade, and votes whose loss leads to a"
            + " worse one, with the denominator as it is."))
    ]
    if let percentageDecimals {
      result.append(
        Convention(
          "percentages", "largest-remainder",
          LocalizedText(
            zh: "得票百分比按有效票计算，保留\(percentageDecimals)位小数，用最大余数法使合计为100。",
            en: "Percentages of the valid votes with \(percentageDecimals)"
              + " decimals add up to 100 by largest remainders.")))
    }
    if rounds != nil {
      result.append(
        Convention(
          "rounds", "apart",
          LocalizedText(
            zh: "各轮次分别评定，不合并。", en: "Every round has a verdict of its own.")))
    }
    return result
  }
}
