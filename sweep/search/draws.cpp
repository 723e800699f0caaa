#include "sweep/search/draws.h"

#include <algorithm>
#include <boost/math/distributions/normal.hpp>

namespace servesweep::sweep {

double uniform(engine::Stream& stream) {
  return static_cast<double>(stream() >> 11) * 0x1p-53;
}

double normal(engine::Stream& stream) {
  return normal_quantile(uniform(stream));
}

double normal_quantile(double share) {
  using namespace boost::math::policies;
  // Without long double: many times slower for digits that nobody sees.
  using Fast = policy<promote_double<false>>;
  static const boost::math::normal_distribution<double, Fast> standard;
  return boost::math::quantile(standard, std::clamp(share, 1e-9, 1 - 1e-9));
}

}  // namespace servesweep::sweep
