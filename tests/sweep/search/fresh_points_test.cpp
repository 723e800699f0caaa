#include "sweep/search/fresh_points.h"

#include <doctest/doctest.h>

#include <set>

#include "sweep/search/random_points.h"

namespace servesweep::sweep::fresh_points_test {
namespace {

SearchSpace six_cells(const SearchSpace::Predicate& allowed = {}) {
  return SearchSpace({Dimension::categorical("c", 3), Dimension::boolean("b")}, allowed);
}

}  // namespace

TEST_CASE("draws that snap to a proposed point are passed over") {
  FreshPoints fresh(six_cells(), 1);
  const std::vector<UnitPoint> draws{{0.1, 0.1}, {0.2, 0.2}, {0.9, 0.9}};
  std::size_t drawn = 0;
  const auto draw = [&] { return draws[drawn++]; };
  const auto first = fresh.next(draw);
  REQUIRE(first);
  CHECK(first->id == TrialId(0));
  CHECK(fresh.space().values(first->x) == std::vector{0.0, 0.0});
  CHECK(first->x == fresh.space().snap({0.1, 0.1}));
  const auto second = fresh.next(draw);
  REQUIRE(second);
  CHECK(second->id == TrialId(1));
  CHECK(fresh.space().values(second->x) == std::vector{2.0, 1.0});
}

TEST_CASE("where draws find nothing new, what is left is proposed, and then nothing") {
  FreshPoints fresh(six_cells([](const UnitPoint& at) { return at[1] < 0.5 || at[0] > 0.5; }), 1);
  std::set<std::vector<double>> seen;
  while (const auto trial = fresh.next([] { return UnitPoint{0.0, 0.0}; })) {
    CHECK(fresh.space().allows(trial->x));
    CHECK(seen.insert(fresh.space().values(trial->x)).second);
  }
  CHECK(seen.size() == 4);  // (0, 0), (1, 0), (2, 0) and (2, 1)
}

TEST_CASE("a point that the caller has chosen is taken as it is") {
  FreshPoints fresh(six_cells(), 1);
  CHECK(fresh.is_fresh({0.5, 0.25}));
  CHECK(fresh.take({0.5, 0.25}).id == TrialId(0));
  CHECK_FALSE(fresh.is_fresh({0.4, 0.1}));
}

TEST_CASE("the first points come first; forbidden ones and those that come again do not") {
  FreshPoints fresh(six_cells([](const UnitPoint& at) { return at[0] < 0.6; }), 1,
                    {{0.5, 0.9}, {0.9, 0.9}, {0.4, 0.8}, {0.1, 0.1}});
  const auto draw = [] { return UnitPoint{0.1, 0.9}; };
  CHECK(fresh.has_first());
  CHECK(fresh.space().values(fresh.next(draw)->x) == std::vector{1.0, 1.0});
  CHECK(fresh.space().values(fresh.next(draw)->x) == std::vector{0.0, 0.0});
  CHECK_FALSE(fresh.has_first());
  CHECK(fresh.space().values(fresh.next(draw)->x) == std::vector{0.0, 1.0});
}

TEST_CASE("a space of reals in which nothing is allowed is exhausted") {
  FreshPoints fresh(SearchSpace({Dimension::real("x")}, [](const UnitPoint&) { return false; }), 1);
  RandomPoints points(1, 1);
  CHECK_FALSE(fresh.next([&] { return points.next(); }).has_value());
}

TEST_CASE("positions that differ in what does not exist are one point") {
  const ParameterSpace parameters =
      ParameterSpace::read(io::Document::parse("order: {values: [fcfs, sjf]}\n"
                                               "aging: {values: [1, 2, 3], when: {order: sjf}}\n",
                                               "s.yaml"));
  FreshPoints fresh(SearchSpace(parameters), 1);
  (void)fresh.take({0.1, 0.9});
  CHECK_FALSE(fresh.is_fresh({0.2, 0.1}));
  CHECK(fresh.is_fresh({0.9, 0.1}));
  std::set<Point, decltype([](const Point& a, const Point& b) { return a.json() < b.json(); })>
      seen;
  while (const auto trial = fresh.next([] { return UnitPoint{0.0, 0.0}; })) {
    CHECK(seen.insert(fresh.space().decode(trial->x)).second);
  }
  CHECK(seen.size() == 3);  // all of sjf; fcfs was taken
}

}  // namespace servesweep::sweep::fresh_points_test
