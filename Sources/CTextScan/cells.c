#include "CTextScan.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#define MANYI_X86 1
#endif

// Bytes are put together as on machines whose low byte comes first.
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ != __ORDER_LITTLE_ENDIAN__
#error "words are read low byte first"
#endif

typedef struct {
  const uint8_t *text;
  size_t length;
  bool is_quoted;
} cell;

static inline __attribute__((always_inline)) cell cell_at(
    const manyi_cells *cells, size_t row) {
  const uint32_t *end = cells->ends + cells->first[row] + cells->column;
  // The place before the first byte is -1.
  uint32_t start = end[-1] + 1;
  cell found = {cells->text + start, (size_t)(end[0] - start), false};
  if (cells->trims_return && found.length > 0 &&
      found.text[found.length - 1] == '\r')
    found.length--;
  if (found.length > 1 && found.text[0] == cells->quote) {
    found.text++;
    found.length -= 2;
    found.is_quoted = true;
  }
  return found;
}

static inline uint64_t load(const uint8_t *text) {
  uint64_t word;
  memcpy(&word, text, 8);
  return word;
}

// Whether eight bytes may be read at `text`.
static inline bool has_word(const manyi_cells *cells, const uint8_t *text) {
  return (size_t)(cells->text_end - text) >= 8;
}

static inline void set_blank(uint64_t *blanks, size_t row) {
  blanks[row / 64] |= 1ull << (row % 64);
}

// The value of `length` digits, from 1 to 8, that stand first in `word`;
// `are_digits` is false when they are something else.
static inline uint32_t digits(uint64_t word, size_t length, bool *are_digits) {
  unsigned shift = (unsigned)(8 - length) * 8;
  // Zeros come before the digits.
  uint64_t d = (word << shift) ^ (0x3030303030303030ull << shift);
  *are_digits = (((d + 0x7676767676767676ull) | d) & 0x8080808080808080ull) == 0;
  d = (d * 10 + (d >> 8)) & 0x00FF00FF00FF00FFull;
  d = (d * 100 + (d >> 16)) & 0x0000FFFF0000FFFFull;
  return (uint32_t)(d * 10000 + (d >> 32));
}

size_t manyi_read_whole(
    const manyi_cells *cells, size_t row, size_t limit, int32_t *numbers,
    uint64_t *blanks, int32_t range[2]) {
  manyi_cells own = *cells;
  int32_t low = range[0], high = range[1];
  for (; row < limit; row++) {
    cell c = cell_at(&own, row);
    if (c.length == 0) {
      numbers[row] = 0;
      set_blank(blanks, row);
      continue;
    }
    bool is_negative = c.text[0] == '-';
    c.text += is_negative;
    c.length -= is_negative;
    if (c.length - 1 > 7 || !has_word(&own, c.text)) break;
    bool are_digits;
    int32_t value = (int32_t)digits(load(c.text), c.length, &are_digits);
    if (!are_digits | ((c.text[0] == '0') & (c.length > 1))) break;
    value = is_negative ? -value : value;
    numbers[row] = value;
    low = value < low ? value : low;
    high = value > high ? value : high;
  }
  range[0] = low;
  range[1] = high;
  return row;
}

size_t manyi_read_small(
    const manyi_cells *cells, size_t row, size_t limit, int8_t *numbers,
    uint64_t *blanks) {
  manyi_cells own = *cells;
  for (; row < limit; row++) {
    cell c = cell_at(&own, row);
    if (c.length == 0) {
      numbers[row] = 0;
      set_blank(blanks, row);
      continue;
    }
    unsigned one = c.text[0] - (unsigned)'0';
    if (one > 9) break;
    if (c.length == 1) {
      numbers[row] = (int8_t)one;
      continue;
    }
    unsigned two = c.text[1] - (unsigned)'0';
    if (c.length > 2 || two > 9 || one == 0) break;
    numbers[row] = (int8_t)(one * 10 + two);
  }
  return row;
}

static const double powers[8] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7};

