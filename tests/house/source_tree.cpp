#include "tests/house/source_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string_view>

namespace servesweep::house {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kLargestSourceBytes = 1 << 20;

bool is_skipped_folder(const fs::path& folder) {
  const std::string name = folder.filename().string();
  if (name == ".ci") return false;
  return name.starts_with(".") || name.starts_with("build") || name.starts_with("results") ||
         name == "__pycache__";
}

std::string content_of(const fs::path& file) {
  if (fs::file_size(file) > kLargestSourceBytes) return {};
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// What `line` includes; the path is empty if it is no #include line.
Include include_in(std::string_view line) {
  const auto skip_blanks = [&line] {
    line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
  };
  skip_blanks();
  if (!line.starts_with('#')) return {};
  line.remove_prefix(1);
  skip_blanks();
  if (!line.starts_with("include")) return {};
  line.remove_prefix(std::string_view("include").size());
  skip_blanks();
  if (!line.starts_with('<') && !line.starts_with('"')) return {};
  const bool quoted = line.front() == '"';
  const std::size_t end = line.find(quoted ? '"' : '>', 1);
  if (end == std::string_view::npos) return {};
  return {0, std::string(line.substr(1, end - 1)), quoted};
}

}  // namespace

SourceTree read_tree(const fs::path& root) {
  SourceTree tree;
  for (fs::recursive_directory_iterator entry(root), end; entry != end; ++entry) {
    // Only folders of the top level are build or result folders: tests/bootstrap/ is not.
    const bool hidden = entry->path().filename().string().starts_with(".");
    if (entry->is_directory() && (entry.depth() == 0 || hidden) &&
        is_skipped_folder(entry->path())) {
      entry.disable_recursion_pending();
    } else if (entry->is_regular_file() && entry->path().filename() != ".git") {
      tree[fs::relative(entry->path(), root).generic_string()] = content_of(entry->path());
    }
  }
  return tree;
}

std::vector<Include> includes_of(const std::string& text) {
  std::vector<Include> includes;
  std::istringstream lines(text);
  int number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    Include include = include_in(line);
    if (include.path.empty()) continue;
    include.line = number;
    includes.push_back(std::move(include));
  }
  return includes;
}

bool is_layer_source(const std::string& file) {
  const std::string layer = first_folder(file);
  return (layer == "engine" || layer == "io" || layer == "sweep") &&
         (file.ends_with(".h") || file.ends_with(".cpp"));
}

std::string first_folder(const std::string& path) {
  return path.substr(0, path.find('/'));
}

std::string to_text(const std::vector<Violation>& violations) {
  std::string text;
  for (const Violation& violation : violations) {
    text += violation.line > 0 ? fmt::format("{}:{}: ", violation.file, violation.line)
                               : fmt::format("{}: ", violation.file);
    text += violation.problem + "\n";
  }
  return text;
}

}  // namespace servesweep::house
