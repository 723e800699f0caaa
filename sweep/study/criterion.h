#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/threshold.h"

namespace servesweep::sweep {

/// What criteria of a study may name.
struct CriterionScope {
  std::vector<Metric> metrics{};
  std::vector<Objective> objectives{};
};

/// Something that a strategy must fulfil to be called a solution; `servesweep criteria` judges it.
///
///   {criterion: TTFT P99, metric: ttft_p99_ms, better_by: 0.15}       # see Threshold
///   {criterion: no class starved,
///    every_class: [{metric: completed_fraction, worse_by_at_most: 0.01}]}  # metrics of a class
///   {criterion: robust across seeds, share: 0.8,
///    each_seed: [{metric: ttft_p99_ms, better_by: 0}]}   # all of them, on that share of seeds
///   {criterion: explained, judged_by: explain}           # or sensitivity
///
/// With `beside: true` it is judged and shown, but no strategy has to fulfil it.
struct Criterion {
  enum class Kind : std::uint8_t { metric, every_class, each_seed, judged_by };

  /// Problem (file:line: field) for anything that is not as above.
  [[nodiscard]] static Criterion read(const io::Document& item, const CriterionScope& scope);
  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

  /// "ttft_p99_ms at least 15 % better", "of every class: …", "on 80 % of seeds: …".
  [[nodiscard]] std::string text() const;

  std::string name;
  Kind kind = Kind::metric;
  std::vector<Threshold> thresholds{};  ///< one of `metric`, none of `judged_by`
  double share = 1;                     ///< of each_seed: in (0, 1]
  std::string judge{};                  ///< of judged_by
  bool beside = false;

  friend bool operator==(const Criterion&, const Criterion&) = default;
};

/// Who may judge in `judged_by`.
[[nodiscard]] const std::vector<std::string>& outside_judge_names();

/// Problem for an empty list and for a name that is used twice.
[[nodiscard]] std::vector<Criterion> read_criterion_list(const io::Document& list,
                                                         const CriterionScope& scope);

}  // namespace servesweep::sweep
