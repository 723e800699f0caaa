#include "io/trace/servegen_client.h"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <boost/random/gamma_distribution.hpp>
#include <boost/random/weibull_distribution.hpp>
#include <cmath>
#include <utility>

namespace servesweep::io {
namespace {

constexpr engine::StreamPurpose kGap("trace.servegen.gap");

/// Plain doubles: long double differs from platform to platform.
using DoublesOnly = boost::math::policies::policy<boost::math::policies::promote_double<false>>;

}  // namespace

ServegenClient::ServegenClient(std::uint64_t seed, std::int64_t number,
                               std::vector<ServegenWindow> windows, double rate_scale)
    : seed_(seed),
      number_(number),
      purpose_(kGap.of(std::to_string(number))),
      windows_(std::move(windows)) {
  for (ServegenWindow& window : windows_) window.rate_rps *= rate_scale;
}

/// A gap of mean 1.
double ServegenClient::unit_gap(const ServegenWindow& window, engine::Stream& stream) {
  if (window.family == ServegenWindow::Family::gamma) {
    return boost::random::gamma_distribution<>(window.shape, 1 / window.shape)(stream);
  }
  const double mean = std::exp(boost::math::lgamma(1 + 1 / window.shape, DoublesOnly()));
  return boost::random::weibull_distribution<>(window.shape, 1 / mean)(stream);
}

bool ServegenClient::next() {
  if (window_ == windows_.size()) return false;
  engine::Stream stream(seed_, purpose_, arrivals_);
  double gap = unit_gap(windows_[window_], stream);
  for (; window_ < windows_.size(); ++window_) {
    const ServegenWindow& window = windows_[window_];
    time_s_ = std::max(time_s_, window.start_s);
    const double left = window.rate_rps * (window.end_s - time_s_);
    if (gap < left) {
      time_s_ += gap / window.rate_rps;
      ++arrivals_;
      return true;
    }
    gap -= left;
  }
  return false;
}

}  // namespace servesweep::io
