#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "engine/metrics/request_record.h"
#include "io/hdf5/packed_requests.h"
#include "io/hdf5/run_key.h"

namespace servesweep::io {

/// What became of a run; the numbers are those on disk.
enum class RunStatus : std::int8_t { missing = -1, done = 0, failed = 1 };

/// A figure that every run has one of.
struct MetricColumn {
  std::string name;  ///< no '/', not empty
  std::string unit;
  std::string description;

  friend bool operator==(const MetricColumn&, const MetricColumn&) = default;
};

/// A strategy with every parameter fixed.
struct PointRow {
  std::int64_t id = 0;
  std::string strategy;
  std::string parameters;  ///< one JSON object with sorted keys

  friend bool operator==(const PointRow&, const PointRow&) = default;
};

/// A finished run: what a rank produces and a shard stores.
struct RunResult {
  RunKey key;
  std::int64_t plan_index = 0;
  std::uint64_t seed = 0;
  std::string strategy;
  std::int64_t point = 0;       ///< a PointRow::id
  std::int64_t workload = 0;    ///< index of the workload in the study
  double wall_s = 0;            ///< measured; the only part that repetitions do not reproduce
  std::vector<double> metrics;  ///< one per MetricColumn, in that order; NaN where undefined
  std::vector<engine::RequestRecord> records;  ///< empty if they are not kept, or are …
  PackedRequests packed;                       ///< … packed already
  std::string failure;                         ///< why it failed; empty if it did not

  [[nodiscard]] RunStatus status() const {
    return failure.empty() ? RunStatus::done : RunStatus::failed;
  }
};

}  // namespace servesweep::io
