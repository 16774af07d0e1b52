#include "CTextScan.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define MANYI_X86 1
#endif

// What 64 bytes hold, one bit a byte.
typedef struct {
  uint64_t quotes, delimiters, feeds, returns, nuls, high;
} block_masks;

// What one block hands to the next.
typedef struct {
  uint64_t in_quotes;       // all ones inside quotes
  uint64_t starts_field;    // bit 0: the next byte begins a field
  uint64_t after_closing;   // bit 0: the byte before closed a quote
  uint64_t pending_return;  // bit 0: the byte before is CR outside quotes
  uint64_t previous_return; // bit 0: the byte before is CR
  size_t pairs;
  uint64_t high;
  uint64_t doubled;
  bool is_odd;
} scan_state;

// Sets each bit to whether an odd number of bits up to and with it are set.
typedef uint64_t prefix_bits(uint64_t bits);

static inline uint64_t prefix_plain(uint64_t bits) {
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;
  return bits;
}

// Takes in one block; returns whether the wanted records are complete.
typedef void write_places(uint32_t *places, uint64_t bits, size_t offset);

static inline __attribute__((always_inline)) bool take_block(
    manyi_text_scan *scan, scan_state *state, const block_masks *m,
    size_t offset, size_t length, prefix_bits *prefix, write_places *write) {
  // Whether a block has quotes is too hard to guess for a branch.
  uint64_t inside = prefix(m->quotes) ^ state->in_quotes;
  uint64_t opening = m->quotes & inside;
  uint64_t closing = m->quotes & ~inside;
  uint64_t feeds = m->feeds & ~inside;
  uint64_t returns = m->returns & ~inside;
  uint64_t structural = (m->delimiters & ~inside) | feeds;
  uint64_t starts = (structural << 1) | state->starts_field;
  uint64_t after = (closing << 1) | state->after_closing;
  uint64_t valid = length >= 64 ? ~0ull : (1ull << length) - 1;
  uint64_t odd = opening & ~(starts | after);
  odd |= after & valid & ~(m->delimiters | m->feeds | m->returns | m->quotes);
  odd |= m->nuls & valid;
  // A return outside quotes has to stand right before a line feed.
  uint64_t after_return = (returns << 1) | state->pending_return;
  odd |= after_return & ~m->feeds;
  state->high |= m->high;
  state->doubled |= opening & after;
  if (odd != 0) {
    state->is_odd = true;
    return true;
  }
  if ((m->feeds | m->returns) & inside) {
    uint64_t previous = (m->returns << 1) | state->previous_return;
    uint64_t breaks = ((m->feeds & ~previous) | m->returns) & inside;
    while (breaks != 0) {
      if (scan->break_count == scan->break_capacity) {
        state->is_odd = true;
        return true;
      }
      scan->breaks[scan->break_count++] =
          (uint32_t)(offset + (size_t)__builtin_ctzll(breaks));
      breaks &= breaks - 1;
    }
  }
  // Places have 32 bits.
  if (scan->end_count + 128 > scan->capacity || offset > 0xFFFFFF00u) {
    state->is_odd = true;
    return true;
  }
  bool is_done = false;
  if (feeds != 0 && offset + 64 >= scan->limit) {
    // The first line feed at or behind the last wanted byte ends the scan.
    uint64_t late = feeds;
    if (scan->limit > offset + 1) late &= ~0ull << (scan->limit - 1 - offset);
    if (late != 0) {
      uint64_t last = late & (~late + 1);
      uint64_t keep = last | (last - 1);
      structural &= keep;
      feeds &= keep;
      scan->stop = offset + (size_t)__builtin_ctzll(last) + 1;
      is_done = true;
    }
  }
  state->pairs += (size_t)__builtin_popcountll(after_return & feeds);
  size_t found = (size_t)__builtin_popcountll(structural);
  write(scan->ends + scan->end_count, structural, offset);
  // Most blocks have two line feeds at most, and writing one that is not
  // there costs less than asking; there is room, since every record has an
  // end and room for the ends of two blocks was found above.
  size_t count = (size_t)__builtin_popcountll(feeds);
  for (size_t i = 0; i < 2 || i < count; i++) {
    uint64_t up_to = feeds ^ (feeds - 1);
    scan->records[scan->record_count + i] =
        (uint32_t)(scan->end_count +
                   (size_t)__builtin_popcountll(structural & up_to));
    feeds &= feeds - 1;
  }
  scan->record_count += count;
  scan->end_count += found;
  state->in_quotes = (uint64_t)((int64_t)inside >> 63);
  state->starts_field = (m->delimiters | m->feeds) & ~inside & (1ull << 63)
                            ? 1 : 0;
  state->after_closing = closing >> 63;
  state->pending_return = returns >> 63;
  state->previous_return = m->returns >> 63;
  return is_done;
}

