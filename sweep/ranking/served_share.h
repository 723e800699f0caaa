#pragma once

#include <functional>
#include <string>
#include <vector>

#include "sweep/statistics/paired_difference.h"
#include "sweep/statistics/two_sided_doubt.h"

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

/// How sure it is that somebody serves as much as somebody else.
struct ServiceDoubt {
  /// Of "no share falls". Without doubt where no share has a lower mean: that is the default.
  TwoSidedDoubt doubt{.not_so = 0, .so = 1};
  std::string share{};          ///< the one that falls most surely; empty if none has a lower mean
  double served = 0, than = 0;  ///< means of that share

  [[nodiscard]] bool falls() const { return !share.empty(); }
  /// "a smaller share … (completed_fraction 0.99 instead of 1)" and why that matters to the metric;
  /// if it is not certain at this confidence, that it is not.
  [[nodiscard]] std::string text(const std::string& who, const std::string& than_whom,
                                 const std::string& metric, double confidence) const;
};

/// Shares of one kind on the seeds of both.
using SharePairs = std::function<std::vector<SeedPair>(const std::string& share)>;

/// Whether the shares that go with a metric fall by more than `tolerated`, a part of the other's:
/// doubt_of_mean() over seeds, and by Bonferroni's inequality if there are two, as either may fall
/// by chance.
[[nodiscard]] ServiceDoubt service_doubt(const std::string& metric, double tolerated,
                                         const SharePairs& pairs);

}  // namespace servesweep::sweep
