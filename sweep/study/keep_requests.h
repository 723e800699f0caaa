#pragma once

#include <cstddef>
#include <cstdint>

#include "io/yaml/document.h"
#include "io/yaml/value.h"

namespace servesweep::sweep {

/// Which runs' request tables go to the results; metrics are kept of every run.
///
///   keep_requests: all               # the default, up to a size: see check_kept_rows()
///   keep_requests: sample            # every 10th seed of each point, the first included
///   keep_requests: {sample: 50}      # every 50th seed
///   keep_requests: finalists         # the runs that `rank` shows: see finalist_runs()
///   keep_requests: none
struct KeepRequests {
  enum class Which : std::uint8_t { all, sample, finalists, none };

  Which which = Which::all;
  std::size_t every_seeds = 10;  ///< of a sample
  bool stated = false;           ///< the study says so; else it is the default

  /// Problem (file:line: keep_requests) for anything else.
  [[nodiscard]] static KeepRequests read(const io::Document& node);
  /// In the form that read() reads.
  [[nodiscard]] io::Value to_value() const;

  /// Whether a run keeps its table when it is first simulated; `seed` is the position of its seed
  /// in the study. Finalists are not known then.
  [[nodiscard]] bool at_first(std::size_t seed) const;
};

}  // namespace servesweep::sweep
