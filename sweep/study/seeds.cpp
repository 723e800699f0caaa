#include "sweep/study/seeds.h"

#include <fmt/format.h>

#include <set>

#include "sweep/study/largest_seed.h"
#include "sweep/study/limited_items.h"

namespace servesweep::sweep {
namespace {

constexpr std::int64_t kMostSeeds = 100'000;

std::vector<std::uint64_t> read_counted_seeds(const io::Document& node) {
  node.allow_only({"first", "count"});
  const std::int64_t first = node.at("first").integer(0, kLargestSeed - kMostSeeds);
  const std::int64_t count = node.at("count").integer(1, kMostSeeds);
  std::vector<std::uint64_t> seeds;
  for (std::int64_t i = 0; i < count; ++i) seeds.push_back(static_cast<std::uint64_t>(first + i));
  return seeds;
}

}  // namespace

std::vector<std::uint64_t> read_seeds(const io::Document& node) {
  if (node.is_map()) return read_counted_seeds(node);
  std::vector<std::uint64_t> seeds;
  std::set<std::uint64_t> seen;
  for (const io::Document& item : limited_items(node, kMostSeeds)) {
    const auto seed = static_cast<std::uint64_t>(item.integer(0, kLargestSeed));
    if (!seen.insert(seed).second) {
      throw item.problem(fmt::format("seed {} is listed twice", seed),
                         "a repeated seed adds no information", "remove one");
    }
    seeds.push_back(seed);
  }
  if (seeds.empty()) throw node.problem("is empty", "", "list at least one seed");
  return seeds;
}

io::Value seeds_to_value(const std::vector<std::uint64_t>& seeds) {
  bool is_range = true;
  for (std::size_t i = 1; i < seeds.size(); ++i)
    is_range = is_range && seeds[i] == seeds[i - 1] + 1;
  if (is_range) {
    return io::Value::map()
        .set("first", io::Value::integer(static_cast<std::int64_t>(seeds.front())))
        .set("count", io::Value::integer(static_cast<std::int64_t>(seeds.size())));
  }
  io::Value list = io::Value::list();
  for (const std::uint64_t seed : seeds) {
    list.add(io::Value::integer(static_cast<std::int64_t>(seed)));
  }
  return list;
}

}  // namespace servesweep::sweep
