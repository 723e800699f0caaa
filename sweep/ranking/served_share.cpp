#include "sweep/ranking/served_share.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace servesweep::sweep {
namespace {

constexpr std::array<std::string_view, 5> kCountTheUnserved = {
    "goodput_per_s", "slo_met_fraction", kServedShare, "ttft_p99_of_all_ms", "e2e_p99_of_all_ms"};

}  // namespace

bool counts_the_unserved(const std::string& metric) {
  const std::string_view base = std::string_view(metric).substr(0, metric.find('.'));
  return std::ranges::find(kCountTheUnserved, base) != kCountTheUnserved.end();
}

std::vector<std::string> served_shares(const std::string& metric) {
  if (counts_the_unserved(metric)) return {};
  std::vector<std::string> shares = {kServedShare};
  const std::size_t dot = metric.find('.');
  if (dot != std::string::npos) shares.push_back(kServedShare + metric.substr(dot));
  return shares;
}

}  // namespace servesweep::sweep
