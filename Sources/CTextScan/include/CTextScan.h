#ifndef MANYI_TEXT_SCAN_H
#define MANYI_TEXT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "CTextCells.h"

/// Which instructions are used: 0 for those of every processor, 1 for AVX2, 2
/// for AVX-512. All find the same.
int manyi_text_level(void);

/// What is to be found in a part of a delimited file that begins with a
/// record, and what was found.
typedef struct {
  /// In: the bytes, and how many of them the file has.
  const uint8_t *text;
  size_t count;
  /// In: records that begin before this place are wanted.
  size_t limit;
  /// In: the delimiter; the quote, or 256 when quotes mean nothing.
  uint8_t delimiter;
  uint32_t quote;

  /// Out: the places of delimiters and line feeds outside quotes, in order;
  /// room for `capacity`.
  uint32_t *ends;
  size_t capacity;
  size_t end_count;
  /// Out: for each record the number of `ends` up to and with its line feed;
  /// room for `capacity`.
  uint32_t *records;
  size_t record_count;
  /// Out: the places of line ends inside quotes; room for `break_capacity`.
  uint32_t *breaks;
  size_t break_capacity;
  size_t break_count;
  /// Out: how many line feeds outside quotes follow a carriage return.
  size_t pair_count;
  /// Out: where the record after the last one begins.
  size_t stop;
  /// Out: whether any byte is above 127.
  bool has_high_bytes;
  /// Out: whether any field has a doubled quote.
  bool has_doubled_quotes;
  /// Out: whether the file ends inside the last record, without a line feed.
  bool is_open;
} manyi_text_scan;

/// Finds fields and records. Returns false when the part has anything beside
/// plain and quoted fields, LF and CR LF: a quote inside a field, text behind
/// a closing quote, a quote that is never closed, a lone carriage return, a
/// NUL, or more than there is room for. Such a part has to be read byte by
/// byte.
bool manyi_scan_text(manyi_text_scan *scan);

/// The same with instructions of `level`, which this processor has.
bool manyi_scan_text_at(manyi_text_scan *scan, int level);

/// Records of which those with the usual number of fields are taken.
typedef struct {
  /// In: the number of fields.
  size_t columns;
  /// In: a first cell whose length is from `shortest` to `longest` has to be
  /// looked at.
  size_t shortest, longest;
  /// In and out: the number of records that were looked at, of their ends,
  /// and of line ends inside quotes before the last of them.
  size_t record, end, breaks;
  /// Out: for each record that is kept the position in `ends` of its first
  /// cell's end, counted with one entry before them.
  uint32_t *first;
  /// Out: the line of each record that is kept, counted from the first one;
  /// none when records and lines are the same.
  int32_t *lines;
  /// In and out: the number of records that are kept.
  size_t kept;
} manyi_records;

/// Takes records from the next one on that have the usual number of fields,
/// and stops at any other. `before` is the entry before `scan->ends`.
void manyi_take_records(
    const manyi_text_scan *scan, const uint32_t *before,
    manyi_records *records);

/// Counts how often `byte` stands in `text`.
size_t manyi_count_byte(const uint8_t *text, size_t count, uint8_t byte);

/// Returns the place of the first byte of `text` that is not well-formed
/// UTF-8 or belongs to a sequence that is not, `count` when there is none.
/// The place may be up to 80 bytes too early, never too late.
size_t manyi_find_invalid_utf8(const uint8_t *text, size_t count);

/// The same with instructions of `level`, which this processor has.
size_t manyi_find_invalid_utf8_at(
    const uint8_t *text, size_t count, int level);

#endif
