import Diagnostics
import SurveyData
import SurveyImport
import SurveyReport
import SurveyStatistics

extension Workspace {
  /// Applies the rules of quality of every data set that has some, and takes
  /// out the rows that they exclude.
  mutating func applyQuality(log: DiagnosticLog) {
    for plan in study.data {
      guard let quality = plan.quality, let table = tables[plan.name],
        check(quality.columns, in: table, log: log)
      else { continue }
      var options = quality.options
      if options.key == nil { options.key = plan.key?.name }
      do {
        let check = QualityCheck(options)
        let report = try check.run(on: table)
        log.report(
          check.diagnostics(report).map { finding in
            var finding = finding
            finding.place = quality.place
            return finding
          })
        qualityReports[plan.name] = report
        exclude(report, plan, quality, log: log)
      } catch {
        var fault = error
        if fault.place?.line == nil {
          let column = quality.columns.first {
            $0.name == fault.place?.columnName
          }
          fault.place = column?.place ?? quality.place
        }
        log.report(fault)
      }
    }
  }

  private mutating func exclude(
    _ report: QualityReport, _ plan: DataPlan, _ quality: QualityPlan,
    log: DiagnosticLog
  ) {
    guard report.canExclude, let table = tables[plan.name] else { return }
    let excluded = report.excluded
    let count = excluded.count { $0 }
    rowsBeforeQuality[plan.name] = table
    if count == 0 { return }
    tables[plan.name] = table.keeping(excluded.map(!))
    log.report(
      count == table.rowCount
        ? Diagnostic(
          .qualityKeptNone, .error, at: quality.place,
          "the rules of quality exclude all \(count) rows of '\(plan.name)'",
          zh: "质量规则剔除了“\(plan.name)”的全部\(count)行",
          help: "compare the thresholds with the units of the columns")
        : Diagnostic(
          .qualityExcluded, .note, at: quality.place,
          "rules of quality exclude \(count) of \(table.rowCount) rows of "
            + "'\(plan.name)'",
          zh: "质量规则剔除“\(plan.name)”\(table.rowCount)行中的\(count)行"))
  }

  /// Whether rules of quality took rows out of a data set.
  func isKeptByQuality(_ data: String) -> Bool {
    qualityReports[data]?.excluded.contains(true) == true
      && rowsBeforeQuality[data] != nil
  }

  /// Reports analyses that ask for a comparison where nothing is excluded.
  func checkComparison(_ plan: AnalysisPlan, log: DiagnosticLog) {
    guard plan.comparesQuality else { return }
    guard let name = plan.data else {
      log.report(
        Diagnostic(
          .qualityComparison, .warning, at: plan.place,
          "'\(plan.name)' asks for its result without excluded rows, but it "
            + "has no data set of its own",
          zh: "“\(plan.name)”要求列出不剔除时的结果，但它没有自己的数据集",
          help: "remove 'compare-quality'"))
      return
    }
    guard tables[name] != nil, rowsBeforeQuality[name] == nil else { return }
    log.report(
      Diagnostic(
        .qualityComparison, .warning, at: plan.place,
        "'\(plan.name)' asks for its result without excluded rows, but "
          + "'\(name)' excludes none",
        zh: "“\(plan.name)”要求列出不剔除时的结果，但“\(name)”没有剔除任何行",
        help: "give a rule of quality 'action: exclude'"))
  }

  /// The analyses that ask for it with the rows that the rules exclude.
  func compareQuality(
    _ results: [Released<AnalysisResult>], of data: String
  ) -> [QualityComparison] {
    let kept = Dictionary(
      results.map { ($0.value.id, $0) }, uniquingKeysWith: { first, _ in first }
    )
    let plans = study.analyses.filter { plan in
      plan.comparesQuality && plan.data == data && kept[plan.name] != nil
        && plan.data.map { rowsBeforeQuality[$0] != nil } == true
    }
    guard !plans.isEmpty else { return [] }
    var whole = self
    for (name, table) in rowsBeforeQuality { whole.tables[name] = table }
    (whole.designs, whole.domains, whole.refused) = ([:], [:], [])
    whole.qualityReports = [:]
    (whole.sharedDesigns, whole.designsBeside) = ([:], [:])
    // What there is to say about the study was said already.
    whole.check(log: DiagnosticLog())
    return plans.compactMap { plan in
      guard let kept = kept[plan.name], let data = plan.data else { return nil }
      return QualityComparison(
        data: data, kept: kept,
        all: whole.run(plan, log: DiagnosticLog()).map(release))
    }
  }

  /// The audit page, the flags and the excluded rows of each data set.
  func qualityFiles(
    _ results: [Released<AnalysisResult>], memory: RunMemory? = nil
  ) -> [OutputFile] {
    study.data.flatMap { plan -> [OutputFile] in
      let id = RunNode.id(.quality, plan.name)
      // Whether an analysis failed is no part of what is known beforehand.
      guard let memory, let node = memory.graph[id],
        results.count == study.analyses.count
      else { return qualityFiles(of: plan, results) }
      return memory.files(key: node.key, node: id) {
        qualityFiles(of: plan, results)
      }
    }
  }

  private func qualityFiles(
    of plan: DataPlan, _ results: [Released<AnalysisResult>]
  ) -> [OutputFile] {
    guard let report = qualityReports[plan.name] else { return [] }
    let comparisons = compareQuality(results, of: plan.name)
    var input = QualityInput(
      report: release(report), title: study.title,
      languages: study.languages, isMadeUp: study.isMadeUp,
      source: study.source, version: manyiVersion, comparisons: comparisons)
    input.hasReport = study.formats.formats.contains(.html)
    var files = renderQuality(input, folder: "quality", name: plan.name)
    if let table = rowsBeforeQuality[plan.name],
      report.excluded.contains(true)
    {
      files.append(
        OutputFile(
          path: "quality/\(plan.name)-excluded.csv",
          text: excludedRowsFile(release(report), table)))
    }
    return files
  }
}
