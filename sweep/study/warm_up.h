#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// Where the measuring window of a workload begins.
struct WarmUpRule {
  enum class Kind : std::uint8_t {
    none,   ///< terminating: the start is part of the question, and every request counts
    mser5,  ///< where the baseline's warm-up ends, measured
    fixed   ///< as stated
  };
  Kind kind = Kind::none;
  engine::TimeUs fixed_us = 0;

  friend bool operator==(const WarmUpRule&, const WarmUpRule&) = default;
};

/// The warm-up of a workload on the baseline, as it was measured.
struct MeasuredWarmUp {
  std::string workload;  ///< at its load: "steady@0.95"
  engine::TimeUs measure_from_us = 0;
  double cut_fraction = 0;    ///< share of the requests that arrive before that
  bool is_stationary = true;  ///< else no cut can be trusted, and it is 0
  std::string key{};          ///< what it was measured of: 32 hexadecimal digits
};

/// What a study does about the start of its runs, from an empty cluster:
///
///   warmup: mser5                                             # of every workload
///   warmup: {s: 2}                                            # that many seconds
///   warmup: {burst: none, steady: mser5, steady@1.1: {s: 2}}  # others: none
///
/// A workload at several loads has its rule at each of them, unless the load has one of its own. In
/// the resolved text `measured` holds what was measured, so that nobody measures again.
class WarmUp {
 public:
  /// Problem for anything that is not as above; `workloads`: the study's, at every load.
  [[nodiscard]] static WarmUp read(const io::Document& node,
                                   const std::vector<WorkloadFile>& workloads);

  [[nodiscard]] bool given() const { return !rules_.empty(); }
  [[nodiscard]] WarmUpRule rule_of(const std::string& workload) const;
  /// What was measured of a workload at its load; nullptr if nothing was.
  [[nodiscard]] const MeasuredWarmUp* measured_of(const std::string& workload) const;
  /// Whether a workload has a rule that rests on a measurement that is not there yet.
  [[nodiscard]] bool needs_measurement(const std::vector<WorkloadFile>& workloads) const;

  /// Takes measurements: one for each workload that rests on one.
  void settle(std::vector<MeasuredWarmUp> measured) { measured_ = std::move(measured); }
  /// Gives the workloads their windows. Problem if a stated one begins when all load has arrived.
  void apply(std::vector<WorkloadFile>& workloads) const;

  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

 private:
  void read_measured(const io::Document& list);

  std::optional<io::Document> node_;                       ///< for complaints
  std::vector<std::pair<std::string, WarmUpRule>> rules_;  ///< by name, as the study lists them
  std::vector<MeasuredWarmUp> measured_;
};

}  // namespace servesweep::sweep
