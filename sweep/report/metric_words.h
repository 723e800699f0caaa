#pragma once

#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "io/report/report_section.h"
#include "sweep/study/study.h"

namespace servesweep::sweep {

/// A metric as people say it, without its unit: "TTFT P99" for ttft_p99_ms, "output tokens/s" for
/// output_tokens_per_s, "TTFT P99 (critical)" for ttft_p99_ms.critical.
[[nodiscard]] std::string metric_words(std::string_view name);

/// Says the metrics of a study in words where a page speaks to people. Commands and files know them
/// by name, which metric_table() tells.
class MetricWords {
 public:
  explicit MetricWords(const Study& study);

  /// The text with every name of a metric in words; names behind an option ("--by ttft_p99_ms") or
  /// in quotes stay, as they are to be typed.
  [[nodiscard]] std::string text(std::string_view text) const;

  /// Everything that a section says, but not its commands.
  void put_into(io::ReportSection& section) const;

 private:
  void put_into(io::ReportChart& chart) const;
  void put_into(io::ReportTable& table) const;
  [[nodiscard]] std::string_view name_at(std::string_view text) const;

  std::set<std::string, std::less<>> names_;  ///< with an underscore: others are words already
};

/// Of these metrics: in words, by name, unit, meaning.
[[nodiscard]] io::ReportTable metric_table(std::span<const Metric> metrics);

}  // namespace servesweep::sweep
