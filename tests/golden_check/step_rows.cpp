#include "tests/golden_check/step_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <tuple>

#include "io/table/csv_reader.h"

namespace servesweep::golden {
namespace {

using engine::StepRow;

std::vector<StepRow> read_steps(const std::filesystem::path& path) {
  io::CsvReader rows(path, {"instance", "step_start_us", "step_us", "batch", "prefill_reqs",
                            "prefill_tokens", "decode_reqs", "decode_tokens", "finished",
                            "waiting_after", "used_blocks_mid", "used_blocks_end"});
  const auto wide = [&](std::size_t column) {
    return rows.integer(column, 0, std::numeric_limits<std::int64_t>::max());
  };
  const auto narrow = [&](std::size_t column) {
    return static_cast<std::int32_t>(
        rows.integer(column, 0, std::numeric_limits<std::int32_t>::max()));
  };
  std::vector<StepRow> steps;
  while (rows.next()) {
    steps.push_back({engine::InstanceId(narrow(0)), wide(1), wide(2), narrow(3), narrow(4), wide(5),
                     narrow(6), wide(7), narrow(8), narrow(9), wide(10), wide(11)});
  }
  return steps;
}

void sort_steps(std::vector<StepRow>& steps) {
  std::stable_sort(steps.begin(), steps.end(), [](const StepRow& a, const StepRow& b) {
    return std::tie(a.instance, a.start_us) < std::tie(b.instance, b.start_us);
  });
}

}  // namespace

void compare_steps(const std::filesystem::path& path, std::vector<StepRow> got,
                   Differences& differences) {
  const std::string file = path.filename().string();
  std::vector<StepRow> expected = read_steps(path);
  sort_steps(expected);
  sort_steps(got);
  for (std::size_t i = 0; i < std::min(expected.size(), got.size()); ++i) {
    const StepRow& e = expected[i];
    const StepRow& g = got[i];
    differences.enter(file, fmt::format("instance {} step at {}", e.instance.value(), e.start_us));
    differences.integer("instance", e.instance.value(), g.instance.value());
    differences.integer("step_start_us", e.start_us, g.start_us);
    differences.integer("step_us", e.length_us, g.length_us);
    differences.integer("batch", e.batch, g.batch);
    differences.integer("prefill_reqs", e.prefill_requests, g.prefill_requests);
    differences.integer("prefill_tokens", e.prefill_tokens, g.prefill_tokens);
    differences.integer("decode_reqs", e.decode_requests, g.decode_requests);
    differences.integer("decode_tokens", e.decode_tokens, g.decode_tokens);
    differences.integer("finished", e.finished, g.finished);
    differences.integer("waiting_after", e.waiting_after, g.waiting_after);
    differences.integer("used_blocks_mid", e.used_blocks_mid, g.used_blocks_mid);
    differences.integer("used_blocks_end", e.used_blocks_end, g.used_blocks_end);
  }
  differences.enter(file, "table");
  differences.integer("rows", static_cast<std::int64_t>(expected.size()),
                      static_cast<std::int64_t>(got.size()));
}

}  // namespace servesweep::golden
