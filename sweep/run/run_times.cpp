#include "sweep/run/run_times.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "sweep/distribute/collectives.h"
#include "sweep/distribute/wire.h"

namespace servesweep::sweep {
namespace {

constexpr double kBinsPerOctave = 8;
constexpr double kShortestSeconds = 1e-6;
/// Of how many runs one may take longer than said.
constexpr std::uint64_t kOneIn = 100;

}  // namespace

RunTimes::RunTimes(std::vector<std::size_t> requests_per_run)
    : requests_(std::move(requests_per_run)), measured_(requests_.size()) {}

RunTimes RunTimes::shared(Transport& transport, const std::vector<std::size_t>& requests_per_run) {
  WireWriter writer;
  writer.number(static_cast<std::uint64_t>(requests_per_run.size()));
  for (const std::size_t requests : requests_per_run) {
    writer.number(static_cast<std::uint64_t>(requests));
  }
  const std::string told = broadcast(transport, writer.take());
  WireReader reader(told);
  std::vector<std::size_t> requests(reader.count(sizeof(std::uint64_t)));
  for (std::size_t& count : requests) count = reader.number<std::uint64_t>();
  return RunTimes(std::move(requests));
}

void RunTimes::note(std::size_t workload, double seconds) {
  if (workload >= measured_.size()) return;
  const double octaves = std::log2(std::max(seconds, kShortestSeconds) / kShortestSeconds);
  const auto bin = static_cast<std::size_t>(kBinsPerOctave * octaves);
  ++measured_[workload].runs[std::min(bin, kBins - 1)];
  ++measured_[workload].count;
  longest_.reset();
}

double RunTimes::upper_seconds(const Measured& measured) {
  std::uint64_t allowed = measured.count / kOneIn;
  std::size_t bin = kBins;
  while (bin > 0) {
    --bin;
    if (measured.runs[bin] > allowed) break;
    allowed -= measured.runs[bin];
  }
  return kShortestSeconds * std::exp2((static_cast<double>(bin) + 1) / kBinsPerOctave);
}

double RunTimes::found_longest() const {
  double longest = 0, per_request = 0;
  for (std::size_t i = 0; i < measured_.size(); ++i) {
    if (measured_[i].count == 0) continue;
    const double seconds = upper_seconds(measured_[i]);
    longest = std::max(longest, seconds);
    const auto requests = static_cast<double>(std::max<std::size_t>(requests_[i], 1));
    per_request = std::max(per_request, seconds / requests);
  }
  for (std::size_t i = 0; i < measured_.size(); ++i) {
    if (measured_[i].count > 0) continue;
    longest = std::max(longest, per_request * static_cast<double>(requests_[i]));
  }
  return longest;
}

}  // namespace servesweep::sweep
