#include "CTemplates.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char message_examples[] = {
#embed "../../Manual/messages.txt"
};

manyi_template_file manyi_message_examples(void) {
  manyi_template_file file = {
      "", "messages.txt", message_examples, sizeof message_examples};
  return file;
}
