/// What a column of a case ledger is about. The names are the fields of the
/// schema; a ledger with other headers says which of its columns stands for
/// which field.
public enum LedgerRole: String, Sendable, CaseIterable, Hashable {
  case caseID = "case_id"
  case session
  case category
  case leadDeputy = "lead_deputy_id"
  case submitted = "submitted_on"
  case assigned = "assigned_on"
  case leadUnit = "lead_unit_id"
  case coUnits = "co_unit_ids"
  case keySupervised = "key_supervised"
  case supervisor
  case complexity
  case deadlineKind = "deadline_kind"
  case due = "due_on"
  case extended = "extended_until"
  case returned = "returned_on"
  case signed = "signed_on"
  case meetBefore = "meet_before_on"
  case meetDuring = "meet_during_on"
  case meetAfter = "meet_after_on"
  case replied = "replied_on"
  case withdrawn = "withdrawn_on"
  case resultClass = "result_class"
  case commitment = "commitment_text"
  case commitmentDue = "commitment_due_on"
  case commitmentDone = "commitment_done_on"
  case round
  case parentRound = "parent_round"
  case status
  case repeatOf = "repeat_of"

  /// The days on which something happened; the last of them is when the data
  /// end.
  static let events: [LedgerRole] = [
    .replied, .signed, .meetBefore, .meetDuring, .meetAfter, .commitmentDone,
    .assigned,
  ]

  /// Whether the column holds days.
  var isDay: Bool { rawValue.hasSuffix("_on") || self == .extended }
}
