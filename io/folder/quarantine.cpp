#include "io/folder/quarantine.h"

#include <fmt/format.h>

#include <span>

#include "io/folder/atomic_file.h"
#include "io/folder/file_descriptor.h"

namespace servesweep::io {

namespace fs = std::filesystem;

fs::path Quarantine::target_of(const fs::path& file) const {
  std::error_code error;
  fs::create_directories(folder_, error);
  if (error) throw_system_problem(folder_, "create the folder", error.value());
  const std::string name = file.filename().string();
  fs::path target = folder_ / name;
  for (int number = 1; fs::exists(fs::symlink_status(target, error)); ++number) {
    target = folder_ / fmt::format("{}.{}", name, number);
  }
  return target;
}

fs::path Quarantine::take(const fs::path& file) const {
  const fs::path target = target_of(file);
  std::error_code error;
  fs::rename(file, target, error);
  if (error) throw_system_problem(file, "move it to " + target.string(), error.value());
  sync_folder(folder_);
  sync_folder(file.parent_path());
  return target;
}

fs::path Quarantine::take_copy(const fs::path& file) const {
  const fs::path target = target_of(file);
  const std::string bytes = read_file(file);
  write_file_atomically(target, std::as_bytes(std::span(bytes)), Existing::refuse);
  return target;
}

}  // namespace servesweep::io
