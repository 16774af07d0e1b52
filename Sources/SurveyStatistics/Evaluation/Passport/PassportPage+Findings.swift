import Diagnostics
import SurveyData

/// What a passport says in sentences.
extension PassportPage {
  /// What holds under all conventions, and what does not.
  var findings: [LocalizedText] {
    guard count > 1, !names.order.isEmpty else { return [] }
    var found: [LocalizedText] = []
    let top = passport.robustTop(names.order)
    let list = names.list(top)
    found.append(
      top.isEmpty
        ? LocalizedText(
          zh: "\(count) 种合理方法中，没有对象始终居前三名。",
          en: "Under \(count) credible conventions no case is always among "
            + "the first three.")
        : LocalizedText(
          zh: "在全部 \(count) 种合理方法下都居前三名的：\(list[.chinese])。",
          en: "Always among the first three under all \(count) credible "
            + "conventions: \(list[.english])."))
    let open = passport.groups(names.order).filter { $0.count > 1 }
    if open.isEmpty {
      found.append(
        LocalizedText(
          zh: "各种方法对所有对象的先后基本一致。",
          en: "The conventions agree on the order of all cases."))
    } else if open.count == 1, open[0].count == names.order.count {
      found.append(
        LocalizedText(
          zh: "名单上任何一处都不能截成先后两组：前后总有对象的先后取决于方法。",
          en: "The list cannot be cut anywhere into a better and a worse "
            + "group: across every cut some order depends on the convention."))
      found += inseparable
    } else {
      let groups = open.prefix(4).map { names.list($0, limit: 6) }
      found.append(
        LocalizedText(
          zh: "方法不同、先后不能区分的组："
            + groups.map { "（\($0[.chinese])）" }.joined(separator: "、")
            + (open.count > 4 ? "等" : "") + "。",
          en: "Groups whose order depends on the convention: "
            + groups.map { "(\($0[.english]))" }.joined(separator: ", ")
            + (open.count > 4 ? ", …" : "") + "."))
    }
    return found
  }

  /// The longest runs of neighbours whose order depends on the convention.
  private var inseparable: [LocalizedText] {
    guard names.order.count <= CertaintyPage.matrixLimit else { return [] }
    let sets = passport.inseparable(names.order)
    if sets.isEmpty { return [] }
    let shown = sets.prefix(4).map { names.list($0, limit: 6) }
    return [
      LocalizedText(
        zh: "彼此先后不能区分的相邻对象："
          + shown.map { "（\($0[.chinese])）" }.joined(separator: "、")
          + (sets.count > 4 ? "等 \(sets.count) 组" : "") + "。",
        en: "Neighbours that cannot be separated from each other: "
          + shown.map { "(\($0[.english]))" }.joined(separator: ", ")
          + (sets.count > 4 ? " and \(sets.count - 4) more sets" : "") + ".")
    ]
  }

  /// What the reader should know.
  var diagnostics: [Diagnostic] {
    guard count <= 1 else { return [] }
    return [
      Diagnostic(
        .nothingToCompare, .warning,
        "a passport needs at least one convention beside the chosen one, and "
          + "none can be used",
        zh: "方法护照除所选方法外至少需要一种可用的方法，现在一种也没有",
        notes: space.leftOut.map {
          "'\($0.label[.english])': \($0.reason[.english])"
        },
        help: "list alternatives, such as passport: {weights: [equal]}")
    ]
  }
}