size_t manyi_read_decimals(
    const manyi_cells *cells, size_t row, size_t limit, double *numbers,
    uint64_t *blanks, bool *are_whole) {
  manyi_cells own = *cells;
  bool whole = *are_whole;
  for (; row < limit; row++) {
    cell c = cell_at(&own, row);
    if (c.length == 0) {
      numbers[row] = 0;
      set_blank(blanks, row);
      continue;
    }
    bool is_negative = c.text[0] == '-';
    c.text += is_negative;
    c.length -= is_negative;
    if (c.length - 1 > 7 || !has_word(&own, c.text)) break;
    uint64_t word = load(c.text);
    // A byte that is a point becomes 0; the lowest such byte is found rightly.
    uint64_t x = word ^ 0x2E2E2E2E2E2E2E2Eull;
    uint64_t points = (x - 0x0101010101010101ull) & ~x & 0x8080808080808080ull;
    size_t point = points == 0 ? 8 : (size_t)__builtin_ctzll(points) / 8;
    size_t decimals = 0, length = c.length;
    if (point < length) {
      // Digits stand on both sides of it.
      if (point == 0 || point + 1 == length) break;
      decimals = length - 1 - point;
      uint64_t before = (1ull << (point * 8)) - 1;
      word = (word & before) | ((word >> 8) & ~before);
      length--;
    }
    bool are_digits;
    uint32_t mantissa = digits(word, length, &are_digits);
    size_t first = point < c.length ? point : length;
    if (!are_digits | ((c.text[0] == '0') & (first > 1))) break;
    // Both are exact, so that one rounding gives the nearest double.
    double value = (double)mantissa / powers[decimals];
    // As everywhere, -0 is 0.
    value = is_negative && mantissa != 0 ? -value : value;
    if (whole) whole = (double)(int32_t)value == value;
    numbers[row] = value;
  }
  *are_whole = whole;
  return row;
}

size_t manyi_read_days(
    const manyi_cells *cells, size_t row, size_t limit, int32_t *days,
    uint64_t *blanks, int32_t range[2]) {
  static const uint8_t lengths[16] = {0,  31, 28, 31, 30, 31, 30, 31,
                                      31, 30, 31, 30, 31, 0,  0,  0};
  static const uint16_t before[16] = {0,   0,   31,  59,  90,  120, 151, 181,
                                      212, 243, 273, 304, 334, 0,   0,   0};
  manyi_cells own = *cells;
  int32_t low = range[0], high = range[1];
  // The year of the day before, and the day before its first one.
  uint32_t last_year = 0, is_leap = 0;
  int32_t year_start = 0;
  for (; row < limit; row++) {
    cell c = cell_at(&own, row);
    if (c.length == 0) {
      days[row] = 0;
      set_blank(blanks, row);
      continue;
    }
    if (c.length != 10) break;
    // 2024-03- and 24-03-05.
    uint64_t front = load(c.text), back = load(c.text + 2);
    uint64_t strokes = 0x2D00002D00000000ull;
    if ((front & 0xFF0000FF00000000ull) != strokes) break;
    // YYYYMMDD
    uint64_t word = (front & 0xFFFFFFFFull) |
                    ((front >> 8) & 0x0000FFFF00000000ull) |
                    (back & 0xFFFF000000000000ull);
    uint64_t d = word ^ 0x3030303030303030ull;
    if ((((d + 0x7676767676767676ull) | d) & 0x8080808080808080ull) != 0) break;
    d = d * 10 + (d >> 8);
    uint32_t year = (uint32_t)(d & 0xFF) * 100 + (uint32_t)(d >> 16 & 0xFF);
    uint32_t month = (uint32_t)(d >> 32 & 0xFF);
    uint32_t day = (uint32_t)(d >> 48 & 0xFF);
    if (year != last_year) {
      uint32_t y = year - 1;
      if (year == 0) break;
      last_year = year;
      is_leap = (year % 4 == 0) & ((year % 100 != 0) | (year % 400 == 0));
      year_start = (int32_t)(365 * y + y / 4 - y / 100 + y / 400) - 719163;
    }
    // Months and days are too unlike for branches.
    uint32_t length = lengths[month & 15] + ((month == 2) & is_leap);
    if ((year == 0) | (month > 12) | (day - 1 >= length)) break;
    int32_t value = year_start + (int32_t)(before[month] + day +
                                           ((month > 2) & is_leap));
    days[row] = value;
    low = value < low ? value : low;
    high = value > high ? value : high;
  }
  range[0] = low;
  range[1] = high;
  return row;
}

