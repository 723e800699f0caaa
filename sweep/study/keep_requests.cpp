#include "sweep/study/keep_requests.h"

#include "sweep/study/choice.h"

namespace servesweep::sweep {
namespace {

using Which = KeepRequests::Which;

const std::vector<std::pair<std::string, Which>>& keep_words() {
  static const std::vector<std::pair<std::string, Which>> known{{"all", Which::all},
                                                                {"sample", Which::sample},
                                                                {"finalists", Which::finalists},
                                                                {"none", Which::none}};
  return known;
}

}  // namespace

KeepRequests KeepRequests::read(const io::Document& node) {
  KeepRequests keep;
  keep.stated = true;
  if (!node.is_map()) {
    keep.which = choose<Which>(node, keep_words());
    return keep;
  }
  node.allow_only({"sample"});
  keep.which = Which::sample;
  keep.every_seeds = static_cast<std::size_t>(node.at("sample").integer(1, 1'000'000'000));
  return keep;
}

io::Value KeepRequests::to_value() const {
  if (which == Which::sample) {
    return io::Value::map().set("sample",
                                io::Value::integer(static_cast<std::int64_t>(every_seeds)));
  }
  for (const auto& [word, meaning] : keep_words()) {
    if (meaning == which) return io::Value::text(word);
  }
  return io::Value::text("all");
}

bool KeepRequests::at_first(std::size_t seed) const {
  return which == Which::all || (which == Which::sample && seed % every_seeds == 0);
}

}  // namespace servesweep::sweep
