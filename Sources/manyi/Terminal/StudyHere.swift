import ArgumentParser
import SurveyStudy

/// The study that a command is about: the one that is named, else the one of
/// the folder in which the command was given.
///
/// - Throws: A usage fault when none is named and the folder has no
///   `study.yaml`.
func studyOrHere(_ name: String?) throws -> String {
  if let name { return name }
  guard isStudyFolder(".") else {
    throw ValidationError(
      "no study is named, and there is no study.yaml in this folder")
  }
  return "."
}
