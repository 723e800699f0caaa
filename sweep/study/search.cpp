#include "sweep/study/search.h"

#include <limits>

#include "engine/base/contract.h"
#include "sweep/study/choice.h"
#include "sweep/study/drawn_points.h"
#include "sweep/values/count_value.h"

namespace servesweep::sweep {
namespace {

/// Points of one strategy; a plan limits the sum.
constexpr std::int64_t kMostTrials = 100'000;
constexpr std::int64_t kMostAhead = 16;
constexpr std::int64_t kMostFirstSeeds = 10'000;

std::size_t size_at(const io::Document& node, std::int64_t least, std::int64_t most) {
  return static_cast<std::size_t>(node.integer(least, most));
}

}  // namespace

Search Search::read(const io::Document& node) {
  Search search;
  search.method = choose<SearchMethod>(node.at("method"), search_methods());
  if (search.method == SearchMethod::grid || search.method == SearchMethod::defaults) {
    node.allow_only({"method"});
    return search;
  }
  if (is_drawn(search.method)) {
    node.allow_only({"method", "points", "seed"});
  } else if (search.method == SearchMethod::race) {
    search.read_race(node);
  } else {
    search.read_learning(node);
  }
  search.points = size_at(node.at("points"), 1, kMostTrials);
  if (const auto seed = node.find("seed")) {
    search.seed =
        static_cast<std::uint64_t>(seed->integer(0, std::numeric_limits<std::int64_t>::max()));
  }
  return search;
}

void Search::read_learning(const io::Document& node) {
  node.allow_only({"method", "points", "seed", "generation", "ahead", "asynchronous"});
  if (const auto found = node.find("generation")) generation = size_at(*found, 1, kMostTrials);
  if (const auto found = node.find("ahead")) ahead = size_at(*found, 0, kMostAhead);
  const auto found = node.find("asynchronous");
  if (!found) return;
  if (node.find("generation") || node.find("ahead")) {
    throw found->problem("does not go with generations",
                         "points are proposed one by one or in generations",
                         "remove it, or generation and ahead");
  }
  asynchronous = size_at(*found, 1, kMostTrials);
}

void Search::read_race(const io::Document& node) {
  node.allow_only({"method", "points", "seed", "first_seeds", "keep", "horizon"});
  if (const auto found = node.find("first_seeds"))
    first_seeds = size_at(*found, 2, kMostFirstSeeds);
  if (const auto found = node.find("keep")) keep = found->real(0.05, 0.95);
  if (const auto found = node.find("horizon")) horizon = found->real(0.01, 1);
}

std::vector<Point> Search::draw(const ParameterSpace& space, const std::string& strategy,
                                bool is_baseline) const {
  SERVESWEEP_EXPECT(is_drawn(method));
  return drawn_points(method, space, strategy, seed, is_baseline ? 1 : points);
}

io::Value Search::to_value() const {
  io::Value value = io::Value::map();
  value.set("method", io::Value::text(name_of(method)));
  if (!is_drawn(method) && !learns(method)) return value;
  value.set("points", count_value(points));
  value.set("seed", io::Value::integer(static_cast<std::int64_t>(seed)));
  if (method == SearchMethod::race) {
    value.set("first_seeds", count_value(first_seeds)).set("keep", io::Value::number(keep));
    if (horizon < 1) value.set("horizon", io::Value::number(horizon));
  } else if (asynchronous > 0) {
    value.set("asynchronous", count_value(asynchronous));
  } else if (learns(method)) {
    if (generation > 0) value.set("generation", count_value(generation));
    value.set("ahead", count_value(ahead));
  }
  return value;
}

}  // namespace servesweep::sweep
