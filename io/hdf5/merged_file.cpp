#include "io/hdf5/merged_file.h"

#include <algorithm>
#include <map>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/problem.h"
#include "io/hdf5/figure_window.h"
#include "io/hdf5/integer_column.h"
#include "io/hdf5/table.h"

namespace servesweep::io {
namespace {

constexpr const char* kFormat = "servesweep-merged";

/// The plan rows whose runs are there, done or failed.
class Merger {
 public:
  Merger(const StudyIndex& index, const ShardFigures& figures) : index_(index), figures_(figures) {
    for (std::size_t row = 0; row < index.plan.size(); ++row) {
      if (index.plan[row].status == RunStatus::missing) continue;
      rows_.push_back(static_cast<std::uint32_t>(row));
    }
  }

  [[nodiscard]] const std::vector<std::uint32_t>& rows() const { return rows_; }

  void write_head(h5::Group& root, const StudyNames& names) const;
  void write_runs(h5::Group& root, const RequestPlaces& places) const;
  void write_metrics(h5::Group& root) const;

 private:
  void write_run_texts(h5::Group& group) const;
  [[nodiscard]] const PlanRow& at(std::size_t i) const { return index_.plan[rows_[i]]; }
  template <class T, class Get>
  [[nodiscard]] std::vector<T> column(Get get) const {
    std::vector<T> values(rows_.size());
    for (std::size_t i = 0; i < values.size(); ++i) values[i] = get(at(i));
    return values;
  }

  const StudyIndex& index_;
  const ShardFigures& figures_;
  std::vector<std::uint32_t> rows_;
};

void Merger::write_head(h5::Group& root, const StudyNames& names) const {
  write_format(root, kFormat, index_.study, index_.servesweep_version);
  root.set_attribute("study_hash", index_.study_hash);
  root.set_attribute("baseline", index_.baseline);
  root.set_attribute("planned_runs", static_cast<std::int64_t>(index_.plan.size()));
  write_names(root, names);
  write_points(root, index_.points);
}

void Merger::write_runs(h5::Group& root, const RequestPlaces& places) const {
  h5::Group group = root.create_group("runs");
  using Row = const PlanRow&;
  const auto integers = [&](const char* name, auto get, const char* meaning) {
    write_integers(group, name, column<std::int64_t>(get), {"", meaning});
  };
  integers(
      "plan_index", [](Row r) { return r.plan_index; }, "position in the plan");
  group.write<std::uint64_t>("seed", column<std::uint64_t>([](Row r) { return r.seed; }),
                             {"", "seed of the run"});
  integers(
      "point", [](Row r) { return r.point; }, "its point: a value of /points/id");
  integers(
      "workload", [](Row r) { return r.workload; }, "index of its workload");
  integers(
      "status", [](Row r) { return std::int64_t{static_cast<std::int8_t>(r.status)}; },
      "0 = done, 1 = failed");
  write_integers(group, "request_begin", places.begins(), {"", "its first row in /requests"});
  write_integers(group, "request_count", places.counts(),
                 {"", "its rows in /requests; 0 = not kept"});
  write_run_texts(group);
}

void Merger::write_run_texts(h5::Group& group) const {
  std::map<std::int64_t, std::string_view> strategies;  // by point
  for (const PointRow& point : index_.points) strategies[point.id] = point.strategy;
  std::string hex;
  const auto key = [&](std::size_t i) -> std::string_view { return hex = at(i).key.hex(); };
  const auto strategy = [&](std::size_t i) { return strategies[at(i).point]; };
  const auto failure = [&](std::size_t i) -> std::string_view {
    const auto found = index_.failures.find(rows_[i]);
    return found == index_.failures.end() ? std::string_view() : found->second;
  };
  group.write_text("key", rows_.size(), key, {"", "run key: 32 hex digits"});
  group.write_text("strategy", rows_.size(), strategy, {"", "name of its strategy"});
  group.write_text("failure", rows_.size(), failure, {"", "why it failed; empty if it did not"});
}

void Merger::write_metrics(h5::Group& root) const {
  h5::Group group = root.create_group("metrics");
  PackingCrew alone;
  const std::span<const MetricColumn> metrics = index_.metrics;
  const std::size_t most = columns_at_once(index_.plan.size());
  for (std::size_t first = 0; first < metrics.size(); first += most) {
    const auto part = metrics.subspan(first, std::min(most, metrics.size() - first));
    std::vector<std::vector<double>> columns(part.size());
    figures_.read(part, columns);
    for (std::vector<double>& values : columns) {
      for (std::size_t i = 0; i < rows_.size(); ++i) values[i] = values[rows_[i]];
      values.resize(rows_.size());
    }
    write_metric_columns(group, part, columns, first, alone);
  }
}

}  // namespace

MergedCounts write_merged(const std::filesystem::path& file, const StudyIndex& index,
                          const StudyNames& names, const ShardFigures& figures,
                          const ResultFolder& folder, std::size_t window_bytes) {
  const Merger merger(index, figures);
  const RequestPlaces places(index, folder, merger.rows());
  const MergedRequests requests(places, window_bytes);
  h5::DiskFile merged(file);
  merger.write_head(merged.root(), names);
  merger.write_runs(merged.root(), places);
  merger.write_metrics(merged.root());
  merged.check();
  requests.write(merged);
  write_resolved_study(merged.root(), folder.read_resolved_study());
  merged.commit();
  return {merger.rows().size(), places.total_rows(), requests.has_breakdown()};
}

bool is_merged_file(const std::filesystem::path& file) {
  try {
    const h5::File opened = h5::File::open_read_only(file);
    return opened.root().text_attribute("format") == kFormat;
  } catch (const engine::Problem&) {
    return false;
  }
}

}  // namespace servesweep::io
