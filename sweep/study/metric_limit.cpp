#include "sweep/study/metric_limit.h"

#include <fmt/format.h>

namespace servesweep::sweep {
namespace {

bool is_at_most_one(const std::string& metric) {
  const std::string base = metric.substr(0, metric.find('.'));
  return base.ends_with("_fraction") || base.ends_with("_hit_rate") || base.starts_with("jain_");
}

}  // namespace

void check_reachable(const io::Document& bound, const std::string& metric, bool at_least) {
  if (!is_at_most_one(metric)) return;
  const double value = bound.real();
  const std::string why = fmt::format("{} is 0 to 1", metric);
  if (at_least && value > 1) {
    throw bound.problem(fmt::format("{:g} can never be reached", value), why,
                        "write a fraction: 0.99 is 99 %");
  }
  if (!at_least && value < 0) {
    throw bound.problem(fmt::format("{:g} can never hold", value), why,
                        "write a fraction: 0.99 is 99 %");
  }
}

}  // namespace servesweep::sweep