static inline __attribute__((always_inline)) bool finish(
    manyi_text_scan *scan, scan_state *state, bool is_done) {
  scan->has_high_bytes = state->high != 0;
  scan->has_doubled_quotes = state->doubled != 0;
  scan->pair_count = state->pairs;
  if (state->is_odd) return false;
  scan->is_open = false;
  if (is_done) {
    // The last block may reach into the record behind.
    while (scan->break_count > 0 &&
           scan->breaks[scan->break_count - 1] >= scan->stop)
      scan->break_count--;
    return true;
  }
  // The file ends here: inside quotes, behind a return, or in a record.
  if (state->in_quotes != 0 || state->pending_return != 0) return false;
  scan->stop = scan->count;
  size_t last = scan->record_count == 0
                    ? 0 : scan->records[scan->record_count - 1];
  bool ends_in_feed =
      scan->end_count > 0 && last == scan->end_count &&
      scan->ends[scan->end_count - 1] + 1 == scan->count;
  if (!ends_in_feed && scan->count > 0) {
    if (scan->end_count == scan->capacity) return false;
    scan->ends[scan->end_count++] = (uint32_t)scan->count;
    scan->records[scan->record_count++] = (uint32_t)scan->end_count;
    scan->is_open = true;
  }
  return true;
}

#define SCAN_BODY(MASKS, PREFIX, WRITE)                                       \
  /* A copy of its own stays in registers. */                                 \
  manyi_text_scan own = *scan;                                                \
  scan_state state = {0};                                                     \
  state.starts_field = 1;                                                     \
  size_t offset = 0;                                                          \
  bool is_done = false;                                                       \
  block_masks m;                                                              \
  while (!is_done && offset + 64 <= own.count) {                              \
    MASKS(own.text + offset, own.delimiter, own.quote, &m);                   \
    is_done = take_block(&own, &state, &m, offset, 64, PREFIX, WRITE);        \
    offset += 64;                                                             \
  }                                                                           \
  if (!is_done && offset < own.count) {                                       \
    uint8_t tail[64];                                                         \
    size_t length = own.count - offset;                                       \
    /* Filled with a byte that means nothing. */                              \
    memset(tail, 'x', sizeof tail);                                           \
    memcpy(tail, own.text + offset, length);                                  \
    MASKS(tail, own.delimiter, own.quote, &m);                                \
    uint64_t valid = (1ull << length) - 1;                                    \
    m.quotes &= valid;                                                        \
    m.delimiters &= valid;                                                    \
    is_done = take_block(&own, &state, &m, offset, length, PREFIX, WRITE);    \
  }                                                                           \
  bool is_sound = finish(&own, &state, is_done);                              \
  *scan = own;                                                                \
  return is_sound;

static void masks_plain(
    const uint8_t *text, uint8_t delimiter, uint32_t quote, block_masks *m) {
  block_masks found = {0};
  for (int i = 0; i < 64; i++) {
    uint8_t byte = text[i];
    uint64_t bit = 1ull << i;
    if (byte == quote) found.quotes |= bit;
    if (byte == delimiter) found.delimiters |= bit;
    if (byte == '\n') found.feeds |= bit;
    if (byte == '\r') found.returns |= bit;
    if (byte == 0) found.nuls |= bit;
    if (byte & 0x80) found.high |= bit;
  }
  *m = found;
}

