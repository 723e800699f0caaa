#include "sweep/study/metric_name.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <string>

namespace servesweep::sweep {

namespace {

constexpr std::size_t kMostSuggestions = 6;

std::size_t common_prefix(const std::string& a, const std::string& b) {
  const auto [end, other] = std::ranges::mismatch(a, b);
  return static_cast<std::size_t>(end - a.begin());
}

/// Those that contain the name, else those that begin most like it.
std::vector<std::string> alike(const std::string& name, std::vector<std::string> known) {
  const auto rank = [&](const std::string& candidate) {
    return candidate.find(name) != std::string::npos ? name.size() : common_prefix(name, candidate);
  };
  std::ranges::stable_sort(known, std::ranges::greater(), rank);
  known.resize(std::min(known.size(), kMostSuggestions));
  return known;
}

}  // namespace

std::string suggest_metric(const std::string& name, const std::vector<std::string>& known) {
  const auto longer = std::ranges::find_if(
      known, [&](const std::string& candidate) { return candidate.starts_with(name); });
  if (longer != known.end()) return fmt::format("did you mean '{}'?", *longer);
  const std::string nearest = engine::nearest_name(name, known);
  if (!nearest.empty()) return fmt::format("did you mean '{}'?", nearest);
  return fmt::format("use for example {}; 'servesweep simulate STUDY --format csv' lists all",
                     fmt::join(alike(name, known), ", "));
}

const Metric& read_metric(const io::Document& node, const std::vector<Metric>& metrics) {
  const std::string name = node.text();
  std::vector<std::string> known;
  for (const Metric& metric : metrics) {
    if (metric.column.name == name) return metric;
    known.push_back(metric.column.name);
  }
  throw node.problem(fmt::format("unknown metric '{}'", name), "", suggest_metric(name, known));
}

}  // namespace servesweep::sweep
