#ifndef MANYI_TEMPLATES_H
#define MANYI_TEMPLATES_H

#include <stddef.h>

/// A file of a study in Datasets/, as it was when the program was built.
typedef struct {
  /// The name of the folder.
  const char *_Nonnull study;
  /// The path in the folder.
  const char *_Nonnull path;
  const unsigned char *_Nonnull bytes;
  size_t count;
} manyi_template_file;

/// The number of files.
size_t manyi_template_file_count(void);
/// The file at a position below that number; those of a study stand one after
/// the other.
manyi_template_file manyi_template_file_at(size_t position);

/// The JSON Schemas in Manual/schemas.
manyi_template_file manyi_study_schema(void);
manyi_template_file manyi_codebook_schema(void);

/// Examples that cause each message, in Manual/messages.txt.
manyi_template_file manyi_message_examples(void);

#endif
