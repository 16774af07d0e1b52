/// Headlines of the charts of tables.
extension Words {
  private func upper(_ word: String) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }

  /// How many of how many, at the start of a sentence.
  private func part(_ some: Int, of all: Int) -> String {
    some == all
      ? say(
        all == 1 ? "这一项" : "\(count(all))项都",
        all == 1
          ? "The only one" : all == 2 ? "Both" : "All \(count(all))")
      : say(
        "\(count(all))项中\(count(some, of: all))项",
        "\(upper(count(some))) of \(count(all))")
  }

  // MARK: - Values

  /// One value of one thing.
  func only(_ label: String, _ statistic: String, _ value: String) -> String {
    say(
      "\(label)的\(statistic)为\(value)", "\(statistic) is \(value) for \(label)")
  }

  /// Several things with the same value.
  func allEqual(_ number: Int, _ statistic: String, _ value: String) -> String {
    say(
      "\(count(number))项的\(statistic)都是\(value)",
      number == 2
        ? "\(statistic) is \(value) for both"
        : "\(statistic) is \(value) for all \(count(number))")
  }

  /// The ends of several values without intervals, each with the names of
  /// those that share it; `isLowFirst` begins with the low end.
  func ends(
    _ statistic: String, low: (names: [String], value: String),
    high: (names: [String], value: String), isLowFirst: Bool
  ) -> String {
    func subject(_ names: [String]) -> String {
      names.count == 1
        ? names[0]
        : names.count == 2
          ? say(
            "\(names[0])和\(names[1])（并列）",
            "\(names[0]) and \(names[1]) (tied)")
          : say(
            "\(names[0])等\(names.count)项（并列）",
            "\(names[0]) and \(count(names.count - 1)) others (tied)")
    }
    let (first, second) = (subject(low.names), subject(high.names))
    return isLowFirst
      ? say(
        "\(statistic)以\(first)最低（\(low.value)），\(second)最高（\(high.value)）",
        "\(statistic) is lowest for \(first) (\(low.value)) and highest for "
          + "\(second) (\(high.value))")
      : say(
        "\(statistic)以\(second)最高（\(high.value)），\(first)最低（\(low.value)）",
        "\(statistic) is highest for \(second) (\(high.value)) and lowest for "
          + "\(first) (\(low.value))")
  }

  /// How several values lie to a reference. Without intervals they lie there;
  /// with intervals they lie there clearly.
  func against(
    _ reference: String, above: [String], below: [String], of all: Int,
    hasIntervals: Bool
  ) -> String {
    let clearly = hasIntervals ? say("明显", " clearly") : ""
    func lie(_ number: Int) -> String { number == 1 ? "lies" : "lie" }
    switch (above.count, below.count) {
    case (0, 0):
      return hasIntervals
        ? say(
          all == 1 ? "与\(reference)尚不能区分" : "\(count(all))项都不能与\(reference)区分",
          all == 1
            ? "The value cannot be told apart from \(reference)"
            : "None of the \(count(all)) can be told apart from \(reference)")
        : say(
          "\(count(all))项都等于\(reference)",
          all == 1
            ? "The value equals \(reference)"
            : "All \(count(all)) equal \(reference)")
    case (1, 0) where all > 1:
      return say(
        "只有\(above[0])\(clearly)高于\(reference)",
        "Only \(above[0]) lies\(clearly) above \(reference)")
    case (0, 1) where all > 1:
      return say(
        "只有\(below[0])\(clearly)低于\(reference)",
        "Only \(below[0]) lies\(clearly) below \(reference)")
    case (let over, 0):
      let name = all == 1 ? above[0] : part(over, of: all)
      return say(
        "\(name)\(clearly)高于\(reference)",
        "\(name) \(lie(over))\(clearly) above \(reference)")
    case (0, let under):
      let name = all == 1 ? below[0] : part(under, of: all)
      return say(
        "\(name)\(clearly)低于\(reference)",
        "\(name) \(lie(under))\(clearly) below \(reference)")
    case (let over, let under):
      return say(
        "\(count(all))项中\(count(over, of: all))项\(clearly)高于\(reference)，"
          + "\(count(under, of: all))项\(clearly)低于",
        "\(upper(count(over))) of \(count(all)) \(lie(over))\(clearly) above "
          + "\(reference), \(count(under))\(clearly) below")
    }
  }

  // MARK: - Changes

  /// A line from its first to its last point.
  ///
  /// - Parameter direction: 1 for up, -1 for down, 0 for no change in print;
  ///   `nil` where the intervals do not tell.
  func course(
    _ name: String, from: (time: String, value: String),
    to: (time: String, value: String), direction: Int?
  ) -> String {
    switch direction {
    case 0:
      say(
        "\(name)在\(from.time)和\(to.time)都是\(to.value)",
        "\(name) is \(to.value) both in \(from.time) and in \(to.time)")
    case let direction?:
      say(
        "\(name)由\(from.value)（\(from.time)）\(direction > 0 ? "升" : "降")至"
          + "\(to.value)（\(to.time)）",
        "\(name) \(direction > 0 ? "rises" : "falls") from \(from.value) "
          + "(\(from.time)) to \(to.value) (\(to.time))")
    case nil:
      say(
        "\(name)由\(from.value)（\(from.time)）到\(to.value)（\(to.time)），"
          + "变化在误差之内",
        "\(name): \(from.value) (\(from.time)) to \(to.value) (\(to.time)), "
          + "no clear change")
    }
  }

  /// Which of several cumulative shares is highest at the end.
  func highestAtEnd(_ name: String, _ value: String, _ time: String) -> String {
    say(
      "到\(time)，\(name)最多（\(value)）",
      "By \(time), \(name) is most frequent (\(value))")
  }

  /// How many of several rise and fall.
  func courses(
    rising: Int, falling: Int, of all: Int, hasIntervals: Bool
  ) -> String {
    let clearly = hasIntervals ? say("明显", "clearly ") : ""
    let number = count(all)
    switch (rising, falling) {
    case (0, 0):
      return say(
        "\(number)项都没有\(clearly)变化",
        all == 2
          ? "Neither of the two \(clearly)changes"
          : "None of the \(number) \(clearly)changes")
    case (let up, 0):
      return say(
        "\(part(up, of: all))\(clearly)上升",
        "\(part(up, of: all)) \(clearly)\(up == 1 ? "rises" : "rise")")
    case (0, let down):
      return say(
        "\(part(down, of: all))\(clearly)下降",
        "\(part(down, of: all)) \(clearly)\(down == 1 ? "falls" : "fall")")
    case (let up, let down):
      return say(
        "\(count(all))项中\(count(up, of: all))项\(clearly)上升，"
          + "\(count(down, of: all))项\(clearly)下降",
        "\(upper(count(up))) of \(number) \(clearly)"
          + "\(up == 1 ? "rises" : "rise"), \(count(down)) "
          + "\(down == 1 ? "falls" : "fall")")
    }
  }

  /// The largest change among several.
  func most(_ sentence: String, _ name: String, _ change: String) -> String {
    say(
      "\(sentence)，\(name)变化最大（\(change)）",
      "\(sentence); most for \(name) (\(change))")
  }

  /// Steps from a level to another.
  func bridge(
    from: String, to: String, direction: Int, most: (String, String)?
  ) -> String {
    let start =
      direction == 0
      ? say("由\(from)到\(to)，没有变化", "From \(from) to \(to): no change")
      : say(
        "由\(from)\(direction > 0 ? "升" : "降")至\(to)",
        "\(direction > 0 ? "Up" : "Down") from \(from) to \(to)")
    guard let most else { return start }
    return say(
      "\(start)，变动最大的是\(most.0)（\(most.1)）",
      "\(start); largest step: \(most.0) (\(most.1))")
  }
}
