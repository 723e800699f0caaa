#include "tests/benchmark/sobol_local.h"

#include <doctest/doctest.h>

#include <cmath>

namespace sobol_local_test {

using namespace servesweep;
using namespace servesweep::benchmark;

namespace {

sweep::SearchSpace square() {
  return sweep::SearchSpace({sweep::Dimension::real("a"), sweep::Dimension::real("b")});
}

sweep::Observation worth(double value) {
  sweep::Observation observation;
  observation.objectives = {value};
  return observation;
}

double distance(const sweep::UnitPoint& a, const sweep::UnitPoint& b) {
  return std::max(std::abs(a[0] - b[0]), std::abs(a[1] - b[1]));
}

}  // namespace

TEST_CASE("first come the first points, then those of the Sobol' sequence, however bad") {
  SobolLocal search(square(), 7, 5, {{0.25, 0.25}});
  sweep::SobolPoints sequence(2, 7);
  const std::vector<sweep::Trial> trials = search.ask(5);
  REQUIRE(trials.size() == 5);
  CHECK(trials[0].x == sweep::UnitPoint{0.25, 0.25});
  for (std::size_t i = 1; i < 5; ++i) CHECK(trials[i].x == sequence.next());
}

TEST_CASE("then come steps from the best, at most a few times the longest step away") {
  SobolLocal search(square(), 7, 2, {{0.9, 0.9}, {0.1, 0.1}});
  const std::vector<sweep::Trial> first = search.ask(2);
  search.tell(first[0], worth(2));
  search.tell(first[1], worth(1));
  std::size_t far = 0, near = 0;
  for (const sweep::Trial& trial : search.ask(200)) {
    far += distance(trial.x, {0.1, 0.1}) > 0.9 ? 1 : 0;  // four and a half standard deviations
    near += distance(trial.x, {0.1, 0.1}) < 0.05 ? 1 : 0;
  }
  CHECK(far == 0);
  CHECK(near > 60);  // of a step of 0.025 and less, half of all, nearly nine tenths are
}

TEST_CASE("nothing steps from what fails or breaks a constraint, and a better point takes over") {
  SobolLocal search(square(), 7, 3, {{0.9, 0.9}, {0.1, 0.1}, {0.5, 0.5}});
  const std::vector<sweep::Trial> first = search.ask(3);
  sweep::Observation broken = worth(-1);
  broken.constraints = {0.5};
  search.tell(first[0], broken);
  sweep::Observation failed;
  failed.failed = true;
  search.tell(first[2], failed);
  const auto around = [&](const sweep::UnitPoint& centre) {
    std::size_t count = 0;
    for (const sweep::Trial& trial : search.ask(100)) count += distance(trial.x, centre) < 0.3;
    return count;
  };
  search.tell(first[1], worth(1));
  CHECK(around({0.1, 0.1}) > 85);
  search.tell(search.ask(1)[0], worth(2));  // dominated
  CHECK(around({0.1, 0.1}) > 85);
}

}  // namespace sobol_local_test
