#ifndef MANYI_CBOOSTMATH_H
#define MANYI_CBOOSTMATH_H

/* Distribution functions of Boost.Math behind a C border.
 *
 * Every function returns not-a-number when an argument lies outside its
 * domain; no exception crosses the border. "upper" is the probability above
 * the value, computed without loss for small tails. */

#ifdef __cplusplus
extern "C" {
#endif

double manyi_normal_lower(double value);
double manyi_normal_upper(double value);
double manyi_normal_quantile(double probability);

double manyi_student_lower(double value, double degrees);
double manyi_student_upper(double value, double degrees);
double manyi_student_quantile(double probability, double degrees);

double manyi_chi_squared_lower(double value, double degrees);
double manyi_chi_squared_upper(double value, double degrees);
double manyi_chi_squared_quantile(double probability, double degrees);

double manyi_fisher_lower(double value, double first, double second);
double manyi_fisher_upper(double value, double first, double second);
double manyi_fisher_quantile(double probability, double first, double second);

double manyi_beta_lower(double value, double alpha, double beta);
double manyi_beta_upper(double value, double alpha, double beta);
double manyi_beta_quantile(double probability, double alpha, double beta);

double manyi_binomial_lower(double successes, double trials, double share);
double manyi_binomial_upper(double successes, double trials, double share);

double manyi_digamma(double value);
double manyi_trigamma(double value);

#ifdef __cplusplus
}
#endif
#endif
