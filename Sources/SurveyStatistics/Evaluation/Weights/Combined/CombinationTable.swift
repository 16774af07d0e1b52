import SurveyData

/// The shares with which sets of weights were put together.
struct CombinationTable {
  let method: CombinedWeighting
  let found: CombinedWeights
  /// The weights of the leaves by set.
  let sets: [[Double]]

  var table: StatisticsTable {
    var columns: [StatisticsTable.Column] = [
      .init("method", LocalizedText(zh: "方法", en: "Method"), .text)
    ]
    if !found.shares.isEmpty {
      columns.append(
        .init("share", LocalizedText(zh: "份额", en: "Share"), .coefficient))
    }
    if found.game != nil {
      columns.append(
        .init(
          "raw", LocalizedText(zh: "方程的解", en: "Solution of the equations"),
          .coefficient))
    }
    columns.append(
      .init(
        "distance",
        LocalizedText(zh: "与合成权重的距离", en: "Distance to the combination"),
        .coefficient))
    let rows = method.sets.enumerated().map { position, set in
      var cells: [StatisticsTable.Cell] = [.init(set.label)]
      if !found.shares.isEmpty { cells.append(.init(found.shares[position])) }
      if let game = found.game {
        cells.append(.init(game.raw.isEmpty ? nil : game.raw[position]))
      }
      let squares = zip(sets[position], found.weights).reduce(0) {
        $0 + ($1.0 - $1.1) * ($1.0 - $1.1)
      }
      cells.append(.init(squares.squareRoot()))
      return StatisticsTable.Row(
        "set-\(position + 1)",
        LocalizedText(zh: "第 \(position + 1) 组", en: "Set \(position + 1)"),
        cells)
    }
    return StatisticsTable(
      "weight-sets",
      title: LocalizedText(zh: "权重组的合成", en: "How the sets were combined"),
      stub: LocalizedText(zh: "权重组", en: "Set of weights"), columns: columns,
      rows: rows)
  }
}
