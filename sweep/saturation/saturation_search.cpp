#include "sweep/saturation/saturation_search.h"

#include <algorithm>
#include <cmath>

#include "engine/base/problem.h"

namespace servesweep::sweep {
namespace {

bool has_windows(const WorkloadFile& workload) {
  return std::ranges::any_of(workload.spec.clients, [](const engine::ClientSpec& client) {
    return !client.windows.empty();
  });
}

engine::TimeUs length_us(const engine::StepProfile& profile) {
  engine::TimeUs sum_us = 0;
  for (const auto& step : profile.steps) sum_us += step.duration_us;
  return sum_us;
}

engine::TimeUs length_us(const engine::LinearProfile& profile) {
  return profile.points.back().time_us;
}

engine::TimeUs length_us(const engine::SineProfile& profile) {
  return profile.period_us;
}

double length_s(const engine::RateProfile& profile) {
  return std::visit([](const auto& one) { return static_cast<double>(length_us(one)); }, profile) /
         1e6;
}

double longest_period_s(const engine::WorkloadSpec& spec) {
  double longest_s = spec.rate_profile ? length_s(*spec.rate_profile) : 0;
  for (const engine::ClientSpec& client : spec.clients) {
    if (client.rate_profile) longest_s = std::max(longest_s, length_s(*client.rate_profile));
  }
  return longest_s / spec.rate_scale;
}

}  // namespace

double stated_rate_per_s(const WorkloadFile& workload) {
  return workload.spec.requests_per_s * workload.spec.rate_scale;
}

const RateTrial* SaturationResult::trial_at(double scale) const {
  const auto found = std::find_if(trials.rbegin(), trials.rend(),
                                  [&](const RateTrial& trial) { return trial.scale == scale; });
  return found == trials.rend() ? nullptr : &*found;
}

SaturationSearch::SaturationSearch(const engine::Scenario& scenario, const WorkloadFile& workload,
                                   const std::vector<std::uint64_t>& seeds,
                                   const SaturationOptions& options)
    : options_(options), workload_(workload), judge_(scenario, seeds, options) {
  const bool has_end = workload.trace || has_windows(workload);
  can_lengthen_ = !has_end && options.requests == 0;
  if (!has_end) period_s_ = longest_period_s(workload.spec);
  if (options.requests > 0) {
    if (!workload.trace && has_windows(workload)) {
      throw engine::Problem("requests", "cannot be set for workload '" + workload.name + "'",
                            "its clients have windows, and end with the last of them",
                            "leave it out or remove the windows");
    }
    set_length(options.requests);
  } else if (can_lengthen_) {
    const double for_periods = kLeastPeriods * period_s_ * stated_rate_per_s(workload);
    set_length(std::clamp(static_cast<std::int64_t>(for_periods), kLeastRequests, kMostRequests));
  }
}

/// First roughly, for as long as that shows that runs must be longer; then as near as wanted.
SaturationResult SaturationSearch::run() {
  constexpr double kRough = 0.1, kDouble = 2, kAgain = 1.2, kNear = 1.04;
  const double rough = std::max(kRough, options_.tolerance);
  RateBracket found = search(1, kDouble, rough);
  while (found.lower > 0 && lengthen(found.lower)) found = search(found.lower, kAgain, rough);
  if (found.lower > 0) {
    do {
      found = search(found.lower, kNear, options_.tolerance);
    } while (found.lower > 0 && lengthen(found.lower));
  }
  result_.bracket = found;
  result_.simulations = judge_.simulations();
  const RateTrial& first = result_.trials.front();
  result_.own_rate_per_s =
      workload_.trace ? first.rate_per_s / first.scale : stated_rate_per_s(workload_);
  return result_;
}

RateBracket SaturationSearch::search(double start, double first_factor, double tolerance) {
  return find_bracket({.start = start, .first_factor = first_factor, .tolerance = tolerance},
                      [this](double scale) { return is_sustainable(scale); });
}

/// Undecided with all seeds is not shown, hence not sustainable.
bool SaturationSearch::is_sustainable(double scale) {
  const auto begin = result_.trials.begin() + static_cast<std::ptrdiff_t>(of_this_length_);
  const auto known = std::find_if(begin, result_.trials.end(),
                                  [&](const RateTrial& trial) { return trial.scale == scale; });
  if (known != result_.trials.end()) {
    return known->verdict.verdict == Sustainability::sustainable;
  }
  result_.trials.push_back(judge_.judge(workload_, scale));
  return result_.trials.back().verdict.verdict == Sustainability::sustainable;
}

/// Makes runs longer if those at `scale` were too short; false if they were not or it is the most.
bool SaturationSearch::lengthen(double scale) {
  constexpr double kSpare = 1.25, kEnough = 0.9;  // stays get longer as rates get higher
  const RateTrial* trial = result_.trial_at(scale);
  if (!can_lengthen_ || trial == nullptr || trial->arrival_s <= 0) return false;
  const double wanted_s = std::max(kLeastStays * trial->stay_s, kLeastPeriods * period_s_ / scale);
  if (trial->arrival_s >= kEnough * wanted_s || workload_.spec.requests >= kMostRequests) {
    return false;
  }
  const double requests =
      static_cast<double>(trial->requests) * kSpare * wanted_s / trial->arrival_s;
  set_length(static_cast<std::int64_t>(std::min(requests, static_cast<double>(kMostRequests))));
  return true;
}

void SaturationSearch::set_length(std::int64_t requests) {
  workload_.spec.requests = requests;
  if (!workload_.trace) workload_.spec.horizon_us = engine::kForever;
  of_this_length_ = result_.trials.size();
}

}  // namespace servesweep::sweep
