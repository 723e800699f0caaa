#include "sweep/study/referenced_document.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <filesystem>
#include <string>
#include <system_error>
#include <vector>

namespace servesweep::sweep {
namespace {

namespace fs = std::filesystem;

/// Names in a folder, sorted; empty if it cannot be read.
std::vector<std::string> names_in(const fs::path& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    names.push_back(entry->path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

/// `file`: that which names it, and is not meant.
std::string remedy_for(const fs::path& path, const fs::path& file) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path(".");
  std::vector<std::string> names = names_in(folder);
  std::error_code error;
  std::erase_if(names, [&](const std::string& name) {
    return fs::equivalent(folder / name, file, error) ||
           !(name.ends_with(".yaml") || name.ends_with(".yml"));
  });
  const std::string nearest = engine::nearest_name(path.filename().string(), names);
  if (!nearest.empty()) return fmt::format("did you mean '{}'?", nearest);
  constexpr std::size_t kMost = 4;
  if (names.empty()) return "give its path, relative to the file that names it";
  const bool all = names.size() <= kMost;
  names.resize(std::min(names.size(), kMost));
  return fmt::format("give its path, relative to the file that names it; there are {}{}",
                     fmt::join(names, ", "), all ? "" : " and more");
}

}  // namespace

io::Document referenced_document(const io::Document& node) {
  if (node.is_map()) return node;
  const fs::path named = node.text();
  const fs::path path = (fs::path(node.file()).parent_path() / named).lexically_normal();
  std::error_code error;
  if (!fs::is_regular_file(path, error)) {
    throw node.problem(fmt::format("no file '{}'", named.string()),
                       fmt::format("looked for {}", path.string()), remedy_for(path, node.file()));
  }
  return io::Document::read_file(path);
}

}  // namespace servesweep::sweep
