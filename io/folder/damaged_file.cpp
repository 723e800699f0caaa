#include "io/folder/damaged_file.h"

#include <fmt/format.h>

#include <string_view>

namespace servesweep::io {
namespace {

/// The result folder that a file lies in by its name; empty if it lies in none.
std::string folder_of(const std::string& where) {
  if (const std::size_t at = where.rfind("/shards/"); at != std::string::npos) {
    return where.substr(0, at);
  }
  for (const std::string_view name :
       {"study.h5", "journal.log", "resolved.yaml", "servesweep.json"}) {
    const std::size_t at = where.rfind('/' + std::string(name));
    if (at != std::string::npos) return where.substr(0, at);
  }
  return {};
}

}  // namespace

std::string DamagedFile::remedy_for(const std::string& where) {
  const std::string folder = folder_of(where);
  if (folder.empty()) return "restore or remove the file";
  return fmt::format(
      "'servesweep verify --quarantine {}' moves what is damaged aside, and running the study "
      "again makes it anew",
      folder);
}

}  // namespace servesweep::io
