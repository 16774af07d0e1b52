/// The grade of a unit by worst-of rules (Shenzhen 2007): sign-in, replies
/// and satisfaction are graded one by one, and any failure fails the unit.
public struct UnitGrading: Sendable, Hashable {
  /// A grade.
  public enum Grade: Int, Sendable, Hashable, Comparable {
    /// 不合格.
    case fail
    /// 合格.
    case pass
    /// 良好.
    case good

    /// Worse grades come first.
    public static func < (left: Grade, right: Grade) -> Bool {
      left.rawValue < right.rawValue
    }
  }

  /// Sign-in: good when all cases were signed within 7 days, pass from 90 %.
  public var signIn: Grade
  /// Replies: fail when one is overdue or unanswered beyond six months; good
  /// when at least 80 % came within three months; else pass.
  public var replies: Grade
  /// Satisfaction: fail when anyone is dissatisfied; good from 80 %
  /// satisfied; else pass.
  public var satisfaction: Grade

  /// Fail when any part fails, good when at least two are good, else pass.
  public var overall: Grade {
    let parts = [signIn, replies, satisfaction]
    if parts.contains(.fail) { return .fail }
    return parts.count { $0 == .good } >= 2 ? .good : .pass
  }

  /// Grades a unit.
  ///
  /// - Parameters:
  ///   - signedInTime: The share of cases signed within 7 days.
  ///   - repliedInThreeMonths: The share of cases answered within 3 months.
  ///   - overdue: Cases answered after six months.
  ///   - unanswered: Cases without an answer.
  ///   - satisfied: Votes that say satisfied.
  ///   - dissatisfied: Votes that say dissatisfied.
  ///   - votes: All votes; without any, nobody is dissatisfied and the part
  ///     passes.
  public init(
    signedInTime: Double, repliedInThreeMonths: Double, overdue: Int,
    unanswered: Int, satisfied: Int, dissatisfied: Int, votes: Int
  ) {
    signIn = signedInTime >= 1 ? .good : signedInTime >= 0.9 ? .pass : .fail
    if overdue > 0 || unanswered > 0 {
      replies = .fail
    } else {
      replies = repliedInThreeMonths >= 0.8 ? .good : .pass
    }
    if dissatisfied > 0 {
      satisfaction = .fail
    } else {
      // 5 s ≥ 4 n instead of s / n ≥ 0.8, which rounding could miss.
      satisfaction = votes > 0 && 5 * satisfied >= 4 * votes ? .good : .pass
    }
  }
}
