import SurveyData
import SurveyImport

/// The text of a study for files that nobody has described yet: what their
/// columns seem to be, in analyses that run, and what has to be decided, in
/// comments.
struct StudyDraft {
  var data: [DraftedData]
  let title: String
  /// The language of the comments.
  let language: Language

  /// The study file.
  var text: String {
    var lines = head
    lines.append("data:")
    for set in data { lines += dataLines(set) }
    lines += ["", "analyses:"]
    for set in data { lines += analyses(set) }
    for set in data { lines += unused(set) }
    return lines.joined(separator: "\n") + "\n"
  }

  /// Whether there is anything to compute.
  var isEmpty: Bool { data.allSatisfy { analyses($0).isEmpty } }

  private func words(_ chinese: String, _ english: String) -> String {
    language == .chinese ? chinese : english
  }

  private var head: [String] {
    [
      words(
        "# 由数据文件起草：各列的含义是推断的，请逐条核对、修改后再用。",
        "# Drafted from the files: what each column is was inferred. Read and mend it."
      ),
      words(
        "# 带 # 的行是需要您决定的事项。各键的含义见说明书 Manual/study-file.md。",
        "# Lines with # are for you to decide. Keys: Manual/study-file.md."),
      "manyi: 1", "title: \(yamlScalar(title))", "languages: [zh, en]",
      words(
        "# made-up: true   # 若数据为虚构，请取消注释",
        "# made-up: true   # when the data are no real ones"), "",
    ]
  }

  private func dataLines(_ set: DraftedData) -> [String] {
    var lines = [
      "  \(set.name):", "    file: \(yamlScalar(set.file))",
      words(
        "    # 列的标签、取值顺序与缺失代码都写在这里：",
        "    # Labels, the order of values and missing codes stand here:"),
      "    codebook: \(yamlScalar(set.codebook))",
    ]
    for option in set.options {
      lines.append("    \(option.key): \(option.value)")
    }
    for weight in set.names(.weight) {
      let header = commentText(set.headers[weight] ?? weight)
      lines += [
        words(
          "    # “\(header)”像是权重；不加下面一行，每行同等计数：",
          "    # '\(header)' looks like a weight; without this line each row "
            + "counts the same:"),
        "    # design: {weights: \(yamlScalar(weight))}",
      ]
    }
    return lines
  }

  // MARK: - Analyses

  private func analyses(_ set: DraftedData) -> [String] {
    var lines: [String] = []
    let prefix = data.count > 1 ? set.name + "-" : ""
    func add(
      _ name: String, _ kind: String, zh: String, en: String, _ keys: [String]
    ) {
      lines += ["  \(prefix)\(name):", "    kind: \(kind)"]
      lines.append("    title: {zh: \(zh), en: \(en)}")
      if data.count > 1 { lines.append("    data: \(set.name)") }
      lines += keys.map { "    " + $0 }
    }
    for (number, family) in set.gradeFamilies.enumerated() {
      let suffix = number == 0 ? "" : "-\(number + 1)"
      add(
        "satisfaction" + suffix, "index", zh: "满意度指数",
        en: "Satisfaction index", gradeKeys(family, of: set))
    }
    for (number, scale) in set.ratingScales.enumerated() {
      let suffix = number == 0 ? "" : "-\(number + 1)"
      add(
        "ratings" + suffix, "index", zh: "评分指数", en: "Index of ratings",
        ratingKeys(scale.families.flatMap(\.items), scale.scale, of: set))
      let long = scale.families.filter { $0.items.count > 2 }
      if !long.isEmpty {
        add(
          "reliability" + suffix, "alpha", zh: "信度", en: "Reliability",
          ["scales:"]
            + long.flatMap { family in
              list(
                yamlScalar(family.stem.isEmpty ? "items" : family.stem),
                family.items
              )
              .map { "  " + $0 }
            })
      }
    }
    let answers = set.columns.filter { column in
      switch column.role {
      case .grades, .category: true
      default: false
      }
    }.map(\.name)
    if !answers.isEmpty {
      add(
        "answers", "share", zh: "各题回答的构成", en: "Answers to each question",
        list("variables", answers, of: set))
    }
    for (number, name) in set.names(.choices).enumerated() {
      add(
        "choices-\(number + 1)", "share", zh: "多选题", en: "Several answers",
        ["set: \(yamlScalar(name))"])
    }
    if !set.names(.measure).isEmpty {
      add(
        "means", "mean", zh: "平均值", en: "Means",
        list("variables", set.names(.measure), of: set))
    }
    let questions =
      set.gradeFamilies.flatMap(\.items)
      + set.ratingFamilies.flatMap(\.items)
    if !questions.isEmpty, !set.groups.isEmpty {
      add(
        "by-group", "banner", zh: "分组比较", en: "By group",
        list("questions", questions, of: set)
          + list("banner", ["total"] + set.groups, of: set))
    }
    return lines
  }

