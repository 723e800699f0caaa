#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace servesweep::house {

/// The project as text: path relative to its root ("engine/base/ids.h") → content.
using SourceTree = std::map<std::string, std::string>;

/// One broken house rule. `line` is 0 where the rule is about the file as a whole.
struct Violation {
  std::string file;
  int line = 0;
  std::string problem;

  friend bool operator==(const Violation&, const Violation&) = default;
};

/// Reads every file under `root` except build and result folders, version control and other hidden
/// folders; .ci is read. Files over 1 MiB (recorded data) are listed with empty content.
[[nodiscard]] SourceTree read_tree(const std::filesystem::path& root);

/// One #include line. `path` is what stands between the quotes or brackets.
struct Include {
  int line = 0;
  std::string path;
  bool quoted = false;
};

[[nodiscard]] std::vector<Include> includes_of(const std::string& text);

/// True for C++ headers and sources of engine/, io/ and sweep/: the files that the layer rules
/// bind.
[[nodiscard]] bool is_layer_source(const std::string& file);

/// "engine/base/ids.h" → "engine"; the whole name if there is no slash.
[[nodiscard]] std::string first_folder(const std::string& path);

/// "file:line: problem", one per line: what a failing test prints.
[[nodiscard]] std::string to_text(const std::vector<Violation>& violations);

}  // namespace servesweep::house
