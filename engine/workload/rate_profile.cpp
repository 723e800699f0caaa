#include "engine/workload/rate_profile.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/workload/field_check.h"

namespace servesweep::engine {
namespace {

constexpr double kHighestLevel = 1e9;
constexpr double kLowestPeak = 1e-9;
constexpr auto kLongestProfileReal_us = static_cast<double>(kLongestProfile_us);

void check_highest(std::string_view list, double highest_level, const FieldCheck& fields) {
  if (highest_level >= kLowestPeak) return;
  fields.fail(list, fmt::format("no level is {} or more", kLowestPeak), "nothing would ever arrive",
              "raise a level");
}

void check(const StepProfile& profile, const FieldCheck& fields) {
  double total_us = 0.0, highest_level = 0.0;
  for (std::size_t i = 0; i < profile.steps.size(); ++i) {
    const FieldCheck step(fields.path(fmt::format("steps[{}]", i)));
    step.within("duration_us", static_cast<double>(profile.steps[i].duration_us), 1,
                kLongestProfileReal_us);
    step.within("level", profile.steps[i].level, 0, kHighestLevel);
    total_us += static_cast<double>(profile.steps[i].duration_us);
    highest_level = std::max(highest_level, profile.steps[i].level);
  }
  check_highest("steps", highest_level, fields);
  if (total_us <= kLongestProfileReal_us) return;
  fields.fail("steps", fmt::format("they take {} µs together", total_us),
              fmt::format("a profile takes at most {}", kLongestProfile_us), "shorten them");
}

void check(const LinearProfile& profile, const FieldCheck& fields) {
  double highest_level = 0.0;
  TimeUs earlier_us = -1;
  for (std::size_t i = 0; i < profile.points.size(); ++i) {
    const FieldCheck point(fields.path(fmt::format("points[{}]", i)));
    const auto [time_us, level] = profile.points[i];
    point.within("time_us", static_cast<double>(time_us), 0, i == 0 ? 0.0 : kLongestProfileReal_us);
    point.within("level", level, 0, kHighestLevel);
    if (time_us <= earlier_us) {
      point.fail("time_us", fmt::format("{} is not after {}", time_us, earlier_us), "",
                 "write the points in order of time");
    }
    earlier_us = time_us;
    highest_level = std::max(highest_level, level);
  }
  if (profile.points.size() < 2) {
    fields.fail("points", "fewer than two", "a line has two ends", "add a point");
  }
  check_highest("points", highest_level, fields);
}

void check(const SineProfile& profile, const FieldCheck& fields) {
  const auto period_us = static_cast<double>(profile.period_us);
  fields.within("period_us", period_us, 1, kLongestProfileReal_us);
  fields.within("amplitude", profile.amplitude, 0, 1);
  fields.within("peak_us", static_cast<double>(profile.peak_us), 0, period_us - 1);
}

}  // namespace

void validate(const RateProfile& profile, const std::string& where) {
  const FieldCheck fields(where);
  std::visit([&](const auto& one) { check(one, fields); }, profile);
}

}  // namespace servesweep::engine