  private func gradeKeys(
    _ family: DraftedData.GradeFamily, of set: DraftedData
  ) -> [String] {
    var keys = list("items", family.items, of: set)
    keys.append(
      words(
        "# 各等次的分值由您决定；这里从 100 到 0 等距：",
        "# The points of the grades are yours to set; here even steps:"))
    keys.append("grades:")
    let last = Double(max(1, family.grades.count - 1))
    for (position, grade) in family.grades.enumerated() {
      let points = 100 * (last - Double(position)) / last
      let text =
        points == points.rounded()
        ? String(Int(points)) : String((points * 100).rounded() / 100)
      keys.append("  \(yamlScalar(grade)): \(text)")
    }
    if !family.others.isEmpty {
      keys.append(
        words(
          "# 不是等次的回答，不计入指数：",
          "# Answers that are no grades, left out of the index:"))
      keys += list("ungraded", family.others)
    }
    return keys + ["show: [index, satisfied, dissatisfied]"]
  }

  private func ratingKeys(
    _ items: [String], _ scale: ClosedRange<Int>?, of set: DraftedData
  ) -> [String] {
    var keys = list("items", items, of: set)
    if let scale {
      let (low, high) = (scale.lowerBound, scale.upperBound)
      keys += [
        words(
          "# 假定 \(low) 为最差、\(high) 为最好；若相反，写成 [\(high), \(low)]：",
          "# \(low) is taken for the worst and \(high) for the best answer; "
            + "[\(high), \(low)] turns them round:"),
        "scale: [\(low), \(high)]",
      ]
    }
    return keys + ["show: [index, mean, top-box, bottom-box]"]
  }

  /// A list, of columns with what the file calls them.
  private func list(
    _ key: String, _ names: [String], of set: DraftedData? = nil
  ) -> [String] {
    ["\(key):"]
      + names.map { name in
        let header = set?.headers[name].map { "  # " + commentText($0) }
        return "  - \(yamlScalar(name))\(header ?? "")"
      }
  }

  // MARK: - What is left out

  private func unused(_ set: DraftedData) -> [String] {
    let reasons: [(ColumnRole, String)] = [
      (.metadata, words("平台写入的答卷信息", "written by the platform")),
      (.identifier, words("编号", "names or numbers of rows")),
      (.day, words("日期", "days")),
      (.openText, words("开放题文字", "free texts")),
      (.constant, words("没有值或只有一个值", "no value, or only one")),
    ]
    let lines = reasons.compactMap { role, reason -> String? in
      let names = set.names(role).map(commentText)
      return names.isEmpty
        ? nil : "# - \(reason): \(names.joined(separator: ", "))"
    }
    if lines.isEmpty { return [] }
    let file = commentText(set.file)
    return ["", words("# \(file) 中未用的列：", "# Columns of \(file) left out:")]
      + lines
  }

  /// A name that stays on its line.
  private func commentText(_ name: String) -> String {
    String(
      String.UnicodeScalarView(
        name.unicodeScalars.map { scalar in
          scalar.properties.generalCategory == .control
            || (0x2028...0x2029).contains(scalar.value) ? " " : scalar
        }))
  }
}
