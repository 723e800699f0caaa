#include "sweep/submit/log_folder.h"

#include <system_error>

#include "engine/base/problem.h"

namespace servesweep::sweep {

LogFolder::LogFolder(const std::filesystem::path& folder) : folder_(folder) {
  std::error_code error;
  has_made_parent_ = std::filesystem::create_directories(folder_.parent_path(), error);
  if (!error) has_made_folder_ = std::filesystem::create_directory(folder_, error);
  if (!error) return;
  throw engine::Problem(folder_.string(), "cannot be created", error.message(),
                        "give another --output");
}

LogFolder::~LogFolder() {
  if (wanted_) return;
  std::error_code ignored;  // one with something in it is not removed
  if (has_made_folder_) std::filesystem::remove(folder_, ignored);
  if (has_made_parent_) std::filesystem::remove(folder_.parent_path(), ignored);
}

}  // namespace servesweep::sweep
