import Diagnostics
import SurveyData

extension LedgerWork {
  /// The classes, best first: those of the study, else those that occur.
  var classes: [String] {
    if !options.classes.isEmpty { return options.classes }
    return Set(frame.rows.compactMap { frame.text(.resultClass, $0) }).sorted()
  }

  /// The class of a case; `nil` without a known one.
  func resultClass(_ row: Int) -> String? {
    checks.hasKnownClass[row] ? frame.text(.resultClass, row) : nil
  }

  /// Whether a case is solved; `nil` without a class, and for a round that is
  /// not its last.
  func isSolved(_ row: Int) -> Bool? {
    isFinal(row)
      ? resultClass(row).map { options.solved.contains($0) } : nil
  }

  func history() throws(Diagnostic) -> ClassHistory? {
    guard let table = analysis.inputs.history else { return nil }
    var known: Set<String> = []
    for row in frame.rows where checks.kept[row] {
      if let id = frame.text(.caseID, row) { known.insert(id) }
    }
    return try ClassHistory(
      table, key: frame.name(.caseID), classes: options.classes,
      until: frame.isTodayFound ? nil : frame.today, known: known.contains)
  }

  mutating func addClasses() throws(Diagnostic) {
    addShares()
    guard let history = try history() else { return }
    if let note = history.diagnostic { diagnostics.append(note) }
    addTransitions(history)
    addConversions(history)
  }

  // MARK: - Shares

  private mutating func addShares() {
    guard frame.has(.resultClass), !classes.isEmpty else { return }
    var rows: [StatisticsTable.Row] = []
    var shown = slices.map { slice in
      var slice = slice
      slice.rows = slice.rows.filter(isFinal)
      return slice
    }
    if frame.isEveryRound, let all = slices.first {
      // First rounds apart: what the cases came to before they were handled
      // again.
      shown.insert(
        LedgerSlice(
          name: "first-round",
          label: LocalizedText(zh: "首轮办理", en: "First rounds"),
          section: nil, kind: .detail, terms: [],
          rows: all.rows.filter { frame.round($0) == 1 }), at: 1)
    }
    for slice in shown {
      let found = slice.rows.compactMap { resultClass($0) }
      guard !found.isEmpty else { continue }
      let isFirstRound = slice.name == "first-round"
      let counts = classes.map { name in found.count { $0 == name } }
      let rounded =
        percentagesAddingTo100(of: counts, decimals: 2) ?? counts.map { _ in 0 }
      var cells: [StatisticsTable.Cell] = [.init(Double(found.count))]
      for (position, name) in classes.enumerated() {
        let rate = CountedRate(counts[position], of: found.count)
        add(
          isFirstRound ? "first-result-class" : "result-class",
          isFirstRound
            ? LocalizedText(zh: "首轮办理结果类别", en: "Class of first rounds")
            : LocalizedText(zh: "办理结果类别", en: "Result class"),
          rate, slice, category: name,
          categoryLabel: frame.label(.resultClass, name))
        cells += [.init(Double(rate.count)), intervals.cell(rate)]
        let percentage =
          options.rounding == .largestRemainder
          ? rounded[position]
          : decimalHalfUp(counts[position], of: found.count)
        cells.append(.init(percentage))
      }
      let solved = CountedRate(found.map { options.solved.contains($0) })
      if slice.kind == .overall {
        remarks.append(
          LocalizedText(
            zh: "已办结件中\(percent(solved))已解决（"
              + (frame.isEveryRound ? "最后一轮为" : "")
              + options.solved.joined(separator: "、") + "类）",
            en: "\(percent(solved)) of the answered cases are solved (class "
              + options.solved.joined(separator: ", ")
              + (frame.isEveryRound ? " in their last round" : "") + ")"))
      }
      rows.append(row(slice, cells))
    }
    let rounding =
      options.rounding == .largestRemainder
      ? LocalizedText(zh: "%（合计100）", en: "% to 100")
      : LocalizedText(zh: "%（四舍五入）", en: "% rounded")
    var columns: [StatisticsTable.Column] = [
      .init("n", "n", .count)
    ]
    for name in classes {
      let label = frame.label(.resultClass, name)
      columns += [
        .init(
          "count_\(name)", LocalizedText(zh: "件数", en: "Cases"), .count,
          spanner: label),
        .init(
          "share_\(name)", LocalizedText(zh: "比例", en: "Share"), .share,
          spanner: label),
        .init("percent_\(name)", rounding, .statistic, spanner: label),
      ]
    }
    tables.append(
      StatisticsTable(
        "result-classes",
        title: LocalizedText(zh: "办理结果类别", en: "Result classes"), stub: stub,
        columns: columns, rows: rows,
        notes: frame.isEveryRound
          ? [
            LocalizedText(
              zh: "每件按最后一轮计一次；首轮办理的类别另列一行。",
              en: "Each case counts once, by its last round; the classes of"
                + " first rounds have a row of their own.")
          ] : []))
  }

  /// 100·count/total with two decimals, half a unit rounded up, without the
  /// error of binary fractions.
  private func decimalHalfUp(_ count: Int, of total: Int) -> Double {
    guard total > 0, count >= 0, count < 1 << 40 else { return 0 }
    return Double((20_000 * count + total) / (2 * total)) / 100
  }

