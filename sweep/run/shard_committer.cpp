#include "sweep/run/shard_committer.h"

#include "sweep/run/version.h"

namespace servesweep::sweep {

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

void ShardCommitter::add(io::RunResult&& result) {
  if (!open_) {
    open_.emplace(folder_.shards_folder(), identity_, metrics_);
    ++identity_.name.sequence;
    opened_ = std::chrono::steady_clock::now();
    told_point_ = -1;
  }
  if (result.point != told_point_) {  // neighbours are mostly of one point
    const Point& point = plan_.points()[static_cast<std::size_t>(result.point)].point;
    open_->add_point({.id = result.point, .strategy = result.strategy, .parameters = point.json()});
    told_point_ = result.point;
  }
  open_->add(std::move(result));
}

std::vector<io::CommittedShard> ShardCommitter::poll() {
  using namespace std::chrono_literals;
  if (writing_.valid() && writing_.wait_for(0s) == std::future_status::ready) collect();
  const auto age = std::chrono::steady_clock::now() - opened_;
  if (open_ && (open_->bytes() >= limits_.bytes || age >= limits_.age)) start_commit();
  return std::exchange(committed_, {});
}

std::vector<io::CommittedShard> ShardCommitter::finish() {
  if (open_) start_commit();
  collect();
  return std::exchange(committed_, {});
}

void ShardCommitter::help() {
  while (crew_.help()) {
  }
}

void ShardCommitter::start_commit() {
  collect();
  writing_ = std::async(std::launch::async, [this, writer = std::move(*open_)]() mutable {
    return writer.commit(crew_);
  });
  open_.reset();
}

void ShardCommitter::collect() {
  if (writing_.valid()) committed_.push_back(writing_.get());
}

}  // namespace servesweep::sweep
