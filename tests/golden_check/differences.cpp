#include "tests/golden_check/differences.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/table/number_text.h"

namespace servesweep::golden {
namespace {

constexpr std::size_t kShown = 5;

bool close(double a, double b) {
  return std::abs(a - b) <= std::max(1e-12, 1e-9 * std::max(std::abs(a), std::abs(b)));
}

}  // namespace

void Differences::enter(std::string file, std::string place) {
  file_ = std::move(file);
  place_ = std::move(place);
}

void Differences::integer(const char* name, std::int64_t expected, std::int64_t got) {
  ++compared_;
  if (expected != got) differ(name, std::to_string(expected), std::to_string(got));
}

void Differences::text(const char* name, const std::string& expected, const std::string& got) {
  ++compared_;
  if (expected != got) differ(name, expected, got);
}

void Differences::real(const std::string& name, double expected, double got) {
  ++compared_;
  if (!close(expected, got)) differ(name, io::number_text(expected), io::number_text(got));
}

void Differences::note(std::string what) {
  ++compared_;
  ++count_;
  if (first_.size() < kShown) first_.push_back(fmt::format("{} {}: {}", file_, place_, what));
}

void Differences::differ(const std::string& name, const std::string& expected,
                         const std::string& got) {
  ++count_;
  if (first_.size() >= kShown) return;
  first_.push_back(
      fmt::format("{} {}: {}: expected {}, got {}", file_, place_, name, expected, got));
}

}  // namespace servesweep::golden
