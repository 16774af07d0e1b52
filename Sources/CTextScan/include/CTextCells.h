#ifndef MANYI_TEXT_CELLS_H
#define MANYI_TEXT_CELLS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// The cells of one column of records that were found.
///
/// The readers below take rows one after the other and stop at the first cell
/// that is not of the usual form, so that whoever calls them can look at it
/// and go on behind it. Quotes around a cell are taken off. An empty cell is
/// usual: its value is 0, or -1 for a text, and its bit in `blanks` is set,
/// whose words are indexed by row / 64 and begin as zeros.
typedef struct {
  /// What places count from, and the end of the bytes that may be read.
  const uint8_t *text;
  const uint8_t *text_end;
  /// The places of delimiters and record ends.
  const uint32_t *ends;
  /// For each record the position in `ends` of its first cell's end.
  const uint32_t *first;
  /// The position of the column.
  size_t column;
  /// The quote, or 256 when quotes mean nothing.
  uint32_t quote;
  /// Whether a carriage return at the end of a cell belongs to the line end.
  bool trims_return;
} manyi_cells;

/// Reads whole numbers of up to eight digits. Returns the first row that has
/// something else, `limit` when there is none. `range` holds the least and
/// greatest number and is widened.
size_t manyi_read_whole(
    const manyi_cells *cells, size_t row, size_t limit, int32_t *numbers,
    uint64_t *blanks, int32_t range[2]);

/// Reads whole numbers from 0 to 99.
size_t manyi_read_small(
    const manyi_cells *cells, size_t row, size_t limit, int8_t *numbers,
    uint64_t *blanks);

/// The most columns that `manyi_read_small_columns` takes at once.
enum { manyi_small_columns = 16 };

/// Reads whole numbers from 0 to 99 of `count` neighbouring columns, the first
/// of them that of `cells`; none of their cells ends in a return that belongs
/// to the line end, and cells in quotes are not usual here. Unlike the other readers it goes on to `limit`
/// and sets the bit of an unusual cell in `odd`, beside those in `blanks`.
/// Row `row` is a multiple of 64; up to 15 numbers behind the last one are
/// written, too, and up to 16 places behind the last cell are read. Returns
/// false when this processor cannot do it.
bool manyi_read_small_columns(
    const manyi_cells *cells, size_t count, size_t row, size_t limit,
    int8_t *const *numbers, uint64_t *const *blanks, uint64_t *const *odd);

/// Reads numbers such as `12.5` and `7`, of up to eight characters beside the
/// sign. Clears `are_whole` when one is no whole number.
size_t manyi_read_decimals(
    const manyi_cells *cells, size_t row, size_t limit, double *numbers,
    uint64_t *blanks, bool *are_whole);

/// Reads days such as `2024-03-05`, as days since 1970-01-01.
size_t manyi_read_days(
    const manyi_cells *cells, size_t row, size_t limit, int32_t *days,
    uint64_t *blanks, int32_t range[2]);

/// A text whose number is known.
typedef struct {
  /// Its first and last eight bytes, in a shorter one all of them twice.
  uint64_t head, tail;
  /// Its length in bytes, 0 for an entry that is free.
  uint32_t length;
  /// Its number, and where it stands in the pool.
  int32_t code;
  uint64_t place;
} manyi_label;

/// Adds a text at `place` of `pool` to a table of `size` entries, a power of
/// two, that begins as zeros; one that finds no place is left out. A text that
/// has the quote or an escape must not be added: cells are compared as they
/// stand in the file.
void manyi_add_label(
    manyi_label *table, size_t size, const uint8_t *pool, size_t place,
    size_t length, int32_t code);

/// Looks texts up; stops at one that is not in the table.
size_t manyi_read_labels(
    const manyi_cells *cells, size_t row, size_t limit,
    const manyi_label *table, size_t size, const uint8_t *pool,
    int32_t *codes, uint64_t *blanks);

/// Texts that are put one after the other.
typedef struct {
  /// In: room for all bytes of the cells and 32 more.
  uint8_t *block;
  size_t used;
  /// In: room for a length a row.
  uint32_t *lengths;
  /// In: whether quoted cells may have quotes inside, which are not usual.
  bool may_be_escaped;
  /// In: for the first two bytes of a text of five bytes or more, the first
  /// one counting 256 times, bit 0 when it is odd, bit 1 when it has to be
  /// looked at.
  const uint8_t *kinds;
  /// In and out: the number of odd texts, which all shorter ones are.
  size_t odd_count;
} manyi_text_block;

/// Copies texts; a text that has to be looked at is not usual.
size_t manyi_copy_texts(
    const manyi_cells *cells, size_t row, size_t limit,
    manyi_text_block *block, uint64_t *blanks);

#endif
