#include "sweep/study/limited_items.h"

#include <fmt/format.h>

namespace servesweep::sweep {

std::vector<io::Document> limited_items(const io::Document& list, std::size_t most) {
  std::vector<io::Document> items = list.items();
  if (items.size() <= most) return items;
  throw list.problem(fmt::format("has {} entries", items.size()),
                     fmt::format("at most {} are taken", most), "list fewer");
}

}  // namespace servesweep::sweep
