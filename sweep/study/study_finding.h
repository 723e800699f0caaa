#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// The published finding that a study examines. Nothing here is judged or changes a result: whether
/// it is so is told from the study's claims (see verdict_on()).
///
///   finding:
///     number: 5                                        # its place in the table; optional
///     statement: Chunked prefill helps TTFT, not ITL.
///     expected: short prompts' TTFT P99 -46 to -58 %   # as published; optional
///     source: BLIS, hypotheses H27 and H28             # optional
struct StudyFinding {
  /// Problem (file:line: field) for unknown keys, an empty statement, a number below 1.
  [[nodiscard]] static StudyFinding read(const io::Document& node);
  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

  std::optional<std::int64_t> number;
  std::string statement, expected, source;

  friend bool operator==(const StudyFinding&, const StudyFinding&) = default;
};

}  // namespace servesweep::sweep
