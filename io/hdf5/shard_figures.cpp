#include "io/hdf5/shard_figures.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "io/hdf5/row_finder.h"
#include "io/hdf5/shard_reader.h"

namespace servesweep::io {
namespace {

constexpr std::uint32_t kNoRow = RowFinder::kNoRow;

/// Takes the outcome of a shard's runs that are planned and not done by then; one that failed
/// earlier, or elsewhere, may be done here. The row of each run that has figures.
std::vector<std::uint32_t> take_outcomes(StudyIndex& index, const ShardReader& shard,
                                         RowFinder& rows) {
  std::vector<std::uint32_t> row_of_run(shard.runs(), kNoRow);
  for (std::size_t i = 0; i < shard.runs(); ++i) {
    const std::uint32_t row = rows.find(shard.run_key(i), shard.plan_index(i));
    if (row == kNoRow || index.plan[row].status == RunStatus::done) continue;
    const std::string& failure = shard.failure(i);
    if (failure.empty()) {
      index.plan[row].status = RunStatus::done;
      index.failures.erase(row);
      row_of_run[i] = row;
    } else {
      index.plan[row].status = RunStatus::failed;
      index.failures.emplace(row, failure);
    }
  }
  return row_of_run;
}

/// Scatters a column of a shard, read into `stored`, over plan rows.
void take_column(const h5::Group& metrics, const std::string& name,
                 const std::vector<std::uint32_t>& row_of_run, std::vector<double>& column,
                 std::vector<double>& stored) {
  if (!metrics.has(name)) return;
  const h5::Dataset dataset = metrics.dataset(name);
  dataset.read(0, dataset.rows(), stored);
  if (stored.size() != row_of_run.size()) {
    throw inconsistent(metrics.where() + "/" + name, "has other rows than /runs");
  }
  for (std::size_t i = 0; i < stored.size(); ++i) {
    if (row_of_run[i] != kNoRow) column[row_of_run[i]] = stored[i];
  }
}

}  // namespace

ShardFigures::ShardFigures(StudyIndex& index, const ResultFolder& folder,
                           std::vector<std::uint32_t> first_rows)
    : rows_(index.plan.size()), first_rows_(std::move(first_rows)) {
  for (PlanRow& row : index.plan) row.status = RunStatus::missing;
  index.failures.clear();
  index.shards.clear();
  RowFinder rows(index.plan);
  for (const ShardName& name : folder.shards()) {
    const std::filesystem::path file = folder.shard_file(name);
    const ShardReader shard = ShardReader::open(folder, name);
    shards_.push_back({file, take_outcomes(index, shard, rows)});
    index.shards.push_back({.name = name.text(),
                            .runs = static_cast<std::int64_t>(shard.runs()),
                            .requests = static_cast<std::int64_t>(shard.requests()),
                            .size_bytes = static_cast<std::int64_t>(file_size(file)),
                            .content_hash = content_hash(file)});
  }
  share(index);
}

void ShardFigures::share(StudyIndex& index) const {
  for (std::size_t i = 0; i < first_rows_.size(); ++i) {
    const std::uint32_t first = first_rows_[i];
    if (first == i) continue;
    index.plan[i].status = index.plan[first].status;
    if (const auto failure = index.failures.find(first); failure != index.failures.end()) {
      index.failures[i] = failure->second;
    }
  }
}

h5::File& ShardFigures::open(const Shard& shard) const {
  constexpr std::size_t kMostOpen = 64;
  const auto found = open_.find(shard.file);
  if (found != open_.end()) return found->second;
  if (open_.size() == kMostOpen) open_.erase(open_.begin());
  return open_.emplace(shard.file, h5::File::open_read_only(shard.file)).first->second;
}

void ShardFigures::read(std::span<const MetricColumn> metrics,
                        std::span<std::vector<double>> columns) const {
  for (std::vector<double>& column : columns) {
    column.assign(rows_, std::numeric_limits<double>::quiet_NaN());
  }
  std::vector<double> stored;
  for (const Shard& shard : shards_) {
    const h5::Group group = open(shard).root().group("metrics");
    for (std::size_t m = 0; m < metrics.size(); ++m) {
      take_column(group, metrics[m].name, shard.row_of_run, columns[m], stored);
    }
  }
  for (std::vector<double>& column : columns) {
    for (std::size_t i = 0; i < first_rows_.size(); ++i) column[i] = column[first_rows_[i]];
  }
}

std::vector<std::vector<double>> ShardFigures::read(
    const std::vector<MetricColumn>& metrics) const {
  std::vector<std::vector<double>> columns(metrics.size());
  read(metrics, columns);
  return columns;
}

}  // namespace servesweep::io
