#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/workload/slo_class.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/criterion.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep {

/// What the criteria of a study depend on.
struct CriteriaScope {
  CriteriaScope() = default;
  CriteriaScope(std::vector<Metric> metrics, std::vector<Objective> objectives,
                std::vector<std::uint64_t> its_seeds, const std::vector<WorkloadFile>& files);

  CriterionScope names{};
  std::vector<std::uint64_t> seeds{};       ///< of the study
  std::vector<std::string> workloads{};     ///< names, of the study
  std::vector<engine::SloClass> classes{};  ///< of all workloads, each once
};

/// The criteria of a study, and on what they are judged:
///
///   criteria:
///     judge: [{criterion: …}]                  # see Criterion; the defaults if left out
///     fresh_seeds: {first: 1000001, count: 30} # or a list: none that the study has
///     also_on: [../workloads/chatbot.yaml]     # workloads that the study does not have
///
/// or just the list of criteria.
struct Criteria {
  /// Problem (file:line: field) for anything that is not as above. Without a node: the defaults.
  [[nodiscard]] static Criteria read(const std::optional<io::Document>& node,
                                     const CriteriaScope& scope);
  /// Whether the study says anything.
  [[nodiscard]] bool stated() const {
    return list_is_stated || !fresh_seeds.empty() || !also_on.empty();
  }
  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

  std::vector<Criterion> list;  ///< never empty
  bool list_is_stated = false;
  std::vector<std::uint64_t> fresh_seeds{};  ///< empty if not stated
  std::vector<WorkloadFile> also_on{};
};

/// What a strategy must do to be called a win where the study does not say:
///
///   TTFT P99            more than 15 % better
///   throughput          output tokens per second, more than 5 % better
///   no class starved    of every class: the completed share at most 1 % worse, and P99 TTFT at
///                       most twice the baseline's
///   robust across seeds on 80 % of seeds to come TTFT P99 is better, at no more than 1 % of
///                       throughput
///   explained           as servesweep explain finds
///   sensitivity known   as servesweep sensitivity finds
///
/// and, beside them: E2E P99 better; with two classes or more, mean TTFT more alike among them
/// (jain_class_ttft); with a critical and a sheddable class, P99 TTFT of the one below that of the
/// other.
[[nodiscard]] std::vector<Criterion> default_criteria(const CriteriaScope& scope);

}  // namespace servesweep::sweep
