#include "sweep/study/field_path.h"

#include <charconv>
#include <optional>

namespace servesweep::sweep {
namespace {

std::optional<io::Document> step(const io::Document& node, const std::string& key) {
  if (key.front() != '[') return node.is_map() ? node.find(key) : std::nullopt;
  if (!node.is_list()) return std::nullopt;
  std::size_t index = 0;
  std::from_chars(key.data() + 1, key.data() + key.size(), index);
  const std::vector<io::Document> items = node.items();
  return index < items.size() ? std::optional(items[index]) : std::nullopt;
}

}  // namespace

std::vector<std::string> field_path(const std::string& field) {
  std::vector<std::string> path;
  std::string key;
  const auto finish_key = [&] {
    if (!key.empty()) path.push_back(key);
    key.clear();
  };
  for (const char c : field) {
    if (c == '.') {
      finish_key();
      continue;
    }
    if (c == '[') finish_key();
    key += c;
  }
  finish_key();
  return path;
}

Located deepest_node(const io::Document& root, const std::vector<std::string>& path,
                     const Substitute& substitute) {
  Located located{root, 0};
  for (const std::string& key : path) {
    const std::optional<io::Document> next = step(located.node, key);
    if (!next) break;
    located.node = substitute ? substitute(*next) : *next;
    ++located.depth;
  }
  return located;
}

}  // namespace servesweep::sweep
