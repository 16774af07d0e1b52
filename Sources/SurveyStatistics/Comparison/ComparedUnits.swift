import Diagnostics
import SurveyData

/// One unit of a comparison.
struct ComparedUnit: Sendable {
  var name: String
  var label: LocalizedText?
  /// Its trials, rows or effective rows.
  var base = 0.0
  /// The successes, for rates of counts.
  var successes: Int?
  /// The rate, the mean, or the observed by the expected number.
  var value: Double?
  /// The standard error of the value.
  var error: Double?
  /// The expected number, where case mix is allowed for.
  var expected: Double?
  /// The expectation of each row behind it.
  var probabilities: [Double] = []
  /// The position of its peer group.
  var peer = 0

  /// Whether it can be compared.
  var isUsable: Bool {
    guard let value, let error else { return false }
    return value.isFinite && error.isFinite && base > 0
  }
}

/// The units of a comparison, read from the rows.
struct ComparedUnits: Sendable {
  /// What the numbers are.
  enum Measure: Sendable {
    /// Rates of counts.
    case rate
    /// Means, or shares under a design.
    case mean(isShare: Bool)
    /// Observed by expected numbers.
    case ratio
  }

  private(set) var units: [ComparedUnit] = []
  private(set) var measure: Measure
  /// The peer groups, one without a label when all are compared.
  private(set) var peers: [LocalizedText?] = [nil]
  private(set) var findings: [Diagnostic] = []
  /// The rate of all rows, where case mix is allowed for.
  private(set) var overall: Double?

  /// Reads the units.
  ///
  /// - Throws: A diagnostic about columns and numbers that cannot be used.
  init(
    _ analysis: ComparisonAnalysis, _ data: AnalysisData
  ) throws(Diagnostic) {
    let grouping = try Grouping([analysis.unit], data: data)
    units = grouping.terms.map { terms in
      ComparedUnit(
        name: terms.first?.value ?? "", label: terms.first?.label)
    }
    guard !units.isEmpty else {
      throw Diagnostic(
        .nothingToEstimate, at: data.place(of: analysis.unit),
        "no row has a unit to compare",
        zh: "没有一行有可比较的单位",
        help: "'unit' names the column of the units")
    }
    if grouping.ungrouped > 0 {
      findings.append(
        Diagnostic(
          .rowsWithoutGroup, .note, at: data.place(of: analysis.unit),
          (grouping.ungrouped == 1
            ? "1 row has" : "\(grouping.ungrouped) rows have")
            + " no unit and count for none",
          zh: "\(grouping.ungrouped)行没有所属单位，不计入任何单位"))
    }
    measure = .rate
    switch analysis.source {
    case .counts(let numerator, let denominator):
      try readCounts(numerator, denominator, grouping, data)
    case .answers(let variable, let values):
      try readAnswers(analysis, variable, values, grouping, data)
    case .means(let variable):
      measure = .mean(isShare: false)
      let values = try data.numbers(variable)
      readMeans(values, grouping, data)
    case .given(let estimate, let error, let base):
      measure = .mean(isShare: false)
      try readGiven(estimate, error, base, grouping, data)
    }
    if analysis.caseMix != nil {
      guard case .answers = analysis.source else {
        throw Diagnostic(
          .wrongOption, at: data.place(of: analysis.unit),
          "case mix is allowed for row by row, and the rows are units",
          zh: "结构调整须逐行进行，而数据行为单位",
          help: "name the answers with 'variable' and 'values'")
      }
    }
    try arrange(analysis.peers, grouping, data)
  }

  private mutating func readCounts(
    _ numerator: String, _ denominator: String, _ grouping: Grouping,
    _ data: AnalysisData
  ) throws(Diagnostic) {
    let above = try Ballots.wholeNumbers(numerator, data: data)
    let below = try Ballots.wholeNumbers(denominator, data: data)
    for row in above.indices where grouping.cells[row] >= 0 {
      guard let hits = above[row], let trials = below[row] else { continue }
      if hits > trials {
        throw Diagnostic(
          .impossibleCounts, at: data.place(of: numerator),
          "'\(numerator)' has \(hits) in a row where '\(denominator)' has"
            + " \(trials)",
          zh: "“\(numerator)”有一行为\(hits)，而“\(denominator)”为\(trials)",
          help: "name the columns the other way round, or correct the row")
      }
      let unit = Int(grouping.cells[row])
      units[unit].successes = (units[unit].successes ?? 0) + hits
      units[unit].base += Double(trials)
    }
    setRates()
  }

