#ifndef MANYI_CREADSTAT_H
#define MANYI_CREADSTAT_H
#include <readstat.h>
#endif
