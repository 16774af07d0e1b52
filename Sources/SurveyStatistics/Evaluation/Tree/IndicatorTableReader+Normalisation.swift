import Diagnostics
import SurveyData

extension IndicatorTableReader {
  /// The normalisation of one leaf.
  mutating func normalisation(
    _ row: Int, type: String
  ) -> Normalisation {
    let scale = (number("scale_min", row), number("scale_max", row))
    var name = text("norm", row)?.lowercased() ?? ""
    if name.isEmpty {
      if type == "deduct" || type == "category" {
        name = type
      } else if scale.0 != nil, scale.1 != nil {
        name = "fixed"
      } else if let fallback, text("norm_params", row) == nil {
        return fallback
      } else {
        name = "minmax"
      }
    }
    if name == "category" { return .category(points(row)) }
    if name == "piecewise" { return .piecewise(knots(row)) }
    if name == "steps" { return .steps(steps(row)) }
    var parameters = self.parameters(row)
    func take(_ key: String) -> Double? { parameters.removeValue(forKey: key) }
    var missing: [String] = []
    func need(_ key: String, _ fallback: Double? = nil) -> Double {
      if let value = take(key) ?? fallback { return value }
      missing.append(key)
      return 0
    }
    let result: Normalisation
    switch name {
    case "none": result = .none
    case "minmax", "min-max":
      if parameters["lo"] == nil, parameters["hi"] == nil {
        result = .minMax(constant: take("constant") ?? 50)
      } else {
        let (lower, upper) = (need("lo", 0), need("hi", 100))
        if lower >= upper {
          fail(row, "norm_params", "'lo' has to be below 'hi'")
        }
        result = .minMaxTo(
          lower: lower, upper: upper, constant: take("constant"))
      }
    case "fixed", "goalposts":
      let (lower, upper) = (need("lo", scale.0), need("hi", scale.1))
      let clips = take("clip") != 0
      if missing.isEmpty, lower >= upper {
        fail(row, "norm_params", "'lo' has to be below 'hi'")
      }
      result =
        name == "fixed"
        ? .fixed(lower: lower, upper: upper, clips: clips)
        : .goalposts(lower: lower, upper: upper, clips: clips)
    case "deduct":
      let full = need("full")
      result = .deduct(
        full: full, target: need("target"),
        perPoint: need("per_point"), floor: take("floor") ?? 0)
      if missing.isEmpty, full <= 0 {
        fail(row, "norm_params", "'full' has to be above 0")
      }
    case "percentile-rank", "percentile_rank": result = .percentileRank
    case "z-score", "zscore":
      result = .zScore(
        scale: take("scale") ?? 10, clips: take("clip") != 0,
        isPopulation: take("divisor") == 0, constant: take("constant") ?? 50)
    case "borda": result = .borda
    case "vector": result = .vector
    case "sum": result = .sum
    case "target":
      result = .target(need("target"), clips: take("clip") != 0)
    case "efficacy":
      result = .efficacy(
        unsatisfactory: need("unsatisfactory"),
        satisfactory: need("satisfactory"), base: take("base") ?? 60)
    case "centre": result = .centre(best: need("best"))
    case "interval":
      result = .interval(
        lower: need("lo", scale.0), upper: need("hi", scale.1))
    default:
      unknown(
        name, "norm", row,
        [
          "none", "minmax", "fixed", "goalposts", "deduct", "steps", "category",
          "percentile-rank", "borda", "z-score", "vector", "sum", "target",
          "efficacy", "centre", "interval", "piecewise",
        ])
      return .none
    }
    if !missing.isEmpty {
      fail(
        row, "norm_params",
        "normalisation '\(name)' lacks "
          + missing.map { "'\($0)'" }.joined(separator: " and "),
        help: "write \(missing.map { "\($0)=…" }.joined(separator: ";")) in "
          + "column 'norm_params'")
    }
    for key in parameters.keys.sorted() {
      fail(
        row, "norm_params", "normalisation '\(name)' has no parameter '\(key)'")
    }
    return result
  }

