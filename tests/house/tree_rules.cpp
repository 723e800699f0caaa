#include "tests/house/tree_rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <set>
#include <string_view>

namespace servesweep::house {
namespace {

constexpr std::array<std::string_view, 14> kTopLevel{
    "CMakeLists.txt", "CMakePresets.json", "README.md", "LICENSE", "CONTRIBUTING.md",
    "CHANGELOG.md",   "bootstrap.sh",      "engine",    "io",      "sweep",
    "slurm",          "configs",           "tests",     "docs"};

/// Written in two pieces, so that this file does not break its own rule.
constexpr std::array<std::string_view, 6> kMachineFolders{
    "/"
    "home/",
    "/"
    "root/",
    "/"
    "work/",
    "/"
    "mnt/",
    "/"
    "Users/",
    "/"
    "scratch/"};

/// A character that may stand before a slash inside a path: then the path starts further left.
bool continues_path(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
         std::string_view("_-.~/})>]$*").find(c) != std::string_view::npos;
}

/// Where `folder` starts an absolute path in `text`, or npos.
std::size_t find_absolute(std::string_view text, std::string_view folder) {
  std::size_t position = text.find(folder);
  while (position != std::string_view::npos && position > 0 && continues_path(text[position - 1])) {
    position = text.find(folder, position + 1);
  }
  return position;
}

}  // namespace

std::vector<Violation> pair_violations(const SourceTree& tree) {
  std::vector<Violation> violations;
  for (const auto& [file, text] : tree) {
    if (!is_layer_source(file) || !file.ends_with(".cpp") || file.ends_with("/main.cpp")) continue;
    const std::string header = file.substr(0, file.size() - 4) + ".h";
    if (!tree.contains(header)) {
      violations.push_back({file, 0, fmt::format("{} is missing (one class, one pair)", header)});
    }
  }
  return violations;
}

std::vector<Violation> top_level_violations(const SourceTree& tree) {
  std::set<std::string> names;
  for (const auto& [file, text] : tree) names.insert(first_folder(file));
  std::vector<Violation> violations;
  for (const std::string& name : names) {
    if (name.starts_with(".") || std::ranges::find(kTopLevel, name) != kTopLevel.end()) continue;
    violations.push_back({name, 0, "not a name of the top level; put it into one of its folders"});
  }
  return violations;
}

std::vector<Violation> machine_path_violations(const SourceTree& tree) {
  std::vector<Violation> violations;
  for (const auto& [file, text] : tree) {
    for (const std::string_view folder : kMachineFolders) {
      const std::size_t position = find_absolute(text, folder);
      if (position == std::string::npos) continue;
      const auto newlines =
          std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(position), '\n');
      violations.push_back(
          {file, static_cast<int>(newlines) + 1,
           fmt::format("a path under {} (it exists on one machine only)", folder)});
    }
  }
  return violations;
}

}  // namespace servesweep::house
