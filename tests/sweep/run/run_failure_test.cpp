#include "sweep/run/run_failure.h"

#include <doctest/doctest.h>

#include <new>
#include <stdexcept>

#include "engine/base/interruption.h"

namespace servesweep::sweep::run_failure_test {
namespace {

template <class Error>
RunFailure failure_of(const Error& error) {
  try {
    throw error;
  } catch (...) {
    return caught_failure();
  }
}

}  // namespace

TEST_CASE("a failure is stored as text and read again, whatever kind it is") {
  for (std::size_t i = 0; i < kFailureKinds; ++i) {
    const RunFailure failure{.kind = static_cast<FailureKind>(i), .reason = "why: so"};
    CHECK(RunFailure::read(failure.text()) == failure);
  }
  CHECK(RunFailure{.kind = FailureKind::time, .reason = "600 s"}.text() == "time: 600 s");
  CHECK(RunFailure::read("out of blocks") ==
        RunFailure{.kind = FailureKind::error, .reason = "out of blocks"});
  CHECK(RunFailure::read("other: x").kind == FailureKind::error);
}

TEST_CASE("a stored reason is one line of whole characters, and not too long") {
  CHECK(RunFailure{.reason = "a\nb\tc"}.text() == "error: a b c");
  std::string umlauts;
  for (int i = 0; i < 1000; ++i) umlauts += "\u00e4";
  const std::string text = RunFailure{.reason = umlauts}.text();
  CHECK(text.size() <= RunFailure::kMostBytes);
  CHECK(text.size() > RunFailure::kMostBytes - 3);
  // 7 bytes of "error: ", then two per letter: 390 of 397 bytes are whole ones.
  CHECK(text == "error: " + umlauts.substr(0, 390) + " ..");
}

TEST_CASE("an exception tells what kind of failure it is") {
  CHECK(failure_of(engine::RunInterrupted()).kind == FailureKind::time);
  CHECK(failure_of(engine::StalledRun("round and round")) ==
        RunFailure{.kind = FailureKind::stall, .reason = "round and round"});
  CHECK(failure_of(std::bad_alloc()).kind == FailureKind::memory);
  CHECK(failure_of(std::runtime_error("it broke")) ==
        RunFailure{.kind = FailureKind::error, .reason = "it broke"});
  CHECK(failure_of(7).reason == "an exception that is no std::exception");
}

}  // namespace servesweep::sweep::run_failure_test
