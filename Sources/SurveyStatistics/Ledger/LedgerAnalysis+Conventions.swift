import SurveyData

extension LedgerAnalysis {
  /// The choices in words.
  func conventions(_ work: LedgerWork) -> [Convention] {
    var found = [asOf(work), limits(work.frame), dueDate, calendar(work)]
    found.append(rates)
    // A choice about something that the ledger does not have is none.
    let tables = Set(work.tables.map(\.name))
    if tables.contains("meetings") { found.append(meetings) }
    if tables.contains("commitments") { found.append(commitments) }
    if !tables.isDisjoint(with: ["supervision", "supervision-days"]),
      let columns = try? work.adjusted(), !columns.isEmpty
    {
      found.append(adjustment(columns.map { work.adjustedName($0) }))
    }
    found.append(rowKind(work))
    return found
  }

  private func asOf(_ work: LedgerWork) -> Convention {
    let day = LedgerFrame.day(work.frame.today)?.text ?? "–"
    return Convention(
      "as-of", day,
      work.frame.isTodayFound
        ? LocalizedText(
          zh: "分析日：\(day)，为台账中最后一个事件的日期。",
          en: "Day of the analysis: \(day), the last day that something in the"
            + " ledger happened.")
        : LocalizedText(
          zh: "分析日：\(day)。此后的答复、结果类别等尚未发生，不计入；"
            + "此后才答复的办件按未答复计，过期限的为逾期。",
          en: "Day of the analysis: \(day). Replies, classes and other events"
            + " after it have not happened: cases answered later are open, and"
            + " late when they are past due."))
  }

  private func limits(_ frame: LedgerFrame) -> Convention {
    let (reply, complex) = (
      options.replyLimit.words, options.complexLimit.words
    )
    let fromColumn = frame.has(.deadlineKind)
    return Convention(
      "limits",
      "\(options.replyLimit.text), \(options.complexLimit.text)",
      LocalizedText(
        zh: (fromColumn ? "答复期限按台账所列类别；未列的" : "答复期限")
          + "为交办后\(reply[.chinese])，复杂的\(complex[.chinese])。"
          + "按月计算的期限到对应日止，该月没有对应日的到月末；期限最后一天答复为按期。",
        en: (fromColumn
          ? "The limit of a reply is that of the ledger; without one "
          : "The limit of a reply is ")
          + "\(reply[.english]) after assignment, \(complex[.english]) for"
          + " complex cases. Months end on the day with the same number, or on"
          + " the last day of a month without it; a reply on the last day is in"
          + " time."))
  }

  private var dueDate: Convention {
    switch options.dueDate {
    case .ledger:
      Convention(
        "due", "ledger",
        LocalizedText(
          zh: "期限日期：先用延期日，其次用台账的应办结日期，都没有时按规则计算。",
          en: "Due date: the extension, else the due date of the ledger, else"
            + " the one by the rule."))
    case .rule:
      Convention(
        "due", "rule",
        LocalizedText(
          zh: "期限日期：一律按规则计算，有延期的用延期日。",
          en: "Due date: the one by the rule, or the extension."))
    }
  }

  private func calendar(_ work: LedgerWork) -> Convention {
    let years = work.frame.calendar.years
    let span = years.map { years in
      years.lowerBound == years.upperBound
        ? "\(years.lowerBound)" : "\(years.lowerBound)–\(years.upperBound)"
    }
    let moved =
      options.movesToWorkday
      ? LocalizedText(
        zh: "最后一天是休息日的顺延到下一个工作日。",
        en: " A limit that ends on a free day ends on the next worked day.")
      : LocalizedText(
        zh: "最后一天是休息日的不顺延。",
        en: " A limit that ends on a free day is not moved.")
    guard let span else {
      return Convention(
        "calendar", "weekends",
        LocalizedText(
          zh: "工作日为周一至周五（没有节假日表）；起算日不计。\(moved[.chinese])",
          en: "Working days are Monday to Friday, without a table of holidays;"
            + " the first day does not count.\(moved[.english])"))
    }
    return Convention(
      "calendar", span,
      LocalizedText(
        zh: "工作日按\(span)年节假日和调休表；表外年份只除去周末；起算日不计。\(moved[.chinese])",
        en: "Working days follow the table of holidays of \(span), other years"
          + " their weekends; the first day does not count.\(moved[.english])"))
  }

