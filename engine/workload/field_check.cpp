#include "engine/workload/field_check.h"

#include <fmt/format.h>

#include <cmath>

#include "engine/base/problem.h"

namespace servesweep::engine {

std::string FieldCheck::path(std::string_view field) const {
  if (where_.empty()) return std::string(field);
  return fmt::format("{}.{}", where_, field);
}

void FieldCheck::positive(std::string_view field, double value) const {
  finite(field, value);
  if (value > 0.0) return;
  fail(field, fmt::format("{} is not positive", value), "", "give a number above 0");
}

void FieldCheck::not_negative(std::string_view field, double value) const {
  finite(field, value);
  if (value >= 0.0) return;
  fail(field, fmt::format("{} is negative", value), "", "give 0 or more");
}

void FieldCheck::finite(std::string_view field, double value) const {
  if (std::isfinite(value)) return;
  fail(field, fmt::format("{} is not a finite number", value), "", "give a finite number");
}

void FieldCheck::within(std::string_view field, double value, double lowest, double highest) const {
  if (value >= lowest && value <= highest) return;
  fail(field, fmt::format("{} is out of range", value), "",
       fmt::format("give a number from {} to {}", lowest, highest));
}

void FieldCheck::fail(std::string_view field, std::string problem, std::string why,
                      std::string remedy) const {
  throw Problem(path(field), std::move(problem), std::move(why), std::move(remedy));
}

}  // namespace servesweep::engine