  private mutating func pairs(_ row: Int) -> [(key: String, value: String)] {
    guard let written = text("norm_params", row) else { return [] }
    var found: [(key: String, value: String)] = []
    for part in written.split(whereSeparator: { ";；".contains($0) }) {
      let sides = part.split(separator: "=", maxSplits: 1)
        .map { $0.split(separator: " ").joined(separator: " ") }
      if sides.count == 2 {
        found.append((sides[0], sides[1]))
      } else {
        fail(
          row, "norm_params",
          "parameter '\(part)' is not of the form name=value")
      }
    }
    return found
  }

  private mutating func parameters(_ row: Int) -> [String: Double] {
    var found: [String: Double] = [:]
    for (key, value) in pairs(row) {
      if found[key] != nil {
        fail(row, "norm_params", "parameter '\(key)' stands twice")
      } else if let number = Double(value), number.isFinite {
        found[key] = number
      } else if key == "divisor", value == "n" || value == "n-1" {
        found[key] = value == "n" ? 0 : 1
      } else {
        fail(
          row, "norm_params", "parameter '\(key)': '\(value)' is not a number")
      }
    }
    return found
  }

  /// `90=100;80=60`: from the highest value down.
  private mutating func steps(_ row: Int) -> [Normalisation.Step] {
    var found: [Normalisation.Step] = []
    for (key, points) in parameters(row) {
      if let from = Double(key), from.isFinite {
        found.append(Normalisation.Step(from: from, points: points))
      } else {
        fail(row, "norm_params", "step '\(key)' does not begin at a number")
      }
    }
    if found.isEmpty, !hasFailed {
      fail(
        row, "norm_params", "normalisation 'steps' lacks steps",
        help: "write 90=100;80=60 in column 'norm_params'")
    }
    return found.sorted { $0.from > $1.from }
  }

  private mutating func points(_ row: Int) -> [String: Double] {
    let found = parameters(row)
    if found.isEmpty, !hasFailed {
      fail(
        row, "norm_params", "normalisation 'category' lacks points",
        help: "write A=100;B=80 in column 'norm_params'")
    }
    return found
  }

  /// `0=0;60=50;90=100`: scores at stated values.
  private mutating func knots(_ row: Int) -> [Normalisation.Knot] {
    var found: [Normalisation.Knot] = []
    for (key, value) in parameters(row) {
      if let number = Double(key), number.isFinite {
        found.append(Normalisation.Knot(number, value))
      } else {
        fail(row, "norm_params", "'\(key)' is not a number")
      }
    }
    found.sort { $0.value < $1.value }
    let isUnique = zip(found, found.dropFirst()).allSatisfy {
      $0.value < $1.value
    }
    if !isUnique || found.count < 2, !hasFailed {
      fail(
        row, "norm_params",
        "normalisation 'piecewise' needs scores at two different values or "
          + "more", help: "write 0=0;60=50;90=100 in column 'norm_params'")
    }
    return found
  }
}

extension Normalisation {
  /// Reads a normalisation from its name and its parameters, as the columns
  /// `norm` and `norm_params` of an indicator table have them.
  ///
  /// - Returns: `nil` when they cannot be used; the reasons are in `log`, all
  ///   at `place`.
  public init?(
    name: String, parameters: String?, at place: Place, log: DiagnosticLog
  ) {
    let cells = [
      "indicator_id": "all", "norm": name, "norm_params": parameters,
    ]
    let table = Table(
      name: "norm",
      columns: cells.keys.sorted().map { key in
        let cell = cells[key] ?? nil
        return Column(
          key, .texts(DictionaryText([cell])),
          missing: MissingReasons([
            cell == nil ? MissingReason.blank.rawValue : 0
          ]))
      }, source: DataSource(file: place.file))
    let found = DiagnosticLog()
    var reader = IndicatorTableReader(table, log: found)
    let result = reader.normalisation(0, type: "")
    if case .category = result {
      log.report(
        Diagnostic(
          .indicatorSetting, at: place,
          "'category' cannot be the normalisation of all indicators",
          zh: "“category”不能作为全部指标的标准化方法"))
      return nil
    }
    log.report(
      found.diagnostics.map {
        var diagnostic = $0
        diagnostic.place = place
        return diagnostic
      })
    if reader.hasFailed { return nil }
    self = result
  }
}
