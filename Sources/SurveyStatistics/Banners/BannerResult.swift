import LinearAlgebra
import SurveyData

/// What was found of one question.
struct BannerResult: Sendable {
  /// One number of its table.
  struct Cell: Sendable {
    var value: Double?
    var standardError: Double?
    var interval: Interval?
    var letters = ""
    var isWeak = false
    var degreesOfFreedom = 0.0
  }

  /// The bases of one column.
  struct Base: Sendable {
    var count: Int
    var weighted: Double
    var effective: Double
  }

  let question: BannerQuestion
  /// For each row of the table and each column.
  private(set) var cells: [[Cell]] = []
  /// For each row and column Σw of the answers, for counts.
  private(set) var counts: [[Double]] = []
  /// For each column.
  private(set) var bases: [Base] = []
  /// Whether each column is too small to compare.
  private(set) var isWeak: [Bool] = []
  /// For each row of the table its comparisons, banner variable after banner
  /// variable.
  private(set) var comparisons: [[BannerComparison]] = []
  /// For each banner variable the test of the question.
  private(set) var tests: [BannerTest?] = []

  /// Computes everything about a question.
  init(
    _ question: BannerQuestion, _ frame: BannerFrame,
    options: BannerOptions, level: Double
  ) {
    self.question = question
    let columns = frame.columns
    var part = -1
    var sums: BannerSums?
    var optionTests = [[BannerTest]](repeating: [], count: columns.groups.count)
    for (index, item) in question.items.enumerated() {
      if part != item.part || sums == nil {
        sums = BannerSums(question.parts[item.part], frame)
        part = item.part
        if let sums, item.part == 0 { setBases(sums, options) }
        if let sums, question.takesSeveral, item.kind == .share {
          for (place, group) in columns.groups.enumerated() {
            if let test = sums.test(group) { optionTests[place].append(test) }
          }
        }
      }
      guard let sums else { continue }
      add(item, sums, options, level)
      if question.takesSeveral || index > 0 { continue }
      tests = columns.groups.map { sums.test($0) }
    }
    if bases.isEmpty, let first = question.parts.first {
      setBases(BannerSums(first, frame), options)
    }
    if question.takesSeveral { tests = optionTests.map(Self.smallest) }
    if tests.isEmpty {
      tests = [BannerTest?](repeating: nil, count: columns.groups.count)
    }
  }

  /// The test with the smallest probability, times the number of options
  /// (Bilder and Loughin 2004).
  private static func smallest(_ tests: [BannerTest]) -> BannerTest? {
    var found = tests.min { $0.probability < $1.probability }
    if let probability = found?.probability {
      found?.single = probability
      found?.options = tests.count
      found?.probability = min(1, probability * Double(tests.count))
    }
    return found
  }

  private mutating func setBases(_ sums: BannerSums, _ options: BannerOptions) {
    bases = sums.bases.indices.map { column in
      Base(
        count: sums.bases[column], weighted: sums.weights[column],
        effective: sums.effectiveBase(column))
    }
    isWeak = Self.weak(sums, options)
  }

  private static func weak(
    _ sums: BannerSums, _ options: BannerOptions
  ) -> [Bool] {
    sums.bases.indices.map { column in
      let base =
        options.weakBase == .effective
        ? sums.effectiveBase(column) : Double(sums.bases[column])
      // Equal weights give the effective base n but for a rounding error.
      return base < options.minimumBase * (1 - 1e-12)
    }
  }

  private mutating func add(
    _ item: BannerQuestion.Item, _ sums: BannerSums,
    _ options: BannerOptions, _ level: Double
  ) {
    let frame = sums.frame
    let means = sums.means(item)
    let covariance = sums.covariance(item, means: means)
    let weak = Self.weak(sums, options)
    var row = (0..<frame.columns.count).map { column in
      cell(
        item, sums, column, means[column], covariance[column, column],
        options, level, isWeak: weak[column])
    }
    counts.append(
      (0..<frame.columns.count).map { column in
        guard item.kind != .mean else { return .nan }
        return item.worth.indices.reduce(0) { sum, answer in
          sum + item.worth[answer]
            * sums.totals[column * sums.width + answer]
        }
      })
    var found: [BannerComparison] = []
    if let letters = options.letters {
      let isComparable = row.indices.map { column in
        !weak[column] && row[column].standardError != nil
      }
      let whole = Double(frame.design.degreesOfFreedom)
      let designFreedom =
        frame.design.replicates?.degreesOfFreedom ?? whole
      for group in frame.columns.groups {
        found += letters.comparisons(
          group, total: frame.columns.total, means: means,
          covariance: covariance, isComparable: isComparable
        ) { left, right in
          letters.freedom == .design
            ? designFreedom : sums.degreesOfFreedom(left, right)
        }
      }
      let texts = letters.letters(found, frame.columns)
      for column in row.indices { row[column].letters = texts[column] }
    }
    cells.append(row)
    comparisons.append(found)
  }

  private func cell(
    _ item: BannerQuestion.Item, _ sums: BannerSums, _ column: Int,
    _ value: Double?, _ variance: Double, _ options: BannerOptions,
    _ level: Double, isWeak: Bool
  ) -> Cell {
    var result = Cell(value: value, isWeak: isWeak && value != nil)
    let freedom = sums.degreesOfFreedom(column, column)
    result.degreesOfFreedom = max(0, freedom)
    let isDefined =
      sums.frame.isCensus || sums.frame.design.replicates != nil
      || sums.units.count(column, column) > 1
    guard let value, variance.isFinite, isDefined else { return result }
    result.standardError = max(0, variance).squareRoot()
    let estimate = LinearEstimate(
      value: value, standardError: result.standardError,
      degreesOfFreedom: freedom,
      base: sums.bases[column], weightedBase: sums.weights[column],
      effectiveBase: sums.effectiveBase(column), designEffect: nil,
      remarks: sums.frame.isCensus ? ["census"] : [])
    result.interval =
      IntervalMaker(level: level).interval(
        estimate,
        item.kind == .mean ? .unbounded : .share(options.interval)
      ).interval
    return result
  }
}
