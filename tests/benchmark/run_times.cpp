#include "tests/benchmark/run_times.h"

#include <boost/random/lognormal_distribution.hpp>
#include <cstddef>
#include <numeric>

#include "engine/base/contract.h"
#include "engine/random/stream.h"

namespace servesweep::benchmark {
namespace {

constexpr engine::StreamPurpose kTable("benchmark.protocol.run_time");
constexpr engine::StreamPurpose kChoice("benchmark.protocol.run");
constexpr int kTableBits = 16;

}  // namespace

RunTimes::RunTimes(double mean_s, double log_deviation, std::uint64_t seed) : seed_(seed) {
  SERVESWEEP_EXPECT(mean_s > 0 && log_deviation >= 0);
  engine::Stream stream(seed, kTable, 0);
  boost::random::lognormal_distribution<> law(0, log_deviation);
  table_.resize(std::size_t{1} << kTableBits);
  for (double& value : table_) value = log_deviation > 0 ? law(stream) : 1.0;
  const double sum = std::accumulate(table_.begin(), table_.end(), 0.0);
  const double scale = mean_s * static_cast<double>(table_.size()) / sum;
  for (double& value : table_) value *= scale;
}

double RunTimes::seconds(sweep::TaskId task) const {
  return table_[engine::Stream(seed_, kChoice, task.index())() >> (64 - kTableBits)];
}

}  // namespace servesweep::benchmark
