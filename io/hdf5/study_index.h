#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "io/folder/result_folder.h"
#include "io/hdf5/packing_crew.h"
#include "io/hdf5/run_result.h"

namespace servesweep::io {

/// A run as planned, and what became of it. There may be millions.
struct PlanRow {
  std::int64_t plan_index = 0;
  RunKey key;
  std::int64_t point = 0;  ///< a PointRow::id, which names its strategy
  std::int64_t workload = 0;
  std::uint64_t seed = 0;
  RunStatus status = RunStatus::missing;

  friend bool operator==(const PlanRow&, const PlanRow&) = default;
};

/// A shard at the time when the index was built.
struct ShardRow {
  std::string name;
  std::int64_t runs = 0;
  std::int64_t requests = 0;
  std::int64_t size_bytes = 0;
  std::string content_hash;  ///< XXH3-64 of the file, 16 hex digits

  friend bool operator==(const ShardRow&, const ShardRow&) = default;
};

/// A trial of a search that learns: what it ran of which point. For readers of study.h5; the
/// journal is what a search goes on from.
struct SearchRow {
  std::int64_t decision = 0;    ///< in which it was proposed
  std::int64_t point = -1;      ///< a PointRow::id; −1 if the engine refused it
  std::int64_t first_seed = 0;  ///< index in the study's list
  std::int64_t seeds = 0;
  std::int64_t told_in = -1;   ///< decision that learned its outcome; −1 = none yet
  std::int64_t shortened = 0;  ///< 1: on the first part of the workloads only

  friend bool operator==(const SearchRow&, const SearchRow&) = default;
};

/// The small file that answers most questions: study.h5. Holds nothing that the shards and the
/// resolved study do not hold, so it may be lost.
struct StudyIndex {
  std::string study;
  std::string study_hash;
  std::string servesweep_version;
  std::string command;  ///< as typed
  std::int64_t ranks = 1;
  std::vector<std::string> strategies;
  std::string baseline;  ///< one of the strategies, or "" if the study has none
  std::vector<PointRow> points;
  std::vector<PlanRow> plan;
  std::map<std::size_t, std::string> failures;  ///< by plan row: why those that failed did
  std::vector<MetricColumn> metrics;
  /// values[m][i]: metric m of plan row i; NaN if the run is missing or failed. A column that was
  /// not loaded is empty.
  std::vector<std::vector<double>> values;
  std::vector<ShardRow> shards;
  std::vector<SearchRow> search;  ///< by trial; is written, and not read back
};

/// Fills columns with the values of metrics `first`, `first` + 1, …
using FigureSource = std::function<void(std::size_t first, std::span<std::vector<double>> columns)>;

/// Replaces the file atomically. Problem if it cannot be written.
void write_index(const std::filesystem::path& file, const StudyIndex& index);
/// The same with values from a source, a few columns at a time, which a crew helps to compress:
/// `index.values` is not looked at.
void write_index(const std::filesystem::path& file, const StudyIndex& index,
                 const FigureSource& figures, PackingCrew& crew);

/// Problem if the file is missing, damaged, foreign or of a newer format.
[[nodiscard]] StudyIndex read_index(const std::filesystem::path& file);
/// The same without values.
[[nodiscard]] StudyIndex read_plan_of_index(const std::filesystem::path& file);

}  // namespace servesweep::io
