#ifndef MANYI_CLAPACK_H
#define MANYI_CLAPACK_H
#include <cblas.h>
#include <lapacke.h>
#endif
