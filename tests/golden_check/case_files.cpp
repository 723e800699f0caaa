#include "tests/golden_check/case_files.h"

namespace servesweep::golden {

std::optional<std::filesystem::path> find_table(const std::filesystem::path& folder,
                                                const std::string& stem) {
  for (const char* ending : {"", ".gz"}) {
    std::filesystem::path path = folder / (stem + ending);
    if (std::error_code error; std::filesystem::exists(path, error)) return path;
  }
  return std::nullopt;
}

std::string missing_file(const std::filesystem::path& folder) {
  for (const char* table : {"trace.csv", "requests.csv"}) {
    if (!find_table(folder, table)) return table;
  }
  for (const char* file : {"config.json", "summary.json"}) {
    if (std::error_code error; !std::filesystem::exists(folder / file, error)) return file;
  }
  return "";
}

}  // namespace servesweep::golden
