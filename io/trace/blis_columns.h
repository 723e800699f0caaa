#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace servesweep::io {

/// Columns of the rows of a BLIS trace, numbered as CsvReader numbers required() and optional().
struct BlisColumn {
  enum Number : std::size_t {
    id,
    tenant,
    slo_class,
    session,
    round,
    prefix_group,
    input_tokens,
    output_tokens,
    arrival,
    sent,
    done,
    prefix_tokens,
    server_tokens,
    reset_tokens,
    think,
    model,
    adapter
  };

  /// Those that are used and that every release has.
  static std::vector<std::string> required();
  /// Used ones of later releases, then those that say nothing about what is asked of the cluster.
  static std::vector<std::string> optional();
};

}  // namespace servesweep::io
