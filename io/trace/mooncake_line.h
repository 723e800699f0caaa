#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace servesweep::io {

/// One request of a Mooncake trace as plainly as such traces are written: four fields in any order,
/// all of them whole numbers that are not negative.
struct MooncakeLine {
  std::int64_t timestamp_ms = 0, input_length = 0, output_length = 0;
  std::vector<std::int64_t> hash_ids;

  /// Reads a line without making a document of it, which takes a tenth of the time. False if it is
  /// anything else than plain, be it wrong or only unusual: JsonLines can tell.
  [[nodiscard]] bool read(std::string_view line);
};

}  // namespace servesweep::io
