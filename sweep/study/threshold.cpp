#include "sweep/study/threshold.h"

#include <fmt/format.h>

#include <optional>

#include "sweep/study/metric_limit.h"
#include "sweep/study/metric_name.h"
#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using Bound = Threshold::Kind;

constexpr double kLargestChange = 1e6;  ///< relative

struct BoundWord {
  const char* key;
  Bound kind;
};

constexpr BoundWord kBoundWords[] = {{"better_by", Bound::better_by},
                                     {"worse_by_at_most", Bound::worse_by_at_most},
                                     {"at_least", Bound::at_least},
                                     {"at_most", Bound::at_most},
                                     {"below", Bound::below}};

const char* key_of(Bound kind) {
  for (const BoundWord& word : kBoundWords) {
    if (word.kind == kind) return word.key;
  }
  return "unknown";
}

/// The key and node of the one bound.
std::pair<Bound, io::Document> read_bound(const io::Document& item) {
  std::optional<std::pair<Bound, io::Document>> found;
  for (const BoundWord& word : kBoundWords) {
    const auto node = item.find(word.key);
    if (!node) continue;
    if (found) {
      throw node->problem(fmt::format("is a second bound beside {}", key_of(found->first)),
                          "a criterion has one", "keep one of the two, or write two criteria");
    }
    found.emplace(word.kind, *node);
  }
  if (found) return *found;
  throw item.problem("has no bound", "",
                     "give it one of better_by, worse_by_at_most, at_least, at_most, below");
}

double read_change(const io::Document& node, bool falls) {
  const double change = node.real(0, kLargestChange);
  if (!falls || change < 1) return change;
  throw node.problem(fmt::format("{} is too much", node.text()),
                     "nothing falls by 100 % or more of itself",
                     "write a fraction below 1: 0.05 is 5 %");
}

}  // namespace

std::vector<std::string> Threshold::keys() {
  std::vector<std::string> keys = {"metric"};
  for (const BoundWord& word : kBoundWords) keys.emplace_back(word.key);
  return keys;
}

Threshold Threshold::read(const io::Document& item, const std::vector<Metric>& metrics,
                          std::span<const Objective> objectives) {
  const Metric& metric = read_metric(item.at("metric"), metrics);
  const auto [kind, node] = read_bound(item);
  Threshold threshold{
      .metric = metric.column.name, .goal = goal_of(metric, objectives), .kind = kind};
  const bool rises = threshold.goal == Goal::maximize;
  switch (kind) {
    case Bound::better_by:
      threshold.bound = read_change(node, !rises);
      break;
    case Bound::worse_by_at_most:
      threshold.bound = read_change(node, rises);
      break;
    case Bound::at_least:
    case Bound::at_most:
      threshold.bound = node.real();
      check_reachable(node, threshold.metric, kind == Kind::at_least);
      break;
    case Bound::below:
      threshold.other = read_metric(node, metrics).column.name;
      if (threshold.other != threshold.metric) break;
      throw node.problem("is compared with itself", "", "name another metric");
  }
  return threshold;
}

void Threshold::add_to(io::Value& map) const {
  map.set("metric", io::Value::text(metric));
  map.set(key_of(kind), kind == Bound::below ? io::Value::text(other) : io::Value::number(bound));
}

Threshold Threshold::of_class(const std::string& slo_class) const {
  Threshold threshold = *this;
  threshold.metric += '.' + slo_class;
  if (kind == Bound::below) threshold.other += '.' + slo_class;
  return threshold;
}

std::string Threshold::bound_text() const {
  switch (kind) {
    case Bound::better_by:
      return bound == 0 ? "better" : fmt::format("at least {:.4g} % better", kPercent * bound);
    case Bound::worse_by_at_most:
      return bound == 0 ? "not worse" : fmt::format("at most {:.4g} % worse", kPercent * bound);
    case Bound::at_least:
      return fmt::format("at least {:.6g}", bound);
    case Bound::at_most:
      return fmt::format("at most {:.6g}", bound);
    case Bound::below:
      return "below " + other;
  }
  return "";
}

double Threshold::margin(double figure, double baseline, double of_other) const {
  const double sign = goal == Goal::maximize ? 1 : -1;
  switch (kind) {
    case Bound::better_by:
      return sign * (figure - baseline) - bound * baseline;
    case Bound::worse_by_at_most:
      return sign * (figure - baseline) + bound * baseline;
    case Bound::at_least:
      return figure - bound;
    case Bound::at_most:
      return bound - figure;
    case Bound::below:
      return of_other - figure;
  }
  return 0;
}

}  // namespace servesweep::sweep