  // MARK: - History

  private mutating func addTransitions(_ history: ClassHistory) {
    let names = history.classes
    var counts = names.map { _ in names.map { _ in 0 } }
    for list in history.records.values {
      guard let first = list.first, let last = list.last else { continue }
      counts[first.level][last.level] += 1
    }
    let columns =
      [
        StatisticsTable.Column(
          "cases", LocalizedText(zh: "件数", en: "Cases"), .count)
      ]
      + names.map {
        StatisticsTable.Column(
          "to_\($0)", frame.label(.resultClass, $0), .share,
          spanner: LocalizedText(zh: "最近类别", en: "Last class"))
      }
    let rows = names.indices.filter { counts[$0].contains { $0 > 0 } }.map {
      from in
      let total = counts[from].reduce(0, +)
      return StatisticsTable.Row(
        names[from], frame.label(.resultClass, names[from]),
        [.init(Double(total))]
          + counts[from].map { intervals.cell(CountedRate($0, of: total)) })
    }
    guard !rows.isEmpty else { return }
    tables.append(
      StatisticsTable(
        "transitions",
        title: LocalizedText(
          zh: "首次类别到最近类别", en: "From the first class to the last"),
        stub: LocalizedText(zh: "首次类别", en: "First class"), columns: columns,
        rows: rows, figure: .heat(columns: names.map { "to_\($0)" })))
  }

  private mutating func addConversions(_ history: ClassHistory) {
    let names = history.classes
    guard let best = names.indices.first else { return }
    let ids = history.records.keys.sorted()
    let curves = names.indices.dropFirst().map { origin in
      (origin, history.curve(from: origin, to: best, of: ids))
    }.filter { $0.1.count > 0 }
    guard !curves.isEmpty else { return }
    let furthest = curves.map(\.1.longest).max() ?? 0
    let highest = max(options.marks.max() ?? 0, 1)
    let step = highest > 36 ? 6 : 3
    let shown = min(Double(highest), furthest.rounded(.up))
    var months = Set(stride(from: 0, through: shown, by: Double(step)))
    months.formUnion(
      options.marks.map(Double.init).filter { $0 <= furthest })
    func to(_ origin: Int) -> LocalizedText {
      LocalizedText("\(names[origin])→\(names[best])")
    }
    let rows = months.sorted().map { month in
      var cells: [StatisticsTable.Cell] = []
      for (_, curve) in curves {
        let isSeen = month <= curve.longest
        cells.append(isSeen ? .init(Double(curve.atRisk(at: month))) : .empty)
        cells.append(
          isSeen
            ? .init(
              1 - curve.survival(at: month),
              interval: options.isCensus
                ? nil : curve.interval(at: month, level: level)) : .empty)
      }
      return StatisticsTable.Row(
        plainText(month),
        LocalizedText(
          zh: "\(plainText(month))个月", en: "month \(plainText(month))"), cells)
    }
    var columns: [StatisticsTable.Column] = []
    for (origin, curve) in curves {
      let spanner = LocalizedText(
        zh: "\(to(origin)[.chinese])（n=\(curve.count)）",
        en: "\(to(origin)[.english]) (n = \(curve.count))")
      columns.append(
        .init(
          "at_risk_\(names[origin])", LocalizedText(zh: "仍在跟踪", en: "At risk"),
          .count, spanner: spanner))
      columns.append(
        .init(
          "converted_\(names[origin])",
          LocalizedText(
            zh: "\(names[origin])类已转\(names[best])类",
            en: "\(names[origin]) now \(names[best])"), .share, spanner: spanner
        )
      )
      for month in options.marks where Double(month) <= curve.longest {
        let value = 1 - curve.survival(at: Double(month))
        estimates.append(
          Estimate(
            variable: "conversion",
            label: LocalizedText(
              zh: "\(month)个月内转为\(names[best])类",
              en: "\(names[best]) within \(month) months"),
            category: "\(names[origin])>\(names[best])@\(month)",
            categoryLabel: LocalizedText(
              zh: "\(to(origin)[.chinese])，\(month)个月",
              en: "\(to(origin)[.english]), month \(month)"),
            statistic: "share",
            unit: .share, value: value,
            standardError: options.isCensus
              ? nil : curve.standardError(at: Double(month)),
            interval: options.isCensus
              ? nil : curve.interval(at: Double(month), level: level),
            base: curve.count, weightedBase: Double(curve.count)))
      }
    }
    tables.append(
      StatisticsTable(
        "conversion",
        title: LocalizedText(
          zh: "结果类别的转化", en: "Conversion of result classes"),
        stub: LocalizedText(zh: "首次归类后", en: "After the first class"),
        columns: columns, rows: rows,
        notes: [
          LocalizedText(
            zh: "Kaplan–Meier：从首次归类到首次记录为\(names[best])类的月数；"
              + "未转化的办件在其最后一次记录处删失，改归其他类别不终止跟踪。"
              + "两次记录之间的变化按后一次记录的日期计。",
            en: "Kaplan and Meier: months from the first record to the first"
              + " record of class \(names[best]). A case without one is cut off"
              + " at its last record; a move to another class does not end it."
              + " A change between two records counts from the later one.")
        ],
        figure: .trend(columns: curves.map { "converted_\(names[$0.0])" })))
  }
}