// MARK: - Texts

// The high bits count: only they depend on the last letters.
static inline size_t label_slot(
    uint64_t head, uint64_t tail, size_t length, size_t size) {
  uint64_t hash = head * 0x9E3779B97F4A7C15ull +
                  (tail ^ length) * 0xC4CEB9FE1A85EC53ull;
  return (size_t)(((hash >> 32) * size) >> 32);
}

// How many entries from its slot on a label may stand.
enum { label_probes = 4 };

void manyi_add_label(
    manyi_label *table, size_t size, const uint8_t *pool, size_t place,
    size_t length, int32_t code) {
  if (length == 0 || length > 0xFFFFFFFFu) return;
  uint64_t head = 0, tail = 0;
  memcpy(&head, pool + place, length < 8 ? length : 8);
  tail = length < 8 ? head : load(pool + place + length - 8);
  size_t slot = label_slot(head, tail, length, size);
  for (size_t probe = 0; probe < label_probes; probe++) {
    manyi_label *entry = table + ((slot + probe) & (size - 1));
    if (entry->length != 0) continue;
    *entry = (manyi_label){head, tail, (uint32_t)length, code, place};
    return;
  }
}

size_t manyi_read_labels(
    const manyi_cells *cells, size_t row, size_t limit,
    const manyi_label *table, size_t size, const uint8_t *pool,
    int32_t *codes, uint64_t *blanks) {
  manyi_cells own = *cells;
  for (; row < limit; row++) {
    cell c = cell_at(&own, row);
    if (c.length == 0) {
      codes[row] = -1;
      set_blank(blanks, row);
      continue;
    }
    if (!has_word(&own, c.text)) break;
    // Lengths are too unlike for branches.
    size_t near = c.length < 8 ? c.length : 8;
    uint64_t mask = ~0ull >> (64 - near * 8);
    uint64_t head = load(c.text) & mask;
    uint64_t tail = load(c.text + (c.length - near)) & mask;
    size_t slot = label_slot(head, tail, c.length, size);
    const manyi_label *entry = table + (slot & (size - 1));
    for (size_t probe = 0;; probe++) {
      if (entry->head == head && entry->tail == tail &&
          entry->length == c.length &&
          (c.length <= 16 || memcmp(pool + entry->place + 8, c.text + 8,
                                    c.length - 16) == 0))
        break;
      if (probe + 1 == label_probes) return row;
      entry = table + ((slot + probe + 1) & (size - 1));
    }
    codes[row] = entry->code;
  }
  return row;
}

static inline bool holds(const uint8_t *text, size_t length, uint8_t byte) {
  uint64_t wanted = 0x0101010101010101ull * byte;
  size_t i = 0;
  for (; i + 8 <= length; i += 8) {
    uint64_t x = load(text + i) ^ wanted;
    if ((x - 0x0101010101010101ull) & ~x & 0x8080808080808080ull) return true;
  }
  for (; i < length; i++)
    if (text[i] == byte) return true;
  return false;
}

size_t manyi_copy_texts(
    const manyi_cells *cells, size_t row, size_t limit,
    manyi_text_block *block, uint64_t *blanks) {
  manyi_cells own = *cells;
  uint8_t *target = block->block + block->used;
  size_t odd_count = block->odd_count;
  for (; row < limit; row++) {
    cell c = cell_at(&own, row);
    if (c.length == 0) {
      block->lengths[row] = 0;
      set_blank(blanks, row);
      continue;
    }
    if (block->may_be_escaped && c.is_quoted &&
        holds(c.text, c.length, (uint8_t)own.quote))
      break;
    uint8_t kind = 1;
    if (c.length >= 5) {
      kind = block->kinds[c.text[0] * 256 + c.text[1]];
    } else if (c.length >= 2) {
      kind |= block->kinds[c.text[0] * 256 + c.text[1]];
    }
    if (kind & 2) break;
    odd_count += kind & 1;
    if (c.length <= 32 && (size_t)(own.text_end - c.text) >= 32) {
      // Two copies of a fixed size cost less than one that fits.
      memcpy(target, c.text, 16);
      memcpy(target + 16, c.text + 16, 16);
    } else {
      memcpy(target, c.text, c.length);
    }
    block->lengths[row] = (uint32_t)c.length;
    target += c.length;
  }
  block->used = (size_t)(target - block->block);
  block->odd_count = odd_count;
  return row;
}

