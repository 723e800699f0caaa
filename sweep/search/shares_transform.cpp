#include "sweep/search/shares_transform.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "sweep/study/rounded.h"

namespace servesweep::sweep {
namespace {

constexpr double kUnit = 1e-12;

/// What the subtraction of two rests leaves of 0 is no share.
double stick_share(double part) {
  return part < kUnit ? 0 : rounded(part, 12);
}

}  // namespace

std::vector<double> shares_at(std::span<const double> position) {
  std::vector<double> shares;
  shares.reserve(position.size() + 1);
  double left = 1;
  for (std::size_t i = 0; i < position.size(); ++i) {
    const auto behind = static_cast<double>(position.size() - i);
    const double rest = left * std::pow(std::clamp(position[i], 0.0, 1.0), 1 / behind);
    shares.push_back(stick_share(left - rest));
    left = rest;
  }
  shares.push_back(stick_share(left));
  return shares;
}

std::vector<double> position_of_shares(std::span<const double> shares) {
  std::vector<double> rests(shares.size());  // what is left before each share
  std::partial_sum(shares.rbegin(), shares.rend(), rests.rbegin());
  std::vector<double> position;
  for (std::size_t i = 0; i + 1 < shares.size(); ++i) {
    const auto behind = static_cast<double>(shares.size() - 1 - i);
    position.push_back(rests[i] > 0 ? std::pow(rests[i + 1] / rests[i], behind) : 0.5);
  }
  return position;
}

}  // namespace servesweep::sweep
