#pragma once

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "engine/base/problem.h"

namespace servesweep::io {

/// A trace file in a folder of its own, gone at the end.
class TraceFile {
 public:
  explicit TraceFile(const std::string& content, const std::string& name = "trace")
      : folder_(fresh_folder()), path_(folder_ / name) {
    std::filesystem::create_directories(folder_);
    std::ofstream(path_, std::ios::binary) << content;
  }
  ~TraceFile() { std::filesystem::remove_all(folder_); }
  TraceFile(const TraceFile&) = delete;
  TraceFile& operator=(const TraceFile&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  static std::filesystem::path fresh_folder() {
    static int files = 0;
    return std::filesystem::temp_directory_path() /
           ("servesweep_trace_" + std::to_string(getpid()) + "_" + std::to_string(files++));
  }

  std::filesystem::path folder_, path_;
};

/// The complaint about a file that `read` reads, with "FILE" for its path.
template <class Read>
std::string complaint(const std::string& content, Read read) {
  const TraceFile file(content);
  try {
    (void)read(file.path());
  } catch (const engine::Problem& problem) {
    std::string text = problem.what();
    const std::string path = file.path().string();
    if (const std::size_t at = text.find(path); at != std::string::npos) {
      text.replace(at, path.size(), "FILE");
    }
    return text;
  }
  return "nothing thrown";
}

}  // namespace servesweep::io
