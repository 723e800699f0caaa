#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "engine/base/ids.h"

namespace servesweep::io {

/// One row of a BLIS trace. Names are positions in the lists of BlisRows; −1 stands for none.
struct BlisRow {
  /// When it was sent, on the clock of the arrivals: recorded send times, which may come from
  /// another clock, are shifted so that the earliest row is sent when the first one arrives.
  engine::TimeUs time_us = 0;
  engine::TimeUs arrival_us = 0;
  engine::TimeUs sent_us = 0;              ///< as recorded; 0: not recorded
  engine::TimeUs done_us = 0;              ///< its last token on the clock of sent_us; 0: none
  std::optional<engine::TimeUs> think_us;  ///< recorded pause before it
  std::int32_t input_tokens = 0;           ///< without the prefix
  std::int32_t server_tokens = 0;          ///< prompt as the server counted it; 0: not recorded
  std::int32_t prefix_tokens = 0;
  std::int32_t reset_tokens = 0;  ///< whole prompt after a compaction; 0: none
  std::int32_t output_tokens = 0;
  std::int32_t round = 0;
  std::int32_t tenant = 0, slo_class = 0, session = -1, group = -1;
};

/// The rows of a BLIS trace in the order of the file, with the names they point to.
struct BlisRows {
  /// The line that row stands in: no row has line breaks.
  [[nodiscard]] static std::size_t line(std::size_t row) { return row + 2; }

  std::vector<BlisRow> rows;
  std::vector<std::string> tenants, classes, sessions, groups;
};

/// Reads the rows of a BLIS trace (CSV, plain or gzip), columns told by name. What releases of the
/// format have added since the first one may be there or not; columns of no known release are
/// refused. Empty tenants are "default", empty classes "standard".
///
/// Used are tenant_id, slo_class, session_id, round_index, prefix_group, prefix_length,
/// input_tokens, server_input_tokens, input_tokens_reset, output_tokens, arrival_time_us,
/// send_time_us, last_chunk_time_us and think_time_us. A trace has one model and one adapter.
///
/// Throws engine::Problem, naming file, line and column, at the first row that breaks a rule, for
/// sends that lie more than 31 years apart, and for a trace without rows.
[[nodiscard]] BlisRows read_blis_rows(const std::filesystem::path& path);

}  // namespace servesweep::io
