#pragma once

#include <rapidcheck.h>

#include <functional>
#include <iosfwd>
#include <string>
#include <vector>

#include "engine/scenario.h"
#include "tests/engine/workload_builder.h"

namespace servesweep::engine::oracle {

/// A request in numbers that are easy to make smaller.
struct RandomRequest {
  std::int32_t gap_us = 0;  ///< after the one before
  std::int32_t input_tokens = 1, output_tokens = 1;
  /// whose content: 0 its own, 1 a common prefix, 2 and 3 a conversation, 4 one behind the prefix
  std::int32_t content = 0;
  SloTier tier = SloTier::standard;
};

/// A small scenario that makes an engine stumble: little memory, small budgets, ties, shared
/// content.
struct RandomCase {
  Scenario scenario;
  std::int32_t prefix_tokens = 1;
  std::vector<RandomRequest> requests;

  [[nodiscard]] Workload workload() const;
  /// For the report of a failure.
  [[nodiscard]] std::string text() const;
};

enum class CaseKind : std::uint8_t {
  reference,
  vllm_synchronous,
  vllm_asynchronous,
  mixture,            ///< every legal combination of profile switches
  loads_synchronous,  ///< the last three with lower tiers that hold copies
  loads_asynchronous,
  loads_mixture,
};

[[nodiscard]] rc::Gen<RandomCase> random_cases(CaseKind kind);

/// What is wrong with a case; "" if nothing is.
using CaseCheck = std::function<std::string(const RandomCase&)>;

/// Checks `count` cases with doctest; a failure is reported as the smallest one found.
void check_cases(CaseKind kind, int count, const CaseCheck& check);

/// Tells RapidCheck how to print a case.
void showValue(const RandomCase& random_case, std::ostream& out);

}  // namespace servesweep::engine::oracle
