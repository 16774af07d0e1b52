#include "CTemplates.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char study_schema[] = {
#embed "../../Manual/schemas/study.schema.json"
};

static const unsigned char codebook_schema[] = {
#embed "../../Manual/schemas/codebook.schema.json"
};

manyi_template_file manyi_study_schema(void) {
  manyi_template_file file = {
      "", "study.schema.json", study_schema, sizeof study_schema};
  return file;
}

manyi_template_file manyi_codebook_schema(void) {
  manyi_template_file file = {
      "", "codebook.schema.json", codebook_schema, sizeof codebook_schema};
  return file;
}
