import Diagnostics
import SurveyData

/// The units of an analysis of stars and what they report.
struct StarsFrame {
  /// One measure that is used.
  struct Measure {
    let name: String
    /// The position of its group.
    let group: Int
    /// 1, or -1 when less is better.
    let sign: Double
    /// One value a unit, not-a-number where it reports nothing.
    let values: [Double]
    /// Standard errors of the values, if there are any.
    let errors: [Double]?
  }

  let units: UnitRows
  let groups: [StarGroup]
  private(set) var measures: [Measure] = []
  /// Measures that too few units report, and how many do.
  private(set) var dropped: [(name: String, units: Int)] = []
  /// With a column of peers its value for each unit.
  private(set) var peerNames: [String?]?
  let place: Place
  private(set) var diagnostics: [Diagnostic] = []

  init(_ analysis: StarsAnalysis, _ data: AnalysisData) throws(Diagnostic) {
    place = Place(file: data.table.source.file)
    units = try UnitRows(analysis.unit, title: analysis.title, data: data)
    groups = analysis.groups
    try check(analysis)
    let minimum = max(2, analysis.options.minimum.reporting)
    let errors = analysis.options.uncertainty?.errors ?? [:]
    for (position, group) in groups.enumerated() {
      for name in group.measures {
        let numbers = try data.numbers(name)
        let values = units.rows.map { numbers[$0] }
        let spread = try errors[name].map { column throws(Diagnostic) in
          try self.errors(column, data)
        }
        let present = values.filter { $0.isFinite }
        if present.count < minimum {
          dropped.append((name, present.count))
          continue
        }
        if present.allSatisfy({ $0 == present[0] }) {
          diagnostics.append(
            Diagnostic(
              .constantIndicator, .warning, at: data.place(of: name),
              "all units have the same value of measure '\(name)', which was"
                + " left out",
              zh: "全部单位在指标“\(name)”上数值相同，该指标未采用"))
          continue
        }
        measures.append(
          Measure(
            name: name, group: position,
            sign: group.reversed.contains(name) ? -1 : 1, values: values,
            errors: spread))
      }
    }
    for measure in dropped {
      diagnostics.append(
        Diagnostic(
          .starGroups, .note, at: data.place(of: measure.name),
          "measure '\(measure.name)' was left out: \(measure.units) units"
            + " report it, and \(minimum) have to",
          zh: "指标“\(measure.name)”未采用：有\(measure.units)个单位报告，至少须有\(minimum)个"))
    }
    guard !measures.isEmpty else {
      throw Diagnostic(
        .starGroups, at: place, "no measure is left to make stars of",
        zh: "没有可用于评星的指标")
    }
    if case .column(let name) = analysis.options.peers {
      let column = try data.table.column(name)
      peerNames = units.rows.map { column.text(at: $0) }
    }
  }

  private func errors(
    _ name: String, _ data: AnalysisData
  ) throws(Diagnostic) -> [Double] {
    let numbers = try data.numbers(name)
    if let row = units.rows.first(where: { numbers[$0] < 0 }) {
      throw Diagnostic(
        .starGroups, at: data.place(of: name),
        "the standard error of row \(row + 1) is negative",
        zh: "第\(row + 1)行的标准误为负数")
    }
    return units.rows.map { numbers[$0].isFinite ? numbers[$0] : 0 }
  }

  private func check(_ analysis: StarsAnalysis) throws(Diagnostic) {
    func fault(
      _ message: String, zh chinese: String, help: String? = nil
    ) -> Diagnostic {
      Diagnostic(
        .starGroups, at: place, message, zh: chinese, help: help)
    }
    if groups.isEmpty {
      throw fault(
        "there is no group of measures",
        zh: "没有指标组")
    }
    var owner: [String: String] = [:]
    for group in groups {
      if group.measures.isEmpty {
        throw fault(
          "group '\(group.name)' has no measures",
          zh: "指标组“\(group.name)”没有指标")
      }
      if !(group.weight > 0 && group.weight.isFinite) {
        throw fault(
          "the weight of group '\(group.name)' has to be above 0, not "
            + plainText(group.weight),
          zh: "指标组“\(group.name)”的权重须大于0，现为\(plainText(group.weight))")
      }
      for measure in group.measures {
        if let other = owner[measure] {
          throw fault(
            "measure '\(measure)' stands twice, in '\(other)' and in"
              + " '\(group.name)'",
            zh: "指标“\(measure)”出现两次，在“\(other)”和“\(group.name)”中")
        }
        owner[measure] = group.name
      }
      if let stray = group.reversed.sorted().first(where: {
        !group.measures.contains($0)
      }) {
        throw fault(
          "'\(stray)' is none of the measures of group '\(group.name)'",
          zh: "“\(stray)”不是指标组“\(group.name)”的指标",
          help: nearest(to: stray, in: group.measures)
            .map { "did you mean '\($0)'?" })
      }
    }
    let names = groups.map(\.name)
    if let cap = analysis.options.cap {
      if !names.contains(cap.group) {
        throw fault(
          "no group is called '\(cap.group)'",
          zh: "没有名为“\(cap.group)”的指标组",
          help: nearest(to: cap.group, in: names).map {
            "did you mean '\($0)'?"
          })
      }
      if cap.stars >= analysis.options.stars {
        throw fault(
          "a limit of \(cap.stars) stars takes none of"
            + " \(analysis.options.stars) away",
          zh: "上限\(cap.stars)星对\(analysis.options.stars)星没有限制作用")
      }
    }
    for name in analysis.options.minimum.oneOf where !names.contains(name) {
      throw fault(
        "no group is called '\(name)'",
        zh: "没有名为“\(name)”的指标组",
        help: nearest(to: name, in: names).map { "did you mean '\($0)'?" })
    }
    for name in (analysis.options.uncertainty?.errors ?? [:]).keys.sorted()
    where owner[name] == nil {
      throw fault(
        "no measure is called '\(name)'",
        zh: "没有名为“\(name)”的指标",
        help: nearest(to: name, in: Array(owner.keys).sorted())
          .map { "did you mean '\($0)'?" })
    }
    if analysis.options.stars < 2 {
      throw fault(
        "there have to be at least 2 stars",
        zh: "星级至少须有2个")
    }
  }
}
