/// The version of the program, as it stands in manifests and reports.
public let manyiVersion = "0.1.0"