// MARK: - Several columns at once

#if MANYI_X86

#define MANYI_WIDE \
  __attribute__((target("avx512f,avx512bw,avx512vl,avx512vbmi,bmi,bmi2,popcnt")))

// Writes sixteen rows of sixteen bytes as columns.
MANYI_WIDE static inline void turn(
    const uint8_t *rows, size_t count, size_t row, int8_t *const *numbers) {
  static const uint8_t order[64] = {
      0,  16, 32, 48, 1,  17, 33, 49, 2,  18, 34, 50, 3,  19, 35, 51,
      4,  20, 36, 52, 5,  21, 37, 53, 6,  22, 38, 54, 7,  23, 39, 55,
      8,  24, 40, 56, 9,  25, 41, 57, 10, 26, 42, 58, 11, 27, 43, 59,
      12, 28, 44, 60, 13, 29, 45, 61, 14, 30, 46, 62, 15, 31, 47, 63};
  __m512i by_column = _mm512_loadu_si512((const void *)order);
  // Four rows each: the four bytes of a column become neighbours.
  __m512i a = _mm512_permutexvar_epi8(
      by_column, _mm512_loadu_si512((const void *)rows));
  __m512i b = _mm512_permutexvar_epi8(
      by_column, _mm512_loadu_si512((const void *)(rows + 64)));
  __m512i c = _mm512_permutexvar_epi8(
      by_column, _mm512_loadu_si512((const void *)(rows + 128)));
  __m512i d = _mm512_permutexvar_epi8(
      by_column, _mm512_loadu_si512((const void *)(rows + 192)));
  __m512i ab_low = _mm512_unpacklo_epi32(a, b);
  __m512i ab_high = _mm512_unpackhi_epi32(a, b);
  __m512i cd_low = _mm512_unpacklo_epi32(c, d);
  __m512i cd_high = _mm512_unpackhi_epi32(c, d);
  // Column 4 k + i is lane k of part i.
  uint8_t turned[16][16];
  __m512i parts[4] = {
      _mm512_unpacklo_epi64(ab_low, cd_low),
      _mm512_unpackhi_epi64(ab_low, cd_low),
      _mm512_unpacklo_epi64(ab_high, cd_high),
      _mm512_unpackhi_epi64(ab_high, cd_high)};
  for (size_t i = 0; i < 4; i++) {
    _mm_storeu_si128(
        (__m128i *)turned[i], _mm512_castsi512_si128(parts[i]));
    _mm_storeu_si128(
        (__m128i *)turned[4 + i], _mm512_extracti32x4_epi32(parts[i], 1));
    _mm_storeu_si128(
        (__m128i *)turned[8 + i], _mm512_extracti32x4_epi32(parts[i], 2));
    _mm_storeu_si128(
        (__m128i *)turned[12 + i], _mm512_extracti32x4_epi32(parts[i], 3));
  }
  for (size_t i = 0; i < count; i++) memcpy(numbers[i] + row, turned[i], 16);
}

// Sets the bits of sixteen rows, given as the columns of each of them.
MANYI_WIDE static inline void set_bits(
    const uint16_t *rows, size_t count, size_t row, uint64_t *const *words) {
  __m256i all = _mm256_loadu_si256((const __m256i *)rows);
  for (size_t i = 0; i < count; i++) {
    // The bit of a column becomes the highest one of its row.
    __mmask16 bits = _mm256_movepi16_mask(
        _mm256_sll_epi16(all, _mm_cvtsi32_si128((int)(15 - i))));
    words[i][row / 64] |= (uint64_t)bits << (row % 64);
  }
}

