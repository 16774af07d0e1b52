import CZlib
import CZstd

/// Unpacks a compressed file: every member of a gzip file, every frame of a
/// Zstandard file, one after the other.
func unpack(
  _ bytes: UnsafeRawBufferPointer, _ compression: Compression,
  limits: DecompressionLimits = .standard
) throws(CompressionFault) -> UnpackedBytes {
  let content = try UnpackedBytes(sourceCount: bytes.count, limits: limits)
  switch compression {
  case .gzip: try inflate(bytes, into: content)
  case .zstandard: try decompress(bytes, into: content)
  }
  return content
}

private func inflate(
  _ bytes: UnsafeRawBufferPointer, into content: UnpackedBytes
) throws(CompressionFault) {
  var stream = z_stream()
  // 15 bits of window, and 16 for the header of gzip.
  guard
    inflateInit2_(
      &stream, 15 + 16, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size))
      == Z_OK
  else { throw .noMemory(byteCount: 0) }
  defer { inflateEnd(&stream) }
  var offset = 0
  while true {
    let room = try content.room()
    let step = min(bytes.count - offset, 1 << 30)
    let source = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.next_in = source.map { UnsafeMutablePointer(mutating: $0 + offset) }
    stream.avail_in = UInt32(step)
    stream.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
    stream.avail_out = UInt32(room.count)
    let state = CZlib.inflate(&stream, Z_NO_FLUSH)
    offset += step - Int(stream.avail_in)
    try content.fill(room.count - Int(stream.avail_out))
    switch state {
    case Z_OK: continue
    case Z_STREAM_END:
      // Tapes and some tools fill the last block with zeros.
      if bytes[offset...].allSatisfy({ $0 == 0 }) { return }
      guard inflateReset(&stream) == Z_OK else {
        throw .damaged(offset: offset, cause: "the next member is damaged")
      }
    case Z_BUF_ERROR: throw .truncated
    case Z_MEM_ERROR: throw .noMemory(byteCount: 0)
    default:
      let cause =
        stream.msg.map { String(cString: $0) } ?? "no compressed data"
      throw .damaged(offset: offset, cause: cause)
    }
  }
}

private func decompress(
  _ bytes: UnsafeRawBufferPointer, into content: UnpackedBytes
) throws(CompressionFault) {
  guard let decoder = ZSTD_createDCtx() else { throw .noMemory(byteCount: 0) }
  defer { ZSTD_freeDCtx(decoder) }
  // Files of `zstd --long=31` need a window of 2 GiB.
  ZSTD_DCtx_setParameter(decoder, ZSTD_d_windowLogMax, 31)
  var input = ZSTD_inBuffer(
    src: bytes.baseAddress, size: bytes.count, pos: 0)
  var expected = 1
  while true {
    let room = try content.room()
    var output = ZSTD_outBuffer(
      dst: room.baseAddress, size: room.count, pos: 0)
    let before = input.pos
    expected = ZSTD_decompressStream(decoder, &output, &input)
    if ZSTD_isError(expected) != 0 {
      if ZSTD_getErrorCode(expected) == ZSTD_error_memory_allocation {
        throw .noMemory(byteCount: 0)
      }
      throw .damaged(
        offset: input.pos,
        cause: String(cString: ZSTD_getErrorName(expected)).lowercased())
    }
    try content.fill(output.pos)
    if expected == 0, input.pos == input.size { return }
    if output.pos == 0, input.pos == before { throw .truncated }
  }
}
