#ifndef MANYI_CZLIB_H
#define MANYI_CZLIB_H
#include <zlib.h>
#endif
