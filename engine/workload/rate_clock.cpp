#include "engine/workload/rate_clock.h"

#include <algorithm>
#include <boost/math/constants/constants.hpp>
#include <boost/math/tools/roots.hpp>
#include <cmath>

namespace servesweep::engine {
namespace {

constexpr double kTwoPi = boost::math::constants::two_pi<double>();

}  // namespace

RateClock::RateClock(const RateProfile& profile) {
  std::visit([this](const auto& one) { compile(one); }, profile);
}

TimeUs RateClock::time_us(TimeUs steady_us) const {
  const auto within_us = static_cast<double>(steady_us % period_us_);
  const double time_us =
      std::visit([&](const auto& law) { return within_period_us(law, within_us); }, law_);
  return steady_us / period_us_ * period_us_ + static_cast<TimeUs>(time_us);
}

void RateClock::compile(const StepProfile& profile) {
  Pieces law;
  for (const auto [duration_us, level] : profile.steps) {
    const auto start_us = static_cast<double>(period_us_);
    period_us_ += duration_us;
    law.pieces.push_back({start_us, static_cast<double>(period_us_), 0.0, level, 0.0});
  }
  normalise(std::move(law));
}

void RateClock::compile(const LinearProfile& profile) {
  Pieces law;
  for (std::size_t i = 1; i < profile.points.size(); ++i) {
    const auto start_us = static_cast<double>(profile.points[i - 1].time_us);
    const auto end_us = static_cast<double>(profile.points[i].time_us);
    const double from = profile.points[i - 1].level, to = profile.points[i].level;
    law.pieces.push_back({start_us, end_us, 0.0, from, (to - from) / (end_us - start_us)});
  }
  period_us_ = profile.points.back().time_us;
  normalise(std::move(law));
}

void RateClock::compile(const SineProfile& profile) {
  period_us_ = profile.period_us;
  law_ = Sine{static_cast<double>(profile.period_us), profile.amplitude,
              static_cast<double>(profile.peak_us)};
}

/// Scales the levels to mean 1 and sums them up.
void RateClock::normalise(Pieces law) {
  const auto area = [](const Piece& piece) {
    const double length_us = piece.end_us - piece.start_us;
    return length_us * (piece.from + 0.5 * piece.slope * length_us);
  };
  double total = 0.0;
  for (const Piece& piece : law.pieces) total += area(piece);
  const double scale = static_cast<double>(period_us_) / total;
  double steady_us = 0.0;
  for (Piece& piece : law.pieces) {
    piece.from *= scale;
    piece.slope *= scale;
    piece.steady_start_us = steady_us;
    steady_us += area(piece);
  }
  law_ = std::move(law);
}

double RateClock::within_period_us(const Pieces& law, double steady_us) {
  const auto after = std::upper_bound(
      law.pieces.begin(), law.pieces.end(), steady_us,
      [](double value, const Piece& piece) { return value < piece.steady_start_us; });
  const Piece& piece = *std::prev(after);
  const double rest_us = steady_us - piece.steady_start_us;
  if (rest_us <= 0.0) return piece.start_us;
  // Solves from·t + slope·t²/2 = rest without cancellation.
  const double root = std::sqrt(std::max(0.0, piece.from * piece.from + 2 * piece.slope * rest_us));
  return std::min(piece.start_us + 2.0 * rest_us / (piece.from + root), piece.end_us);
}

double RateClock::within_period_us(const Sine& law, double steady_us) {
  const double radius_us = law.amplitude * law.period_us / kTwoPi;
  const double offset_us = radius_us * std::sin(kTwoPi * law.peak_us / law.period_us);
  const auto excess_us = [&](double time_us) {
    const double angle = kTwoPi * (time_us - law.peak_us) / law.period_us;
    return time_us + radius_us * std::sin(angle) + offset_us - steady_us;
  };
  const double low_us = std::max(0.0, steady_us - 2 * radius_us);
  const double high_us = std::min(law.period_us, steady_us + 2 * radius_us);
  if (excess_us(low_us) >= 0.0) return low_us;
  if (excess_us(high_us) <= 0.0) return high_us;
  std::uintmax_t most_iterations = 100;
  const auto [below_us, above_us] = boost::math::tools::toms748_solve(
      excess_us, low_us, high_us, boost::math::tools::eps_tolerance<double>(50), most_iterations);
  return 0.5 * (below_us + above_us);
}

}  // namespace servesweep::engine
