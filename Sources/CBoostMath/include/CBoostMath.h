#ifndef MANYI_CBOOSTMATH_H
#define MANYI_CBOOSTMATH_H
#ifdef __cplusplus
extern "C" {
#endif
double manyi_normal_quantile(double probability);
#ifdef __cplusplus
}
#endif
#endif
