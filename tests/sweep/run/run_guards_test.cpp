#include "sweep/run/run_guards.h"

#include <doctest/doctest.h>

#include <stdexcept>
#include <vector>

namespace servesweep::sweep::run_guards_test {
namespace {

RunGuards guards(double seconds, std::size_t memory_bytes) {
  return {FailureRules{.run_seconds = seconds, .run_memory_bytes = memory_bytes}, 1};
}

}  // namespace

TEST_CASE("whatever goes wrong in a run becomes its failure, with the option that sets the limit") {
  RunGuards all = guards(0.002, 1 << 20);
  const auto fine = all.attempt(TaskId(0), [](const engine::Interruption&) {});
  CHECK_FALSE(fine.failure.has_value());
  CHECK_FALSE(fine.has_grown);

  const auto late = all.attempt(TaskId(0), [](const engine::Interruption& interruption) {
    while (!interruption.wanted()) {
    }
    throw engine::RunInterrupted();
  });
  CHECK(late.failure.value() ==
        RunFailure{.kind = FailureKind::time, .reason = "not done after 0.002 s (--run-seconds)"});

  const auto large = all.attempt(
      TaskId(0), [](const engine::Interruption&) { const std::vector<char> too_much(2 << 20); });
  CHECK(large.failure.value() ==
        RunFailure{.kind = FailureKind::memory, .reason = "wanted more than 1 MiB (--run-memory)"});

  const auto broken = all.attempt(
      TaskId(0), [](const engine::Interruption&) { throw std::runtime_error("it broke"); });
  CHECK(broken.failure.value().text() == "error: it broke");
}

TEST_CASE("a run that leaves much behind says so, for its simulator to be thrown away") {
  RunGuards all = guards(0, 1 << 20);
  std::vector<char> kept;
  CHECK_FALSE(
      all.attempt(TaskId(0), [&](const engine::Interruption&) { kept.resize(100'000); }).has_grown);
  CHECK(
      all.attempt(TaskId(0), [&](const engine::Interruption&) { kept.resize(400'000); }).has_grown);
}

TEST_CASE("0 is no limit") {
  RunGuards none = guards(0, 0);
  const auto large = none.attempt(TaskId(0), [](const engine::Interruption& interruption) {
    const std::vector<char> much(200 << 20);
    CHECK_FALSE(interruption.wanted());
  });
  CHECK_FALSE(large.failure.has_value());
}

}  // namespace servesweep::sweep::run_guards_test
