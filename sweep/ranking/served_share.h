#pragma once

#include <string>
#include <vector>

namespace servesweep::sweep {

/// Share of all requests that were completed: without it no latency can be judged.
inline constexpr const char* kServedShare = "completed_fraction";

/// Whether a metric counts the requests that were not served as missed, so that turning some away
/// does not flatter it: goodput_per_s, slo_met_fraction, completed_fraction, and the percentiles of
/// all, ttft_p99_of_all_ms and e2e_p99_of_all_ms; of all requests or of one class
/// ("slo_met_fraction.critical"). Latencies are those of the served; caches, steps and fairness see
/// the served only. Rates rise when a run ends sooner for what it turned away; of them only
/// goodput, where every request has to meet its targets, is taken for what it says.
[[nodiscard]] bool counts_the_unserved(const std::string& metric);

/// The shares that must not fall for the metric to be called better: of all requests, and of the
/// class that the metric is of. None if it counts the unserved itself.
[[nodiscard]] std::vector<std::string> served_shares(const std::string& metric);

}  // namespace servesweep::sweep
