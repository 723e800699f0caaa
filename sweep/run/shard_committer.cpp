#include "sweep/run/shard_committer.h"

#include <algorithm>
#include <memory>
#include <system_error>
#include <utility>

#include "sweep/run/version.h"

namespace servesweep::sweep {
namespace {

/// Slower than one thread packs, and than most file systems write.
constexpr std::chrono::duration<double> kSupposedPerByte{1.0 / 20e6};
/// What a smaller shard takes, it takes for its names and its file.
constexpr std::size_t kLeastToMeasure = std::size_t{1} << 20;

}  // namespace

ShardCommitter::ShardCommitter(const io::ResultFolder& folder, int rank, const Study& study,
                               const Plan& plan, CommitLimits limits)
    : folder_(folder),
      plan_(plan),
      limits_(limits),
      identity_{.name = {.rank = rank, .sequence = folder.next_sequence(rank)},
                .study = study.name(),
                .servesweep_version = kVersion} {
  for (const Metric& metric : study.metrics()) metrics_.push_back(metric.column);
}

ShardCommitter::~ShardCommitter() {
  if (writing_.valid()) writing_.wait();
}

void ShardCommitter::add(io::RunResult&& result, Clock::time_point now) {
  if (!open_) {
    open_.emplace(folder_.shards_folder(), identity_, metrics_);
    ++identity_.name.sequence;
    opened_ = now;
    told_point_ = -1;
  }
  if (result.point != told_point_) {  // neighbours are mostly of one point
    const Point& point = plan_.points()[static_cast<std::size_t>(result.point)].point;
    open_->add_point({.id = result.point, .strategy = result.strategy, .parameters = point.json()});
    told_point_ = result.point;
  }
  open_->add(std::move(result));
  if (open_->bytes() >= limits_.bytes) start_commit();
}

std::vector<io::CommittedShard> ShardCommitter::poll(Clock::time_point now) {
  if (writing_.valid() && !is_writing()) collect();
  if (is_old(limits_.age, now)) start_commit();
  return std::exchange(committed_, {});
}

void ShardCommitter::tend(Clock::duration old, Clock::time_point now) {
  if (is_writing()) return;
  collect();
  if (is_old(old, now)) start_commit();
}

std::vector<io::CommittedShard> ShardCommitter::finish() {
  if (open_) start_commit();
  collect();
  return std::exchange(committed_, {});
}

std::vector<io::CommittedShard> ShardCommitter::take_committed() {
  return std::exchange(committed_, {});
}

std::chrono::duration<double> ShardCommitter::expected_commit() const {
  const std::chrono::duration<double> per_byte =
      slowest_per_byte_.count() > 0 ? slowest_per_byte_ : kSupposedPerByte;
  const double open_bytes = open_ ? static_cast<double>(open_->bytes()) : 0;
  return std::max(longest_commit_, open_bytes * per_byte);
}

void ShardCommitter::help() {
  while (crew_.help()) {
  }
}

PackingHelpers ShardCommitter::helpers(int threads) {
  return {crew_, threads, (open_ ? open_->bytes() : 0) + (is_writing() ? writing_bytes_ : 0)};
}

bool ShardCommitter::is_old(Clock::duration old, Clock::time_point now) const {
  return open_ && now - opened_ >= old;
}

bool ShardCommitter::is_writing() const {
  using namespace std::chrono_literals;
  return writing_.valid() && writing_.wait_for(0s) != std::future_status::ready;
}

void ShardCommitter::start_commit() {
  collect();
  const auto writer = std::make_shared<io::ShardWriter>(std::move(*open_));
  open_.reset();
  const std::size_t bytes = writing_bytes_ = writer->bytes();
  const auto commit = [this, writer, bytes] {
    const auto start = Clock::now();
    io::CommittedShard shard = writer->commit(crew_);
    return Written{.shard = std::move(shard), .bytes = bytes, .took = Clock::now() - start};
  };
  try {
    writing_ = std::async(std::launch::async, commit);
  } catch (const std::system_error&) {  // there is no thread to be had
    take(commit());
  }
}

void ShardCommitter::collect() {
  if (!writing_.valid()) return;
  take(writing_.get());
}

void ShardCommitter::take(Written written) {
  longest_commit_ = std::max(longest_commit_, written.took);
  if (written.bytes >= kLeastToMeasure) {
    slowest_per_byte_ =
        std::max(slowest_per_byte_, written.took / static_cast<double>(written.bytes));
  }
  committed_.push_back(std::move(written.shard));
}

}  // namespace servesweep::sweep
