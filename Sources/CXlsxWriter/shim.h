#ifndef MANYI_CXLSXWRITER_H
#define MANYI_CXLSXWRITER_H
#include <xlsxwriter.h>
#endif
