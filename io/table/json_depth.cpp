#include "io/table/json_depth.h"

#include <fmt/format.h>

#include "engine/base/problem.h"

namespace servesweep::io {

void check_json_depth(std::string_view text, const std::string& where) {
  int level = 0;
  bool in_text = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    if (in_text) {
      if (c == '\\') ++at;
      in_text = c != '"';
    } else if (c == '"') {
      in_text = true;
    } else if (c == '[' || c == '{') {
      ++level;
    } else if (c == ']' || c == '}') {
      --level;
    }
    if (level <= kDeepestJsonLevel) continue;
    throw engine::Problem(where, "nested too deeply",
                          fmt::format("more than {} levels", kDeepestJsonLevel),
                          "check the brackets");
  }
}

}  // namespace servesweep::io
