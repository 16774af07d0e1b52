import Diagnostics
import SurveyData

/// Shows what was filled in and what was treated.
struct DataChangeTables {
  let tree: IndicatorTree
  let directory: CaseDirectory
  /// The values of the file, by indicator.
  let measured: [[Double]]
  let changes: DataChanges
  let imputation: ImputationOptions?

  /// A table of the indicators that were looked at, and one of the cells that
  /// were changed.
  var tables: [StatisticsTable] {
    var tables: [StatisticsTable] = []
    if !changes.treatments.isEmpty { tables.append(shapes) }
    if !changes.imputed.isEmpty
      || changes.treatments.contains(where: { !$0.found.replaced.isEmpty })
    {
      tables.append(cells)
    }
    return tables
  }

  private var shapes: StatisticsTable {
    let before = LocalizedText(zh: "处理前", en: "Before")
    let after = LocalizedText(zh: "处理后", en: "After")
    let skewness = LocalizedText(zh: "偏度", en: "Skewness")
    let kurtosis = LocalizedText(zh: "峰度", en: "Kurtosis")
    let rows = changes.treatments.map { leaf, found in
      StatisticsTable.Row(
        tree.indicators[leaf].id, tree.indicators[leaf].name,
        [
          .init(found.before?.skewness), .init(found.before?.kurtosis),
          .init(found.method.label), .init(Double(found.replaced.count)),
          .init(found.after?.skewness), .init(found.after?.kurtosis),
        ])
    }
    return StatisticsTable(
      "outliers",
      title: LocalizedText(zh: "异常值的处理", en: "How outliers were treated"),
      stub: LocalizedText(zh: "指标", en: "Indicator"),
      columns: [
        .init("skewness", skewness, .coefficient, spanner: before),
        .init("kurtosis", kurtosis, .coefficient, spanner: before),
        .init("treatment", LocalizedText(zh: "处理", en: "Treatment"), .text),
        .init("replaced", LocalizedText(zh: "替换数", en: "Replaced"), .count),
        .init("skewness-after", skewness, .coefficient, spanner: after),
        .init("kurtosis-after", kurtosis, .coefficient, spanner: after),
      ], rows: rows)
  }

  /// With more changed values than this their list is shown only when asked.
  private static let shown = 50

  private var cells: StatisticsTable {
    var found:
      [(
        row: Int, leaf: Int, isImputed: Bool
      )] = changes.imputed.map { ($0.row, $0.leaf, true) }
    for (leaf, treatment) in changes.treatments {
      found += treatment.replaced.map { ($0, leaf, false) }
    }
    found.sort { ($0.row, $0.leaf) < ($1.row, $1.leaf) }
    let rows = found.map { row, leaf, isImputed in
      let id = directory.ids[row]
      let value = measured[leaf][row]
      return StatisticsTable.Row(
        "\(id)/\(tree.indicators[leaf].id)",
        directory.titles[row] ?? LocalizedText(id),
        [
          .init(tree.indicators[leaf].name),
          value.isNaN ? .empty : .init(value), .init(changes.raw[leaf][row]),
          .init(
            isImputed
              ? LocalizedText(zh: "填补", en: "filled in")
              : LocalizedText(zh: "缩尾", en: "winsorised")),
        ])
    }
    return StatisticsTable(
      "changed-values",
      title: LocalizedText(zh: "填补或替换的数值", en: "Values that were changed"),
      stub: LocalizedText(zh: "对象", en: "Case"),
      columns: [
        .init("indicator", LocalizedText(zh: "指标", en: "Indicator"), .text),
        .init("file", LocalizedText(zh: "原值", en: "In the file"), .value),
        .init("used", LocalizedText(zh: "采用值", en: "Used"), .value),
        .init("why", LocalizedText(zh: "处理", en: "Treatment"), .text),
      ], rows: rows, isSupplement: rows.count > Self.shown)
  }

  /// What the reader has to know.
  var diagnostics: [Diagnostic] {
    var found: [Diagnostic] = []
    if let imputation {
      let count = changes.imputed.count
      if count > 0 {
        let byLeaf = tree.leaves.compactMap { leaf -> String? in
          let count = changes.imputed.count { $0.leaf == leaf }
          return count > 0 ? "'\(tree.indicators[leaf].id)': \(count)" : nil
        }
        found.append(
          Diagnostic(
            .imputedValues, .note,
            "\(count) missing \(count == 1 ? "value was" : "values were") "
              + "filled in by '\(imputation.method.rawValue)'",
            zh: "\(count)个缺失值按“\(imputation.method.rawValue)”填补", notes: byLeaf)
        )
      }
      if changes.unfilled > 0 {
        found.append(
          Diagnostic(
            .imputedValues, .warning,
            "\(changes.unfilled) missing values could not be filled in by "
              + "'\(imputation.method.rawValue)' and stay missing",
            zh:
              "\(changes.unfilled)个缺失值无法按“\(imputation.method.rawValue)”填补，仍为缺失"
          ))
      }
    }
    for (leaf, treatment) in changes.treatments {
      let id = tree.indicators[leaf].id
      let place = tree.indicators[leaf].place
      let count = treatment.replaced.count
      switch treatment.method {
      case .none: break
      case .winsorised:
        found.append(
          Diagnostic(
            .treatedValues, .note, at: place,
            "\(count) outlying \(count == 1 ? "value" : "values") of indicator "
              + "'\(id)' \(count == 1 ? "was" : "were") set to the next one",
            zh: "指标“\(id)”的\(count)个异常值以相邻值代替"))
      case .logarithm:
        found.append(
          Diagnostic(
            .treatedValues, .note, at: place,
            "indicator '\(id)' was replaced by its logarithm because of "
              + "outliers",
            zh: "指标“\(id)”因有异常值，改用其对数"))
      }
      if treatment.fails {
        found.append(
          Diagnostic(
            .treatedValues, .warning, at: place,
            "indicator '\(id)' is still dominated by outliers after treatment",
            zh: "指标“\(id)”处理后仍受异常值左右",
            help: "look at its values, or give it limits with the "
              + "normalisation 'goalposts'"))
      }
    }
    return found
  }
}

extension OutlierTreatment.Method {
  fileprivate var label: LocalizedText {
    switch self {
    case .none: LocalizedText(zh: "不处理", en: "none")
    case .winsorised: LocalizedText(zh: "缩尾", en: "winsorised")
    case .logarithm: LocalizedText(zh: "取对数", en: "logarithm")
    }
  }
}
