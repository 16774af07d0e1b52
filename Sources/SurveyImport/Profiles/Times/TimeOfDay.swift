/// The time that follows a day, such as `T09:14:31.120+08:00`, ` 9:14:31 AM
/// GMT+8` or ` 上午9:14:31`; nothing is a time too.
struct TimeOfDay {
  /// Seconds since midnight, as they are written; `nil` when there are none.
  private(set) var seconds: Double?

  /// Reads the rest of a moment; `nil` when it is no time.
  init?(_ rest: ArraySlice<UInt8>) {
    guard let first = rest.first else { return }
    guard first == 0x20 || first == UInt8(ascii: "T") || first == 0x2C,
      rest.count <= 48
    else { return nil }
    var words = String(decoding: rest.dropFirst(), as: UTF8.self)[...]
    while words.first == " " { words.removeFirst() }
    if words.isEmpty { return }
    var isAfternoon: Bool?
    for (name, value) in [("上午", false), ("下午", true)]
    where words.hasPrefix(name) {
      isAfternoon = value
      words = words.dropFirst(name.count)
      while words.first == " " { words.removeFirst() }
    }
    let clock = words.prefix {
      $0.isASCII && ($0.isNumber || ":.".contains($0))
    }
    let parts = split(String(clock), at: ":")
    guard (2...3).contains(parts.count), let hour = Int(parts[0]),
      let minute = Int(parts[1]), (0...24).contains(hour),
      (0..<60).contains(minute)
    else { return nil }
    let second = parts.count == 3 ? Double(parts[2]) : 0
    guard let second, second >= 0, second < 61 else { return nil }
    let tail = words.dropFirst(clock.count)
    guard
      tail.allSatisfy({
        $0.isLetter || $0.isNumber || ":+-/_ ()".contains($0)
      })
    else { return nil }
    let marks = tail.uppercased()
    for (name, value) in [("AM", false), ("PM", true)]
    where marks.hasPrefix(name) || marks.hasPrefix(" \(name)") {
      isAfternoon = value
    }
    var hours = hour
    if let isAfternoon {
      guard hour <= 12 else { return nil }
      hours = hour % 12 + (isAfternoon ? 12 : 0)
    }
    seconds = Double(hours * 3600 + minute * 60) + second
  }
}
