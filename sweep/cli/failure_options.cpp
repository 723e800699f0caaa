#include "sweep/cli/failure_options.h"

#include <fmt/format.h>

#include <charconv>
#include <cstddef>
#include <limits>
#include <string>

#include "engine/base/problem.h"

namespace servesweep::sweep {
namespace {

constexpr std::int64_t kMostRetries = 100;
constexpr double kMostSeconds = 1e9;
constexpr std::size_t kLeastMemory = std::size_t{1} << 20;

/// "0", "268435456", "256M": bytes, with K, M, G and T for powers of 1024.
std::size_t bytes_of(const std::string& option, const std::string& given) {
  std::size_t count = 0;
  const char* const last = given.data() + given.size();
  const auto [end, error] = std::from_chars(given.data(), last, count);
  const std::size_t power = end == last ? 0 : std::string("KMGT").find(*end) + 1;
  const bool known = end == last || (end + 1 == last && power > 0);
  if (error == std::errc() && known && power <= 4 &&
      count <= (std::numeric_limits<std::size_t>::max() >> (10 * power))) {
    return count << (10 * power);
  }
  throw engine::Problem("--" + option, fmt::format("'{}' is not usable", given),
                        "bytes are needed, or as many K, M, G or T", "write 512M, for example");
}

/// Every run would fail, whatever it does.
void check_memory(const std::string& given, std::size_t bytes) {
  if (bytes == 0 || bytes >= kLeastMemory) return;
  throw engine::Problem("--run-memory",
                        fmt::format("'{}' is {} bytes, too little for any run", given, bytes),
                        "a thousand requests take about a megabyte",
                        "give 1M or more, as in 512M; or 0 for no limit");
}

OnFailure on_failure(const CommandLine& line) {
  const std::string word = line.word("on-failure", {"abort", "retry", "continue"});
  if (word == "retry") return OnFailure::retry;
  return word == "continue" ? OnFailure::go_on : OnFailure::abort;
}

}  // namespace

void add_failure_options(CommandLine& line) {
  line.value("--on-failure", "WORD", "when a run fails: abort, retry (it) or continue (without it)",
             "abort")
      .value("--retries", "N", "with retry: further attempts before it counts as failed", "2")
      .value("--run-seconds", "S", "the most that one run may take; 0: no limit", "600")
      .value("--run-memory", "BYTES", "the same of memory, as in 512M; else a fair share");
}

FailureRules failure_rules(const CommandLine& line) {
  FailureRules rules;
  rules.on_failure = on_failure(line);
  rules.retries = static_cast<int>(line.integer("retries", 0, kMostRetries));
  if (line.has("retries") && rules.on_failure != OnFailure::retry) {
    throw engine::Problem("--retries", "is of no effect", "only --on-failure retry tries again",
                          "add --on-failure retry, or leave it out");
  }
  if (line.text("run-seconds").starts_with('-')) {
    throw engine::Problem(
        "--run-seconds", fmt::format("'{}' is less than nothing", line.text("run-seconds")),
        "it is the most that one run may take", "give seconds above 0, or 0 for no limit");
  }
  rules.run_seconds =
      line.text("run-seconds") == "0" ? 0 : line.real("run-seconds", 0, kMostSeconds);
  if (line.has("run-memory")) {
    rules.run_memory_bytes = bytes_of("run-memory", line.text("run-memory"));
    check_memory(line.text("run-memory"), *rules.run_memory_bytes);
  }
  return rules;
}

}  // namespace servesweep::sweep
