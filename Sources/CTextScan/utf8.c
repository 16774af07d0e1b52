#include "CTextScan.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define MANYI_X86 1
#endif

// The length of the well-formed sequence at `text` (Unicode 15, table 3-7),
// 0 when there is none.
static size_t sequence(const uint8_t *text, size_t left) {
  uint8_t lead = text[0];
  if (lead < 0x80) return 1;
  if (lead < 0xC2 || lead > 0xF4) return 0;
  size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  if (left < length) return 0;
  uint8_t low = 0x80, high = 0xBF;
  if (lead == 0xE0) low = 0xA0;
  if (lead == 0xED) high = 0x9F;
  if (lead == 0xF0) low = 0x90;
  if (lead == 0xF4) high = 0x8F;
  if (text[1] < low || text[1] > high) return 0;
  for (size_t i = 2; i < length; i++)
    if ((text[i] & 0xC0) != 0x80) return 0;
  return length;
}

static size_t find_plain(const uint8_t *text, size_t count) {
  size_t i = 0;
  while (i < count) {
    uint64_t word;
    if (i + 8 <= count) {
      memcpy(&word, text + i, 8);
      if ((word & 0x8080808080808080ull) == 0) {
        i += 8;
        continue;
      }
    }
    size_t length = sequence(text + i, count - i);
    if (length == 0) return i;
    i += length;
  }
  return count;
}

#if MANYI_X86

// Looks each byte up by the one before it: three tables of sixteen entries
// name the faults that the four high bits of the byte before, its four low
// bits and the four high bits of the byte allow; a fault that all three name
// is there (J. Keiser and D. Lemire 2021, Validating UTF-8 in less than one
// instruction per byte).
enum {
  TOO_SHORT = 1 << 0,
  TOO_LONG = 1 << 1,
  OVERLONG_3 = 1 << 2,
  TOO_LARGE = 1 << 3,
  SURROGATE = 1 << 4,
  OVERLONG_2 = 1 << 5,
  TOO_LARGE_1000 = 1 << 6,
  OVERLONG_4 = 1 << 6,
  TWO_CONTINUATIONS = 1 << 7,
  CARRY = TOO_SHORT | TOO_LONG | TWO_CONTINUATIONS
};

#define LARGE (CARRY | TOO_LARGE | TOO_LARGE_1000)

static const uint8_t first_high[16] = {
    TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
    TOO_LONG, TWO_CONTINUATIONS, TWO_CONTINUATIONS, TWO_CONTINUATIONS,
    TWO_CONTINUATIONS, TOO_SHORT | OVERLONG_2, TOO_SHORT,
    TOO_SHORT | OVERLONG_3 | SURROGATE,
    TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4};
static const uint8_t first_low[16] = {
    CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4, CARRY | OVERLONG_2, CARRY,
    CARRY, CARRY | TOO_LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE, LARGE,
    LARGE, LARGE | SURROGATE, LARGE, LARGE};
static const uint8_t second_high[16] = {
    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
    TOO_SHORT, TOO_SHORT,
    TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | OVERLONG_3 | TOO_LARGE_1000 |
        OVERLONG_4,
    TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | OVERLONG_3 | TOO_LARGE,
    TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | SURROGATE | TOO_LARGE,
    TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | SURROGATE | TOO_LARGE,
    TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT};

#define AVX2 __attribute__((target("avx2")))

AVX2 static inline __m256i table(const uint8_t *values) {
  return _mm256_broadcastsi128_si256(
      _mm_loadu_si128((const __m128i *)values));
}

// The bytes `n` places before those of `now`.
#define BEFORE(now, crossing, n) _mm256_alignr_epi8(now, crossing, 16 - (n))

AVX2 static inline __m256i faults(__m256i now, __m256i previous) {
  __m256i nibble = _mm256_set1_epi8(0x0F);
  __m256i crossing = _mm256_permute2x128_si256(previous, now, 0x21);
  __m256i one = BEFORE(now, crossing, 1);
  __m256i two = BEFORE(now, crossing, 2);
  __m256i three = BEFORE(now, crossing, 3);
  __m256i a = _mm256_shuffle_epi8(
      table(first_high),
      _mm256_and_si256(_mm256_srli_epi16(one, 4), nibble));
  __m256i b =
      _mm256_shuffle_epi8(table(first_low), _mm256_and_si256(one, nibble));
  __m256i c = _mm256_shuffle_epi8(
      table(second_high),
      _mm256_and_si256(_mm256_srli_epi16(now, 4), nibble));
  __m256i special = _mm256_and_si256(_mm256_and_si256(a, b), c);
  __m256i third = _mm256_subs_epu8(two, _mm256_set1_epi8((char)(0xE0 - 0x80)));
  __m256i fourth =
      _mm256_subs_epu8(three, _mm256_set1_epi8((char)(0xF0 - 0x80)));
  __m256i must = _mm256_and_si256(
      _mm256_or_si256(third, fourth), _mm256_set1_epi8((char)0x80));
  return _mm256_xor_si256(must, special);
}

