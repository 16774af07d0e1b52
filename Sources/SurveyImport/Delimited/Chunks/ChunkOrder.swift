import CTextScan
import Glibc

/// Hands out the chunks of a file to several readers and lets them deliver in
/// the order of the file.
///
/// Whether a chunk begins inside quotes is told by the number of quotes
/// before it. That is a guess, since a stray quote turns it over; whoever
/// delivers a chunk knows where its first record has to begin, and reads it
/// again when the guess was wrong.
///
/// Sharing is safe because every change happens under the lock.
final class ChunkOrder: @unchecked Sendable {
  private let lock = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let turn = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)
  private let text: UnsafeBufferPointer<UInt8>
  private let quote: UInt8?
  private let canGuess: Bool
  private let chunkBytes: Int
  private var next = 0
  private var nextStart: Int
  private var isInQuotes = false
  private var delivered = 0
  private var isStopped = false
  /// Where the first record that was not yet delivered begins.
  private var position: Int
  /// How the columns are best read, by what was delivered so far.
  private var modes: [ColumnMode]
  /// Called with each part of the text before it is read.
  private let willRead: (Range<Int>) -> Void

  init(
    _ context: ChunkContext, from start: Int, modes: [ColumnMode],
    willRead: @escaping (Range<Int>) -> Void
  ) {
    text = context.text
    chunkBytes = context.chunkBytes
    quote = context.grammar.quote
    canGuess = !context.needsByteReader
    nextStart = start
    position = start
    self.modes = modes
    self.willRead = willRead
    pthread_mutex_init(lock, nil)
    pthread_cond_init(turn, nil)
  }

  deinit {
    pthread_mutex_destroy(lock)
    pthread_cond_destroy(turn)
    lock.deallocate()
    turn.deallocate()
  }

  /// The next chunk, or `nil` at the end of the text.
  func take() -> Chunk? {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    guard !isStopped, nextStart < text.count else { return nil }
    let start = nextStart
    let limit = min(text.count, start + chunkBytes)
    willRead(start..<limit)
    var chunk = Chunk(
      index: next, start: start, limit: limit, firstRecord: nil,
      modes: modes)
    if next == 0 {
      chunk.firstRecord = start
    } else if canGuess {
      chunk.firstRecord = firstRecord(start, limit)
    }
    if let quote, canGuess, let base = text.baseAddress {
      let count = manyi_count_byte(base + start, limit - start, quote)
      if count % 2 == 1 { isInQuotes.toggle() }
    }
    next += 1
    nextStart = limit
    return chunk
  }

  private func firstRecord(_ start: Int, _ limit: Int) -> Int? {
    var inside = isInQuotes
    if !inside, text[start - 1] == 0x0A { return start }
    var i = start
    while i < limit {
      let byte = text[i]
      if byte == quote {
        inside.toggle()
      } else if byte == 0x0A, !inside {
        return i + 1 < limit ? i + 1 : nil
      }
      i += 1
    }
    return nil
  }

  /// Waits until all chunks before `chunk` were delivered, then calls `body`
  /// with the place where its first record begins. `body` returns the place
  /// behind its last record and how columns are best read from there on, or
  /// `nil` to stop.
  func deliver(
    _ chunk: Chunk, _ body: (Int) -> (end: Int, modes: [ColumnMode])?
  ) {
    pthread_mutex_lock(lock)
    while delivered < chunk.index, !isStopped { pthread_cond_wait(turn, lock) }
    guard !isStopped else {
      pthread_mutex_unlock(lock)
      return
    }
    let begin = position
    pthread_mutex_unlock(lock)
    // Nobody else delivers now, so that the work needs no lock.
    let outcome = body(begin)
    pthread_mutex_lock(lock)
    if let (end, modes) = outcome {
      self.modes = modes
      if canGuess, chunk.firstRecord ?? chunk.limit != begin {
        correctGuess(end)
      }
      position = end
      delivered += 1
    } else {
      isStopped = true
    }
    pthread_cond_broadcast(turn)
    pthread_mutex_unlock(lock)
  }

  /// A guess was wrong: from `end`, which is outside quotes, on the quotes
  /// are counted anew.
  private func correctGuess(_ end: Int) {
    guard let quote, end < nextStart, let base = text.baseAddress else {
      if end >= nextStart { isInQuotes = false }
      return
    }
    let count = manyi_count_byte(base + end, nextStart - end, quote)
    isInQuotes = count % 2 == 1
  }
}
