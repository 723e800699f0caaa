#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/metrics.h"
#include "sweep/study/objective.h"

namespace servesweep::sweep {

/// What a metric of a strategy shall reach. Which way is better says an objective, else the metric.
///
///   metric: ttft_p99_ms, better_by: 0.15             # than the baseline, of its figure; 0: at all
///   metric: completed_fraction, worse_by_at_most: 0.01
///   metric: ttft_p99_ms.critical, at_most: 200       # in the metric's unit; or at_least
///   metric: ttft_p99_ms.critical, below: ttft_p99_ms.sheddable      # of the same strategy
struct Threshold {
  enum class Kind : std::uint8_t { better_by, worse_by_at_most, at_least, at_most, below };

  /// Reads these keys of a map that may have others. Problem (file:line: field) unless there is
  /// exactly one bound, for an unknown metric, and for a decrease by 100 % or more.
  [[nodiscard]] static Threshold read(const io::Document& item, const std::vector<Metric>& metrics,
                                      std::span<const Objective> objectives);
  /// The keys that read() reads.
  [[nodiscard]] static std::vector<std::string> keys();

  /// Adds the keys to a map.
  void add_to(io::Value& map) const;
  /// Of a metric's name without a class: the same of that class.
  [[nodiscard]] Threshold of_class(const std::string& slo_class) const;
  /// "at least 15 % better", "better", "at most 200", "below ttft_p99_ms.sheddable".
  [[nodiscard]] std::string bound_text() const;
  /// The same with the metric in front.
  [[nodiscard]] std::string text() const { return metric + ' ' + bound_text(); }

  /// By how much it is exceeded, given the figures of the strategy, the baseline, and of `other` of
  /// the strategy, in one run or as means: above 0 is beyond, below 0 short of it. Linear in its
  /// arguments, so that it needs no ratio: a change of θ times the baseline's figure is
  /// t − b − θ·b.
  [[nodiscard]] double margin(double figure, double baseline, double of_other) const;
  /// Whether a margin of 0 does not do: "better" and "below".
  [[nodiscard]] bool is_strict() const { return kind == Kind::better_by || kind == Kind::below; }
  /// Whether the baseline matters.
  [[nodiscard]] bool is_relative() const {
    return kind == Kind::better_by || kind == Kind::worse_by_at_most;
  }

  std::string metric;  ///< name of a column
  Goal goal = Goal::minimize;
  Kind kind = Kind::better_by;
  double bound = 0;     ///< relative, or in the metric's unit; not of `below`
  std::string other{};  ///< of `below`: another metric

  friend bool operator==(const Threshold&, const Threshold&) = default;
};

}  // namespace servesweep::sweep