// The exact place, when a fault was seen in the block at `offset` or none up
// to the end: from the start of the sequence that may reach into the block; a
// sequence that the end cuts off is found here, too.
static size_t find_near(
    const uint8_t *text, size_t count, size_t offset, size_t block) {
  size_t start =
      offset < count ? offset : (count < block ? 0 : count - block);
  start = start < 4 ? 0 : start - 4;
  while (start > 0 && (text[start] & 0xC0) == 0x80) start--;
  return start + find_plain(text + start, count - start);
}

AVX2 static size_t find_avx2(const uint8_t *text, size_t count) {
  __m256i previous = _mm256_setzero_si256();
  size_t offset = 0;
  bool is_ascii = true;
  while (offset < count) {
    __m256i now;
    if (offset + 32 <= count) {
      now = _mm256_loadu_si256((const __m256i *)(text + offset));
    } else {
      uint8_t tail[32] = {0};
      memcpy(tail, text + offset, count - offset);
      now = _mm256_loadu_si256((const __m256i *)tail);
    }
    bool plain = _mm256_movemask_epi8(now) == 0;
    if (!(plain && is_ascii)) {
      __m256i found = faults(now, previous);
      if (!_mm256_testz_si256(found, found)) break;
    }
    is_ascii = plain;
    previous = now;
    offset += 32;
  }
  return find_near(text, count, offset, 32);
}

#define AVX512 __attribute__((target("avx512f,avx512bw")))

// The same for 64 bytes.
AVX512 static inline __m512i wide_table(const uint8_t *entries) {
  return _mm512_broadcast_i32x4(_mm_loadu_si128((const __m128i *)entries));
}

AVX512 static inline __m512i wide_faults(__m512i now, __m512i previous) {
  __m512i nibble = _mm512_set1_epi8(0x0F);
  // Each lane of sixteen bytes beside the one before it.
  __m512i crossing = _mm512_alignr_epi64(now, previous, 6);
  __m512i one = _mm512_alignr_epi8(now, crossing, 15);
  __m512i two = _mm512_alignr_epi8(now, crossing, 14);
  __m512i three = _mm512_alignr_epi8(now, crossing, 13);
  __m512i a = _mm512_shuffle_epi8(
      wide_table(first_high),
      _mm512_and_si512(_mm512_srli_epi16(one, 4), nibble));
  __m512i b = _mm512_shuffle_epi8(
      wide_table(first_low), _mm512_and_si512(one, nibble));
  __m512i c = _mm512_shuffle_epi8(
      wide_table(second_high),
      _mm512_and_si512(_mm512_srli_epi16(now, 4), nibble));
  __m512i special = _mm512_and_si512(_mm512_and_si512(a, b), c);
  __m512i third = _mm512_subs_epu8(two, _mm512_set1_epi8((char)(0xE0 - 0x80)));
  __m512i fourth =
      _mm512_subs_epu8(three, _mm512_set1_epi8((char)(0xF0 - 0x80)));
  __m512i must = _mm512_and_si512(
      _mm512_or_si512(third, fourth), _mm512_set1_epi8((char)0x80));
  return _mm512_xor_si512(must, special);
}

AVX512 static size_t find_avx512(const uint8_t *text, size_t count) {
  __m512i previous = _mm512_setzero_si512();
  size_t offset = 0;
  bool is_ascii = true;
  while (offset < count) {
    size_t left = count - offset;
    __m512i now = _mm512_maskz_loadu_epi8(
        left >= 64 ? ~0ull : (1ull << left) - 1, (const void *)(text + offset));
    bool plain = _mm512_movepi8_mask(now) == 0;
    if (!(plain && is_ascii)) {
      __m512i found = wide_faults(now, previous);
      if (_mm512_test_epi8_mask(found, found) != 0) break;
    }
    is_ascii = plain;
    previous = now;
    offset += 64;
  }
  return find_near(text, count, offset, 64);
}

#endif

size_t manyi_find_invalid_utf8_at(
    const uint8_t *text, size_t count, int level) {
#if MANYI_X86
  if (level > 1) return find_avx512(text, count);
  if (level > 0) return find_avx2(text, count);
#endif
  return find_plain(text, count);
}

size_t manyi_find_invalid_utf8(const uint8_t *text, size_t count) {
  return manyi_find_invalid_utf8_at(text, count, manyi_text_level());
}
