#include "CBoostMath.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/binomial.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/complement.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/digamma.hpp>
#include <boost/math/special_functions/trigamma.hpp>
#include <limits>

namespace {

namespace bm = boost::math;

// Extended precision inside would change digits from machine to machine.
using Policy = bm::policies::policy<bm::policies::promote_double<false>>;

using Normal = bm::normal_distribution<double, Policy>;
using Student = bm::students_t_distribution<double, Policy>;
using ChiSquared = bm::chi_squared_distribution<double, Policy>;
using Fisher = bm::fisher_f_distribution<double, Policy>;
using Beta = bm::beta_distribution<double, Policy>;
using Binomial = bm::binomial_distribution<double, Policy>;

// Swift cannot unwind a C++ exception, so none may leave this file.
template <typename Body>
double guarded(Body body) noexcept {
  try {
    return body();
  } catch (...) {
    return std::numeric_limits<double>::quiet_NaN();
  }
}

template <typename Distribution, typename... Parameters>
double lower(double value, Parameters... parameters) noexcept {
  return guarded(
      [&] { return bm::cdf(Distribution(parameters...), value); });
}

template <typename Distribution, typename... Parameters>
double upper(double value, Parameters... parameters) noexcept {
  return guarded([&] {
    return bm::cdf(bm::complement(Distribution(parameters...), value));
  });
}

template <typename Distribution, typename... Parameters>
double quantile(double probability, Parameters... parameters) noexcept {
  return guarded(
      [&] { return bm::quantile(Distribution(parameters...), probability); });
}

}  // namespace

extern "C" {

double manyi_normal_lower(double value) { return lower<Normal>(value); }
double manyi_normal_upper(double value) { return upper<Normal>(value); }
double manyi_normal_quantile(double probability) {
  return quantile<Normal>(probability);
}

double manyi_student_lower(double value, double degrees) {
  return lower<Student>(value, degrees);
}
double manyi_student_upper(double value, double degrees) {
  return upper<Student>(value, degrees);
}
double manyi_student_quantile(double probability, double degrees) {
  return quantile<Student>(probability, degrees);
}

double manyi_chi_squared_lower(double value, double degrees) {
  return lower<ChiSquared>(value, degrees);
}
double manyi_chi_squared_upper(double value, double degrees) {
  return upper<ChiSquared>(value, degrees);
}
double manyi_chi_squared_quantile(double probability, double degrees) {
  return quantile<ChiSquared>(probability, degrees);
}

double manyi_fisher_lower(double value, double first, double second) {
  return lower<Fisher>(value, first, second);
}
double manyi_fisher_upper(double value, double first, double second) {
  return upper<Fisher>(value, first, second);
}
double manyi_fisher_quantile(double probability, double first, double second) {
  return quantile<Fisher>(probability, first, second);
}

double manyi_beta_lower(double value, double alpha, double beta) {
  return lower<Beta>(value, alpha, beta);
}
double manyi_beta_upper(double value, double alpha, double beta) {
  return upper<Beta>(value, alpha, beta);
}
double manyi_beta_quantile(double probability, double alpha, double beta) {
  return quantile<Beta>(probability, alpha, beta);
}

double manyi_binomial_lower(double successes, double trials, double share) {
  return lower<Binomial>(successes, trials, share);
}
double manyi_binomial_upper(double successes, double trials, double share) {
  return upper<Binomial>(successes, trials, share);
}

double manyi_digamma(double value) {
  return guarded([&] { return bm::digamma(value, Policy()); });
}
double manyi_trigamma(double value) {
  return guarded([&] { return bm::trigamma(value, Policy()); });
}

}  // extern "C"
