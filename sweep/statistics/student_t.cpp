#include "sweep/statistics/student_t.h"

#include <boost/math/distributions/students_t.hpp>
#include <cmath>

#include "engine/base/contract.h"

namespace servesweep::sweep {
namespace {

boost::math::students_t student_t(std::size_t degrees_of_freedom) {
  SERVESWEEP_EXPECT(degrees_of_freedom >= 1);
  return boost::math::students_t(static_cast<double>(degrees_of_freedom));
}

}  // namespace

double student_t_quantile(double confidence, std::size_t degrees_of_freedom) {
  SERVESWEEP_EXPECT(confidence > 0 && confidence < 1);
  return boost::math::quantile(
      boost::math::complement(student_t(degrees_of_freedom), (1 - confidence) / 2));
}

double student_t_two_sided_p(double t, std::size_t degrees_of_freedom) {
  SERVESWEEP_EXPECT(!std::isnan(t));
  if (std::isinf(t)) return 0;
  return 2 * boost::math::cdf(boost::math::complement(student_t(degrees_of_freedom), std::abs(t)));
}

}  // namespace servesweep::sweep
