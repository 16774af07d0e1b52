#ifndef MANYI_TEXT_SCAN_H
#define MANYI_TEXT_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

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

/// Counts how often `byte` stands in `text`.
size_t manyi_count_byte(const uint8_t *text, size_t count, uint8_t byte);

/// Returns the place of the first byte of `text` that is not well-formed
/// UTF-8 or belongs to a sequence that is not, `count` when there is none.
/// The place may be up to 64 bytes too early, never too late.
size_t manyi_find_invalid_utf8(const uint8_t *text, size_t count);

#endif
