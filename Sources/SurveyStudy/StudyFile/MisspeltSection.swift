import Diagnostics
import Settings

/// The section of a study called `name`; one with a name that was probably
/// meant to be it is reported and read in its place, so that what names its
/// entries is not reported too.
func section(_ name: String, of reader: SettingsReader) -> SettingsReader? {
  if reader.has(name) { return reader.reader(name) }
  let names =
    ["title", "source", "include", "parameters", "reports"]
    + ["data", "analyses"]
  let slip = reader.keys.first {
    !names.contains($0) && nearest(to: $0, in: names) == name
  }
  guard let slip, reader.has(slip) else { return nil }
  reader.log.report(
    Diagnostic(
      .unknownKey, at: reader.place(of: slip),
      "\(reader.subject) has no key '\(slip)'",
      help: "did you mean '\(name)'?"))
  return reader.reader(slip)
}
