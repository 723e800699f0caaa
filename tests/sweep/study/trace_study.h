#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/sweep/study/example_study.h"

namespace servesweep::sweep {

/// A folder for a study with recorded requests, gone at the end.
class TraceFolder {
 public:
  TraceFolder() : path_(std::filesystem::temp_directory_path() / fresh_name()) {
    std::filesystem::create_directories(path_);
  }
  ~TraceFolder() { std::filesystem::remove_all(path_); }
  TraceFolder(const TraceFolder&) = delete;
  TraceFolder& operator=(const TraceFolder&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }
  /// Writes a file and returns its path.
  [[nodiscard]] std::filesystem::path write(const std::string& name,
                                            const std::string& text) const {
    std::ofstream(path_ / name, std::ios::binary) << text;
    return path_ / name;
  }

 private:
  static std::string fresh_name() {
    static int folders = 0;
    return "servesweep_trace_study_" + std::to_string(getpid()) + "_" + std::to_string(folders++);
  }

  std::filesystem::path path_;
};

/// Three requests of which two share a block.
inline const std::string kMooncakeLines =
    "{\"timestamp\": 0, \"input_length\": 700, \"output_length\": 5, \"hash_ids\": [0, 1]}\n"
    "{\"timestamp\": 3000, \"input_length\": 900, \"output_length\": 6, \"hash_ids\": [0, 2]}\n"
    "{\"timestamp\": 6000, \"input_length\": 100, \"output_length\": 7, \"hash_ids\": [3]}\n";

/// The example study with the given lines in place of what draws its requests.
[[nodiscard]] inline std::string example_with_trace(const std::string& lines) {
  const std::size_t begin = kExampleStudy.find("    requests_per_s:");
  const std::size_t end = kExampleStudy.find("seeds:");
  return kExampleStudy.substr(0, begin) + lines + kExampleStudy.substr(end);
}

}  // namespace servesweep::sweep
