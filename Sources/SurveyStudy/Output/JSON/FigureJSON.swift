import SurveyData

/// The charts that tables ask for, in `results.json`: a kind, and the names of
/// columns and numbers that it takes.
extension StatisticsTable.Figure {
  var json: JSONValue {
    func texts(_ names: [String]) -> JSONValue {
      .list(names.map { .text($0) })
    }
    func numbers(_ values: [Double]) -> JSONValue {
      .list(values.map { .number($0) })
    }
    func object(
      _ kind: String, _ pairs: [(key: String, value: JSONValue)]
    ) -> JSONValue { .object([("kind", .text(kind))] + pairs) }
    switch self {
    case .dots(let column, let reference):
      return object(
        "dots",
        [("column", .text(column)), ("reference", .optional(reference))])
    case .heat(let columns):
      return object("heat", [("columns", texts(columns))])
    case .histogram(let lower, let upper, let count):
      return object("histogram", [("columns", texts([lower, upper, count]))])
    case .bars(let columns, let isStacked):
      return object(
        "bars", [("columns", texts(columns)), ("stacked", .bool(isStacked))])
    case .funnel(let funnel):
      return object(
        "funnel",
        [
          ("rate", .text(funnel.rate)), ("base", .text(funnel.base)),
          ("target", .number(funnel.target)), ("bases", numbers(funnel.bases)),
          (
            "limits",
            .list(
              funnel.limits.map {
                .object([
                  ("level", .number($0.level)), ("lower", numbers($0.lower)),
                  ("upper", numbers($0.upper)),
                ])
              })
          ),
          (
            "positions",
            .list(
              funnel.positions.map { $0.map { .integer($0) } ?? .null })
          ),
        ])
    case .rankRange(let rank, let lower, let upper):
      return object("ranks", [("columns", texts([rank, lower, upper]))])
    case .stars(let column, let count, let certainty):
      return object(
        "stars",
        [
          ("column", .text(column)), ("count", .integer(count)),
          ("certainty", .optional(certainty)),
        ])
    case .trend(let columns):
      return object("trend", [("columns", texts(columns))])
    case .scatter(let x, let y, let cutX, let cutY):
      return object(
        "scatter",
        [
          ("x", .text(x)), ("y", .text(y)), ("cut_x", .optional(cutX)),
          ("cut_y", .optional(cutY)),
        ])
    case .waterfall(let column):
      return object("waterfall", [("column", .text(column))])
    case .tree(let parent, let weight):
      return object(
        "tree", [("parent", .text(parent)), ("weight", .text(weight))])
    case .control(let value, let lower, let upper, let centre, let shifted):
      return object(
        "control",
        [
          ("columns", texts([value, lower, upper])),
          ("centre", .number(centre)), ("shifted", .bool(shifted)),
        ])
    case .dumbbell(let earlier, let later, let target):
      return object(
        "dumbbell",
        [
          ("earlier", .text(earlier)), ("later", .text(later)),
          ("target", .optional(target)),
        ])
    case .path(let from, let value, let measured):
      return object(
        "path",
        [
          ("from", .text(from)), ("value", .text(value)),
          ("measured", .optional(measured)),
        ])
    case .box(let columns, let base):
      return object(
        "box", [("columns", texts(columns)), ("base", .optional(base))])
    case .cumulative(let value, let columns):
      return object(
        "cdf", [("value", .text(value)), ("columns", texts(columns))])
    case .multiples(let columns, let isLine):
      return object(
        "multiples", [("columns", texts(columns)), ("line", .bool(isLine))])
    case .kano(let kano):
      return object(
        "kano",
        [
          ("x", .text(kano.x)), ("y", .text(kano.y)),
          ("cut_x", .number(kano.cutX)), ("cut_y", .number(kano.cutY)),
          ("means", .bool(kano.isMean)),
          ("regions", .list(kano.regions.map(numbers))),
        ])
    case .fit(let fit):
      return object(
        "fit",
        [
          ("x", .text(fit.x)), ("y", .text(fit.y)),
          ("intercept", .number(fit.intercept)), ("slope", .number(fit.slope)),
          ("slope_lower", .optional(fit.slopeInterval?.lower)),
          ("slope_upper", .optional(fit.slopeInterval?.upper)),
          ("level", .optional(fit.slopeInterval?.level)),
          ("places", numbers(fit.places)), ("lower", numbers(fit.lower)),
          ("upper", numbers(fit.upper)), ("weighted", .bool(fit.isWeighted)),
        ])
    case .league(let league):
      return object(
        "league",
        [
          ("score", .text(league.score)), ("ranks", texts(league.ranks)),
          ("margins", .list(league.margins.map { .optional($0) })),
          ("supports_ranking", .bool(league.supportsRanking)),
        ])
    case .likert(let likert):
      return object(
        "likert",
        [
          ("columns", texts(likert.columns)),
          ("unfavourable", .integer(likert.unfavourable)),
          ("favourable", .integer(likert.favourable)),
          ("neutral", .text(likert.neutral.rawValue)),
          ("base", .optional(likert.base)),
        ])
    case .profile(let columns, let highlighted):
      return object(
        "profile",
        [
          ("columns", texts(columns)), ("highlighted", .text(highlighted)),
        ])
    }
  }

