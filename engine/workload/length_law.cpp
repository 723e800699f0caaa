#include "engine/workload/length_law.h"

#include <fmt/format.h>

#include <limits>

#include "engine/workload/field_check.h"

namespace servesweep::engine {
namespace {

void check_clamps(std::int64_t min, std::int64_t max, LengthRange range, const FieldCheck& fields) {
  fields.within("min", static_cast<double>(min), range.lowest, range.highest);
  if (max != kLongestLength_tokens) {
    fields.within("max", static_cast<double>(max), range.lowest, range.highest);
  }
  if (min > max) {
    fields.fail("min", fmt::format("{} is above max ({})", min, max), "", "swap the two");
  }
}

void check(const GaussianLength& law, LengthRange range, const FieldCheck& fields) {
  fields.finite("mean", law.mean);
  fields.not_negative("std_dev", law.std_dev);
  check_clamps(law.min, law.max, range, fields);
}

void check(const LognormalLength& law, LengthRange range, const FieldCheck& fields) {
  fields.positive("mean", law.mean);
  fields.within("std_dev", law.std_dev, 0, 1000 * law.mean);
  check_clamps(law.min, law.max, range, fields);
}

void check(const UniformLength& law, LengthRange range, const FieldCheck& fields) {
  fields.within("max", static_cast<double>(law.max), range.lowest, range.highest);
  check_clamps(law.min, law.max, range, fields);
}

void check(const GeometricLength& law, LengthRange, const FieldCheck& fields) {
  fields.within("mean", law.mean, 1, kLongestLength_tokens);
}

void check(const ExponentialLength& law, LengthRange, const FieldCheck& fields) {
  fields.positive("mean", law.mean);
}

void check(const ParetoLognormalLength& law, LengthRange, const FieldCheck& fields) {
  fields.positive("alpha", law.alpha);
  fields.positive("xm", law.xm);
  fields.finite("mu", law.mu);
  fields.not_negative("sigma", law.sigma);
  fields.within("mix_weight", law.mix_weight, 0, 1);
}

void check(const ConstantLength& law, LengthRange range, const FieldCheck& fields) {
  fields.within("value", static_cast<double>(law.value), range.lowest, range.highest);
}

void check(const EmpiricalLength& law, LengthRange range, const FieldCheck& fields) {
  double sum = 0.0;
  for (const auto& [tokens, probability] : law.probabilities) {
    const std::string field = fmt::format("probabilities.{}", tokens);
    fields.within(field, static_cast<double>(tokens), range.lowest, range.highest);
    fields.not_negative(field, probability);
    sum += probability;
  }
  if (sum > 0.0 && sum <= std::numeric_limits<double>::max()) return;
  fields.fail("probabilities", fmt::format("they sum to {}", sum), "no length could ever be drawn",
              "give at least one finite positive probability");
}

}  // namespace

void validate(const LengthLaw& law, const std::string& where, LengthRange range) {
  const FieldCheck fields(where);
  std::visit([&](const auto& one) { check(one, range, fields); }, law);
}

}  // namespace servesweep::engine
