/// Headlines of single kinds of charts.
extension Words {
  private func upper(_ word: String) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }

  /// Rates outside of the limits of a funnel, by direction.
  func outside(
    above: [String], below: [String], of all: Int, level: String
  ) -> String {
    func named(_ names: [String]) -> String {
      names.count <= 2
        ? list(names)
        : say("\(count(names.count))个", count(names.count))
    }
    if above.isEmpty, below.isEmpty {
      return say(
        all == 1
          ? "在\(level)界限之内"
          : "\(all)个都在\(level)界限之内",
        all == 1
          ? "Within the \(level) limits"
          : "All \(all) lie within the \(level) limits")
    }
    var parts: [(zh: String, en: String)] = []
    if !above.isEmpty {
      parts.append(("\(named(above))高于", "\(named(above)) above"))
    }
    if !below.isEmpty {
      parts.append(("\(named(below))低于", "\(named(below)) below"))
    }
    return say(
      parts.map(\.zh).joined(separator: "，") + "\(level)界限（共\(all)个）",
      "Outside the \(level) limits: "
        + parts.map(\.en).joined(separator: ", ") + ", of \(all)")
  }

  /// How many may have the first rank.
  func mayRankFirst(_ names: [String], of all: Int) -> String {
    guard names.count > 1 else {
      return say(
        "只有\(names.first ?? "")可能居首", "Only \(names.first ?? "") may rank first"
      )
    }
    let isOpen = names.count * 2 > all
    return names.count == 2 && !isOpen
      ? say(
        "\(names[0])和\(names[1])可能居首，两者尚不能区分",
        "\(names[0]) and \(names[1]) may rank first and cannot be told apart")
      : say(
        (names.count == all
          ? "\(count(all))个都可能居首"
          : "\(count(all))个中有\(count(names.count))个可能居首")
          + (isOpen ? "，名次难分高低" : ""),
        (names.count == all
          ? all == 2
            ? "Both may rank first" : "All \(count(all)) may rank first"
          : "\(upper(count(names.count))) of \(count(all)) may rank first")
          + (isOpen ? ": no clear order" : ""))
  }

  /// How many have all stars.
  func allStars(_ full: Int, of all: Int, _ stars: Int) -> String {
    say(
      full == all
        ? "\(count(all))个都是\(stars)星"
        : "\(count(all))个中\(count(full))个得满\(stars)星",
      full == all
        ? all == 1
          ? "All \(stars) stars" : "All \(count(all)) have \(stars) stars"
        : "\(upper(count(full))) of \(count(all)) "
          + "\(full == 1 ? "has" : "have") all \(stars) stars")
  }

  /// The bin with most values.
  func mostIn(_ bin: String, _ some: String, of all: String) -> String {
    say(
      "最多的一档是\(bin)（\(all)个中\(some)个）",
      "Most frequent are values of \(bin): \(some) of \(all)")
  }

  /// Where counts lie when no bin stands out.
  func between(_ lower: String, _ upper: String, count all: String) -> String {
    say(
      "\(all)个数值在\(lower)至\(upper)之间", "\(all) values from \(lower) to \(upper)"
    )
  }

  /// Values that are all the same.
  func allValues(_ value: String, count all: String) -> String {
    all == "1"
      ? say("只有1个数值：\(value)", "The only value is \(value)")
      : say("\(all)个数值都是\(value)", "All \(all) values are \(value)")
  }

  /// The largest of several series in most rows.
  func leading(_ series: String, in some: Int, of all: Int) -> String {
    some == all
      ? say(
        all == 1 ? "最大的是“\(series)”" : "\(count(all))项都以“\(series)”最大",
        all == 1
          ? "“\(series)” is largest"
          : "“\(series)” is largest in all \(count(all))")
      : say(
        "\(count(all))项中\(count(some))项以“\(series)”最大",
        "“\(series)” is largest in \(count(some)) of \(count(all))")
  }

  /// Where two series differ most.
  func gap(
    _ first: String, _ second: String, at label: String, _ one: String,
    _ other: String
  ) -> String {
    say(
      "\(label)的“\(first)”与“\(second)”相差最大（\(one)对\(other)）",
      "“\(first)” and “\(second)” differ most for \(label) "
        + "(\(one) against \(other))")
  }

  /// Two series without any difference in print.
  func noGap(_ first: String, _ second: String) -> String {
    say(
      "各项的“\(first)”与“\(second)”都相同",
      "“\(first)” and “\(second)” are equal throughout")
  }

  /// How many pairs have an order that nearly all draws agree on.
  func clearPairs(_ clear: Int, of all: Int) -> String {
    say(
      "\(all)对中\(clear)对的先后分明（至少95%为同一方向）",
      "\(clear) of \(all) pairs \(clear == 1 ? "has" : "have") a clear order "
        + "(95% or more one way)")
  }

  /// Who has the first rank most often.
  func firstMostOften(_ name: String, _ share: String) -> String {
    say("\(name)居首最多（\(share)）", "\(name) is first most often (\(share))")
  }

  /// The highest cell of a table and, where it is one, the lowest.
  func cells(high: (String, String), low: (String, String)?) -> String {
    guard let low else {
      return say("最高：\(high.0)（\(high.1)）", "Highest: \(high.0) (\(high.1))")
    }
    return say(
      "最高：\(high.0)（\(high.1)）；最低：\(low.0)（\(low.1)）",
      "Highest: \(high.0) (\(high.1)); lowest: \(low.0) (\(low.1))")
  }

  /// The place of a cell.
  ///
  /// - Parameter kind: What the column is one of, where its name is a number.
  func cell(_ row: String, _ column: String, of kind: String? = nil) -> String {
    guard let kind else {
      return say("\(row)的“\(column)”", "\(row), “\(column)”")
    }
    return say("\(row)，\(kind)为\(column)", "\(row), \(kind) \(column)")
  }

  /// Part and its weight in a tree.
  func heaviest(_ names: [String], _ weight: String) -> String {
    names.count == 1
      ? say("\(names[0])权重最大（\(weight)）", "\(names[0]) weighs most (\(weight))")
      : say(
        "\(count(names.count))项权重并列最大（\(weight)）",
        "\(upper(count(names.count))) share the largest weight (\(weight))")
  }

  /// What a control chart shows.
  func signals(outside: [String], isShifted: Bool, hasLimits: Bool) -> String {
    let shift = say("水平有变动", "the level shifts")
    if outside.isEmpty {
      if isShifted { return say(shift, upper(shift)) }
      return hasLimits
        ? say("都在界限之内，未见变动", "Within the limits throughout: no signal")
        : say("未见水平变动", "No shift of the level")
    }
    let points =
      outside.count <= 2
      ? say("\(list(outside))超出界限", "Outside of the limits: \(list(outside))")
      : say(
        "\(count(outside.count))个点超出界限",
        "\(upper(count(outside.count))) points lie outside of the limits")
    return isShifted ? say("\(points)，\(shift)", "\(points); \(shift)") : points
  }

  /// The strongest arrow of a model.
  func strongest(
    _ arrows: [(from: String, to: String, value: String)], isTied: Bool,
    open: Int, of all: Int
  ) -> String {
    func text(_ arrow: (from: String, to: String, value: String)) -> String {
      say(
        "\(arrow.from)→\(arrow.to)（\(arrow.value)）",
        "\(arrow.from) → \(arrow.to) (\(arrow.value))")
    }
    guard let first = arrows.first else { return nothingEstimated }
    var sentence = say("最强的路径是\(text(first))", "Strongest path: \(text(first))")
    if isTied, arrows.count > 1 {
      sentence = say(
        "\(text(first))最强，但与\(text(arrows[1]))难分高低",
        "\(text(first)) is strongest but cannot be told apart from "
          + text(arrows[1]))
    }
    guard open > 0 else { return sentence }
    return say(
      "\(sentence)；\(count(all))条中\(count(open))条的区间包含0",
      "\(sentence); \(count(open)) of \(count(all)) "
        + "intervals \(open == 1 ? "covers" : "cover") 0")
  }

  /// No arrow of a model can be told from zero.
  func noPath(_ all: Int) -> String {
    say(
      all == 1 ? "路径系数的区间包含0" : "\(count(all))条路径的区间都包含0",
      all == 1
        ? "The interval of the path covers 0"
        : "The intervals of all \(count(all)) paths cover 0")
  }

  /// How many attributes are of which class.
  func classes(_ counts: [(String, Int)], open: Int, of all: Int) -> String {
    let found = counts.filter { $0.1 > 0 }
    var texts = found.map {
      say("\($0.0)\($0.1)项", "\($0.1) \($0.0.lowercased())")
    }
    if open > 0 { texts.append(say("不予归类\(open)项", "\(open) not classified")) }
    return say(
      "\(all)项属性：\(texts.joined(separator: "，"))",
      "\(upper(count(all))) \(all == 1 ? "attribute" : "attributes"): "
        + texts.joined(separator: ", "))
  }

  /// Half of all values.
  func half(_ name: String, _ value: String) -> String {
    say("\(name)：一半不超过\(value)", "\(name): half are at most \(value)")
  }

  /// How y goes with x.
  func relation(
    _ x: String, _ y: String, slope: String, direction: Int, isClear: Bool?
  ) -> String {
    switch isClear {
    case false:
      say(
        "看不出\(x)与\(y)有线性关系", "No linear relation of \(x) and \(y) can be seen")
    default:
      direction == 0
        ? say("\(y)不随\(x)变化", "\(y) does not change with \(x)")
        : say(
          "\(x)每高1，\(y)\(direction > 0 ? "高" : "低")\(slope)",
          "\(y) is \(slope) \(direction > 0 ? "higher" : "lower") for each 1 "
            + "of \(x)")
    }
  }

  /// How many points lie in each quadrant.
  func quadrantCounts(_ counts: [(String, Int)], open: Int, of all: Int)
    -> String
  {
    let texts =
      counts.filter { $0.1 > 0 }.map {
        say("\($0.0)\($0.1)项", "\($0.1) \($0.0)")
      }
      + (open > 0 ? [say("不予归类\(open)项", "\(open) not classified")] : [])
    return say(
      "\(all)项：\(texts.joined(separator: "，"))",
      "\(all) \(all == 1 ? "item" : "items"): "
        + texts.joined(separator: ", "))
  }

  /// A unit against the median of its peers.
  func profile(_ name: String, above: Int, below: Int, of all: Int) -> String {
    if above == 0 || below == 0 {
      let (number, chinese, english) =
        below == 0 ? (above, "高于", "above") : (below, "低于", "below")
      if number == 0 {
        return say(
          "\(name)各项都等于中位数", "\(name) is at the median throughout")
      }
      return say(
        number == all
          ? all == 1
            ? "\(name)\(chinese)中位数" : "\(name)的\(count(all))项都\(chinese)中位数"
          : "\(name)的\(count(all))项中\(count(number))项\(chinese)中位数，其余相等",
        "\(name) lies \(english) the median on "
          + (number == all
            ? all == 1 ? "the only one" : "all \(count(all))"
            : "\(count(number)) of \(count(all))"))
    }
    return say(
      "\(name)的\(count(all))项中\(count(above))项高于中位数，\(count(below))项低于",
      "\(name) lies above the median on \(count(above)) of \(count(all)), below "
        + "on \(count(below))")
  }

  /// How far targets were missed.
  func miss(_ name: String, _ amount: String) -> String {
    say(
      "与目标相差最大的是\(name)（\(amount)）",
      "\(name) misses its target most (\(amount))")
  }

  /// The mean of a panel.
  var meanOfPanel: String { say("平均值", "The mean") }

  /// Every target was met.
  var allTargetsMet: String { say("各项都与目标一致", "All targets are met") }
}
