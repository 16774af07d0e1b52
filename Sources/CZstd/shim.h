#ifndef MANYI_CZSTD_H
#define MANYI_CZSTD_H
#include <zstd.h>
#include <zstd_errors.h>
#endif
