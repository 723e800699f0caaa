#include "sweep/study/search.h"

#include <limits>

#include "engine/base/contract.h"
#include "sweep/study/choice.h"
#include "sweep/study/random_points.h"

namespace servesweep::sweep {
namespace {

/// Random points of one strategy; a plan limits the sum.
constexpr std::int64_t kMostPoints = 100'000;

const std::vector<std::pair<std::string, SearchMethod>>& search_methods() {
  static const std::vector<std::pair<std::string, SearchMethod>> known{
      {"grid", SearchMethod::grid},
      {"defaults", SearchMethod::defaults},
      {"random", SearchMethod::random}};
  return known;
}

}  // namespace

Search Search::read(const io::Document& node) {
  Search search;
  search.method = choose<SearchMethod>(node.at("method"), search_methods());
  if (search.method != SearchMethod::random) {
    node.allow_only({"method"});
    return search;
  }
  node.allow_only({"method", "points", "seed"});
  search.points = static_cast<std::size_t>(node.at("points").integer(1, kMostPoints));
  if (const auto seed = node.find("seed")) {
    search.seed =
        static_cast<std::uint64_t>(seed->integer(0, std::numeric_limits<std::int64_t>::max()));
  }
  return search;
}

std::vector<Point> Search::draw(const ParameterSpace& space, const std::string& strategy,
                                bool is_baseline) const {
  SERVESWEEP_EXPECT(method == SearchMethod::random);
  return random_points(space, strategy, seed, is_baseline ? 1 : points);
}

io::Value Search::to_value() const {
  io::Value value = io::Value::map();
  for (const auto& [word, known] : search_methods()) {
    if (known == method) value.set("method", io::Value::text(word));
  }
  if (method != SearchMethod::random) return value;
  value.set("points", io::Value::integer(static_cast<std::int64_t>(points)));
  value.set("seed", io::Value::integer(static_cast<std::int64_t>(seed)));
  return value;
}

}  // namespace servesweep::sweep
