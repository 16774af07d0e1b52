import SurveyData

/// Lays out stars: how many units have how many, the cut points, what another
/// clustering or a group less would change, and every unit.
struct StarsTables {
  let frame: StarsFrame
  let options: StarsOptions
  let found: StarsFindings
  let draws: StarsDraws?
  let level: Double

  /// A page shows every unit only when they are no more than this.
  private static let shown = 60

  var all: [StatisticsTable] {
    [distribution, clustering, comparison, withoutGroups, certainties, units]
      .compactMap { $0 }
  }

  /// How many units have how many stars.
  var finding: LocalizedText? {
    let top = found.rated.count { found.stars[$0] == options.stars }
    let changed = changes.count
    let other = name(of: options.clustering == .optimal ? .cms : .optimal)
    return LocalizedText(
      zh: "\(found.rated.count)个单位参评，\(top)个得 \(options.stars) 星；"
        + "改用\(other[.chinese])有\(changed)个单位的星级不同。",
      en: "\(found.rated.count) units have stars, \(top) of them"
        + " \(options.stars); \(other[.english]) would change \(changed)")
  }

  private func name(
    of clustering: StarsOptions.Clustering
  ) -> LocalizedText {
    switch clustering {
    case .optimal: LocalizedText(zh: "最优 k 均值", en: "optimal k-means")
    case .cms: LocalizedText(zh: "CMS 的 k 均值", en: "k-means as CMS has it")
    }
  }

  private var other: StarsOptions.Clustering {
    options.clustering == .optimal ? .cms : .optimal
  }

  /// Units that have other stars with the other clustering.
  private var changes: [Int] {
    found.rated.filter { found.stars[$0] != found.otherStars[$0] }
  }

  private func label(ofPeers name: String) -> LocalizedText {
    switch options.peers {
    case .none: LocalizedText(zh: "全部单位", en: "all units")
    case .groups: LocalizedText(zh: "\(name) 个组", en: "\(name) groups")
    case .column: LocalizedText(name)
    }
  }

  private func heading(ofStars stars: Int) -> LocalizedText {
    LocalizedText(
      zh: "\(stars) 星", en: stars == 1 ? "1 star" : "\(stars) stars")
  }

  // MARK: - How many

  private var distribution: StatisticsTable {
    var columns = [
      StatisticsTable.Column(
        "n", LocalizedText(zh: "单位数", en: "Units"), .count)
    ]
    for stars in 1...options.stars {
      columns.append(.init("stars-\(stars)", heading(ofStars: stars), .count))
    }
    func cells(_ units: [Int]) -> [StatisticsTable.Cell] {
      [.init(Double(units.count))]
        + (1...options.stars).map { stars in
          .init(Double(units.count { found.stars[$0] == stars }))
        }
    }
    var rows = found.peers.map { peers in
      StatisticsTable.Row(
        peers.name, label(ofPeers: peers.name), cells(peers.units))
    }
    if rows.count > 1 {
      rows.append(
        StatisticsTable.Row(
          "all", LocalizedText(zh: "合计", en: "All"), kind: .overall,
          cells(found.rated)))
    }
    return StatisticsTable(
      "distribution", title: LocalizedText(zh: "星级分布", en: "Stars"),
      stub: LocalizedText(zh: "同类组", en: "Peer group"), columns: columns,
      rows: rows,
      figure: .bars(
        columns: columns.dropFirst().map(\.name), isStacked: true))
  }

  // MARK: - Clustering

