import Diagnostics
import SurveyData

extension ImputationAnalysis {
  /// The data of each imputation.
  struct Parts {
    var data: [AnalysisData] = []
    var conventions: [Convention] = []
    var tables: [StatisticsTable] = []
    var findings: [Diagnostic] = []
  }

  /// The data of each imputation, made or found.
  func parts(
    _ source: ImputationSource, _ data: AnalysisData
  ) throws(Diagnostic) -> Parts {
    var result = Parts()
    switch source {
    case .imputer(let imputer):
      let filled = try imputer.complete(data)
      for table in filled.tables {
        var part = data
        part.table = table
        result.data.append(part)
      }
      result.conventions = imputer.conventions
      result.tables = [filled.report]
      result.findings = filled.findings
    case .tables(let tables):
      for item in tables {
        result.data.append(
          try part(of: item.table, domain: item.domain, like: data))
      }
    case .stacked(let name):
      let column = try data.table.column(name)
      let categories = column.categories()
      for (code, level) in categories.levels.enumerated()
      where Double(level.value) != 0 {
        let rows = categories.codes.indices.filter {
          categories.codes[$0] == Int32(code)
        }
        let domain = data.domain.map { domain in rows.map { domain[$0] } }
        result.data.append(
          try part(
            of: data.table.selecting(rows), domain: domain, like: data))
        if result.data.count > 1000 { break }
      }
    }
    guard result.data.count > 1, result.data.count <= 1000 else {
      throw Diagnostic(
        .wrongOption, at: Place(file: data.table.source.file),
        result.data.count > 1
          ? "there are more than 1000 imputations"
          : "pooling needs at least two imputations",
        zh: result.data.count > 1 ? "插补超过1000次" : "合并至少需要两次插补",
        help: "'imputation' names the column of the imputation's number,"
          + " 'imputations' a data set for each")
    }
    return result
  }

  private func part(
    of table: Table, domain: [Bool]?, like data: AnalysisData
  ) throws(Diagnostic) -> AnalysisData {
    let design = data.design
    if design.replicates != nil || design.unequal != nil
      || !design.adjustments.isEmpty
    {
      throw Diagnostic(
        .wrongOption, at: Place(file: table.source.file),
        "imputations in tables of their own take a design of strata, clusters"
          + " and weights only",
        zh: "插补各为一张表时，抽样设计只能有层、群和权重")
    }
    return AnalysisData(
      table: table, domain: domain,
      design: try SurveyDesign(design.specification, table: table),
      level: data.level)
  }
}
