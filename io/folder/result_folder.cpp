#include "io/folder/result_folder.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <span>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/folder/damaged_file.h"
#include "io/folder/folder_marker.h"
#include "io/folder/sealed_text.h"
#include "io/folder/shared_file.h"

namespace servesweep::io {
namespace {

namespace fs = std::filesystem;

void create_folders(const fs::path& path) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) throw_system_problem(path, "create the folder", error.value());
}

/// Problem if something in a result folder is a symbolic link: writing or reading through it would
/// leave the folder. The folder itself may be one.
void require_no_link(const fs::path& path) {
  std::error_code ignored;
  if (!fs::is_symlink(path, ignored)) return;
  throw engine::Problem(path.string(), "is a symbolic link", "it leads out of the result folder",
                        "put what it leads to in its place, or let -o be the link");
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
  folder.lock_ = FolderLock::take(path);
  // Another process may have been faster between the check and the lock.
  if (!check_usable(path, wanted)) write_marker(path, wanted);
  require_no_link(folder.shards_folder());
  create_folders(folder.shards_folder());
  (void)folder.shards();
  folder.remove_stale_partials();
  return folder;
}

ResultFolder ResultFolder::share(const fs::path& path, const std::string& study,
                                 const std::string& study_hash) {
  const FolderMarker wanted{.study = study, .study_hash = study_hash};
  check_usable(path, wanted);
  create_folders(path);
  ResultFolder folder(path, wanted);
  folder.lock_ = FolderLock::share(path);
  // A lock may not reach other machines, so the first one is found by the marker itself.
  if (!check_usable(path, wanted) && !create_marker(path, wanted)) check_usable(path, wanted);
  for (const fs::path& part :
       {folder.shards_folder(), folder.members_folder(), folder.leases_folder()}) {
    require_no_link(part);
    create_folders(part);
  }
  (void)folder.shards();
  // Ranks of a job that was killed may live a moment longer, and write.
  if (folder.alone() && !FolderLock::has_ranks(path)) folder.remove_stale_partials();
  return folder;
}

bool ResultFolder::admit_others() {
  if (!lock_ || lock_->admit_others()) return true;
  lock_.reset();
  return false;
}

bool ResultFolder::leave_last() {
  if (!lock_) return false;
  const bool last = lock_->leave_last();
  if (!last) lock_.reset();
  return last;
}

ResultFolder ResultFolder::open_existing(const fs::path& path) {
  std::error_code ignored;
  if (fs::is_regular_file(path, ignored)) {
    throw engine::Problem(path.string(), "is a file, not a result folder", "",
                          "give the folder that 'servesweep run' wrote; of a study file, run it "
                          "first");
  }
  std::optional<FolderMarker> marker = read_marker(path);
  if (!marker) {
    throw engine::Problem(path.string(), "is not a result folder", "it has no servesweep.json",
                          "give the folder that 'servesweep run -o' wrote");
  }
  return {path, std::move(*marker)};
}

ResultFolder ResultFolder::join_as_rank(const fs::path& path, const FolderMarker& marker,
                                        const std::string& holder) {
  const auto refuse = [&](const std::string& problem, const std::string& why) {
    throw StorageProblem(path.string(), problem, why,
                         "every rank must see the folder that rank 0 writes: choose one on a file "
                         "system that all nodes share");
  };
  std::error_code error;
  if (!fs::is_directory(path, error)) refuse("cannot be seen", "there is no such folder here");
  const std::optional<FolderMarker> seen = read_marker(path);
  if (!seen || *seen != marker || FolderLock::holder(path) != holder) {
    refuse("is another folder here", "rank 0 writes one of that name elsewhere");
  }
  ResultFolder folder(path, marker);
  if (::access(folder.shards_folder().c_str(), W_OK) != 0) {
    throw_system_problem(folder.shards_folder(), "write into it", errno);
  }
  folder.ranks_lock_ = FolderLock::take_as_rank(path);
  return folder;
}

std::vector<std::string> ResultFolder::names_in_shards() const {
  std::vector<std::string> names;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(shards_folder(), error)) {
    std::string name = entry.path().filename().string();
    const bool looked_at = !name.ends_with(kPartialEnding) && !name.starts_with('.');
    if (!looked_at) continue;
    require_no_link(entry.path());
    names.push_back(std::move(name));
  }
  if (error && error != std::errc::no_such_file_or_directory) {
    throw_system_problem(shards_folder(), "list it", error.value());
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<ShardName> ResultFolder::shard_names() const {
  std::vector<ShardName> shards;
  for (const std::string& name : names_in_shards()) {
    if (const auto shard = ShardName::parse(name)) shards.push_back(*shard);
  }
  std::sort(shards.begin(), shards.end());
  return shards;
}

std::vector<fs::path> ResultFolder::foreign_files() const {
  std::vector<fs::path> files;
  for (const std::string& name : names_in_shards()) {
    if (!ShardName::parse(name)) files.push_back(shards_folder() / name);
  }
  return files;
}

std::vector<ShardName> ResultFolder::shards() const {
  const std::vector<fs::path> foreign = foreign_files();
  if (foreign.empty()) return shard_names();
  throw DamagedFile(foreign.front().string(), "is not a shard",
                    "only shard-RANK-NUMBER.h5 files belong here");
}

int ResultFolder::next_sequence(int rank) const {
  int next = 0;
  for (const ShardName& name : shards()) {
    if (name.rank == rank) next = name.sequence + 1;
  }
  std::error_code no_quarantine;
  for (const auto& entry : fs::directory_iterator(path_ / "quarantine", no_quarantine)) {
    const std::string file = entry.path().filename().string();  // perhaps shard-0000-0001.h5.2
    const auto name = ShardName::parse(file.substr(0, file.find(".h5") + 3));
    if (name && name->rank == rank) next = std::max(next, name->sequence + 1);
  }
  return next;
}

void ResultFolder::write_resolved_study(const std::string& text) const {
  const std::string sealed = seal(text);
  write_file_atomically(resolved_study_file(), std::as_bytes(std::span(sealed)));
}

std::string ResultFolder::read_resolved_study() const {
  return unseal(read_file(resolved_study_file()), resolved_study_file().string());
}

void ResultFolder::remove_stale_partials() const {
  if (!locked()) return;  // they might belong to a living process
  std::error_code ignored;
  for (const fs::path& folder : {path_, shards_folder(), members_folder(), leases_folder()}) {
    for (const fs::directory_entry& entry : fs::directory_iterator(folder, ignored)) {
      const std::string name = entry.path().filename().string();
      if (!name.ends_with(kPartialEnding)) continue;
      const std::string final_name = name.substr(0, name.size() - kPartialEnding.size());
      const bool ours = ShardName::parse(final_name).has_value() || final_name == "study.h5" ||
                        final_name == "resolved.yaml" || final_name == "servesweep.json" ||
                        final_name == "live.json" || is_shared_partial(name) ||
                        folder == members_folder();
      if (ours) fs::remove(entry.path(), ignored);
    }
  }
}

}  // namespace servesweep::io
