enum SchemaWords {
  static func about(_ path: [String]) -> String? { nil }
}
