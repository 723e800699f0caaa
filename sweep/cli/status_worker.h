#pragma once

#include <chrono>
#include <filesystem>
#include <string>

namespace servesweep::sweep {

/// Who works on a result folder now, as its live files tell.
struct StatusWorker {
  bool at_work = false;
  std::string words{};  ///< "process 4711 on n2 is at work on it"; empty if nobody is

  /// Changes nothing. Nobody, where it cannot be told.
  [[nodiscard]] static StatusWorker in(const std::filesystem::path& folder,
                                       std::chrono::system_clock::time_point now);
};

}  // namespace servesweep::sweep
