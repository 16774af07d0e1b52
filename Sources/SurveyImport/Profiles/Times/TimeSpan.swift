import SurveyData

extension ProfileShaping {
  /// The seconds between start and end, where the platform writes both and no
  /// duration; the columns themselves keep the days only.
  mutating func addTimeSpan() {
    guard let span = plan.timeSpan,
      !plan.columns.contains(where: { $0.role == .duration }),
      let start = moments(span.start), let end = moments(span.end)
    else { return }
    var reasons = [UInt8](repeating: 0, count: start.count)
    var hasAny = false
    let seconds = start.indices.map { row -> Double in
      guard let first = start[row], let last = end[row] else {
        reasons[row] = MissingReason.blank.rawValue
        return 0
      }
      guard last >= first else {
        reasons[row] = MissingReason.outOfRange.rawValue
        return 0
      }
      hasAny = true
      // Platforms write thousandths at most.
      return ((last - first) * 1000).rounded() / 1000
    }
    guard hasAny else { return }
    let name = names.take("duration")
    let whole = seconds.map { Int32(exactly: $0) }
    let isWhole = whole.allSatisfy { $0 != nil }
    append(
      Column(
        name,
        isWhole
          ? .integers(WholeNumbers(whole.map { $0 ?? 0 })) : .doubles(seconds),
        missing: MissingReasons(reasons),
        variable: Variable(
          name, label: LocalizedText(zh: "答题时长", en: "Duration"),
          kind: isWhole ? .integer : .number,
          unit: LocalizedText(zh: "秒", en: "seconds"))))
  }

  /// Seconds since 1970-01-01 by the clock that the file shows, row by row.
  private func moments(_ name: String) -> [Double?]? {
    guard
      let position = plan.columns.firstIndex(where: {
        $0.name == name && $0.role == .moment
      }), let texts = ReadTexts(raw[position])
    else { return nil }
    let seconds = texts.levels.map { level -> Double? in
      guard !plan.emptyMoments.contains(level),
        let moment = WrittenMoment(trimmedText(level)),
        let time = moment.seconds,
        let day = moment.day(isMonthFirst: momentOrder.isMonthFirst)
      else { return nil }
      return Double(day.daysSinceEpoch) * 86_400 + time
    }
    return texts.codes.map { $0 < 0 ? nil : seconds[Int($0)] }
  }
}