  /// Reads a chart; `nil` for a kind that this program does not know.
  init?(_ json: JSONValue) {
    func name(_ key: String) -> String { json[key].string ?? "" }
    func names(_ key: String) -> [String] {
      json[key].items.compactMap(\.string)
    }
    func numbers(_ value: JSONValue) -> [Double] {
      value.items.map { $0.double ?? .nan }
    }
    func flag(_ key: String) -> Bool { json[key].truth ?? false }
    func three() -> [String]? {
      let found = names("columns")
      return found.count == 3 ? found : nil
    }
    switch json["kind"].string {
    case "dots":
      self = .dots(column: name("column"), reference: json["reference"].double)
    case "heat": self = .heat(columns: names("columns"))
    case "histogram":
      guard let three = three() else { return nil }
      self = .histogram(lower: three[0], upper: three[1], count: three[2])
    case "bars":
      self = .bars(columns: names("columns"), isStacked: flag("stacked"))
    case "funnel":
      self = .funnel(
        .init(
          rate: name("rate"), base: name("base"),
          target: json["target"].double ?? .nan, bases: numbers(json["bases"]),
          limits: json["limits"].items.map {
            .init(
              level: $0["level"].double ?? 0.95, lower: numbers($0["lower"]),
              upper: numbers($0["upper"]))
          },
          positions: json["positions"].items.map { item in
            item.double.flatMap { Int(exactly: $0) }
          }))
    case "ranks":
      guard let three = three() else { return nil }
      self = .rankRange(rank: three[0], lower: three[1], upper: three[2])
    case "stars":
      self = .stars(
        column: name("column"), count: min(10, max(0, json["count"].int ?? 5)),
        certainty: json["certainty"].string)
    case "trend": self = .trend(columns: names("columns"))
    case "scatter":
      self = .scatter(
        x: name("x"), y: name("y"), cutX: json["cut_x"].double,
        cutY: json["cut_y"].double)
    case "waterfall": self = .waterfall(column: name("column"))
    case "tree": self = .tree(parent: name("parent"), weight: name("weight"))
    case "control":
      guard let three = three() else { return nil }
      self = .control(
        value: three[0], lower: three[1], upper: three[2],
        centre: json["centre"].double ?? .nan, isShifted: flag("shifted"))
    case "dumbbell":
      self = .dumbbell(
        earlier: name("earlier"), later: name("later"),
        target: json["target"].string)
    case "path":
      self = .path(
        from: name("from"), value: name("value"),
        measured: json["measured"].string)
    case "box":
      self = .box(columns: names("columns"), base: json["base"].string)
    case "cdf":
      self = .cumulative(value: name("value"), columns: names("columns"))
    case "multiples":
      self = .multiples(columns: names("columns"), isLine: flag("line"))
    case "kano":
      self = .kano(
        .init(
          x: name("x"), y: name("y"), cutX: json["cut_x"].double ?? .nan,
          cutY: json["cut_y"].double ?? .nan, isMean: flag("means"),
          regions: json["regions"].items.map(numbers)))
    case "fit":
      var interval: Interval?
      if let lower = json["slope_lower"].double,
        let upper = json["slope_upper"].double
      {
        interval = Interval(
          lower: lower, upper: upper, level: json["level"].double ?? 0.95,
          method: "t")
      }
      self = .fit(
        .init(
          x: name("x"), y: name("y"),
          intercept: json["intercept"].double ?? .nan,
          slope: json["slope"].double ?? .nan, slopeInterval: interval,
          places: numbers(json["places"]), lower: numbers(json["lower"]),
          upper: numbers(json["upper"]), isWeighted: flag("weighted")))
    case "league":
      self = .league(
        .init(
          score: name("score"), ranks: names("ranks"),
          margins: json["margins"].items.map(\.double),
          supportsRanking: json["supports_ranking"].truth ?? true))
    case "likert":
      self = .likert(
        .init(
          columns: names("columns"),
          unfavourable: json["unfavourable"].int ?? 0,
          favourable: json["favourable"].int ?? 0,
          neutral: .init(rawValue: name("neutral")) ?? .aside,
          base: json["base"].string))
    case "profile":
      self = .profile(
        columns: names("columns"), highlighted: name("highlighted"))
    default: return nil
    }
  }
}
