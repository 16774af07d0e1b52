import SurveyData

/// One number through the waves: its estimates, and what follows from them.
struct WaveSeries {
  /// One wave's estimate.
  struct Point {
    var estimate: LinearEstimate
    var interval: Interval?
    /// Since the wave before; `nil` at a start, at a break or after a gap.
    var change: WaveContrast?
    /// Since the first wave of the present wording.
    var sinceFirst: WaveContrast?
    /// From the benchmark.
    var fromBenchmark: WaveContrast?
    /// The mean of the last k waves.
    var rolling: WaveContrast?
  }

  /// The slope over the waves that asked the same question.
  struct Trend {
    var first: Int
    var last: Int
    var slope: WaveContrast
  }

  let subject: EstimateBuilder.Subject
  let group: [GroupTerm]
  /// For each wave its estimate; `nil` without a row of it.
  private(set) var points: [Point?]
  private(set) var trends: [Trend] = []

  private let axis: WaveAxis
  private let level: Double
  private var sampled: SampledEstimates?
  private var used: UsedClusters?
  /// The position of each wave in `sampled`; `nil` without rows of it.
  private var positions: [Int?]

  init(
    _ series: IndexSeries, group: [GroupTerm], isInside: [Bool],
    axis: WaveAxis, options: WaveOptions, data: AnalysisData
  ) {
    subject = series.subject
    self.group = group
    self.axis = axis
    level = data.level
    points = [Point?](repeating: nil, count: axis.count)
    positions = [Int?](repeating: nil, count: axis.count)
    estimate(series.values, isInside, data)
    compare(options)
    if let count = options.rolling { average(count) }
    if options.hasTrend { fitTrends() }
  }

  private mutating func estimate(
    _ values: [Double], _ isInside: [Bool], _ data: AnalysisData
  ) {
    let weights = data.design.weights
    var base = [Int](repeating: 0, count: axis.count)
    var weight = [Double](repeating: 0, count: axis.count)
    var squares = weight
    for row in values.indices
    where isInside[row] && axis.waves[row] >= 0 && !values[row].isNaN {
      let wave = Int(axis.waves[row])
      base[wave] += 1
      weight[wave] += weights[row]
      squares[wave] += weights[row] * weights[row]
    }
    let present = axis.levels.indices.filter { weight[$0] > 0 }
    for (position, wave) in present.enumerated() { positions[wave] = position }
    let sets = values.indices.map { row -> Int32 in
      guard isInside[row], axis.waves[row] >= 0, !values[row].isNaN,
        let position = positions[Int(axis.waves[row])]
      else { return -1 }
      return Int32(position)
    }
    guard !present.isEmpty,
      let sampled = data.design.estimate(
        WaveMeans(values: values, waves: sets, count: present.count))
    else { return }
    let used = UsedClusters(data.design, sets: sets, count: present.count)
    self.sampled = sampled
    self.used = used
    let maker = IntervalMaker(level: level)
    for (position, wave) in present.enumerated() {
      let estimate = LinearEstimate(
        value: sampled.values[position],
        standardError: used.hasVariance(position)
          ? sampled.standardError(position) : nil,
        degreesOfFreedom: used.degreesOfFreedom([position]),
        base: base[wave], weightedBase: weight[wave],
        effectiveBase: weight[wave] * weight[wave] / squares[wave],
        designEffect: nil, remarks: sampled.remarks)
      points[wave] = Point(
        estimate: estimate,
        interval: maker.interval(estimate, subject.interval).interval)
    }
  }

  /// Σ cθ over waves, `nil` when one of them has no estimate.
  private func contrast(
    _ terms: [(wave: Int, coefficient: Double)], from origin: Double = 0
  ) -> WaveContrast? {
    guard let sampled, let used else { return nil }
    var coefficients = [Double](repeating: 0, count: sampled.values.count)
    var sets: [Int] = []
    for term in terms {
      guard let position = positions[term.wave] else { return nil }
      coefficients[position] += term.coefficient
      sets.append(position)
    }
    let found = sampled.contrast(coefficients)
    let isKnown =
      sets.allSatisfy(used.hasVariance) && !sampled.remarks.contains("census")
    return WaveContrast(
      found.value - origin, standardError: isKnown ? found.standardError : nil,
      degreesOfFreedom: used.degreesOfFreedom(sets), level: level)
  }

  private mutating func compare(_ options: WaveOptions) {
    let benchmark = options.benchmark(of: subject.variable)
    for wave in axis.levels.indices where points[wave] != nil {
      let start = axis.segments.firstIndex(of: axis.segments[wave]) ?? 0
      if options.compare.contains(.previous), wave > start {
        let change = contrast([(wave, 1), (wave - 1, -1)])
        points[wave]?.change = change
      }
      let first = (start..<wave).first { points[$0] != nil }
      if options.compare.contains(.first), let first {
        let change = contrast([(wave, 1), (first, -1)])
        points[wave]?.sinceFirst = change
      }
      if let benchmark {
        let distance = contrast([(wave, 1)], from: benchmark)
        points[wave]?.fromBenchmark = distance
      }
    }
    for path: WritableKeyPath<Point, WaveContrast?> in [
      \.change, \.sinceFirst, \.fromBenchmark,
    ] {
      let adjusted = options.adjust.adjusted(
        points.map { $0?[keyPath: path]?.probability })
      for wave in points.indices {
        points[wave]?[keyPath: path]?.probability = adjusted[wave]
      }
    }
  }

