// Writes a shard into the folder given and prints what read_results.py must compute from it.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "tests/io/hdf5/sample_results.h"

namespace {

using servesweep::io::RunResult;

/// Linear interpolation between order statistics at rank 0.99·(n−1).
double p99(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  const double rank = 0.99 * static_cast<double>(values.size() - 1);
  const auto low = static_cast<std::size_t>(rank);
  const std::size_t high = std::min(low + 1, values.size() - 1);
  return values[low] + (rank - std::floor(rank)) * (values[high] - values[low]);
}

void print_expected(const RunResult& run) {
  std::vector<double> ttft_us;
  std::int64_t itl_sum_us = 0, wait_step_us = 0, prefill_us = 0;
  int completed = 0;
  for (const auto& record : run.records) {
    if (record.ttft_us >= 0) ttft_us.push_back(static_cast<double>(record.ttft_us));
    itl_sum_us += record.itl_sum_us;
    wait_step_us += record.breakdown.wait_step_us;
    prefill_us += record.breakdown.prefill_us;
    completed += record.status == servesweep::engine::RequestStatus::completed ? 1 : 0;
  }
  fmt::print("{} {} {} {} {} {:.3f} {} {} {}\n", run.key.hex(), run.strategy, run.seed,
             run.records.size(), completed, p99(ttft_us), itl_sum_us, wait_step_us, prefill_us);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace servesweep::io;
  if (argc != 2) return 2;
  std::filesystem::create_directories(argv[1]);
  std::filesystem::remove(std::filesystem::path(argv[1]) / "shard-0000-0000.h5");
  test::sample_writer(argv[1], 4, 500).commit();
  fmt::print(
      "key strategy seed requests completed ttft_p99_us itl_sum_us wait_step_us prefill_us\n");
  for (int i = 0; i < 4; ++i) print_expected(test::sample_run(i, 500));
}
