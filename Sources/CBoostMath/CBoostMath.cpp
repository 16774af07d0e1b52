#include "CBoostMath.h"
#include <boost/math/distributions/normal.hpp>

double manyi_normal_quantile(double probability) {
  return boost::math::quantile(boost::math::normal(), probability);
}
