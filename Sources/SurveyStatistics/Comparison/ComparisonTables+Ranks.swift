import SurveyData

extension ComparisonTables {
  /// Sets of ranks, the best unit first.
  func ranks(_ group: Int) -> StatisticsTable {
    let peer = groups[group]
    let simultaneous = LocalizedText(zh: "同时置信集", en: "Simultaneous")
    let marginal = LocalizedText(zh: "单独置信集", en: "Marginal")
    let from = LocalizedText(zh: "最好", en: "best")
    let to = LocalizedText(zh: "最差", en: "worst")
    // Beyond half of the field single ranks would claim what nobody knows.
    let showsRanks = !peer.isRanked || peer.ranks.widest <= 0.5
    var columns =
      showsRanks
      ? [Column("rank", LocalizedText(zh: "名次", en: "Rank"), .count)] : []
    columns += [
      Column("lower", from, .count, spanner: simultaneous),
      Column("upper", to, .count, spanner: simultaneous),
      Column("marginal-lower", from, .count, spanner: marginal),
      Column("marginal-upper", to, .count, spanner: marginal),
    ]
    if showsRanks {
      columns.append(
        Column(
          "expected-rank", LocalizedText(zh: "期望名次", en: "Expected rank"),
          .statistic))
    }
    if peer.comparisonFactor != nil {
      columns.append(
        Column(
          "comparison",
          LocalizedText(zh: "两两比较区间", en: "Comparison interval"), format))
    }
    let order = peer.ranked.indices.sorted {
      (peer.bestRanks[$0], $0) < (peer.bestRanks[$1], $1)
    }
    let rows = order.map { index in
      let unit = peer.ranked[index]
      let (joint, own) = (
        peer.ranks.simultaneous[index], peer.ranks.marginal[index]
      )
      var cells =
        showsRanks ? [Cell(Double(peer.bestRanks[index]))] : []
      cells += [
        Cell(Double(joint.lower)), Cell(Double(joint.upper)),
        Cell(Double(own.lower)), Cell(Double(own.upper)),
      ]
      if showsRanks { cells.append(Cell(peer.expectedRanks[index])) }
      if let factor = peer.comparisonFactor {
        let value = units.units[unit].value ?? .nan
        let half = factor * (units.units[unit].error ?? .nan)
        cells.append(
          Cell(
            value,
            interval: interval(value - half, value + half, "goldstein-healy")))
      }
      return Row(units.units[unit].name, label(unit), cells)
    }
    return StatisticsTable(
      name("ranks", group), title: title("名次的置信集", "Sets of ranks", group),
      stub: Self.stub, columns: columns, rows: rows,
      notes: (peer.isRanked ? [rankNote(peer)] : [])
        + (showsRanks ? [] : [UncertaintyResult.rankingNotSupported]),
      figure: peer.isRanked
        ? .rankRange(rank: "rank", lower: "lower", upper: "upper") : nil)
  }

  private func rankNote(_ peer: PeerComparison) -> LocalizedText {
    let share = plainText((peer.ranks.separated * 1000).rounded() / 10)
    let widest = plainText((peer.ranks.widest * 1000).rounded() / 10)
    return LocalizedText(
      zh: "能同时区分的两两比较占\(share)%；最宽的名次范围占全部名次的\(widest)%。",
      en: "\(share)% of the pairs are told apart at once; the widest set covers"
        + " \(widest)% of the field.")
  }

  /// The shrinkage and the test of over-dispersion of every group.
  var models: StatisticsTable {
    var columns = [
      Column("units", LocalizedText(zh: "单位数", en: "Units"), .count),
      Column("target", LocalizedText(zh: "目标", en: "Target"), format),
    ]
    let isBeta = groups.contains { $0.beta != nil }
    columns +=
      isBeta
      ? [
        Column("mean", LocalizedText(zh: "先验均值", en: "Prior mean"), format),
        Column("a", "a", .coefficient), Column("b", "b", .coefficient),
      ]
      : [
        Column("mean", LocalizedText(zh: "均值μ", en: "Mean μ"), format),
        Column("mean-se", LocalizedText(zh: "μ的标准误", en: "SE of μ"), format),
        Column(
          "between", LocalizedText(zh: "单位间方差A", en: "Variance A"),
          .coefficient),
      ]
    columns += [
      Column("phi", "φ", .coefficient), Column("tau2", "τ²", .coefficient),
      Column("chi2", "Σz²", .statistic),
      Column("df", LocalizedText(zh: "自由度", en: "df"), .degrees),
      Column("p", "p", .probability),
    ]
    let rows = groups.indices.map { group in
      let peer = groups[group]
      var cells = [Cell(Double(peer.compared.count)), Cell(peer.target)]
      if isBeta {
        let isFinite = peer.beta.map { $0.spread > 0 } ?? false
        cells += [
          Cell(peer.beta?.mean), isFinite ? Cell(peer.beta?.alpha) : Cell("∞"),
          isFinite ? Cell(peer.beta?.beta) : Cell("∞"),
        ]
      } else {
        cells += [
          Cell(peer.normal?.mean), Cell(peer.normal?.meanError),
          Cell(peer.normal?.variance),
        ]
      }
      let test = peer.dispersion
      cells += [
        Cell(test?.factor), Cell(test?.variance), Cell(test?.statistic),
        Cell(test.map { Double($0.degreesOfFreedom) }),
        Cell(test?.probability),
      ]
      return Row(
        "group-\(group + 1)",
        units.peers[group] ?? LocalizedText(zh: "全部单位", en: "all units"),
        cells)
    }
    return StatisticsTable(
      "model",
      title: LocalizedText(
        zh: "收缩模型与超离散检验", en: "Shrinkage and test of over-dispersion"),
      stub: LocalizedText(zh: "同类组", en: "Peer group"), columns: columns,
      rows: rows)
  }

  /// P(θᵢ > θₖ), as long as the table can be read.
  func pairs(_ group: Int) -> StatisticsTable? {
    let peer = groups[group]
    guard peer.isRanked, peer.ranked.count <= 30,
      !peer.shrunken.isEmpty
    else { return nil }
    let columns = peer.ranked.map { unit in
      Column(units.units[unit].name, label(unit), .share)
    }
    let rows = peer.ranked.indices.map { index in
      Row(
        units.units[peer.ranked[index]].name, label(peer.ranked[index]),
        peer.ranked.indices.map { other in
          other == index ? .empty : Cell(peer.order.above[index][other])
        })
    }
    return StatisticsTable(
      name("pairs", group),
      title: title(
        "行单位高于列单位的概率", "Probability that the row is above the column", group),
      stub: Self.stub, columns: columns, rows: rows,
      figure: .heat(columns: columns.map(\.name)), isSupplement: true)
  }
}
