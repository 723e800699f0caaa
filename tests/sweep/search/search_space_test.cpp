#include "sweep/search/search_space.h"

#include <doctest/doctest.h>

#include "tests/property.h"
#include "tests/sweep/study/conditional_space.h"

namespace servesweep::sweep::search_space_test {
namespace {

SearchSpace cube_of(const std::string& text) {
  return SearchSpace(space_of(text));
}

const std::string kMixed = R"(parameters:
  age: {range: [1.0e-5, 1.0e-3], scale: log, default: 1.0e-4}
  policy: {values: [fcfs, sjf, lifo]}
  fixed: {values: [7]}
  weights: {simplex: [a, b, c], steps: 3}
  steps: {range: [1, 4], type: integer, default: 2}
  offload: {values: [true, false]}
)";

}  // namespace

TEST_CASE("a strategy's cube has its degrees of freedom, in order") {
  const SearchSpace space = cube_of(kMixed);
  std::vector<std::string> names;
  for (const Dimension& one : space.dimensions()) names.push_back(one.name());
  CHECK(names == std::vector<std::string>{"age", "policy", "a", "b", "steps", "offload"});
  CHECK(space.decode({0.5, 0.5, 0.25, 0.2, 0.3, 0.9}).label() ==
        "age=0.0001 policy=sjf fixed=7 a=0.5 b=0.4 c=0.1 steps=2 offload=true");
}

TEST_CASE("settings go to a position and back, and the position is snapped") {
  const io::Document document = io::Document::parse(kMixed, "s.yaml");
  const ParameterSpace parameters = ParameterSpace::read(document.at("parameters"));
  const SearchSpace space(parameters);
  for (std::size_t i = 0; i < parameters.grid_size(); ++i) {
    const Point point = parameters.grid_point(i);
    const UnitPoint position = space.encode(point);
    CHECK(space.decode(position) == point);
    CHECK(space.snap(position) == position);
  }
}

TEST_CASE("snapping moves to the values' positions and changes no settings") {
  const SearchSpace space = cube_of(kMixed);
  const UnitPoint position{0.123, 0.9, 0.3, 0.4, 0.9, 0.1};
  const UnitPoint snapped = space.snap(position);
  CHECK(snapped[0] == 0.123);
  CHECK(snapped[1] == doctest::Approx(5.0 / 6).epsilon(1e-15));
  CHECK(snapped[4] == 0.875);
  CHECK(snapped[5] == 0.25);
  CHECK(space.decode(snapped) == space.decode(position));
  CHECK(space.values(snapped) == space.values(position));
  CHECK(space.values(snapped)[4] == 4);
}

TEST_CASE("the constraints of the strategy hold for the values") {
  const SearchSpace space = cube_of(R"(parameters:
  low: {range: [0, 10], default: 1}
  high: {range: [0, 10], default: 2}
constraints: [low < high]
)");
  CHECK(space.allows({0.1, 0.2}));
  CHECK_FALSE(space.allows({0.2, 0.1}));
  CHECK_FALSE(space.allows({0.2, 0.2}));
}

TEST_CASE("plain dimensions make a space, with any predicate on snapped points") {
  const SearchSpace space({Dimension::integer("n", {.low = 0, .high = 1}), Dimension::real("x")},
                          [](const UnitPoint& at) { return at[0] == 0.25; });
  CHECK(space.allows({0.4, 0.9}));
  CHECK_FALSE(space.allows({0.6, 0.9}));
  CHECK(space.decode({0.6, 0.5}).label() == "n=1 x=0.5");
  CHECK(space.encode(space.decode({0.6, 0.5})) == UnitPoint{0.75, 0.5});
}

TEST_CASE("a finite space can be counted and listed") {
  const SearchSpace space({Dimension::categorical("c", 3), Dimension::boolean("b")});
  REQUIRE(space.size(6) == 6);
  CHECK_FALSE(space.size(5).has_value());
  CHECK(space.values(space.point_at(0)) == std::vector{0.0, 0.0});
  CHECK(space.values(space.point_at(1)) == std::vector{0.0, 1.0});
  CHECK(space.values(space.point_at(5)) == std::vector{2.0, 1.0});
  CHECK_FALSE(SearchSpace({Dimension::real("x")}).size(1'000'000).has_value());
  CHECK(SearchSpace(ParameterSpace{}).size(1) == 1);
}

TEST_CASE("where a parameter does not exist its coordinate is that of the default") {
  const SearchSpace space = cube_of(kConditionalSpace);
  // order, guard, give_up, after, w_work, batch
  const std::vector<bool> with_fcfs{true, false, false, false, false, true};
  CHECK(space.active({0.1, 0.5, 0.1, 0.1, 0.5, 0.1}) == with_fcfs);
  CHECK(space.active({0.5, 0.5, 0.9, 0.1, 0.5, 0.1}) ==
        std::vector<bool>{true, true, false, false, true, true});
  CHECK(space.active({0.9, 0.5, 0.9, 0.1, 0.5, 0.1}) ==
        std::vector<bool>{true, true, true, true, false, true});
  const UnitPoint one = space.snap({0.1, 0.5, 0.1, 0.1, 0.5, 0.1});
  CHECK(one == space.snap({0.2, 0.9, 0.9, 0.7, 0.1, 0.2}));
  CHECK(space.values({0.1, 0.5, 0.1, 0.1, 0.5, 0.1}) ==
        space.values({0.2, 0.9, 0.9, 0.7, 0.1, 0.2}));
  CHECK(space.decode({0.1, 0.5, 0.1, 0.1, 0.5, 0.1}).label() ==
        "order=fcfs guard=7.5 give_up=false after=30 w_work=0.25 w_age=0.75 batch=20");
}

TEST_CASE("constraints on what does not exist hold") {
  const SearchSpace space = cube_of(kConditionalSpace);
  CHECK(space.allows({0.9, 0.5, 0.9, 0.1, 0.5, 0.1}));        // gives up after 4, batch of 20
  CHECK_FALSE(space.allows({0.9, 0.5, 0.9, 0.9, 0.5, 0.1}));  // after 36
  CHECK(space.allows({0.9, 0.5, 0.1, 0.9, 0.5, 0.1}));        // never
}

TEST_CASE("in any conditional space points have one position, and positions one point") {
  check_property([] {
    const ParameterSpace parameters = any_conditional_space();
    const SearchSpace space(parameters);
    for (std::size_t i = 0; i < std::min<std::size_t>(parameters.grid_size(), 50); ++i) {
      const Point point = parameters.grid_point(i);
      RC_ASSERT(space.decode(space.encode(point)) == point);
      RC_ASSERT(space.snap(space.encode(point)) == space.encode(point));
    }
    UnitPoint position(space.dimensions().size());
    for (double& one : position) one = *rc::gen::inRange(0, 1001) / 1000.0;
    const UnitPoint snapped = space.snap(position);
    RC_ASSERT(space.snap(snapped) == snapped);
    RC_ASSERT(space.decode(snapped) == space.decode(position));
    RC_ASSERT(space.values(snapped) == space.values(position));
    const std::vector<bool> active = space.active(position);
    RC_ASSERT(space.active(snapped) == active);
    const UnitPoint home = space.encode(parameters.default_point());
    for (std::size_t i = 0; i < active.size(); ++i) RC_ASSERT(active[i] || snapped[i] == home[i]);
    RC_ASSERT(is_settled(parameters, space.decode(position)));
  });
}

}  // namespace servesweep::sweep::search_space_test
