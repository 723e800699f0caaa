#include "engine/workload/duration_law.h"

#include "engine/workload/field_check.h"

namespace servesweep::engine {
namespace {

constexpr auto kLongest_us = static_cast<double>(kLongestDuration_us);

void check(const ConstantDuration& law, const std::string& where) {
  FieldCheck("").within(where, static_cast<double>(law.value_us), 0, kLongest_us);
}

void check_mean(double mean_us, const FieldCheck& fields) {
  fields.positive("mean", mean_us);
  fields.within("mean", mean_us, 0, kLongest_us);
}

void check(const ExponentialDuration& law, const std::string& where) {
  check_mean(law.mean_us, FieldCheck(where));
}

void check(const LognormalDuration& law, const std::string& where) {
  const FieldCheck fields(where);
  check_mean(law.mean_us, fields);
  fields.within("std_dev", law.std_dev_us, 0, 1000 * law.mean_us);
}

}  // namespace

void validate(const DurationLaw& law, const std::string& where) {
  std::visit([&](const auto& one) { check(one, where); }, law);
}

}  // namespace servesweep::engine