  private var rates: Convention {
    if options.isCensus {
      return Convention(
        "interval", "census",
        LocalizedText(
          zh: "台账是全部办件，比率是事实，不给区间。",
          en: "The ledger is a census: rates are facts and have no interval."))
    }
    switch options.interval {
    case .wilson:
      return Convention(
        "interval", "wilson",
        LocalizedText(
          zh: "比率的区间：Wilson 得分区间，把办件看作同类办件的样本。",
          en: "Intervals of rates: Wilson's score interval; the cases count as"
            + " a sample of cases like them."))
    case .exact:
      return Convention(
        "interval", "exact",
        LocalizedText(
          zh: "比率的区间：Clopper–Pearson 精确区间，把办件看作同类办件的样本。",
          en: "Intervals of rates: Clopper and Pearson's exact interval; the"
            + " cases count as a sample of cases like them."))
    }
  }

  private var meetings: Convention {
    switch options.lastMeeting {
    case .order:
      Convention(
        "last-meeting", "order",
        LocalizedText(
          zh: "三次见面：办前不早于交办，办中不早于办前、不晚于答复，办后不早于办中。",
          en: "Meetings: the first not before the assignment, the second not"
            + " before the first nor after the reply, the third not before the"
            + " second."))
    case .reply:
      Convention(
        "last-meeting", "reply",
        LocalizedText(
          zh: "三次见面：办前不早于交办，办中不早于办前、不晚于答复，办后不早于答复。",
          en: "Meetings: the first not before the assignment, the second not"
            + " before the first nor after the reply, the third not before the"
            + " reply."))
    }
  }

  private var commitments: Convention {
    switch options.commitmentBase {
    case .due:
      Convention(
        "commitments", "due",
        LocalizedText(
          zh: "承诺按期兑现率 = 按期兑现 ÷ 截至分析日已到期的承诺。",
          en: "Commitments kept in time are divided by those that are due by"
            + " the day of the analysis."))
    case .settled:
      Convention(
        "commitments", "settled",
        LocalizedText(
          zh: "承诺按期兑现率 =（按期和提前兑现）÷（已到期和提前兑现的承诺）。",
          en: "Commitments kept in time or early are divided by those that are"
            + " due or done."))
    }
  }

  private func adjustment(_ columns: [LocalizedText]) -> Convention {
    let names = columns.map { $0[.english] }.joined(separator: ", ")
    let chinese = columns.map { $0[.chinese] }.joined(separator: "、")
    switch options.adjustment {
    case .mantelHaenszel:
      return Convention(
        "adjustment", "mantel-haenszel",
        LocalizedText(
          zh: "差异的调整：按\(chinese)交叉分层，比率用 Mantel–Haenszel 率差"
            + "（Sato 方差），用时用以这些为因子的线性回归。原始率差用 Newcombe 区间。",
          en: "Adjustment: strata of \(names); rates by Mantel and Haenszel's"
            + " difference with Sato's variance, days by a linear regression on"
            + " the same factors. Raw differences of rates have Newcombe's"
            + " interval."))
    case .regression:
      return Convention(
        "adjustment", "regression",
        LocalizedText(
          zh: "差异的调整：以\(names)为因子的回归；比率用 logistic 回归的平均边际差，"
            + "用时用线性回归。原始率差用 Newcombe 区间。",
          en: "Adjustment: a regression with \(names) as factors; rates by the"
            + " mean difference of a logistic regression's predictions, days by"
            + " a linear one. Raw differences of rates have Newcombe's"
            + " interval."))
    }
  }

  private func rowKind(_ work: LedgerWork) -> Convention {
    let left = work.checks.earlierRounds
    return work.frame.isEveryRound
      ? Convention(
        "rows", "every-round",
        LocalizedText(
          zh: "台账每行是一件建议的一轮办理：时限按轮计，结果类别和办成率每件按最后一轮计一次。",
          en: "A row of the ledger is a round of a case: time limits count"
            + " rounds, classes and the rate of solved cases count each case"
            + " once, by its last round."))
      : Convention(
        "rows", "last-round",
        LocalizedText(
          zh: "台账每行是一件建议的最后一轮办理"
            + (left > 0 ? "，较早轮次的\(left)行不计。" : "。"),
          en: "A row of the ledger is a case in its last round"
            + (left == 0
              ? "."
              : "; \(left) \(left == 1 ? "row" : "rows") of earlier rounds"
                + " \(left == 1 ? "counts" : "count") nowhere.")))
  }
}
