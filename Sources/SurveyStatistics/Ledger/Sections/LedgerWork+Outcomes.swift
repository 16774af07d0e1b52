import SurveyData

/// How cases end: in one of their result classes, or without a reply because
/// they were withdrawn.
extension LedgerWork {
  /// The ways to end, and how each case of a slice did.
  private struct Ways {
    var names: [String] = []
    var labels: [LocalizedText] = []
    var times: [Double] = []
    var ends: [Int?] = []
  }

  /// With more classes than this their curves would be no picture.
  private static let mostWays = 8

  /// The day on which a case was withdrawn; not-a-number when it was not, or
  /// was answered first.
  func withdrawn(_ row: Int) -> Double {
    let day = frame.days(.withdrawn)[row]
    let replied = frame.days(.replied)[row]
    let isKnown = day <= frame.today && !(replied <= day)
    return isKnown ? day : .nan
  }

  private func ways(_ rows: [Int]) -> Ways {
    var ways = Ways()
    ways.names = classes
    ways.labels = classes.map { frame.label(.resultClass, $0) }
    var assigned = frame.days(.assigned)
    let replied = frame.days(.replied)
    if frame.isEveryRound {
      // A case runs from its first assignment to the end of its last round.
      var first: [String: Double] = [:]
      for row in rows {
        guard let id = frame.text(.caseID, row), !assigned[row].isNaN else {
          continue
        }
        first[id] = min(first[id] ?? .infinity, assigned[row])
      }
      for row in rows {
        guard let id = frame.text(.caseID, row) else { continue }
        assigned[row] = first[id] ?? .nan
      }
    }
    var withoutClass: Int?
    var ofWithdrawn: Int?
    func way(
      _ position: inout Int?, _ name: String, _ label: LocalizedText
    ) -> Int {
      if let position { return position }
      position = ways.names.count
      ways.names.append(name)
      ways.labels.append(label)
      return ways.names.count - 1
    }
    for row in rows
    where isFinal(row) && checks.hasSoundReply[row] && !assigned[row].isNaN {
      let gone = withdrawn(row)
      let isAnswered = replied[row] <= frame.today && gone.isNaN
      let last =
        isAnswered ? replied[row] : gone.isNaN ? frame.today : gone
      guard last >= assigned[row] else { continue }
      ways.times.append(last - assigned[row])
      if !gone.isNaN {
        ways.ends.append(
          way(
            &ofWithdrawn, "withdrawn", LocalizedText(zh: "撤回", en: "withdrawn"))
        )
      } else if !isAnswered {
        ways.ends.append(nil)
      } else if let found = resultClass(row),
        let position = classes.firstIndex(of: found)
      {
        ways.ends.append(position)
      } else {
        ways.ends.append(
          way(
            &withoutClass, "unclassed",
            LocalizedText(zh: "已答复未归类", en: "answered, no class")))
      }
    }
    return ways
  }

  /// Adds the shares that have ended in each way by day.
  mutating func addOutcomes() {
    guard frame.has(.resultClass), !classes.isEmpty else { return }
    let ways = ways(slices.first?.rows ?? [])
    guard ways.names.count > 1, ways.names.count <= Self.mostWays else {
      return
    }
    let curves = AalenJohansen(
      times: ways.times, ways: ways.ends, count: ways.names.count)
    let shown = ways.names.indices.filter { curves.ends[$0] > 0 }
    guard !shown.isEmpty else { return }
    func cell(_ way: Int, _ day: Double) -> StatisticsTable.Cell {
      StatisticsTable.Cell(
        curves.share(way, at: day),
        interval: options.isCensus
          ? nil : curves.interval(way, at: day, level: level))
    }
    let marks = Self.marks(upTo: curves.longest)
    let rows = marks.map { day in
      StatisticsTable.Row(
        plainText(day),
        LocalizedText(
          zh: "第\(plainText(day))天", en: "day \(plainText(day))"),
        [.init(Double(curves.atRisk(at: day)))] + shown.map { cell($0, day) })
    }
    for day in [90.0, 180, 365] where day <= curves.longest {
      for way in shown {
        let text = plainText(day)
        estimates.append(
          Estimate(
            variable: "outcome",
            label: LocalizedText(
              zh: "交办后\(text)天内的结果", en: "Outcome within \(text) days"),
            category: "\(ways.names[way])@\(text)",
            categoryLabel: LocalizedText(
              zh: "\(ways.labels[way][.chinese])，\(text)天",
              en: "\(ways.labels[way][.english]), day \(text)"),
            statistic: "share", unit: .share,
            value: curves.share(way, at: day),
            standardError: options.isCensus
              ? nil : curves.standardError(way, at: day),
            interval: options.isCensus
              ? nil : curves.interval(way, at: day, level: level),
            base: curves.count, weightedBase: Double(curves.count)))
      }
    }
    let spanner = LocalizedText(zh: "已结束的比例", en: "Share that has ended")
    let columns =
      [
        StatisticsTable.Column(
          "at_risk", LocalizedText(zh: "仍未结束", en: "Still open"), .count)
      ]
      + shown.map {
        StatisticsTable.Column(
          "share_\(ways.names[$0])", ways.labels[$0], .share, spanner: spanner)
      }
    tables.append(
      StatisticsTable(
        "outcome-curve",
        title: LocalizedText(
          zh: "交办后各日以各种结果结束的比例",
          en: "Share that has ended in each way by day after assignment"),
        stub: LocalizedText(zh: "时间", en: "Time"), columns: columns,
        rows: rows,
        notes: [
          LocalizedText(
            zh: "各种结果互斥（竞争风险）：Aalen–Johansen 估计，Dinse–Larson 方差，"
              + "区间按 log(−log) 变换；未答复办件计至分析日，各结果之和为已结束的比例。",
            en: "Ways to end compete: Aalen and Johansen's estimate, the"
              + " variance of Dinse and Larson, intervals on the scale of"
              + " log(−log). Open cases count up to the day of the analysis;"
              + " the shares add up to that of all that have ended.")
        ], figure: .trend(columns: shown.map { "share_\(ways.names[$0])" })))
  }

  /// The days at which curves are read off: the first that the longest time
  /// does not pass is the last.
  static func marks(upTo longest: Double) -> ArraySlice<Double> {
    let marks: [Double] = [
      15, 30, 45, 60, 75, 90, 105, 120, 150, 180, 210, 240, 300, 365, 540, 730,
    ]
    let last = marks.firstIndex { $0 >= longest } ?? marks.count - 1
    return marks[...last]
  }
}
