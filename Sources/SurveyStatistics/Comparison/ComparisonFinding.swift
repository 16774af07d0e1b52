import SurveyData

extension ComparisonTables {
  /// What the comparison shows, and whether a table of ranks would show
  /// more than there is.
  var finding: LocalizedText? {
    let compared = groups.reduce(0) { $0 + $1.compared.count }
    guard compared > 0 else {
      return LocalizedText(
        zh: "没有可以比较的单位", en: "No unit can be compared")
    }
    var parts: [(zh: String, en: String)] = []
    var (high, low): ([Int], [Int]) = ([], [])
    for group in groups {
      for (index, unit) in group.compared.enumerated() {
        switch group.positions[index] {
        case .farAbove: high.append(unit)
        case .farBelow: low.append(unit)
        case .above, .inside, .below: break
        }
      }
    }
    if high.isEmpty, low.isEmpty {
      parts.append(
        (
          "\(compared)个单位都在99.8%控制限内",
          compared == 1
            ? "The one unit lies within the 99.8% limits"
            : "All \(compared) units lie within the 99.8% limits"
        ))
    } else {
      var zh: [String] = []
      var en: [String] = []
      if !high.isEmpty {
        zh.append("\(high.count)个高于99.8%上限（\(names(high, .chinese))）")
        en.append(
          "\(high.count) \(high.count == 1 ? "lies" : "lie") above the 99.8%"
            + " limits (\(names(high, .english)))")
      }
      if !low.isEmpty {
        zh.append("\(low.count)个低于99.8%下限（\(names(low, .chinese))）")
        en.append(
          "\(low.count) \(low.count == 1 ? "lies" : "lie") below the 99.8%"
            + " limits (\(names(low, .english)))")
      }
      parts.append(
        (
          "\(compared)个单位中，" + zh.joined(separator: "，"),
          "Of \(compared) units " + en.joined(separator: " and ")
        ))
    }
    let weak = groups.reduce(0) { sum, group in
      sum + group.statuses.count { $0 == .insufficient }
    }
    let isChance = groups.allSatisfy { group in
      !group.shrunken.isEmpty
        && group.shrunken.allSatisfy { $0.reliability == 0 }
    }
    if isChance, compared > 1 {
      parts.append(
        (
          "单位之间没有超出偶然的差别", "they differ by no more than chance"
        ))
    } else if weak > 0 {
      parts.append(
        (
          "\(weak)个单位数据不足",
          "\(weak) \(weak == 1 ? "has" : "have") not enough data"
        ))
    }
    if let support { parts.append(support) }
    return LocalizedText(
      zh: parts.map(\.zh).joined(separator: "；"),
      en: parts.map(\.en).joined(separator: "; "))
  }

  /// Whether ranks can be told apart.
  private var support: (zh: String, en: String)? {
    let ranked = groups.filter(\.isRanked)
    guard !ranked.isEmpty else { return nil }
    let count = ranked.reduce(0) { $0 + $1.ranked.count }
    let unplaced = ranked.reduce(0) { $0 + $1.ranks.unplaced }
    if unplaced == 0 {
      return (
        "名次有数据支持：每个单位的名次范围都不超过一半",
        "ranks are supported: no set covers more than half of the field"
      )
    }
    if 2 * unplaced > count {
      return (
        "数据不支持排名表：多数单位（\(count)个中的\(unplaced)个）不能区分",
        "the data support no table of ranks: most units cannot be separated"
          + " (\(unplaced) of \(count))"
      )
    }
    return (
      "数据不支持完整的排名表：\(count)个单位中有\(unplaced)个的名次跨过一半以上",
      "the data support no full table of ranks: \(unplaced) of \(count) units"
        + " could stand in more than half of the places"
    )
  }

  private func names(_ positions: [Int], _ language: Language) -> String {
    let shown = positions.prefix(5).map { position -> String in
      let unit = units.units[position]
      return (unit.label ?? LocalizedText(unit.name))[language]
    }
    let mark = language == .chinese ? "、" : ", "
    return shown.joined(separator: mark)
      + (positions.count > 5 ? mark + "…" : "")
  }
}
