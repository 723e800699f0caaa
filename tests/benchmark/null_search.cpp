#include "tests/benchmark/null_search.h"

#include <algorithm>
#include <stdexcept>
#include <string>
#include <vector>

#include "sweep/distribute/distribute.h"
#include "sweep/distribute/wire.h"
#include "tests/benchmark/stopwatch.h"
#include "tests/sweep/distribute/thread_ranks.h"

namespace servesweep::benchmark {
namespace {

/// Roughly what a point takes to be described.
constexpr std::size_t kTextBytesPerTask = 128;

sweep::DistributeReport run(sweep::Transport& transport, const NullSearch& search) {
  std::size_t supplied = 0, done = 0;
  const auto more = [&]() -> sweep::Supply {
    if (supplied == search.tasks) return {.closed = true};
    const std::size_t room = search.pending - (supplied - done);
    if (room < (search.by_generation ? search.pending : 1)) return {};
    const std::size_t added = std::min(room, search.tasks - supplied);
    supplied += added;
    return {.extension =
                sweep::Extension{sweep::Tasks(added), std::string(added * kTextBytesPerTask, 'x')}};
  };
  const sweep::Callbacks callbacks{
      .run_task = [](sweep::TaskId) { return std::string(); },
      .on_chunk_done =
          [](const std::vector<sweep::TaskResult>& results) {
            sweep::WireWriter writer;
            writer.number(results.size());
            return writer.take();
          },
      .on_result =
          [&](const std::string& bytes) { done += sweep::WireReader(bytes).number<std::size_t>(); },
      .more = more,
      .on_extension = [](const std::string&) {}};
  return sweep::distribute(transport, {}, callbacks, {.threads = 1});
}

}  // namespace

double dispatch_null_search(const NullSearch& search, int ranks) {
  std::vector<sweep::DistributeReport> reports;
  const double seconds = seconds_of([&] {
    reports = sweep::run_ranks(ranks,
                               [&](sweep::Transport& transport) { return run(transport, search); });
  });
  if (reports.front().done != search.tasks) {
    throw std::runtime_error("null tasks were lost: " + reports.front().error);
  }
  return seconds;
}

}  // namespace servesweep::benchmark