  private mutating func readAnswers(
    _ analysis: ComparisonAnalysis, _ variable: String, _ values: [String],
    _ grouping: Grouping, _ data: AnalysisData
  ) throws(Diagnostic) {
    let answers = AnswerValues(try data.table.column(variable))
    var isHit = [Bool](repeating: false, count: answers.levels.count)
    for value in values {
      guard let position = answers.position(of: value) else {
        throw answers.unknown(value, .error, file: data.table.source.file)
      }
      isHit[position] = true
    }
    let outcome = answers.codes.map { code -> Double in
      code < 0 ? .nan : isHit[Int(code)] ? 1 : 0
    }
    if let mix = analysis.caseMix {
      let expected = try mix.expectations(
        outcome, variable: variable, cells: grouping.cells, data: data)
      findings += expected.findings
      readRatios(outcome, expected.values, grouping)
      return
    }
    if !data.design.isSimple {
      measure = .mean(isShare: true)
      readMeans(outcome, grouping, data)
      return
    }
    for row in outcome.indices where grouping.cells[row] >= 0 {
      if outcome[row].isNaN { continue }
      let unit = Int(grouping.cells[row])
      units[unit].successes =
        (units[unit].successes ?? 0) + (outcome[row] > 0 ? 1 : 0)
      units[unit].base += 1
    }
    setRates()
  }

  private mutating func setRates() {
    for unit in units.indices {
      guard let hits = units[unit].successes, units[unit].base > 0 else {
        continue
      }
      let rate = Double(hits) / units[unit].base
      units[unit].value = rate
      units[unit].error = (rate * (1 - rate) / units[unit].base).squareRoot()
    }
  }

  private mutating func readRatios(
    _ outcome: [Double], _ expected: [Double], _ grouping: Grouping
  ) {
    measure = .ratio
    var (hits, trials) = (0, 0)
    for row in outcome.indices where grouping.cells[row] >= 0 {
      if outcome[row].isNaN || expected[row].isNaN { continue }
      let unit = Int(grouping.cells[row])
      let hit = outcome[row] > 0 ? 1 : 0
      units[unit].successes = (units[unit].successes ?? 0) + hit
      units[unit].base += 1
      units[unit].expected = (units[unit].expected ?? 0) + expected[row]
      units[unit].probabilities.append(expected[row])
      hits += hit
      trials += 1
    }
    overall = trials > 0 ? Double(hits) / Double(trials) : nil
    for unit in units.indices {
      guard let hits = units[unit].successes,
        let expected = units[unit].expected, expected > 0
      else { continue }
      let variance = units[unit].probabilities.reduce(0) {
        $0 + $1 * (1 - $1)
      }
      units[unit].value = Double(hits) / expected
      units[unit].error = variance.squareRoot() / expected
    }
  }

  private mutating func readMeans(
    _ values: [Double], _ grouping: Grouping, _ data: AnalysisData
  ) {
    let cells = LinearEstimator(data: data).means(of: values, in: grouping)
    for unit in units.indices {
      units[unit].value = cells[unit].value
      units[unit].error = cells[unit].standardError
      units[unit].base = Double(cells[unit].base)
    }
    noteErrors(grouping, data)
  }

  private mutating func readGiven(
    _ estimate: String, _ error: String, _ base: String?,
    _ grouping: Grouping, _ data: AnalysisData
  ) throws(Diagnostic) {
    let values = try data.numbers(estimate)
    let errors = try data.numbers(error)
    let bases = try base.map { name throws(Diagnostic) in
      try data.numbers(name)
    }
    var isSeen = [Bool](repeating: false, count: units.count)
    for row in values.indices where grouping.cells[row] >= 0 {
      let unit = Int(grouping.cells[row])
      if isSeen[unit] {
        throw Diagnostic(
          .repeatedUnit, at: Place(file: data.table.source.file),
          "the unit '\(units[unit].name)' stands in more than one row",
          zh: "单位“\(units[unit].name)”出现在不止一行",
          help: "estimates with errors need one row a unit")
      }
      isSeen[unit] = true
      if errors[row] < 0 || (bases.map { $0[row] < 0 } ?? false) {
        throw Diagnostic(
          .wrongOption, at: data.place(of: error),
          "the standard error or the base of '\(units[unit].name)' is"
            + " negative",
          zh: "“\(units[unit].name)”的标准误或基数为负数")
      }
      units[unit].value = values[row].isNaN ? nil : values[row]
      units[unit].error = errors[row].isNaN ? nil : errors[row]
      units[unit].base =
        bases.map { $0[row].isNaN ? 0 : $0[row] }
        ?? (errors[row] > 0 ? 1 / (errors[row] * errors[row]) : 0)
    }
    noteErrors(grouping, data)
  }

