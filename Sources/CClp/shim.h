#ifndef MANYI_CCLP_H
#define MANYI_CCLP_H
#include <coin/Clp_C_Interface.h>
#endif