static inline void write_plain(
    uint32_t *places, uint64_t bits, size_t offset) {
  while (bits != 0) {
    *places++ = (uint32_t)(offset + (size_t)__builtin_ctzll(bits));
    bits &= bits - 1;
  }
}

static bool scan_plain(manyi_text_scan *scan) {
  SCAN_BODY(masks_plain, prefix_plain, write_plain)
}

#if MANYI_X86

// A product without carries with all ones; every processor with AVX2 has it.
__attribute__((target("pclmul"))) static inline uint64_t prefix_fast(
    uint64_t bits) {
  __m128i product = _mm_clmulepi64_si128(
      _mm_set_epi64x(0, (long long)bits), _mm_set1_epi8((char)0xFF), 0);
  return (uint64_t)_mm_cvtsi128_si64(product);
}

__attribute__((target("avx2"))) static inline uint64_t equal_avx2(
    __m256i low, __m256i high, char byte) {
  __m256i wanted = _mm256_set1_epi8(byte);
  uint64_t a = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(low, wanted));
  uint64_t b = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(high, wanted));
  return a | b << 32;
}

__attribute__((target("avx2"))) static inline void masks_avx2(
    const uint8_t *text, uint8_t delimiter, uint32_t quote, block_masks *m) {
  __m256i low = _mm256_loadu_si256((const __m256i *)text);
  __m256i high = _mm256_loadu_si256((const __m256i *)(text + 32));
  m->quotes = quote < 256 ? equal_avx2(low, high, (char)quote) : 0;
  m->delimiters = equal_avx2(low, high, (char)delimiter);
  m->feeds = equal_avx2(low, high, '\n');
  m->returns = equal_avx2(low, high, '\r');
  m->nuls = equal_avx2(low, high, 0);
  m->high = (uint64_t)(uint32_t)_mm256_movemask_epi8(low) |
            (uint64_t)(uint32_t)_mm256_movemask_epi8(high) << 32;
}

__attribute__((target("avx2,bmi,bmi2,popcnt,pclmul"))) static bool scan_avx2(
    manyi_text_scan *scan) {
  SCAN_BODY(masks_avx2, prefix_fast, write_plain)
}

__attribute__((target("avx512f,avx512bw"))) static inline void masks_avx512(
    const uint8_t *text, uint8_t delimiter, uint32_t quote, block_masks *m) {
  __m512i bytes = _mm512_loadu_si512((const void *)text);
  m->quotes = quote < 256
                  ? _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)quote))
                  : 0;
  m->delimiters =
      _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8((char)delimiter));
  m->feeds = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\n'));
  m->returns = _mm512_cmpeq_epi8_mask(bytes, _mm512_set1_epi8('\r'));
  m->nuls = _mm512_testn_epi8_mask(bytes, bytes);
  m->high = _mm512_movepi8_mask(bytes);
}

// Packs the numbers 0 to 63 of the bits that are set; up to 32 places behind
// the last one are written, too.
__attribute__((target("avx512f,avx512bw,avx512vbmi2"))) static inline void
write_avx512(uint32_t *places, uint64_t bits, size_t offset) {
  static const uint8_t numbers[64] = {
      0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15,
      16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31,
      32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47,
      48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
  __m512i all = _mm512_loadu_si512((const void *)numbers);
  __m512i packed = _mm512_maskz_compress_epi8(bits, all);
  __m512i base = _mm512_set1_epi32((int)(uint32_t)offset);
  int count = __builtin_popcountll(bits);
  _mm512_storeu_si512(
      (void *)places,
      _mm512_add_epi32(
          base, _mm512_cvtepu8_epi32(_mm512_castsi512_si128(packed))));
  _mm512_storeu_si512(
      (void *)(places + 16),
      _mm512_add_epi32(
          base, _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(packed, 1))));
  if (count > 32) {
    _mm512_storeu_si512(
        (void *)(places + 32),
        _mm512_add_epi32(
            base,
            _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(packed, 2))));
    _mm512_storeu_si512(
        (void *)(places + 48),
        _mm512_add_epi32(
            base,
            _mm512_cvtepu8_epi32(_mm512_extracti32x4_epi32(packed, 3))));
  }
}

