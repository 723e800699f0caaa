#include "io/hdf5/shard_writer.h"

#include <fmt/format.h>

#include <chrono>
#include <set>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/folder/content_hash.h"
#include "io/hdf5/run_table.h"
#include "io/hdf5/table.h"

namespace servesweep::io {
namespace {

/// Rough size of the fixed part of a run in memory.
constexpr std::size_t kRunBytes = sizeof(RunResult) + sizeof(RunKey) + 64;

}  // namespace

ShardWriter::ShardWriter(std::filesystem::path folder, ShardIdentity identity,
                         std::vector<MetricColumn> metrics)
    : folder_(std::move(folder)),
      identity_(std::move(identity)),
      metrics_(std::move(metrics)),
      values_(metrics_.size()) {
  check_metrics();
}

void ShardWriter::check_metrics() const {
  std::set<std::string> seen;
  for (const MetricColumn& metric : metrics_) {
    if (metric.name.empty() || metric.name == "." || metric.name.find('/') != std::string::npos) {
      throw engine::Problem("metrics", fmt::format("'{}' cannot name a column", metric.name),
                            "it must not be empty, '.', or hold '/'", "rename the metric");
    }
    if (!seen.insert(metric.name).second) {
      throw engine::Problem("metrics", fmt::format("'{}' occurs twice", metric.name),
                            "column names are unique", "rename one of them");
    }
  }
}

void ShardWriter::add_point(const PointRow& point) {
  const auto [known, added] = points_.try_emplace(point.id, point);
  if (!added && known->second != point) {
    throw engine::Problem(fmt::format("point {}", point.id), "has two different parameter sets",
                          "a point's parameters are fixed", "use another number");
  }
}

void ShardWriter::add(RunResult&& run) {
  const auto where = [&run] { return fmt::format("run {}", run.key.hex()); };
  if (run.metrics.size() != metrics_.size()) {
    throw engine::Problem(where(), fmt::format("has {} metrics", run.metrics.size()),
                          fmt::format("this shard has {} metric columns", metrics_.size()),
                          "give one value per column");
  }
  if (!points_.contains(run.point)) {
    throw engine::Problem(where(), fmt::format("belongs to the unknown point {}", run.point),
                          "a shard tells the parameters of all its runs", "call add_point first");
  }
  if (!keys_.try_emplace(run.key, runs_.size()).second) {
    throw engine::Problem(where(), "is in this shard already", "a run is simulated once",
                          "skip it");
  }
  if (!run.records.empty()) run.packed = PackedRequests(run.records);
  requests_.append(run.packed);
  request_counts_.push_back(static_cast<std::int64_t>(run.packed.rows()));
  run_bytes_ += kRunBytes + run.metrics.size() * sizeof(double) + run.failure.size();
  run.records = {};
  run.packed = {};
  collect_metrics(std::move(run.metrics));
  run.metrics = {};
  runs_.push_back(std::move(run));
}

/// A few runs at once: one run alone would touch a cache line of every column.
void ShardWriter::collect_metrics(std::vector<double>&& metrics) {
  constexpr std::size_t kMostPending = 32;
  pending_.push_back(std::move(metrics));
  if (pending_.size() == kMostPending) sort_in_pending();
}

void ShardWriter::sort_in_pending() {
  for (std::size_t m = 0; m < values_.size(); ++m) {
    if (values_[m].empty()) values_[m].reserve(h5::kChunkRows);  // growing would copy all again
    for (const std::vector<double>& metrics : pending_) values_[m].push_back(metrics[m]);
  }
  pending_.clear();
}

h5::FileBytes ShardWriter::build(PackingCrew& crew) const {
  h5::FileImage image(identity_.name.text());
  h5::Group& root = image.root();
  write_format(root, "servesweep-shard", identity_.study, identity_.servesweep_version);
  root.set_attribute("rank", std::int64_t{identity_.name.rank});
  root.set_attribute("sequence", std::int64_t{identity_.name.sequence});
  write_runs(root, runs_, request_counts_);
  write_metrics(root, metrics_, values_, crew);
  std::vector<PointRow> points;
  for (const auto& [id, point] : points_) points.push_back(point);
  write_points(root, points);
  {
    h5::Group requests = root.create_group("requests");
    requests_.write(requests, crew);
  }
  return image.finish();
}

CommittedShard ShardWriter::commit() {
  PackingCrew alone;
  return commit(alone);
}

CommittedShard ShardWriter::commit(PackingCrew& crew) {
  const auto begin = std::chrono::steady_clock::now();
  sort_in_pending();
  const std::string file_name = identity_.name.text();
  const h5::FileBytes bytes = build(crew);
  write_file_atomically(folder_ / file_name, bytes, Existing::refuse);
  std::vector<std::int64_t> plan_indices;
  for (const RunResult& run : runs_) plan_indices.push_back(run.plan_index);
  return {
      .file_name = file_name,
      .size_bytes = bytes.size(),
      .runs = static_cast<std::int64_t>(runs_.size()),
      .requests = static_cast<std::int64_t>(requests_.rows()),
      .plan_indices = std::move(plan_indices),
      .content_hash = content_hash(std::span<const std::byte>(bytes)),
      .seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count()};
}

}  // namespace servesweep::io
