import SurveyData

/// Whether a case was answered in time.
///
/// The limit is three calendar months after assignment, six when the case is
/// complex or was extended; a day that the target month does not have becomes
/// its last day. A reply on the last day is in time.
public struct ReplyDeadline: Sendable, Hashable {
  /// The last day.
  public var due: CalendarDay
  /// Days from assignment to the reply, `nil` when there is none.
  public var daysTaken: Int?
  /// Days beyond the limit, of the reply or so far; never below zero.
  public var overdueDays: Int
  /// Whether it was answered in time; `nil` while it is open.
  public var isOnTime: Bool?
  /// Days left for an open case; `nil` when it is answered.
  public var daysLeft: Int?

  /// The last day to answer a case.
  public static func due(
    assigned: CalendarDay, isExtended: Bool
  ) -> CalendarDay {
    assigned.adding(months: isExtended ? 6 : 3)
  }

  /// Compares a case with its limit.
  ///
  /// - Parameters:
  ///   - assigned: The day of assignment.
  ///   - replied: The day of the reply, `nil` while the case is open.
  ///   - isExtended: Whether six months hold instead of three.
  ///   - today: The day on which open cases are looked at.
  public init(
    assigned: CalendarDay, replied: CalendarDay?, isExtended: Bool,
    today: CalendarDay
  ) {
    due = Self.due(assigned: assigned, isExtended: isExtended)
    let last = replied ?? today
    let beyond = Int(last.daysSinceEpoch) - Int(due.daysSinceEpoch)
    overdueDays = max(0, beyond)
    if let replied {
      daysTaken = Int(replied.daysSinceEpoch) - Int(assigned.daysSinceEpoch)
      isOnTime = beyond <= 0
    } else {
      daysLeft = max(0, -beyond)
    }
  }
}
