#include "sweep/study/optional_metrics.h"

#include "sweep/values/units.h"

namespace servesweep::sweep {
namespace {

using engine::RoutingRegret;
using engine::Summary;

constexpr const char* kInversions = "priority_inversions";
constexpr const char* kMeanRegret = "routing_regret_mean";
constexpr const char* kLargestRegret = "routing_regret_max";
constexpr const char* kWaitRegret = "routing_wait_regret_mean_ms";

void add_regret(std::vector<SummaryMetric>& metrics, const char* name, const char* unit,
                const char* meaning, double RoutingRegret::*value, double divisor) {
  metrics.push_back(
      {{{name, unit, meaning}, Goal::minimize}, [value, divisor](const Summary& summary) {
         return summary.routing_regret ? *summary.routing_regret.*value / divisor : kUndefined;
       }});
}

}  // namespace

void add_optional_metrics(std::vector<SummaryMetric>& metrics) {
  add_regret(metrics, kMeanRegret, "1",
             "best candidate's score - chosen instance's, mean over routing decisions",
             &RoutingRegret::mean, 1);
  add_regret(metrics, kLargestRegret, "1", "the same, largest", &RoutingRegret::largest, 1);
  add_regret(metrics, kWaitRegret, "ms",
             "queue delay of the chosen instance in hindsight - the least of all, mean",
             &RoutingRegret::wait_mean_us, kUsPerMs);
  metrics.push_back({{{kInversions, "1",
                       "pairs of an instance and class whose earlier request took over twice as "
                       "long; 0 under constant priorities"},
                      Goal::minimize},
                     [](const Summary& summary) {
                       return summary.priority_inversions
                                  ? static_cast<double>(*summary.priority_inversions)
                                  : kUndefined;
                     }});
}

bool is_optional_metric(const std::string& name) {
  const engine::Observers observers = observers_for({name});
  return observers.priority_inversions || observers.routing_regret;
}

engine::Observers observers_for(const std::vector<std::string>& metrics) {
  engine::Observers observers;
  for (const std::string& name : metrics) {
    if (name == kInversions) observers.priority_inversions = true;
    if (name == kMeanRegret || name == kLargestRegret || name == kWaitRegret) {
      observers.routing_regret = true;
    }
  }
  return observers;
}

}  // namespace servesweep::sweep
