#include "sweep/search/search_space.h"

#include <doctest/doctest.h>

namespace servesweep::sweep {
namespace {

SearchSpace space_of(const std::string& text) {
  const io::Document document = io::Document::parse(text, "s.yaml");
  return SearchSpace(ParameterSpace::read(document.at("parameters"), document.find("constraints")));
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
  const SearchSpace space = space_of(kMixed);
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
  const SearchSpace space = space_of(kMixed);
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
  const SearchSpace space = space_of(R"(parameters:
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

}  // namespace servesweep::sweep
