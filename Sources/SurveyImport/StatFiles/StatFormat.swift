/// What the display format of a variable says about its numbers.
enum StatFormat {
  case plain
  /// Days since a day, which is given in days since 1970-01-01.
  case days(epoch: Int)
  /// Seconds, or parts of them, since midnight of a day.
  case moments(epoch: Int, perSecond: Double)
  /// Seconds of a time of day or a duration.
  case seconds
  /// Numbers that stand before a percent sign.
  case percentages

  /// 1582-10-14, where SPSS begins to count.
  private static let spssEpoch = -141_428
  /// 1960-01-01, where Stata and SAS begin to count.
  private static let stataEpoch = -3653

  init(_ format: String, of kind: StatFileKind) {
    let upper = format.uppercased()
    // The width is no part of the name, digits in the middle are.
    let name = String(
      upper.prefix { $0 != "." }.reversed().drop { $0.isNumber }.reversed())
    switch kind {
    case .sav, .por: self = Self.spss(name)
    case .dta: self = Self.stata(format)
    case .sas7bdat, .xpt, .sas7bcat: self = Self.sas(name)
    }
  }

  private static func spss(_ name: String) -> StatFormat {
    switch name {
    case "DATE", "ADATE", "EDATE", "JDATE", "SDATE", "QYR", "MOYR", "WKYR",
      "DATETIME", "YMDHMS":
      .moments(epoch: spssEpoch, perSecond: 1)
    case "TIME", "DTIME", "MTIME": .seconds
    case "PCT": .percentages
    default: .plain
    }
  }

  private static func stata(_ format: String) -> StatFormat {
    let name = format.dropFirst().drop { $0 == "-" }
    if name.hasPrefix("td") || name.hasPrefix("d") {
      return .days(epoch: stataEpoch)
    }
    if name.hasPrefix("tc") {
      return .moments(epoch: stataEpoch, perSecond: 1000)
    }
    return .plain
  }

  private static func sas(_ name: String) -> StatFormat {
    let days = [
      "DATE", "DDMMYY", "DDMMYYB", "DDMMYYC", "DDMMYYD", "DDMMYYN", "DDMMYYP",
      "DDMMYYS", "MMDDYY", "MMDDYYB", "MMDDYYC", "MMDDYYD", "MMDDYYN",
      "MMDDYYP", "MMDDYYS", "YYMMDD", "YYMMDDB", "YYMMDDC", "YYMMDDD",
      "YYMMDDN", "YYMMDDP", "YYMMDDS", "E8601DA", "B8601DA", "IS8601DA",
      "WEEKDATE", "WEEKDATX", "WORDDATE", "WORDDATX", "JULIAN", "NLDATE",
    ]
    let moments = [
      "DATETIME", "E8601DT", "B8601DT", "IS8601DT", "DATEAMPM", "MDYAMPM",
      "NLDATM",
    ]
    let times = [
      "TIME", "HHMM", "MMSS", "TOD", "TIMEAMPM", "E8601TM", "B8601TM",
    ]
    if days.contains(name) { return .days(epoch: stataEpoch) }
    if moments.contains(name) {
      return .moments(epoch: stataEpoch, perSecond: 1)
    }
    return times.contains(name) ? .seconds : .plain
  }
}
