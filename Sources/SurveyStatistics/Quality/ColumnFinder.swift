import SurveyData

/// Finds columns by what they hold and how they are called.
struct ColumnFinder {
  let table: Table

  /// The names that mean an answer scale to nobody.
  private static let durationNames = [
    "duration", "interviewtime", "totaltime", "timetaken", "completiontime",
    "seconds", "loi", "所用时间", "答题时长", "答题时间", "用时", "答卷时长", "作答时长",
  ]
  private static let addressNames: Set<String> = [
    "ip", "ipaddr", "ipaddress", "来自ip", "remoteip",
  ]
  private static let browserNames: Set<String> = [
    "useragent", "browser", "browserversion", "浏览器", "ua",
  ]
  private static let deviceNames: Set<String> = [
    "deviceid", "fingerprint", "cookieid", "设备号", "设备id", "设备编号",
  ]

  private func plain(_ name: String) -> String {
    name.lowercased().filter { $0.isLetter || $0.isNumber }
  }

  private func matches(_ column: Column, _ test: (String) -> Bool) -> Bool {
    ([column.name] + (column.header.map { [$0] } ?? [])).contains {
      test(plain($0))
    }
  }

  /// The first column whose values are all there and all different and that
  /// is called like a key; measurements are none.
  func key() -> Column? {
    guard table.rowCount > 1 else { return nil }
    return table.columns.first { column in
      guard column.missing.isComplete,
        matches(
          column,
          {
            $0.hasSuffix("id") || $0.hasSuffix("uuid") || $0.hasSuffix("key")
              || ["序号", "编号", "答卷编号", "case", "serial", "token"].contains($0)
          })
      else { return false }
      switch column.values {
      case .integers(let values): return Set(values).count == values.count
      case .texts(let all):
        let texts = all.distinct()
        return Set(texts.codes).count == texts.codes.count
      case .doubles, .days, .choices: return false
      }
    }
  }

  /// Numbers or times in a column that is called like a duration.
  func duration() -> Column? {
    let unit = table.columns.first { column in
      let unit = column.variable?.unit
      return ["s", "sec", "seconds", "second"].contains(unit?.english ?? "")
        || ["秒", "秒钟"].contains(unit?.chinese ?? "")
    }
    let column =
      unit
      ?? table.columns.first { column in
        matches(column) { name in
          Self.durationNames.contains {
            name.hasPrefix($0) || name.hasSuffix($0)
          }
        }
      }
    return column.flatMap { Durations.values($0) == nil ? nil : $0 }
  }

  /// The times of pages as LimeSurvey and Qualtrics call them.
  func pages() -> [Column] {
    let found = table.columns.filter { column in
      column.numbers() != nil
        && matches(column) {
          $0.hasPrefix("grouptime") || $0.hasSuffix("pagesubmit")
        }
    }
    return found.count > 1 ? found : []
  }

  /// A column that identifies devices, or address and browser together; an
  /// address alone is shared by whole offices.
  func device() -> [Column] {
    if let device = table.columns.first(where: {
      matches($0, Self.deviceNames.contains)
    }) {
      return [device]
    }
    let address = table.columns.first {
      matches($0, Self.addressNames.contains)
    }
    let browser = table.columns.first {
      matches($0, Self.browserNames.contains)
    }
    guard let address, let browser else { return [] }
    return [address, browser]
  }

  /// Text columns without codes, of which most values hold letters and no
  /// digits, with ten different values or more.
  func openAnswers(without used: Set<String>) -> [Column] {
    table.columns.filter { column in
      guard case .texts(let all) = column.values,
        !used.contains(column.name),
        column.variable?.valueLabels.isEmpty ?? true
      else { return false }
      let texts = all.distinct(column.missing)
      guard texts.levels.count >= 10 else { return false }
      let answered = texts.codes.enumerated().count { row, code in
        code >= 0 && !column.missing.isMissing(row)
      }
      let words = texts.levels.count {
        $0.count { $0.isLetter } >= 2 && !$0.contains(where: \.isNumber)
      }
      return 2 * words > texts.levels.count
        && 20 * texts.levels.count > answered
    }
  }

  /// The largest set of columns that share an answer scale, three at least.
  ///
  /// That is the scale of the codebook, the list of its labels for words, or
  /// else the lowest and highest whole number that occur, of at most 11
  /// codes and at least three. Between the first and the last of them columns
  /// count too that do not reach both ends.
  func items(without excluded: Set<String>) -> (
    names: [String], reason: LocalizedText
  ) {
    var groups: [Scale: [Int]] = [:]
    var observed: [Int: ClosedRange<Double>] = [:]
    for (position, column) in table.columns.enumerated()
    where !excluded.contains(column.name) {
      guard let scale = scale(of: column) else { continue }
      groups[scale, default: []].append(position)
      if case .observed(let low, let high) = scale {
        observed[position] = low...high
      }
    }
    let best = groups.filter { $0.key.codeCount >= 3 && $0.value.count >= 3 }
      .max { left, right in
        (left.value.count, -(left.value.first ?? 0))
          < (right.value.count, -(right.value.first ?? 0))
      }
    guard let best, let first = best.value.first, let last = best.value.last
    else {
      return ([], LocalizedText(zh: "未找到", en: "none found"))
    }
    var positions = best.value
    if case .observed(let low, let high) = best.key {
      positions = (first...last).filter { position in
        guard let range = observed[position] else { return false }
        return range.lowerBound >= low && range.upperBound <= high
          && range.upperBound - range.lowerBound >= 2
      }
    }
    return (positions.map { table.columns[$0].name }, best.key.reason)
  }

  private enum Scale: Hashable {
    case declared(Double, Double)
    case labelled([String])
    case observed(Double, Double)

    var codeCount: Double {
      switch self {
      case .declared(let low, let high), .observed(let low, let high):
        high - low + 1
      case .labelled(let codes): Double(codes.count)
      }
    }

    var reason: LocalizedText {
      switch self {
      case .declared(let low, let high):
        LocalizedText(
          zh: "编码本中量表均为\(plainText(low))–\(plainText(high))的列",
          en: "the columns with the scale \(plainText(low)) to "
            + "\(plainText(high)) in the codebook")
      case .labelled:
        LocalizedText(
          zh: "编码本中选项相同的列",
          en: "the columns with the same answers in the codebook")
      case .observed(let low, let high):
        LocalizedText(
          zh: "取值为\(plainText(low))–\(plainText(high))整数的列",
          en: "the columns with whole numbers from \(plainText(low)) to "
            + "\(plainText(high))")
      }
    }
  }

  private func scale(of column: Column) -> Scale? {
    switch column.values {
    case .integers:
      if let scale = column.variable?.scale {
        return .declared(
          min(scale.minimum, scale.maximum), max(scale.minimum, scale.maximum))
      }
      guard let range = observedRange(column), range.lowerBound >= -5,
        range.upperBound - range.lowerBound <= 10
      else { return nil }
      return .observed(range.lowerBound, range.upperBound)
    case .texts:
      let codes = column.variable?.valueLabels.filter { $0.missing == nil }
        .map(\.code)
      guard let codes, codes.count > 2 else { return nil }
      return .labelled(codes)
    case .doubles, .days, .choices: return nil
    }
  }
}
