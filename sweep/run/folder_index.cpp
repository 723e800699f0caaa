#include "sweep/run/folder_index.h"

#include <algorithm>
#include <filesystem>
#include <system_error>

#include "io/folder/file_descriptor.h"

namespace servesweep::sweep {
namespace {

bool knows_all(const io::StudyIndex& index, const io::ResultFolder& folder) {
  return std::ranges::equal(folder.shards(), index.shards, {}, &io::ShardName::text,
                            &io::ShardRow::name);
}

}  // namespace

BuiltIndex write_folder_index(const StudyDesk& desk, const std::string& command, int ranks,
                              int threads) {
  const io::ResultFolder& folder = desk.folder();
  if (desk.member() == nullptr) {
    BuiltIndex built = desk.index(command, ranks);
    write_index(folder.index_file(), built, threads);
    return built;
  }
  const std::filesystem::path draft = desk.member()->index_draft_file();
  for (;;) {
    BuiltIndex built = desk.index(command, ranks);
    write_index(draft, built, threads);
    std::error_code error;
    std::filesystem::rename(draft, folder.index_file(), error);
    if (error) io::throw_system_problem(folder.index_file(), "put it in place", error.value());
    io::sync_folder(folder.path());
    if (knows_all(built.index, folder)) return built;
  }
}

}  // namespace servesweep::sweep
