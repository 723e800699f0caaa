#pragma once

#include <cstdint>
#include <string>

namespace servesweep::io {

/// What this process has used since it began.
struct ProcessUsage {
  double processor_s = 0;              ///< of all its threads, user and system
  std::int64_t peak_memory_bytes = 0;  ///< resident

  [[nodiscard]] static ProcessUsage now();
};

/// The processors that this process may run on (its affinity mask).
struct ProcessorSet {
  int usable = 1;
  int online = 1;    ///< of the machine
  std::string list;  ///< "0-3,8"

  [[nodiscard]] static ProcessorSet of_this_process();
};

}  // namespace servesweep::io
