#pragma once

#include <vector>

#include "sweep/saturation/rate_bracket.h"
#include "sweep/saturation/rate_judge.h"

namespace servesweep::sweep {

/// What a search found.
struct SaturationResult {
  std::vector<RateTrial> trials;  ///< in the order in which they were made
  RateBracket bracket;            ///< times the workload's own rate
  double own_rate_per_s = 0;      ///< the workload's: single requests and conversations
  std::size_t simulations = 0;

  [[nodiscard]] double rate_per_s() const { return bracket.lower * own_rate_per_s; }
  /// The last trial at one of the bracket's ends; none if that end is open.
  [[nodiscard]] const RateTrial* trial_at(double scale) const;
};

/// Finds the highest rate of a workload that a scenario sustains: steps up or down from the
/// workload's own rate by factors of two, then bisection on a logarithmic scale. Every rate meets
/// the same requests (WorkloadFile::at_rate), so that the answer is a function of the rate and not
/// of luck. Deterministic for any number of threads.
///
/// A burst is never stationary, and neither is any run that is short beside the time that requests
/// stay. Unless the options say how many requests a run has, clients therefore go on beyond the
/// workload's cap and horizon, for at least 20,000 requests, until load arrives for 20 times as
/// long as it stays on average at the rate found, and for four periods of every rate profile; at
/// most 2 million requests. Recorded traces, and clients with windows, end where they end.
class SaturationSearch {
 public:
  static constexpr double kLeastStays = 20, kLeastPeriods = 4;
  static constexpr std::int64_t kLeastRequests = 20'000, kMostRequests = 2'000'000;

  /// `seeds` may not be empty.
  SaturationSearch(const engine::Scenario& scenario, const WorkloadFile& workload,
                   const std::vector<std::uint64_t>& seeds, const SaturationOptions& options);

  [[nodiscard]] SaturationResult run();

 private:
  [[nodiscard]] bool is_sustainable(double scale);
  [[nodiscard]] RateBracket search(double start, double first_factor, double tolerance);
  [[nodiscard]] bool lengthen(double scale);
  void set_length(std::int64_t requests);

  SaturationOptions options_;
  WorkloadFile workload_;
  bool can_lengthen_ = false;
  double period_s_ = 0;             ///< longest of the workload's rate profiles, at its own rate
  std::size_t of_this_length_ = 0;  ///< the first trial with runs of the present length
  RateJudge judge_;
  SaturationResult result_;
};

/// Arrivals per second that a workload of clients states: single requests and conversations.
[[nodiscard]] double stated_rate_per_s(const WorkloadFile& workload);

}  // namespace servesweep::sweep