  private var clustering: StatisticsTable {
    let centre = LocalizedText(zh: "各星级的中心", en: "Centre of each star")
    var columns: [StatisticsTable.Column] = []
    for stars in 1...options.stars {
      columns.append(
        .init(
          "centre-\(stars)", heading(ofStars: stars), .coefficient,
          spanner: centre))
    }
    let cut = LocalizedText(zh: "星级界限", en: "Cut points")
    for stars in 2...options.stars {
      columns.append(
        .init(
          "cut-\(stars)",
          LocalizedText(zh: "\(stars) 星起", en: "\(stars) from"), .coefficient,
          spanner: cut))
    }
    columns += [
      .init(
        "within", LocalizedText(zh: "组内平方和", en: "Within SS"), .coefficient),
      .init(
        "fit", LocalizedText(zh: "方差拟合优度", en: "GVF"), .coefficient),
      .init("moves", LocalizedText(zh: "迭代", en: "Iterations"), .text),
    ]
    var rows: [StatisticsTable.Row] = []
    for peers in found.peers {
      guard let optimal = peers.optimal, let started = peers.started else {
        continue
      }
      func row(
        _ kind: StarsOptions.Clustering, _ centres: [Double], _ cuts: [Double],
        _ within: Double, _ moves: LocalizedText
      ) -> StatisticsTable.Row {
        StatisticsTable.Row(
          "\(peers.name)/\(kind.rawValue)", name(of: kind),
          section: label(ofPeers: peers.name),
          (centres + cuts).map { .init($0) } + [
            .init(within),
            .init(optimal.total > 0 ? 1 - within / optimal.total : nil),
            .init(moves),
          ])
      }
      rows.append(
        row(
          .optimal, optimal.centres, optimal.cuts, optimal.within,
          LocalizedText(zh: "无", en: "none")))
      let middles = zip(started.centres, started.centres.dropFirst()).map {
        ($0 + $1) / 2
      }
      rows.append(
        row(
          .cms, started.centres, middles, started.within,
          LocalizedText(
            started.iterations.map(String.init).joined(separator: " + "))))
    }
    return StatisticsTable(
      "clustering",
      title: LocalizedText(zh: "星级的划分", en: "How scores become stars"),
      stub: LocalizedText(zh: "同类组与方法", en: "Peer group and method"),
      columns: columns, rows: rows,
      notes: [
        LocalizedText(
          zh: "所用方法：\(name(of: options.clustering)[.chinese])。",
          en: "The stars are those of"
            + " \(name(of: options.clustering)[.english]).")
      ])
  }

  private var comparison: StatisticsTable {
    let spanner = name(of: other)
    let columns = (1...options.stars).map { stars in
      StatisticsTable.Column(
        "stars-\(stars)", heading(ofStars: stars), .count, spanner: spanner)
    }
    let rows = (1...options.stars).map { stars in
      StatisticsTable.Row(
        "stars-\(stars)", heading(ofStars: stars),
        (1...options.stars).map { with in
          .init(
            Double(
              found.rated.count {
                found.stars[$0] == stars && found.otherStars[$0] == with
              }))
        })
    }
    let changed = changes.count
    return StatisticsTable(
      "comparison",
      title: LocalizedText(
        zh: "两种划分的星级对照", en: "Stars by both ways of clustering"),
      stub: name(of: options.clustering), columns: columns, rows: rows,
      notes: [
        LocalizedText(
          zh: "\(found.rated.count) 个单位中 \(changed) 个的星级不同。",
          en: "\(changed) of \(found.rated.count) units have other stars.")
      ])
  }

  // MARK: - Groups

  private var withoutGroups: StatisticsTable? {
    guard !found.withoutGroup.isEmpty else { return nil }
    let total = frame.groups.reduce(0) { $0 + $1.weight }
    let rows = frame.groups.indices.map { group -> StatisticsTable.Row in
      var up = 0
      var down = 0
      var far = 0
      for unit in found.rated {
        guard let now = found.stars[unit],
          let then = found.withoutGroup[group][unit]
        else { continue }
        if then > now { up += 1 }
        if then < now { down += 1 }
        if abs(then - now) > 1 { far += 1 }
      }
      let count = Double(found.rated.count)
      let measures = frame.measures.count { $0.group == group }
      let cells: [StatisticsTable.Cell] = [
        .init(Double(measures)), .init(frame.groups[group].weight / total),
        .init(Double(up + down) / count), .init(Double(up)),
        .init(Double(down)), .init(Double(far)),
      ]
      return StatisticsTable.Row(
        frame.groups[group].name, frame.groups[group].label, cells)
    }
    return StatisticsTable(
      "without-group",
      title: LocalizedText(
        zh: "去掉一个组后的星级", en: "Stars without one of the groups"),
      stub: LocalizedText(zh: "去掉的组", en: "Group left out"),
      columns: [
        .init("measures", LocalizedText(zh: "指标数", en: "Measures"), .count),
        .init("weight", LocalizedText(zh: "权重", en: "Weight"), .share),
        .init(
          "changed", LocalizedText(zh: "星级改变", en: "Stars change"), .share),
        .init("up", LocalizedText(zh: "升", en: "Up"), .count),
        .init("down", LocalizedText(zh: "降", en: "Down"), .count),
        .init("far", LocalizedText(zh: "差 2 星以上", en: "By 2 or more"), .count),
      ], rows: rows,
      notes: [
        LocalizedText(
          zh: "权重按比例分给其余各组，参评资格与同类组不变，星级重新划分。",
          en: "The weight goes to the other groups; who takes part and the"
            + " peer groups stay, cut points are found anew.")
      ])
  }

  // MARK: - Certainty

