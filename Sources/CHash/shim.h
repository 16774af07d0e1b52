#ifndef MANYI_CHASH_H
#define MANYI_CHASH_H
#include <openssl/evp.h>
#endif