MANYI_WIDE static void small_columns(
    const manyi_cells *cells, size_t count, size_t row, size_t limit,
    int8_t *const *numbers, uint64_t *const *blanks, uint64_t *const *odd) {
  manyi_cells own = *cells;
  __mmask16 wanted = (__mmask16)((1u << count) - 1);
  uint8_t tile[16 * 16] = {0};
  const __m512i ones = _mm512_set1_epi32(1);
  const __m512i two = _mm512_set1_epi32(2);
  const __m512i reach = _mm512_set1_epi32(62);
  const __m128i zero = _mm_set1_epi8('0');
  const __m128i nine = _mm_set1_epi8(9);
  while (row < limit) {
    size_t rows = limit - row < 16 ? limit - row : 16;
    uint16_t blank_cells[16] = {0}, odd_cells[16] = {0};
    uint32_t any_odd = 0;
    for (size_t i = 0; i < rows; i++) {
      const uint32_t *end = own.ends + own.first[row + i] + own.column;
      __m512i starts = _mm512_add_epi32(
          _mm512_loadu_si512((const void *)(end - 1)), ones);
      __m512i lengths =
          _mm512_sub_epi32(_mm512_loadu_si512((const void *)end), starts);
      const uint8_t *text = own.text + (uint32_t)(end[-1] + 1);
      size_t left = (size_t)(own.text_end - text);
      __m512i bytes = _mm512_maskz_loadu_epi8(
          left >= 64 ? ~0ull : (1ull << left) - 1, (const void *)text);
      __m512i places = _mm512_sub_epi32(
          starts, _mm512_broadcastd_epi32(_mm512_castsi512_si128(starts)));
      // Both bytes of a cell lie among the 64.
      __mmask16 near = _mm512_cmple_epu32_mask(places, reach);
      __mmask16 blank =
          _mm512_testn_epi32_mask(lengths, lengths) & wanted;
      __mmask16 is_one = _mm512_cmpeq_epi32_mask(lengths, ones) & near;
      __mmask16 is_two = _mm512_cmpeq_epi32_mask(lengths, two) & near;
      __m128i at = _mm512_cvtepi32_epi8(places);
      __m128i first = _mm_sub_epi8(
          _mm512_castsi512_si128(
              _mm512_permutexvar_epi8(_mm512_castsi128_si512(at), bytes)),
          zero);
      __m128i second = _mm_sub_epi8(
          _mm512_castsi512_si128(_mm512_permutexvar_epi8(
              _mm512_castsi128_si512(_mm_add_epi8(at, _mm_set1_epi8(1))),
              bytes)),
          zero);
      __mmask16 first_is_digit = _mm_cmple_epu8_mask(first, nine);
      __mmask16 second_is_digit = _mm_cmple_epu8_mask(second, nine);
      is_one &= first_is_digit;
      is_two &= first_is_digit & second_is_digit &
                _mm_test_epi8_mask(first, first);
      __m128i doubled = _mm_add_epi8(first, first);
      __m128i eight = _mm_add_epi8(doubled, doubled);
      eight = _mm_add_epi8(eight, eight);
      __m128i tens = _mm_add_epi8(_mm_add_epi8(eight, doubled), second);
      __m128i value = _mm_mask_mov_epi8(
          _mm_maskz_mov_epi8(is_one, first), is_two, tens);
      _mm_storeu_si128((__m128i *)(tile + i * 16), value);
      uint32_t unusual =
          wanted & ~((uint32_t)is_one | (uint32_t)is_two | (uint32_t)blank);
      blank_cells[i] = blank;
      odd_cells[i] = (uint16_t)unusual;
      any_odd |= unusual;
    }
    set_bits(blank_cells, count, row, blanks);
    if (any_odd != 0) set_bits(odd_cells, count, row, odd);
    turn(tile, count, row, numbers);
    row += rows;
  }
}

#endif

bool manyi_read_small_columns(
    const manyi_cells *cells, size_t count, size_t row, size_t limit,
    int8_t *const *numbers, uint64_t *const *blanks, uint64_t *const *odd) {
#if MANYI_X86
  if (count >= 1 && count <= manyi_small_columns && manyi_text_level() > 1) {
    small_columns(cells, count, row, limit, numbers, blanks, odd);
    return true;
  }
#endif
  return false;
}