  private var certainties: StatisticsTable? {
    guard let draws else { return nil }
    let rows = (1...options.stars).compactMap {
      stars -> StatisticsTable.Row? in
      let shares = found.rated.filter { found.stars[$0] == stars }
        .compactMap { draws.share(of: $0, stars: stars) }
      guard !shares.isEmpty else { return nil }
      let count = Double(shares.count)
      return StatisticsTable.Row(
        "stars-\(stars)", heading(ofStars: stars),
        [
          .init(count), .init(shares.reduce(0, +) / count),
          .init(Double(shares.count { $0 < StarsAnalysis.certain }) / count),
        ])
    }
    return StatisticsTable(
      "certainty",
      title: LocalizedText(
        zh: "星级的把握", en: "How certain the stars are"),
      stub: LocalizedText(zh: "星级", en: "Stars"),
      columns: [
        .init("n", LocalizedText(zh: "单位数", en: "Units"), .count),
        .init(
          "certainty", LocalizedText(zh: "平均把握", en: "Mean certainty"), .share),
        .init(
          "uncertain", LocalizedText(zh: "把握不足 60%", en: "Below 60 %"), .share),
      ], rows: rows, figure: .dots(column: "certainty", reference: 0.6))
  }

  // MARK: - Units

  private var units: StatisticsTable {
    var columns: [StatisticsTable.Column] = [
      .init("stars", LocalizedText(zh: "星级", en: "Stars"), .count)
    ]
    if draws != nil {
      columns += [
        .init(
          "certainty", LocalizedText(zh: "把握", en: "Certainty"), .share),
        .init(
          "text", LocalizedText(zh: "星级（把握）", en: "Stars (certainty)"),
          .text),
      ]
    }
    columns += [
      .init(
        "score", LocalizedText(zh: "综合得分", en: "Summary score"), .coefficient),
      .init("peers", LocalizedText(zh: "同类组", en: "Peer group"), .text),
    ]
    let spanner = LocalizedText(zh: "各组得分", en: "Scores of groups")
    for group in frame.groups {
      columns.append(
        .init(
          "group-\(group.name)", group.label, .coefficient, spanner: spanner))
    }
    var peerOfUnit: [Int: String] = [:]
    for peers in found.peers {
      for unit in peers.units { peerOfUnit[unit] = peers.name }
    }
    let order = found.rated.sorted {
      (-(found.stars[$0] ?? 0), -found.summaries[$0], $0)
        < (-(found.stars[$1] ?? 0), -found.summaries[$1], $1)
    }
    let rows = order.map { unit -> StatisticsTable.Row in
      let stars = found.stars[unit]
      let summary = found.summaries[unit]
      var cells: [StatisticsTable.Cell] = [.init(stars.map(Double.init))]
      if let draws {
        let share = stars.flatMap { draws.share(of: unit, stars: $0) }
        cells += [.init(share), .init(starText(stars, certainty: share))]
      }
      cells += [
        .init(
          summary.isFinite ? summary : nil,
          interval: draws?.interval(of: unit, level: level)),
        .init(peerOfUnit[unit].map { label(ofPeers: $0) } ?? ""),
      ]
      for scores in found.scores {
        cells.append(.init(scores[unit].isFinite ? scores[unit] : nil))
      }
      return StatisticsTable.Row(
        frame.units.ids[unit], frame.units.label(unit), cells)
    }
    let isShort = rows.count <= Self.shown
    return StatisticsTable(
      "stars", title: LocalizedText(zh: "各单位的星级", en: "Stars of units"),
      stub: LocalizedText(zh: "单位", en: "Unit"), columns: columns, rows: rows,
      notes: capNotes,
      figure: isShort
        ? .stars(
          column: "stars", count: options.stars,
          certainty: draws == nil ? nil : "certainty") : nil,
      isSupplement: !isShort)
  }

  /// Who lost stars by the limit.
  private var capNotes: [LocalizedText] {
    guard let cap = options.cap else { return [] }
    let shown = found.capped.prefix(20).map { frame.units.ids[$0] }
    let count = found.capped.count
    if count == 0 {
      return [
        LocalizedText(
          zh: "星级上限未影响任何单位。", en: "The limit takes stars from no unit.")
      ]
    }
    let more = count > shown.count
    return [
      LocalizedText(
        zh: "\(count) 个单位因上限降为 \(cap.stars) 星："
          + shown.joined(separator: "、") + (more ? "等。" : "。"),
        en: "\(count) units have \(cap.stars) stars by the limit: "
          + shown.joined(separator: ", ") + (more ? ", …" : "."))
    ]
  }
}
