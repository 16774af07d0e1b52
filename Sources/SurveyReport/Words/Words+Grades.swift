/// Names of the grades of scales of more than three.
extension Words {
  /// The best of more than three grades.
  func bestGrade(_ name: String) -> String {
    say("最好一档（\(name)）", "Best grade (\(name))")
  }

  /// The second best of more than three grades.
  func secondGrade(_ name: String) -> String {
    say("次好一档（\(name)）", "Second grade (\(name))")
  }

  /// The two best of more than three grades, by name.
  func bestGrades(_ first: String, _ second: String) -> String {
    say("最好两档（\(first)、\(second)）", "Best two grades (\(first), \(second))")
  }

  /// The worst of more than three grades.
  func worstGrade(_ name: String) -> String {
    say("最差一档（\(name)）", "Worst grade (\(name))")
  }

  /// The grades between the two best and the worst, and answers that are no
  /// grade where those count.
  func gradesBetween(_ names: [String], hasOthers: Bool) -> String {
    let list = names.joined(separator: say("、", ", "))
    let between = say("中间（\(list)）", "Between (\(list))")
    return hasOthers ? between + say("及其他", " and other") : between
  }

  /// The two best of more than three grades.
  var twoBestGrades: String { say("最好的两档", "Two best grades") }
}
