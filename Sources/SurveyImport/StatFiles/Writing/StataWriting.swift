import CReadStat
import Diagnostics
import Glibc
import SurveyData

/// A Stata file that is being written by ReadStat.
struct StataWriting {
  let planner: StatPlanner
  let rows: Int
  let output: StatOutput

  init(_ planner: StatPlanner, rows: Int, _ output: StatOutput) {
    self.planner = planner
    self.rows = rows
    self.output = output
  }

  func write() throws(Diagnostic) {
    guard let writer = readstat_writer_init() else { throw noMemory }
    defer { readstat_writer_free(writer) }
    readstat_set_data_writer(writer) { bytes, count, context in
      guard let context else { return -1 }
      return Unmanaged<StatOutput>.fromOpaque(context).takeUnretainedValue()
        .write(bytes, count)
    }
    readstat_writer_set_file_timestamp(writer, fixedTime)
    readstat_writer_set_file_format_version(writer, 118)
    let pools = planner.plans.map(TextPool.init)
    var variables: [UnsafeMutablePointer<readstat_variable_t>] = []
    for (position, plan) in planner.plans.enumerated() {
      variables.append(try add(plan, position, to: writer))
    }
    let references = planner.plans.indices.map { position in
      pools[position].references(in: writer)
    }
    let context = Unmanaged.passUnretained(output).toOpaque()
    try check(readstat_begin_writing_dta(writer, context, rows))
    for row in 0..<rows {
      try check(readstat_begin_row(writer))
      for (position, plan) in planner.plans.enumerated() {
        try check(
          insert(
            plan, row, pools[position], references[position], into: writer,
            variables[position]))
      }
      try check(readstat_end_row(writer))
    }
    try check(readstat_end_writing(writer))
  }

  /// Noon of a day that is the same on the clock of every time zone.
  private var fixedTime: time_t {
    var time = tm()
    (time.tm_year, time.tm_mon, time.tm_mday) = (100, 0, 1)
    time.tm_hour = 12
    time.tm_isdst = -1
    return mktime(&time)
  }

  // MARK: - Variables

  private func add(
    _ plan: StatPlan, _ position: Int,
    to writer: UnsafeMutablePointer<readstat_writer_t>
  ) throws(Diagnostic) -> UnsafeMutablePointer<readstat_variable_t> {
    let (type, width): (readstat_type_t, Int) =
      switch plan.storage {
      case .byte: (READSTAT_TYPE_INT8, 0)
      case .short: (READSTAT_TYPE_INT16, 0)
      case .long: (READSTAT_TYPE_INT32, 0)
      case .double: (READSTAT_TYPE_DOUBLE, 0)
      case .text(let width): (READSTAT_TYPE_STRING, width)
      case .longText: (READSTAT_TYPE_STRING_REF, 0)
      }
    guard let variable = readstat_add_variable(writer, plan.name, type, width)
    else { throw noMemory }
    readstat_variable_set_label(variable, plan.label)
    if plan.display == .day { readstat_variable_set_format(variable, "%td") }
    guard !plan.valueLabels.isEmpty else { return variable }
    guard
      let set = readstat_add_label_set(
        writer, READSTAT_TYPE_INT32, "labels\(position + 1)")
    else { throw noMemory }
    for (code, label) in plan.valueLabels {
      switch code {
      case .number(let number):
        if let whole = Int32(exactly: number) {
          readstat_label_int32_value(set, whole, label)
        }
      case .tag(let tag):
        readstat_label_tagged_value(set, CChar(bitPattern: tag), label)
      case .text, .system: break
      }
    }
    readstat_variable_set_label_set(variable, set)
    return variable
  }

  // MARK: - Cells

  private func insert(
    _ plan: StatPlan, _ row: Int, _ pool: TextPool,
    _ references: [UnsafeMutablePointer<readstat_string_ref_t>?],
    into writer: UnsafeMutablePointer<readstat_writer_t>,
    _ variable: UnsafeMutablePointer<readstat_variable_t>
  ) -> readstat_error_t {
    if let reason = plan.column.missing[row] {
      if case .tag(let tag) = plan.reasons.marks[reason] {
        return readstat_insert_tagged_missing_value(
          writer, variable, CChar(bitPattern: tag))
      }
      return insertNothing(plan, references, into: writer, variable)
    }
    let number: Double
    switch plan.column.values {
    case .integers(let values): number = Double(values[row])
    case .doubles(let values): number = values[row]
    case .days(let values):
      number = (Double(values[row]) + plan.dayShift) * plan.dayFactor
    case .texts(let values):
      let code = Int(values.codes[row])
      if code < 0 {
        return insertNothing(plan, references, into: writer, variable)
      }
      if case .longText = plan.storage {
        return readstat_insert_string_ref(writer, variable, references[code])
      }
      return pool.withText(code) {
        readstat_insert_string_value(writer, variable, $0)
      }
    case .choices: return READSTAT_ERROR_VALUE_TYPE_MISMATCH
    }
    switch plan.storage {
    case .byte:
      return readstat_insert_int8_value(
        writer, variable, Int8(clamping: Int(number)))
    case .short:
      return readstat_insert_int16_value(
        writer, variable, Int16(clamping: Int(number)))
    case .long:
      return readstat_insert_int32_value(
        writer, variable, Int32(clamping: Int(number)))
    case .double, .text, .longText:
      return readstat_insert_double_value(writer, variable, number)
    }
  }

  /// Texts outside of the rows have to be there even when they are empty.
  private func insertNothing(
    _ plan: StatPlan,
    _ references: [UnsafeMutablePointer<readstat_string_ref_t>?],
    into writer: UnsafeMutablePointer<readstat_writer_t>,
    _ variable: UnsafeMutablePointer<readstat_variable_t>
  ) -> readstat_error_t {
    if case .longText = plan.storage, let empty = references.last {
      return readstat_insert_string_ref(writer, variable, empty)
    }
    return readstat_insert_missing_value(writer, variable)
  }

  // MARK: - Faults

  private var noMemory: Diagnostic {
    Diagnostic(.unwritableTable, at: nil, "there is not enough memory")
  }

  private func check(_ verdict: readstat_error_t) throws(Diagnostic) {
    if verdict == READSTAT_OK { return }
    if output.failure != 0 { throw output.fault() }
    let message =
      readstat_error_message(verdict).map { String(cString: $0) } ?? "fault"
    throw Diagnostic(
      .unwritableTable, at: nil,
      "the table cannot be written for \(planner.format.program): "
        + message.lowercased())
  }
}
