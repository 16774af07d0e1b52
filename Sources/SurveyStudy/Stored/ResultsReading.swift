import SurveyData

/// Reads what `results.json` holds of a result: every number, and the labels
/// that it has.
extension AnalysisResult {
  /// Whether its figures can be drawn from what is read here. Those of
  /// verdicts and reliabilities show votes and items, which are not, and the
  /// estimates alone would make other figures that say other things.
  var isDrawnFromFile: Bool {
    switch details {
    case .verdicts, .reliability: false
    case .none, .evaluation, .tables: true
    }
  }

  /// `nil` for what names no analysis.
  init?(_ json: JSONValue) {
    guard let id = json["id"].string, let kind = json["kind"].string else {
      return nil
    }
    let details = json["details"]
    self.init(
      id: id, kind: kind, title: LocalizedText(json["title"]),
      provenance: Provenance(json["provenance"]),
      conventions: json["convention"].pairs.compactMap { name, value in
        value.string.map {
          Convention(name, $0, LocalizedText("\(name): \($0)"))
        }
      },
      estimates: json["estimates"].items.map(Estimate.init))
    headline = LocalizedText(json["headline"])
    let tables = details["tables"].items.map(StatisticsTable.init)
    if case .list(let verdicts) = details["verdicts"] {
      self.details = .verdicts(verdicts.map(Verdict.init))
    } else if case .list(let scales) = details["scales"] {
      self.details = .reliability(scales.map(ScaleReliability.init))
    } else if case .object = details["evaluation"] {
      self.details = .evaluation(
        EvaluationResult(details["evaluation"], tables: tables))
    } else if !tables.isEmpty {
      self.details = .tables(tables, finding: LocalizedText(details["finding"]))
    }
  }
}

extension LocalizedText {
  /// A text as `results.json` has it: one for both languages, or one each.
  init?(_ json: JSONValue) {
    if let text = json.string {
      self.init(text)
    } else if case .object = json {
      self.init(zh: json["zh"].string, en: json["en"].string)
    } else {
      return nil
    }
  }
}

extension Interval {
  /// An interval from the keys of an object; `nil` where an end is missing.
  init?(
    _ json: JSONValue, _ lower: String = "lower", _ upper: String = "upper",
    level: Double? = nil, method: String = "interval"
  ) {
    guard let low = json[lower].double, let high = json[upper].double else {
      return nil
    }
    self.init(
      lower: low, upper: high, level: json["level"].double ?? level ?? 0.95,
      method: json[method].string ?? "draws")
  }
}

extension Estimate {
  fileprivate init(_ json: JSONValue) {
    self.init(
      variable: json["variable"].string ?? "",
      label: LocalizedText(json["label"]), category: json["category"].string,
      categoryLabel: LocalizedText(json["category_label"]),
      group: [GroupTerm](json),
      statistic: json["statistic"].string ?? "",
      unit: json["unit"].string.flatMap(Unit.init) ?? .value,
      value: json["value"].double, standardError: json["se"].double,
      interval: Interval(json), degreesOfFreedom: json["df"].double,
      base: json["n"].int ?? 0, weightedBase: json["weighted_n"].double ?? 0,
      effectiveBase: json["effective_n"].double,
      designEffect: json["deff"].double,
      remarks: json["remarks"].items.compactMap(\.string))
  }
}

extension StatisticsTable {
  fileprivate init(_ json: JSONValue) {
    let columns = json["columns"].items.map { column -> Column in
      Column(
        column["name"].string ?? "", LocalizedText(column["label"]) ?? "",
        column["format"].string.flatMap(Format.init) ?? .value,
        spanner: LocalizedText(column["spanner"]),
        isLowerBetter: column["lower_is_better"].truth ?? false)
    }
    self.init(
      json["table"].string ?? "", title: LocalizedText(json["title"]) ?? "",
      stub: LocalizedText(json["stub"]) ?? "", columns: columns,
      rows: json["rows"].items.map { row in
        let cells = row["cells"].pairs
        return Row(
          row["row"].string ?? "", LocalizedText(row["label"]) ?? "",
          section: LocalizedText(row["section"]),
          kind: row["kind"].string.flatMap(Row.Kind.init) ?? .detail,
          format: row["format"].string.flatMap(Format.init),
          columns.indices.map { place in
            place < cells.count
              ? Cell(cells[place].value, columns[place].format) : .empty
          })
      }, notes: json["notes"].items.compactMap { LocalizedText($0) },
      figure: Figure(json["figure"]))
    headline = LocalizedText(json["headline"])
  }
}

extension StatisticsTable.Cell {
  fileprivate init(_ json: JSONValue, _ format: StatisticsTable.Format) {
    switch json {
    case .object
    where json["value"].double != nil || json["letters"].string != nil:
      self.init(
        json["value"].double, interval: Interval(json),
        letters: json["letters"].string ?? "",
        isWeak: json["small_base"].truth ?? false)
    case .object, .text: self.init(LocalizedText(json) ?? "")
    default: self.init(json.double)
    }
  }
}

extension EvaluationResult {
  fileprivate init(_ json: JSONValue, tables: [StatisticsTable]) {
    let bands = json["bands"].items.map {
      Band(
        label: LocalizedText($0["label"]) ?? "",
        threshold: $0["threshold"].double ?? 0)
    }
    let parents = Set(
      json["indicators"].items.compactMap { $0["parent"].string })
    let uncertainty = json["uncertainty"]
    let level = uncertainty["level"].double
    let scale = json["score_scale"]
    self.init(
      indicators: json["indicators"].items.map { item in
        let id = item["id"].string ?? ""
        return IndicatorResult(
          id: id, parent: item["parent"].string, level: 0,
          name: LocalizedText(item["name"]) ?? LocalizedText(id),
          isLeaf: !parents.contains(id),
          isBenefit: item["benefit"].truth ?? true,
          localWeight: item["local_weight"].double ?? 0,
          globalWeight: item["global_weight"].double ?? 0,
          normalisation: item["normalisation"].string ?? "")
      },
      cases: json["cases"].items.map { item in
        let band = LocalizedText(item["band"])
        let rank = item["rank"].double
        var found = CaseResult(
          id: item["id"].string ?? "", title: LocalizedText(item["title"]),
          score: item["score"].double,
          scoreInterval: Interval(
            item, "score_lower", "score_upper", level: level),
          rank: rank.flatMap { Int(exactly: $0) },
          rankInterval: Interval(
            item, "rank_lower", "rank_upper", level: level),
          band: bands.firstIndex { $0.label == band },
          coverage: item["coverage"].double ?? 1,
          values: item["values"].items.map {
            .init(
              indicator: $0["indicator"].string ?? "", raw: $0["raw"].double,
              score: $0["score"].double, base: $0["n"].int)
          })
        if found.rank == nil { found.sharedRank = rank }
        return found
      }, bands: bands, raters: [], weightings: [],
      uncertainty: level.map {
        UncertaintyResult(
          draws: uncertainty["draws"].int ?? 0,
          seed: uncertainty["seed"].string.flatMap { UInt64($0) } ?? 0,
          level: $0,
          varied: uncertainty["varied"].items.compactMap(\.string),
          supportsRanking: uncertainty["supports_ranking"].truth ?? true)
      }, tables: tables,
      scale: ScoreScale(
        label: LocalizedText(scale["label"]) ?? "",
        lower: scale["lower"].double, upper: scale["upper"].double,
        decimals: scale["decimals"].int ?? 1),
      finding: LocalizedText(json["finding"]))
    findings = json["findings"].items.compactMap { LocalizedText($0) }
  }
}
