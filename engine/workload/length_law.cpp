#include "engine/workload/length_law.h"

#include <fmt/format.h>

#include <limits>

#include "engine/workload/field_check.h"

namespace servesweep::engine {
namespace {

void check(const GaussianLength& law, const FieldCheck& fields) {
  fields.finite("mean", law.mean);
  fields.not_negative("std_dev", law.std_dev);
  fields.within("min", static_cast<double>(law.min), 1, kLongestLength_tokens);
  fields.within("max", static_cast<double>(law.max), 1, kLongestLength_tokens);
  if (law.min > law.max) {
    fields.fail("min", fmt::format("{} is above max ({})", law.min, law.max), "", "swap the two");
  }
}

void check(const ExponentialLength& law, const FieldCheck& fields) {
  fields.positive("mean", law.mean);
}

void check(const ParetoLognormalLength& law, const FieldCheck& fields) {
  fields.positive("alpha", law.alpha);
  fields.positive("xm", law.xm);
  fields.finite("mu", law.mu);
  fields.not_negative("sigma", law.sigma);
  fields.within("mix_weight", law.mix_weight, 0, 1);
}

void check(const ConstantLength& law, const FieldCheck& fields) {
  fields.within("value", static_cast<double>(law.value), 1, kLongestLength_tokens);
}

void check(const EmpiricalLength& law, const FieldCheck& fields) {
  double sum = 0.0;
  for (const auto& [tokens, probability] : law.probabilities) {
    const std::string field = fmt::format("probabilities.{}", tokens);
    fields.within(field, static_cast<double>(tokens), 1, kLongestLength_tokens);
    fields.not_negative(field, probability);
    sum += probability;
  }
  if (sum > 0.0 && sum <= std::numeric_limits<double>::max()) return;
  fields.fail("probabilities", fmt::format("they sum to {}", sum), "no length could ever be drawn",
              "give at least one finite positive probability");
}

}  // namespace

void validate(const LengthLaw& law, const std::string& where) {
  const FieldCheck fields(where);
  std::visit([&](const auto& one) { check(one, fields); }, law);
}

}  // namespace servesweep::engine
