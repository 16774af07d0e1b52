import CHash

/// A SHA-256 that is fed piece by piece.
///
/// Sharing is safe because the reader feeds it under its lock.
public final class RunningSHA256: @unchecked Sendable {
  private let context: OpaquePointer?

  /// Starts with nothing fed.
  public init() {
    context = EVP_MD_CTX_new()
    precondition(
      context != nil && EVP_DigestInit_ex(context, EVP_sha256(), nil) == 1,
      "SHA-256 is always available")
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Feeds the next bytes.
  public func update(_ bytes: UnsafeRawBufferPointer) {
    let isDone = EVP_DigestUpdate(context, bytes.baseAddress, bytes.count)
    precondition(isDone == 1, "SHA-256 takes any bytes")
  }

  /// The digits; nothing can be added afterwards.
  public func finish() -> String {
    var digest = [UInt8](repeating: 0, count: 32)
    var length: UInt32 = 0
    let isDone = EVP_DigestFinal_ex(context, &digest, &length)
    precondition(isDone == 1 && length == 32, "SHA-256 has 32 bytes")
    return hexadecimal(digest)
  }
}