__attribute__((
    target("avx512f,avx512bw,avx512vbmi2,bmi,bmi2,popcnt,pclmul"))) static bool
scan_avx512(manyi_text_scan *scan) {
  SCAN_BODY(masks_avx512, prefix_fast, write_avx512)
}

#endif

int manyi_text_level(void) {
#if MANYI_X86
  // All that the loops of a level are compiled for; a virtual machine may hide
  // some of it.
  bool has_basics = __builtin_cpu_supports("avx2") &&
                    __builtin_cpu_supports("bmi") &&
                    __builtin_cpu_supports("bmi2") &&
                    __builtin_cpu_supports("popcnt") &&
                    __builtin_cpu_supports("pclmul");
  if (!has_basics) return 0;
  if (__builtin_cpu_supports("avx512vbmi2") &&
      __builtin_cpu_supports("avx512vbmi") &&
      __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl"))
    return 2;
  return 1;
#endif
  return 0;
}

bool manyi_scan_text_at(manyi_text_scan *scan, int level) {
  scan->end_count = scan->record_count = scan->break_count = 0;
  scan->pair_count = 0;
  scan->stop = 0;
#if MANYI_X86
  if (level > 1) return scan_avx512(scan);
  if (level > 0) return scan_avx2(scan);
#endif
  return scan_plain(scan);
}

bool manyi_scan_text(manyi_text_scan *scan) {
  return manyi_scan_text_at(scan, manyi_text_level());
}

void manyi_take_records(
    const manyi_text_scan *scan, const uint32_t *before,
    manyi_records *records) {
  size_t record = records->record, end = records->end;
  size_t breaks = records->breaks, kept = records->kept;
  size_t shortest = records->shortest;
  size_t reach = records->longest - shortest;
  for (; record < scan->record_count; record++) {
    if (scan->records[record] - end != records->columns) break;
    // The entry before the first place is -1.
    uint32_t start = before[end] + 1;
    size_t length = before[end + 1] - start;
    if (length - shortest <= reach) break;
    if (records->lines) {
      while (breaks < scan->break_count && scan->breaks[breaks] < start)
        breaks++;
      records->lines[kept] = (int32_t)(record + breaks);
    }
    records->first[kept++] = (uint32_t)(end + 1);
    end += records->columns;
  }
  records->record = record;
  records->end = end;
  records->breaks = breaks;
  records->kept = kept;
}

static size_t count_plain(const uint8_t *text, size_t count, uint8_t byte) {
  size_t found = 0;
  for (size_t i = 0; i < count; i++) found += text[i] == byte;
  return found;
}

#if MANYI_X86
__attribute__((target("avx512f,avx512bw,popcnt"))) static size_t count_avx512(
    const uint8_t *text, size_t count, uint8_t byte) {
  __m512i wanted = _mm512_set1_epi8((char)byte);
  size_t found = 0, i = 0;
  for (; i + 64 <= count; i += 64)
    found += (size_t)__builtin_popcountll(_mm512_cmpeq_epi8_mask(
        _mm512_loadu_si512((const void *)(text + i)), wanted));
  return found + count_plain(text + i, count - i, byte);
}

__attribute__((target("avx2,popcnt"))) static size_t count_avx2(
    const uint8_t *text, size_t count, uint8_t byte) {
  size_t found = 0, i = 0;
  for (; i + 64 <= count; i += 64) {
    __m256i low = _mm256_loadu_si256((const __m256i *)(text + i));
    __m256i high = _mm256_loadu_si256((const __m256i *)(text + i + 32));
    found +=
        (size_t)__builtin_popcountll(equal_avx2(low, high, (char)byte));
  }
  return found + count_plain(text + i, count - i, byte);
}
#endif

size_t manyi_count_byte(const uint8_t *text, size_t count, uint8_t byte) {
#if MANYI_X86
  if (manyi_text_level() > 1) return count_avx512(text, count, byte);
  if (manyi_text_level() > 0) return count_avx2(text, count, byte);
#endif
  return count_plain(text, count, byte);
}
