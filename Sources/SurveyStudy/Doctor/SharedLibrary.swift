/// A library that the program runs on, as the system loaded it.
struct SharedLibrary {
  var name: String
  /// How the name of its file begins.
  var prefixes: [String]

  static let all = [
    SharedLibrary(
      name: "OpenBLAS", prefixes: ["libopenblas", "libblas"]),
    SharedLibrary(
      name: "LAPACKE", prefixes: ["liblapacke"]),
    SharedLibrary(
      name: "CLP", prefixes: ["libClp."]),
    SharedLibrary(
      name: "OpenSSL", prefixes: ["libcrypto"]),
    SharedLibrary(
      name: "ReadStat", prefixes: ["libreadstat"]),
    SharedLibrary(name: "zlib", prefixes: ["libz."]),
    SharedLibrary(
      name: "Zstandard", prefixes: ["libzstd"]),
    SharedLibrary(
      name: "Expat", prefixes: ["libexpat"]),
  ]

  /// Whether it is loaded, with the version that stands in its name.
  var check: HealthCheck {
    let file = Self.loaded.first { file in
      prefixes.contains { file.hasPrefix($0) }
    }
    // A program that was linked with it whole loads none.
    return HealthCheck(name, file ?? "part of the program")
  }

  /// The files of the libraries that are loaded, links followed.
  private static let loaded: [String] = {
    guard let bytes = try? FileSystem.read("/proc/self/maps") else { return [] }
    var files: Set<String> = []
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") {
      guard let slash = line.firstIndex(of: "/") else { continue }
      let path = String(line[slash...])
      if path.contains(".so") { files.insert(FileSystem.name(of: path)) }
    }
    return files.sorted()
  }()
}
