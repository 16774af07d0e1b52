#ifndef MANYI_CEXPAT_H
#define MANYI_CEXPAT_H
#include <expat.h>
#endif
