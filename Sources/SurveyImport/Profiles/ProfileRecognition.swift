import SurveyData

/// An export of one platform.
protocol PlatformExport: SendableMetatype {
  /// Its name in settings.
  static var profile: ImportOptions.Profile { get }

  /// Why the head is from this platform; `nil` when it does not look so.
  static func reason(_ head: ProfileHead) -> LocalizedText?

  /// What follows for a file that begins with the head.
  ///
  /// It has to hold for any head, because the user may name the platform.
  static func plan(_ head: ProfileHead) -> ProfilePlan
}

/// The platforms in the order in which they are tried, those with the
/// clearest marks first.
private let platforms: [any PlatformExport.Type] = [
  Qualtrics.self, Wenjuanxing.self, LimeSurvey.self, SurveyMonkey.self,
  KoboToolbox.self, REDCap.self, MicrosoftForms.self, GoogleForms.self,
]

extension ProfilePlan {
  /// Finds the platform of a file by its head, or follows `wanted`; `nil`
  /// for a file that is from none.
  init?(_ head: ProfileHead?, wanted: ImportOptions.Profile) {
    guard let head, wanted != .off else { return nil }
    for platform in platforms {
      let reason = platform.reason(head)
      if wanted == .automatic {
        guard let reason else { continue }
        self = platform.plan(head)
        self.reason = reason
      } else {
        guard platform.profile == wanted else { continue }
        self = platform.plan(head)
        self.reason = .asSet
        fits = reason != nil
      }
      makeNamesUnique()
      return
    }
    return nil
  }

  /// Names become different ones; the first keeps its own.
  private mutating func makeNamesUnique() {
    var taken = UniqueNames()
    // A question with several columns takes the place of its columns.
    var names: [Int: String] = [:]
    for position in columns.indices {
      switch columns[position].role {
      case .part(let question, _, _), .summary(let question):
        if names[question] == nil {
          names[question] = taken.take(questions[question].name)
        }
      default: break
      }
    }
    for (question, name) in names { questions[question].name = name }
    for position in columns.indices {
      // The joined answers either become the question or stay in its place.
      if case .summary(let question) = columns[position].role {
        if let name = names.removeValue(forKey: question) {
          columns[position].name = name
          continue
        }
        columns[position].role = .plain
      }
      columns[position].name = taken.take(columns[position].name)
    }
  }
}

/// Gives out names, and numbers those that were given out before.
struct UniqueNames {
  private var taken: Set<[UInt8]> = []

  /// Names are compared as bytes, as in a table.
  mutating func take(_ name: String) -> String {
    if taken.insert(Array(name.utf8)).inserted { return name }
    var number = 2
    while !taken.insert(Array("\(name)__\(number)".utf8)).inserted {
      number += 1
    }
    return "\(name)__\(number)"
  }
}
