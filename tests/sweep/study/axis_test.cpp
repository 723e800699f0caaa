#include "sweep/study/axis.h"

#include <doctest/doctest.h>

#include "sweep/study/point.h"

namespace servesweep::sweep::axis_test {
namespace {

Axis parameter(const std::string& spec) {
  return Parameter::read("p", io::Document::parse(spec, "s.yaml"));
}

Axis simplex() {
  return Simplex::read(
      "w", io::Document::parse("{simplex: [a, b], steps: 2, default: [0.3, 0.7]}", "s.yaml"));
}

std::string label(const PointValues& values) {
  return Point(values).label();
}

}  // namespace

TEST_CASE("a parameter is an axis of one name") {
  const Axis axis = parameter("{values: [5, 6], default: 6}");
  CHECK(key_of(axis) == "p");
  CHECK(names_of(axis) == std::vector<std::string>{"p"});
  CHECK(size_of(axis) == 2);
  CHECK(is_number(axis));
  CHECK_FALSE(is_number(parameter("{values: [fcfs]}")));
  CHECK_FALSE(is_number(parameter("{values: [true]}")));
  PointValues values;
  add_grid_values(axis, 0, values);
  add_default_values(axis, values);
  CHECK(label(values) == "p=5 p=6");
}

TEST_CASE("shares are an axis of several names") {
  const Axis axis = simplex();
  CHECK(key_of(axis) == "w");
  CHECK(names_of(axis) == std::vector<std::string>{"a", "b"});
  CHECK(size_of(axis) == 3);
  CHECK(is_number(axis));
  PointValues values;
  add_grid_values(axis, 1, values);
  add_default_values(axis, values);
  CHECK(label(values) == "a=0.5 b=0.5 a=0.3 b=0.7");
}

TEST_CASE("an axis is found by any of its names") {
  const std::vector<Axis> axes = {parameter("{values: [1]}"), simplex()};
  CHECK(declaring("p", axes) == &axes[0]);
  CHECK(declaring("b", axes) == &axes[1]);
  CHECK(declaring("c", axes) == nullptr);
  CHECK(condition_of(axes[0]).empty());
}

}  // namespace servesweep::sweep::axis_test
