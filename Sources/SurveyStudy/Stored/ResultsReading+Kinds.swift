import SurveyData

/// Reads the kinds of details that are more than tables.

extension Verdict {
  init(_ json: JSONValue) {
    let counts = json["counts"].pairs.compactMap { grade, value in
      value.double.map { (grade, Int(exactly: $0) ?? 0) }
    }
    let grades = counts.map(\.0)
    let percentages = json["percentages"].items.compactMap(\.double)
    self.init(
      group: [GroupTerm](json), counts: counts.map(\.1), grades: grades,
      gradeLabels: grades.map { LocalizedText($0) },
      denominator: json["denominator"].double ?? 0,
      outcome: json["verdict"].string.flatMap(grades.firstIndex(of:)),
      votesToBetter: json["votes_to_better"].int,
      votesToWorse: json["votes_to_worse"].int,
      abstained: json["abstained"].int,
      percentages: percentages.isEmpty ? nil : percentages)
  }
}

extension ScaleReliability {
  init(_ json: JSONValue) {
    self.init(
      scale: json["scale"].string ?? "", label: nil,
      alpha: json["alpha"].double,
      standardizedAlpha: json["standardized_alpha"].double,
      interval: Interval(json), base: json["n"].int ?? 0,
      items: json["items"].items.map { item in
        Item(
          variable: item["variable"].string ?? "", label: nil,
          isReversed: item["reversed"].truth ?? false,
          mean: item["mean"].double, standardDeviation: item["sd"].double,
          restCorrelation: item["rest_correlation"].double,
          alphaWithout: item["alpha_without"].double)
      })
  }
}

extension Provenance {
  init(_ json: JSONValue) {
    self.init(
      sources: json["files"].items.compactMap { file in
        file["file"].string.map {
          DataSource(file: $0, sha256: file["sha256"].string ?? "")
        }
      },
      filter: json["filter"].string,
      rowsAvailable: json["rows_available"].int ?? 0,
      rowsUsed: json["rows_used"].int ?? 0,
      design: json["design"].string.map { LocalizedText($0) },
      formula: json["formula"].string ?? "")
    isKeptByQuality = json["kept_by_quality"].truth ?? false
  }
}

extension [GroupTerm] {
  /// The rows that a number is about, with labels where the file has them.
  init(_ json: JSONValue) {
    let labels = json["group_labels"].items
    self = json["group"].pairs.enumerated().map { place, pair in
      let label = place < labels.count ? labels[place] : .null
      return GroupTerm(
        variable: pair.key, value: pair.value.string ?? "",
        label: LocalizedText(label["value"]),
        variableLabel: LocalizedText(label["variable"]))
    }
  }
}
