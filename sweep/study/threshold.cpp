#include "sweep/study/threshold.h"

#include <fmt/format.h>

#include <optional>

#include "sweep/study/metric_limit.h"
#include "sweep/study/metric_name.h"

namespace servesweep::sweep {
namespace {

using Kind = Threshold::Kind;

constexpr double kLargestChange = 1e6;  ///< relative

struct Word {
  const char* key;
  Kind kind;
};

constexpr Word kWords[] = {{"better_by", Kind::better_by},
                           {"worse_by_at_most", Kind::worse_by_at_most},
                           {"at_least", Kind::at_least},
                           {"at_most", Kind::at_most},
                           {"below", Kind::below}};

const char* key_of(Kind kind) {
  for (const Word& word : kWords) {
    if (word.kind == kind) return word.key;
  }
  return "unknown";
}

/// The key and node of the one bound.
std::pair<Kind, io::Document> read_bound(const io::Document& item) {
  std::optional<std::pair<Kind, io::Document>> found;
  for (const Word& word : kWords) {
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
  for (const Word& word : kWords) keys.emplace_back(word.key);
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
    case Kind::better_by:
      threshold.bound = read_change(node, !rises);
      break;
    case Kind::worse_by_at_most:
      threshold.bound = read_change(node, rises);
      break;
    case Kind::at_least:
    case Kind::at_most:
      threshold.bound = node.real();
      check_reachable(node, threshold.metric, kind == Kind::at_least);
      break;
    case Kind::below:
      threshold.other = read_metric(node, metrics).column.name;
      if (threshold.other != threshold.metric) break;
      throw node.problem("is compared with itself", "", "name another metric");
  }
  return threshold;
}

void Threshold::add_to(io::Value& map) const {
  map.set("metric", io::Value::text(metric));
  map.set(key_of(kind), kind == Kind::below ? io::Value::text(other) : io::Value::number(bound));
}

Threshold Threshold::of_class(const std::string& slo_class) const {
  Threshold threshold = *this;
  threshold.metric += '.' + slo_class;
  if (kind == Kind::below) threshold.other += '.' + slo_class;
  return threshold;
}

std::string Threshold::bound_text() const {
  constexpr double kPercent = 100;
  switch (kind) {
    case Kind::better_by:
      return bound == 0 ? "better" : fmt::format("at least {:.4g} % better", kPercent * bound);
    case Kind::worse_by_at_most:
      return bound == 0 ? "not worse" : fmt::format("at most {:.4g} % worse", kPercent * bound);
    case Kind::at_least:
      return fmt::format("at least {:.6g}", bound);
    case Kind::at_most:
      return fmt::format("at most {:.6g}", bound);
    case Kind::below:
      return "below " + other;
  }
  return "";
}

double Threshold::margin(double figure, double baseline, double of_other) const {
  const double sign = goal == Goal::maximize ? 1 : -1;
  switch (kind) {
    case Kind::better_by:
      return sign * (figure - baseline) - bound * baseline;
    case Kind::worse_by_at_most:
      return sign * (figure - baseline) + bound * baseline;
    case Kind::at_least:
      return figure - bound;
    case Kind::at_most:
      return bound - figure;
    case Kind::below:
      return of_other - figure;
  }
  return 0;
}

}  // namespace servesweep::sweep
