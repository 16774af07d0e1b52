import CHash

/// Returns the SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
public func sha256(of bytes: [UInt8]) -> String {
  bytes.withUnsafeBytes { sha256(of: $0) }
}

/// Returns the SHA-256 of `bytes` as 64 lower-case hexadecimal digits.
public func sha256(of bytes: UnsafeRawBufferPointer) -> String {
  hexadecimal(sha256Digest(of: bytes))
}

/// Returns the SHA-256 of `bytes` as 32 bytes.
public func sha256Digest(of bytes: UnsafeRawBufferPointer) -> [UInt8] {
  var digest = [UInt8](repeating: 0, count: 32)
  var length: UInt32 = 0
  let isDone = EVP_Digest(
    bytes.baseAddress, bytes.count, &digest, &length, EVP_sha256(), nil)
  precondition(isDone == 1 && length == 32, "SHA-256 is always available")
  return digest
}

/// Returns two lower-case digits for each byte.
public func hexadecimal(_ bytes: [UInt8]) -> String {
  let digits = Array("0123456789abcdef".utf8)
  return String(
    decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] },
    as: UTF8.self)
}
