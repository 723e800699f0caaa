#include "io/folder/result_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>

#include <algorithm>
#include <cerrno>
#include <charconv>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/folder/folder_marker.h"

namespace servesweep::io {
namespace {

namespace fs = std::filesystem;

/// Takes the exclusive lock; empty if the file system knows no locks.
std::optional<FileDescriptor> lock_folder(const fs::path& folder) {
  FileDescriptor file(folder / "servesweep.lock", O_RDWR | O_CREAT);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return file;
  const int error = errno;
  if (error == EWOULDBLOCK) {
    throw engine::Problem(folder.string(), "is in use by another servesweep process",
                          "it holds the lock file servesweep.lock",
                          "wait for that process or stop it, or choose another -o");
  }
  if (error == ENOSYS || error == ENOTSUP || error == ENOLCK) return std::nullopt;
  throw_system_problem(folder, "lock it", error);
}

void create_folders(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) throw_system_problem(path, "create the folder", error.value());
}

/// Reads decimal digits from the front of `text`; -1 if there are none or too many.
int take_number(std::string_view& text) {
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || text.starts_with('-')) return -1;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

}  // namespace

std::string ShardName::text() const {
  return fmt::format("shard-{:04}-{:04}.h5", rank, sequence);
}

std::optional<ShardName> ShardName::parse(const std::string& text) {
  std::string_view rest = text;
  if (!rest.starts_with("shard-")) return std::nullopt;
  rest.remove_prefix(std::string_view("shard-").size());
  ShardName name;
  name.rank = take_number(rest);
  if (!rest.starts_with('-')) return std::nullopt;
  rest.remove_prefix(1);
  name.sequence = take_number(rest);
  if (name.rank < 0 || name.sequence < 0 || name.text() != text) return std::nullopt;
  return name;
}

ResultFolder ResultFolder::create_or_open(const fs::path& path, const std::string& study,
                                          const std::string& study_hash) {
  const FolderMarker wanted{.study = study, .study_hash = study_hash};
  check_usable(path, wanted);
  create_folders(path);
  ResultFolder folder(path, wanted);
  folder.lock_ = lock_folder(path);
  // Another process may have been faster between the check and the lock.
  if (!check_usable(path, wanted)) write_marker(path, wanted);
  create_folders(folder.shards_folder());
  (void)folder.shards();
  folder.remove_stale_partials();
  return folder;
}

ResultFolder ResultFolder::open_existing(const fs::path& path) {
  std::optional<FolderMarker> marker = read_marker(path);
  if (!marker) {
    throw engine::Problem(path.string(), "is not a result folder", "it has no servesweep.json",
                          "give the folder that 'servesweep run -o' wrote");
  }
  return {path, std::move(*marker)};
}

std::vector<ShardName> ResultFolder::shards() const {
  std::vector<ShardName> names;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(shards_folder(), error)) {
    const std::string name = entry.path().filename().string();
    if (name.ends_with(kPartialEnding) || name.starts_with('.')) continue;
    const std::optional<ShardName> shard = ShardName::parse(name);
    if (!shard) {
      throw engine::Problem(entry.path().string(), "is not a shard",
                            "only shard-RANK-NUMBER.h5 files belong here", "move it away");
    }
    names.push_back(*shard);
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    throw_system_problem(shards_folder(), "list it", error.value());
  }
  std::sort(names.begin(), names.end());
  return names;
}

int ResultFolder::next_sequence(int rank) const {
  int next = 0;
  for (const ShardName& name : shards()) {
    if (name.rank == rank) next = name.sequence + 1;
  }
  return next;
}

void ResultFolder::remove_stale_partials() const {
  if (!locked()) return;  // they might belong to a living process
  std::error_code ignored;
  for (const fs::path& folder : {path_, shards_folder()}) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
      const std::string name = entry.path().filename().string();
      if (!name.ends_with(kPartialEnding)) continue;
      const std::string final_name = name.substr(0, name.size() - kPartialEnding.size());
      const bool ours = ShardName::parse(final_name).has_value() || final_name == "study.h5" ||
                        final_name == "resolved.yaml" || final_name == "servesweep.json" ||
                        final_name == "live.json";
      if (ours) fs::remove(entry.path(), ignored);
    }
  }
}

}  // namespace servesweep::io
