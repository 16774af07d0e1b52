/// The grades of a rating from best to worst, as a convention of a result
/// tells them, so that a report can call rates by the grades they count.
public struct GradeOrder: Sendable, Hashable {
  /// The name of the convention.
  public static let convention = "grades"
  /// What stands between two grades in it.
  public static let separator = " > "

  /// The grades, four or more.
  public var names: [String]

  /// The grades of a result in `language`; `nil` where it has three at most or
  /// does not list them.
  public init?(_ conventions: [Convention], _ language: Language) {
    guard let found = conventions.first(where: { $0.name == Self.convention })
    else { return nil }
    var text = found.sentence[language]
    for start in ["：", ": "] {
      if let range = text.firstRange(of: start) {
        text = String(text[range.upperBound...])
        break
      }
    }
    if text.hasSuffix("。") || text.hasSuffix(".") { text.removeLast() }
    let parts = text.split(separator: Self.separator).map(String.init)
    guard parts.count > 3 else { return nil }
    names = parts
  }
}
