#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// The saturation rate of a workload on the baseline, as it was measured.
struct MeasuredLoad {
  std::string workload;
  double rate_scale = 1;  ///< the saturation rate over the workload's own
  double saturation_per_s = 0;
  std::string key{};  ///< what it was measured of, and how: 32 hexadecimal digits
};

/// The loads of a study: each workload W becomes W@0.5, W@0.85 … with the same requests, so many
/// times as fast.
///
///   loads: {fractions: [0.5, 0.85, 0.95, 1.1]}    # of the baseline's saturation rate, measured
///   loads: {fractions: [0.5], goodput: 0.99, tolerance: 0.01, requests: 50000}       # … like this
///   loads: {fractions: [0.5], saturation_per_s: 812}            # … stated, per workload if a map
///   loads: {factors: [0.5, 1, 2]}                               # of the workload's own rate
///   loads: {factors: [0.5, 1, 2], workloads: [steady]}          # of these; others as they are
///
/// In the resolved text `measured` holds what was measured, so that nobody measures again.
class LoadLevels {
 public:
  /// Problem for anything that is not as above.
  [[nodiscard]] static LoadLevels read(const io::Document& node);

  /// Whether the study states loads at all.
  [[nodiscard]] bool given() const { return !levels_.empty(); }
  /// Whether levels are fractions of a saturation rate; else they are factors.
  [[nodiscard]] bool of_saturation() const { return given() && is_of_saturation_; }
  /// Whether a listed workload is run at the levels.
  [[nodiscard]] bool apply_to(const std::string& workload) const;
  /// Whether the levels have no rates yet: see settle().
  [[nodiscard]] bool needs_measurement() const;

  /// Takes the workloads that the study lists and returns them at every level, workload by
  /// workload. Before the measurement they have their names, but not their rates. Problem if
  /// saturation_per_s or measured do not fit the workloads.
  [[nodiscard]] std::vector<WorkloadFile> expand(std::vector<WorkloadFile> listed);
  /// The same after a measurement: one for each workload that is run at the levels.
  [[nodiscard]] std::vector<WorkloadFile> settle(std::vector<MeasuredLoad> measured);

  [[nodiscard]] const std::vector<WorkloadFile>& listed() const { return listed_; }
  [[nodiscard]] const std::vector<MeasuredLoad>& measured() const { return measured_; }
  /// How to measure; without a value as `servesweep saturate` does.
  [[nodiscard]] std::optional<double> goodput() const { return goodput_; }
  [[nodiscard]] std::optional<double> tolerance() const { return tolerance_; }
  [[nodiscard]] std::int64_t requests() const { return requests_; }

  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

 private:
  /// A rate stated for one workload, or for all of them if it has no name.
  struct Stated {
    std::string workload;
    double saturation_per_s = 0;
  };

  void read_workloads(const io::Document& node);
  void check_workloads() const;
  void read_fractions(const io::Document& node);
  void read_stated(const io::Document& node);
  void read_measured(const io::Document& node);
  [[nodiscard]] std::vector<WorkloadFile> at_levels() const;
  [[nodiscard]] double unit_of(std::size_t workload) const;

  std::optional<io::Document> node_;  ///< for complaints
  bool is_of_saturation_ = false;     ///< fractions; else factors
  std::vector<double> levels_;
  std::vector<std::string> workloads_;  ///< run at the levels; empty: all
  std::vector<Stated> stated_;
  std::vector<MeasuredLoad> measured_;
  std::optional<double> goodput_, tolerance_;
  std::int64_t requests_ = 0;
  std::vector<WorkloadFile> listed_;
};

}  // namespace servesweep::sweep
