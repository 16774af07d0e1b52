import Diagnostics
import Settings
import SurveyData
import SurveyImport

/// Reads the keys that every kind of analysis has, then those of its kind.
///
/// The caller finishes the reader, because `manyi analyze` reads the keys of
/// its file from the same settings.
func analysisPlan(
  _ settings: SettingsReader, type: any AnalysisMethod.Type, name: String,
  dataNames: [String], defaultLevel: Double,
  weights: [String: ColumnReference] = [:],
  designs: [String: DesignPlan] = [:]
) -> AnalysisPlan? {
  let log = settings.log
  let title = settings.localizedText("title")
  let headline = settings.localizedText("headline")
  let domain = settings.condition("where")
  let groupings = settings.groupings("by")
  let level = settings.level("level") ?? defaultLevel
  let comparesQuality = settings.boolean("compare-quality") ?? false
  var data = dataNames.count == 1 ? dataNames.first : nil
  var isDataKnown = true
  if let reference = settings.column("data") {
    data = reference.name
    isDataKnown = dataNames.contains(reference.name)
    if !isDataKnown {
      log.report(unknownDataSet(reference, names: dataNames))
    }
  } else if data == nil, type.requiresData, !dataNames.isEmpty {
    isDataKnown = false
    settings.reportMissing(
      "data", help: "choose one of: \(dataNames.joined(separator: ", "))")
  }
  let context = MethodContext(
    name: name, dataNames: dataNames, data: data, groupings: groupings,
    level: level, weights: weights, designs: designs)
  let method = type.init(settings, context: context)
  // The evaluation refuses 'design' itself.
  let design = type.requiresData ? settings.design("design") : nil
  guard let method, isDataKnown else { return nil }
  return AnalysisPlan(
    name: name, place: settings.place, title: title, headline: headline,
    data: data,
    domain: domain, groupings: groupings, design: design, level: level,
    comparesQuality: comparesQuality, method: method)
}
