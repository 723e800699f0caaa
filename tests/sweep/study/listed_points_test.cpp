#include "sweep/study/listed_points.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "tests/property.h"
#include "tests/sweep/study/conditional_space.h"

namespace servesweep::sweep::listed_points_test {

TEST_CASE("every listed value has a point at which it exists") {
  std::string labels;
  for (const Point& point : listed_points(space_of(kConditionalSpace))) {
    labels += point.label() + '\n';
  }
  const std::string rest = " after=30 w_work=0.25 w_age=0.75 ";
  CHECK(labels == "order=fcfs guard=7.5 give_up=false" + rest + "batch=60\n" +
                      "order=sjf guard=7.5 give_up=false" + rest + "batch=60\n" +
                      "order=edf guard=7.5 give_up=false" + rest + "batch=60\n" +
                      "order=edf guard=7.5 give_up=true" + rest + "batch=60\n" +
                      "order=fcfs guard=7.5 give_up=false" + rest + "batch=20\n");
  const ParameterSpace one =
      space_of("parameters:\n  a: {values: [1, 2]}\n  b: {values: [x, y], when: {a: 2}}\n");
  CHECK(listed_points(one).size() == 3);  // 1 and x, the default; 2 with x; 2 with y
  CHECK(listed_points(ParameterSpace()) == std::vector<Point>{Point()});
}

TEST_CASE("points that a constraint refuses are not among them") {
  const ParameterSpace space = space_of(
      "parameters:\n  low: {values: [1, 2, 3], default: 2}\n  high: {values: [1, 2, 3], default: "
      "3}\n"
      "constraints: [low < high]\n");
  CHECK(listed_points(space).size() == 2);  // 2 and 3, 1 and 3
}

TEST_CASE("they are points of their space, and no listed value is missing") {
  check_property([] {
    const ParameterSpace space = any_conditional_space();
    const std::vector<Point> points = listed_points(space);
    for (const Point& point : points) RC_ASSERT(is_settled(space, point));
    for (const Axis& axis : space.axes()) {
      const auto* parameter = std::get_if<Parameter>(&axis);
      if (parameter == nullptr || parameter->range) continue;
      for (const engine::ParameterValue& value : parameter->grid) {
        RC_ASSERT(std::ranges::any_of(points, [&](const Point& point) {
          return point.at(parameter->name) == value && parameter->when.holds(point.values());
        }));
      }
    }
  });
}

}  // namespace servesweep::sweep::listed_points_test
