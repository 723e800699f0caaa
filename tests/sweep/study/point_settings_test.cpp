#include "sweep/study/point_settings.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::point_settings_test {
namespace {

using Settings = std::map<std::string, std::string>;

std::string shares_problem(const Settings& settings) {
  const io::Document spec = io::Document::parse("{simplex: [a, b, c], steps: 2}", "s.yaml");
  const Simplex simplex = Simplex::read("w", spec);
  const std::string where = "--set";
  return problem_of([&] { (void)PointSettings(settings, where).shares_of(simplex); });
}

}  // namespace

TEST_CASE("shares are set all at once, and add up to 1") {
  CHECK(shares_problem({{"a", "0.2"}, {"b", "0.2"}, {"c", "0.6"}}) == "no problem");
  CHECK(shares_problem({{"a", "0.2"}}) ==
        "--set: b is not given (a, b, c add up to 1); set all of them or none");
  CHECK(shares_problem({{"a", "0.2"}, {"b", "0.2"}, {"c", "0.5"}}) ==
        "--set: a, b, c add up to 0.9; give shares that add up to 1");
  CHECK(shares_problem({{"a", "-0.2"}, {"b", "0.6"}, {"c", "0.6"}}) ==
        "--set: a = -0.2 is not allowed; use a number >= 0");
  CHECK(shares_problem({{"a", "much"}, {"b", "0.5"}, {"c", "0.5"}}) ==
        "--set: a = much is not allowed; use a number >= 0");
}

TEST_CASE("settings know which names they touch") {
  const Settings settings = {{"a", "1"}};
  const std::string where = "--set";
  const PointSettings given(settings, where);
  CHECK(given.any_of({"b", "a"}));
  CHECK_FALSE(given.any_of({"b"}));
  CHECK_NOTHROW(given.check_names({"a", "b"}));
  CHECK(problem_of([&] { given.check_names({"b"}); }).starts_with("--set: no parameter 'a'; "));
}

}  // namespace servesweep::sweep::point_settings_test