  /// Means need an error above 0.
  private mutating func noteErrors(
    _ grouping: Grouping, _ data: AnalysisData
  ) {
    let without = units.indices.filter {
      units[$0].value != nil && !((units[$0].error ?? 0) > 0)
    }
    for unit in without { units[unit].error = nil }
    guard !without.isEmpty else { return }
    let isAlone = areOneCluster(grouping, data)
    let alone = without.count { isAlone[$0] }
    findings.append(
      Diagnostic(
        .unitsWithoutError, .note, at: Place(file: data.table.source.file),
        (without.count == 1 ? "1 unit has" : "\(without.count) units have")
          + " no standard error above 0 and "
          + (without.count == 1 ? "is" : "are") + " not compared: "
          + without.prefix(5).map { units[$0].name }.joined(separator: ", ")
          + (without.count > 5 ? ", …" : "")
          + (alone > 0
            ? "; \(alone) of them \(alone == 1 ? "lies" : "lie") within one"
              + " sampled cluster, which shows no variance between clusters"
            : ""),
        zh: "\(without.count)个单位没有大于0的标准误，不参与比较："
          + without.prefix(5).map { units[$0].name }.joined(separator: "、")
          + (without.count > 5 ? "等" : "")
          + (alone > 0
            ? "；其中\(alone)个单位只在一个抽样群之内，群间方差无从估计" : ""),
        help: alone > 0
          ? "compare larger units that hold several clusters; only where"
            + " these very clusters are of interest, and not what they were"
            + " sampled from, use a data set whose 'design' has no 'clusters'"
          : nil))
  }

  /// For each unit whether several of its rows count, all of one sampled
  /// cluster.
  private func areOneCluster(_ grouping: Grouping, _ data: AnalysisData)
    -> [Bool]
  {
    guard let cluster = data.design.stages.first?.unitOfRow else {
      return units.map { _ in false }
    }
    var first = [Int32?](repeating: nil, count: units.count)
    var isOne = [Bool](repeating: true, count: units.count)
    var counts = [Int](repeating: 0, count: units.count)
    for (row, cell) in grouping.cells.enumerated()
    where cell >= 0 && data.design.weights[row] > 0 {
      let unit = Int(cell)
      if let known = first[unit] {
        isOne[unit] = isOne[unit] && known == cluster[row]
      } else {
        first[unit] = cluster[row]
      }
      counts[unit] += 1
    }
    return units.indices.map { isOne[$0] && counts[$0] > 1 }
  }
}

extension ComparedUnits {
  /// Puts units into peer groups.
  private mutating func arrange(
    _ groups: PeerGroups, _ grouping: Grouping, _ data: AnalysisData
  ) throws(Diagnostic) {
    switch groups {
    case .all: return
    case .column(let name):
      let values = AnswerValues(try data.table.column(name))
      var peerOf = [Int?](repeating: nil, count: units.count)
      for row in grouping.cells.indices where grouping.cells[row] >= 0 {
        let code = Int(values.codes[row])
        let unit = Int(grouping.cells[row])
        if code < 0 { continue }
        if let other = peerOf[unit], other != code {
          throw Diagnostic(
            .unitInTwoPeerGroups, at: data.place(of: name),
            "the unit '\(units[unit].name)' is in the peer groups"
              + " '\(values.levels[other].value)' and"
              + " '\(values.levels[code].value)'",
            zh:
              "单位“\(units[unit].name)”同时属于同类组“\(values.levels[other].value)”和“\(values.levels[code].value)”",
            help: "a unit has one value of the column of peers")
        }
        peerOf[unit] = code
      }
      let used = values.levels.indices.filter { peerOf.contains($0) }
      let hasRest = peerOf.contains { $0 == nil }
      peers = used.map { level in
        values.levels[level].label ?? LocalizedText(values.levels[level].value)
      }
      if hasRest {
        peers.append(LocalizedText(zh: "未分组", en: "no group"))
      }
      for unit in units.indices {
        units[unit].peer =
          peerOf[unit].flatMap { used.firstIndex(of: $0) } ?? used.count
      }
    case .sizes(let count):
      // Units with the same base stay together.
      let sorted = units.map(\.base).sorted()
      var cuts: [Double] = []
      for index in 1..<max(2, count) where index < count {
        let cut = sorted[min(sorted.count - 1, index * sorted.count / count)]
        if cut > (cuts.last ?? sorted[0]) { cuts.append(cut) }
      }
      cut(at: cuts)
    case .cuts(let cuts):
      cut(at: cuts.sorted())
    }
  }

  private mutating func cut(at cuts: [Double]) {
    for unit in units.indices {
      units[unit].peer = cuts.count { $0 <= units[unit].base }
    }
    let used = (0...cuts.count).filter { class_ in
      units.contains { $0.peer == class_ }
    }
    peers = used.map { class_ in
      let low = class_ > 0 ? plainText(cuts[class_ - 1]) : nil
      let high = class_ < cuts.count ? plainText(cuts[class_]) : nil
      switch (low, high) {
      case (nil, let high?):
        return LocalizedText(zh: "基数不足\(high)", en: "base below \(high)")
      case (let low?, nil):
        return LocalizedText(zh: "基数\(low)及以上", en: "base \(low) and more")
      case (let low?, let high?):
        return LocalizedText(
          zh: "基数\(low)至不足\(high)", en: "base \(low) to below \(high)")
      case (nil, nil): return nil
      }
    }
    for unit in units.indices {
      units[unit].peer = used.firstIndex(of: units[unit].peer) ?? 0
    }
  }
}