  /// The mean of waves t − k + 1 … t, each with the weight 1/k.
  private mutating func average(_ count: Int) {
    for wave in points.indices where wave + 1 >= count {
      let window = (wave + 1 - count)...wave
      guard axis.segments[window.lowerBound] == axis.segments[wave] else {
        continue
      }
      guard var mean = contrast(window.map { ($0, 1 / Double(count)) })
      else { continue }
      // A mean of shares is a share, and its interval stays within 0 and 1.
      let bases = window.compactMap { points[$0]?.estimate }
      let estimate = LinearEstimate(
        value: mean.value, standardError: mean.standardError,
        degreesOfFreedom: mean.degreesOfFreedom,
        base: bases.reduce(0) { $0 + $1.base },
        weightedBase: bases.reduce(0) { $0 + $1.weightedBase },
        effectiveBase: bases.reduce(0) { $0 + $1.effectiveBase },
        designEffect: nil, remarks: [])
      if mean.interval != nil {
        mean.interval =
          IntervalMaker(level: level).interval(estimate, subject.interval)
          .interval
      }
      points[wave]?.rolling = mean
    }
  }

  /// The least-squares slope Σ(t − t̄)θ / Σ(t − t̄)² over the waves of each
  /// wording, where there are at least three.
  private mutating func fitTrends() {
    for segment in Set(axis.segments).sorted() {
      let waves = axis.levels.indices.filter {
        axis.segments[$0] == segment && points[$0] != nil
      }
      guard waves.count > 2, let first = waves.first, let last = waves.last
      else { continue }
      let mean = waves.reduce(0) { $0 + axis.times[$1] } / Double(waves.count)
      let squares = waves.reduce(0) {
        $0 + (axis.times[$1] - mean) * (axis.times[$1] - mean)
      }
      let terms = waves.map {
        (wave: $0, coefficient: (axis.times[$0] - mean) / squares)
      }
      if let slope = contrast(terms) {
        trends.append(Trend(first: first, last: last, slope: slope))
      }
    }
  }
}

extension WaveSeries {
  /// What the series is about beside its variable: the value of a share and
  /// the group; `nil` for a mean over all rows.
  var heading: LocalizedText? {
    var parts: [LocalizedText] = []
    if let category = subject.category {
      parts.append(subject.categoryLabel ?? LocalizedText(category))
    }
    parts += group.map { $0.label ?? LocalizedText($0.value) }
    return parts.isEmpty ? nil : .joined(parts)
  }

  /// The name of the series for machines.
  var name: String {
    ([subject.category].compactMap { $0 }
      + group.map { "\($0.variable)=\($0.value)" }).joined(separator: "/")
  }
}

extension EstimateBuilder.Subject {
  /// The label of the variable, or its name.
  var title: LocalizedText { label ?? LocalizedText(variable) }

  /// How a table prints the estimate.
  var format: StatisticsTable.Format {
    switch unit {
    case .share: .share
    case .net: .points
    case .coefficient: .coefficient
    case .index: .index
    case .value, .total: .value
    }
  }

  /// How a table prints its standard error.
  var errorFormat: StatisticsTable.Format {
    switch unit {
    case .share: .share
    case .net: .pointsError
    case .index: .statistic
    case .coefficient: .coefficient
    case .value, .total: .valueError
    }
  }

  /// How a table prints a change of it.
  var changeFormat: StatisticsTable.Format {
    switch unit {
    case .share, .net: .points
    case .index: .indexChange
    case .value, .total: .valueChange
    case .coefficient: format
    }
  }

  /// How a table prints the standard error of a change.
  var changeErrorFormat: StatisticsTable.Format {
    unit == .share ? .pointsError : errorFormat
  }

  /// The name of what is followed, as its column has it.
  var statisticLabel: LocalizedText {
    switch statistic {
    case "index": LocalizedText(zh: "指数", en: "Index")
    case "satisfied": LocalizedText(zh: "满意率", en: "Share satisfied")
    case "satisfied-or-basic":
      LocalizedText(
        zh: "满意与基本满意率", en: "Share satisfied or basically satisfied")
    case "dissatisfied":
      LocalizedText(zh: "不满意率", en: "Share dissatisfied")
    case "top-box": LocalizedText(zh: "高分占比", en: "Share of top codes")
    case "bottom-box":
      LocalizedText(zh: "低分占比", en: "Share of bottom codes")
    case "net": LocalizedText(zh: "净满意度", en: "Net score")
    case "mean": LocalizedText(zh: "均值", en: "Mean")
    default:
      switch unit {
      case .share: LocalizedText(zh: "比例", en: "Share")
      case .index: LocalizedText(zh: "指数", en: "Index")
      case .net: LocalizedText(zh: "净值", en: "Net")
      default: LocalizedText(zh: "均值", en: "Mean")
      }
    }
  }

  /// The title, with the statistic where several of one variable are
  /// followed: without it their tables could not be told apart.
  func title(naming isNamed: Bool) -> LocalizedText {
    guard isNamed else { return title }
    let (statistic, title) = (statisticLabel, title)
    return LocalizedText(
      zh: "\(title[.chinese])（\(statistic[.chinese])）",
      en: "\(title[.english]) (\(statistic[.english].lowercased()))")
  }
}

extension LocalizedText {
  /// Texts one after the other, with a dot between.
  static func joined(_ parts: [LocalizedText]) -> LocalizedText {
    LocalizedText(
      zh: parts.map { $0[.chinese] }.joined(separator: " · "),
      en: parts.map { $0[.english] }.joined(separator: " · "))
  }
}
