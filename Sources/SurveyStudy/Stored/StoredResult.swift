import SurveyData

/// Makes results of `results.json` into values again, as far as that file
/// holds them: every number, and the labels that it has.
struct StoredResult {
  let json: JSONValue

  var result: AnalysisResult? {
    guard let id = json.text("id"), let kind = json.text("kind") else {
      return nil
    }
    let provenance = json.member("provenance") ?? .null
    return AnalysisResult(
      id: id, kind: kind, title: json.localized("title"),
      provenance: Provenance(
        sources: provenance.list("files").compactMap { file in
          file.text("file").map {
            DataSource(file: $0, sha256: file.text("sha256") ?? "")
          }
        },
        filter: provenance.text("filter"),
        rowsAvailable: provenance.integer("rows_available") ?? 0,
        rowsUsed: provenance.integer("rows_used") ?? 0,
        design: provenance.text("design"),
        formula: provenance.text("formula") ?? ""),
      conventions: json.pairs("convention").compactMap { name, value in
        value.asText.map {
          Convention(name, $0, LocalizedText("\(name): \($0)"))
        }
      },
      estimates: json.list("estimates").compactMap(estimate),
      details: details)
  }

  private func estimate(_ json: JSONValue) -> Estimate? {
    guard let variable = json.text("variable"),
      let statistic = json.text("statistic")
    else { return nil }
    return Estimate(
      variable: variable, category: json.text("category"), group: group(json),
      statistic: statistic,
      unit: json.text("unit").flatMap(Estimate.Unit.init) ?? .value,
      value: json.number("value"), standardError: json.number("se"),
      interval: json.interval(level: json.number("level") ?? 0.95),
      degreesOfFreedom: json.number("df"), base: json.integer("n") ?? 0,
      weightedBase: json.number("weighted_n") ?? 0,
      effectiveBase: json.number("effective_n"),
      designEffect: json.number("deff"),
      remarks: json.list("remarks").compactMap(\.asText))
  }

  private func group(_ json: JSONValue) -> [GroupTerm] {
    json.pairs("group").compactMap { variable, value in
      value.asText.map { GroupTerm(variable: variable, value: $0) }
    }
  }

  private var details: AnalysisResult.Details {
    guard let details = json.member("details") else { return .none }
    if let evaluation = details.member("evaluation") {
      return .evaluation(
        self.evaluation(
          evaluation, tables: details.list("tables").compactMap(table)))
    }
    if details.member("verdicts") != nil {
      return .verdicts(details.list("verdicts").map(verdict))
    }
    if details.member("scales") != nil {
      return .reliability(details.list("scales").map(scale))
    }
    guard details.member("tables") != nil else { return .none }
    return .tables(
      details.list("tables").compactMap(table),
      finding: details.localized("finding"))
  }

  // MARK: - Kinds

  private func verdict(_ json: JSONValue) -> Verdict {
    let counts = json.pairs("counts").compactMap { grade, value in
      value.asNumber.map { (grade, Int(exactly: $0) ?? 0) }
    }
    let grades = counts.map(\.0)
    let percentages = json.list("percentages").compactMap(\.asNumber)
    return Verdict(
      group: group(json), counts: counts.map(\.1), grades: grades,
      gradeLabels: grades.map { LocalizedText($0) },
      denominator: json.number("denominator") ?? 0,
      outcome: json.text("verdict").flatMap(grades.firstIndex(of:)),
      votesToBetter: json.integer("votes_to_better"),
      votesToWorse: json.integer("votes_to_worse"),
      abstained: json.integer("abstained"),
      percentages: percentages.isEmpty ? nil : percentages)
  }

  private func scale(_ json: JSONValue) -> ScaleReliability {
    ScaleReliability(
      scale: json.text("scale") ?? "", label: nil,
      alpha: json.number("alpha"),
      standardizedAlpha: json.number("standardized_alpha"),
      interval: json.interval(level: 0.95), base: json.integer("n") ?? 0,
      items: json.list("items").map { item in
        ScaleReliability.Item(
          variable: item.text("variable") ?? "", label: nil,
          isReversed: item.bool("reversed"), mean: item.number("mean"),
          standardDeviation: item.number("sd"),
          restCorrelation: item.number("rest_correlation"),
          alphaWithout: item.number("alpha_without"))
      })
  }

  private func evaluation(
    _ json: JSONValue, tables: [StatisticsTable]
  ) -> EvaluationResult {
    let bands = json.list("bands").compactMap { band in
      band.localized("label").map {
        Band(label: $0, threshold: band.number("threshold") ?? 0)
      }
    }
    let draws = json.member("uncertainty")
    let level = draws?.number("level") ?? 0.95
    let scale = json.member("score_scale")
    var result = EvaluationResult(
      indicators: [],
      cases: json.list("cases").compactMap { item in
        self.item(item, bands: bands, level: level)
      },
      bands: bands, raters: [], weightings: [],
      uncertainty: draws?.integer("draws").map {
        UncertaintyResult(
          draws: $0, seed: draws?.text("seed").flatMap { UInt64($0) } ?? 0,
          level: level, varied: [],
          supportsRanking: draws?.bool("supports_ranking") ?? true)
      },
      tables: tables,
      scale: ScoreScale(
        label: scale?.localized("label") ?? "Score",
        lower: scale?.number("lower"), upper: scale?.number("upper")))
    result.findings = json.list("findings").compactMap(\.asLocalized)
    return result
  }

  private func item(
    _ json: JSONValue, bands: [Band], level: Double
  ) -> CaseResult? {
    guard let id = json.text("id") else { return nil }
    let label = json.localized("band")
    let rank = json.number("rank")
    var item = CaseResult(
      id: id, title: json.localized("title"), score: json.number("score"),
      scoreInterval: json.interval(
        "score_lower", "score_upper", level: level),
      rank: rank.flatMap { Int(exactly: $0) },
      rankInterval: json.interval("rank_lower", "rank_upper", level: level),
      band: bands.firstIndex { $0.label == label },
      coverage: json.number("coverage") ?? 1, values: [])
    if item.rank == nil { item.sharedRank = rank }
    return item
  }

  private func table(_ json: JSONValue) -> StatisticsTable? {
    guard let name = json.text("table"), let title = json.localized("title")
    else { return nil }
    typealias Format = StatisticsTable.Format
    let columns = json.list("columns").compactMap { column in
      column.text("name").map {
        StatisticsTable.Column(
          $0, column.localized("label") ?? LocalizedText($0),
          column.text("format").flatMap(Format.init) ?? .value)
      }
    }
    let rows = json.list("rows").compactMap { row in
      row.text("row").map { name in
        StatisticsTable.Row(
          name, row.localized("label") ?? LocalizedText(name),
          section: row.localized("section"),
          format: row.text("format").flatMap(Format.init),
          columns.map { cell(row.member("cells")?.member($0.name)) })
      }
    }
    return StatisticsTable(
      name, title: title, columns: columns, rows: rows,
      notes: json.list("notes").compactMap(\.asLocalized))
  }

  private func cell(_ json: JSONValue?) -> StatisticsTable.Cell {
    guard let json else { return .empty }
    if let text = json.asLocalized { return StatisticsTable.Cell(text) }
    if let number = json.asNumber { return StatisticsTable.Cell(number) }
    guard json.member("value") != nil else { return .empty }
    return StatisticsTable.Cell(
      json.number("value"), interval: json.interval(level: 0.95),
      letters: json.text("letters") ?? "", isWeak: json.bool("small_base"))
  }
}
