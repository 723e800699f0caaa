#include "sweep/ranking/served_share.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "sweep/statistics/moments.h"

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

std::string ServiceDoubt::text(const std::string& who, const std::string& than_whom,
                               const std::string& metric, double confidence) const {
  const bool is_sure = judge(doubt, confidence) == Finding::failed;
  return fmt::format(
      "{} a smaller share of the requests than {} ({} {:.4g} instead of {:.4g}{}), and {} does not "
      "count the others as missed",
      who, than_whom, share, served, than, is_sure ? "" : ", which may be chance", metric);
}

ServiceDoubt service_doubt(const std::string& metric, double tolerated, const SharePairs& pairs) {
  const std::vector<std::string> shares = served_shares(metric);
  ServiceDoubt service;
  double least = 0;
  for (const std::string& share : shares) {
    std::vector<double> margins, served, than;
    for (const SeedPair& pair : pairs(share)) {
      margins.push_back(pair.treatment - pair.baseline + tolerated * pair.baseline);
      served.push_back(pair.treatment);
      than.push_back(pair.baseline);
    }
    if (!(mean_of(margins) < 0)) continue;
    const TwoSidedDoubt doubt = doubt_of_mean(margins, false);
    service.doubt.not_so = std::max(service.doubt.not_so, doubt.not_so);
    if (service.falls() && doubt.so >= least) continue;
    least = doubt.so;
    service.doubt.so = std::min(1.0, static_cast<double>(shares.size()) * doubt.so);
    service.share = share;
    service.served = mean_of(served);
    service.than = mean_of(than);
  }
  return service;
}

}  // namespace servesweep::sweep
