#include "sweep/study/trace_recordings.h"

#include <algorithm>

#include "engine/base/problem.h"

namespace servesweep::sweep {

namespace fs = std::filesystem;

std::vector<fs::path> trace_recordings(const fs::path& path) {
  if (!fs::is_directory(path)) return {path};
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::directory_iterator entry(path, error), end; !error && entry != end;
       entry.increment(error)) {
    const bool hidden = entry->path().filename().string().starts_with('.');
    if (entry->is_regular_file() && !hidden) files.push_back(entry->path());
  }
  if (error) {
    throw engine::Problem(path.string(), "cannot be read", error.message(),
                          "check the folder and its permissions");
  }
  if (files.empty()) {
    throw engine::Problem(path.string(), "has no files", "a folder holds recordings",
                          "put them there, or name a file");
  }
  std::ranges::sort(files);
  return files;
}

}  // namespace servesweep::sweep
