#include "tests/benchmark/search_run.h"

#include <doctest/doctest.h>

#include <cmath>

namespace search_run_test {

using namespace servesweep;
using namespace servesweep::benchmark;

namespace {

/// Proposes given points in their order and keeps what it is told.
class Script final : public sweep::Optimiser {
 public:
  explicit Script(std::vector<sweep::UnitPoint> points) : points_(std::move(points)) {}

  [[nodiscard]] std::vector<sweep::Trial> ask(std::size_t count) override {
    asked.push_back(count);
    std::vector<sweep::Trial> trials;
    while (trials.size() < count && next_ < points_.size()) {
      trials.push_back({sweep::TrialId(static_cast<std::int32_t>(next_)), points_[next_]});
      ++next_;
    }
    return trials;
  }
  void tell(const sweep::Trial& /*trial*/, const sweep::Observation& observation) override {
    told.push_back(observation);
  }

  std::vector<std::size_t> asked;
  std::vector<sweep::Observation> told;

 private:
  std::vector<sweep::UnitPoint> points_;
  std::size_t next_ = 0;
};

}  // namespace

TEST_CASE("the budget is kept, the last batch is smaller, and the hypervolume is of the truth") {
  const SearchProblem& problem = search_problem("zdt1");
  Script script(std::vector<sweep::UnitPoint>(9, {0.25, 0, 0, 0, 0, 0}));
  const SearchRun run = run_search(problem, script, {.evaluations = 5, .batch = 2}, 1);
  CHECK(run.evaluations == 5);
  CHECK(script.asked == std::vector<std::size_t>{2, 2, 1});
  CHECK(run.hypervolume == doctest::Approx(0.85 * 0.6).epsilon(1e-12));
  CHECK(script.told.front().objectives == sweep::Objectives{0.25, 0.5});
  CHECK(script.told.front().variances == std::vector<double>{0, 0});
  CHECK(script.told.front().constraints.empty());
}

TEST_CASE("with more points under way than a batch, one is asked for as soon as one is told") {
  Script script(std::vector<sweep::UnitPoint>(99, {0.25, 0, 0, 0, 0, 0}));
  const SearchRun run =
      run_search(search_problem("zdt1"), script, {.evaluations = 9, .batch = 1, .pending = 4}, 1);
  CHECK(run.evaluations == 9);
  CHECK(script.asked == std::vector<std::size_t>(9, 1));
  REQUIRE(run.costs.size() == 9);
  for (std::size_t i = 0; i < 9; ++i) CHECK(run.costs[i].observations == (i < 4 ? 0 : i - 3));
}

TEST_CASE("an optimiser that has no more ends the run") {
  Script script({{0.25, 0, 0, 0, 0, 0}});
  CHECK(run_search(search_problem("zdt1"), script, {.evaluations = 5, .batch = 2}, 1).evaluations ==
        1);
}

TEST_CASE("infeasible points add nothing, and the optimiser is told by how much") {
  const double share = 0.25;  // 22.5 degrees on the front of C2-DTLZ2
  Script script({{share, 0.5, 0.5, 0.5}});
  CHECK(run_search(search_problem("c2-dtlz2"), script, {.evaluations = 1, .batch = 1}, 1)
            .hypervolume == 0);
  REQUIRE(script.told.front().constraints.size() == 1);
  CHECK(script.told.front().constraints.front() == doctest::Approx(0.072241).epsilon(1e-4));
}

TEST_CASE("noise is what the problem says, and belongs to the seed and the trial") {
  const SearchProblem& problem = search_problem("branin-currin-noisy");
  constexpr std::size_t kTrials = 2000;
  const std::vector<sweep::UnitPoint> points(kTrials, {1, 1});
  Script script(points), again(points), other(points);
  (void)run_search(problem, script, {.evaluations = kTrials, .batch = 10}, 1);
  (void)run_search(problem, again, {.evaluations = kTrials, .batch = 4}, 1);
  (void)run_search(problem, other, {.evaluations = 1, .batch = 1}, 2);
  CHECK(script.told.back().objectives == again.told.back().objectives);
  CHECK(script.told.front().objectives != other.told.front().objectives);
  const sweep::Objectives truth = problem.objectives({1, 1});
  for (std::size_t k = 0; k < 2; ++k) {
    double sum = 0, squares = 0;
    for (const sweep::Observation& seen : script.told) {
      const double error = (seen.objectives[k] - truth[k]) / problem.noise[k];
      sum += error;
      squares += error * error;
    }
    CHECK(std::abs(sum / kTrials) < 4 / std::sqrt(kTrials));
    CHECK(std::abs(squares / kTrials - 1) < 4 * std::sqrt(2.0 / kTrials));
    CHECK(script.told.front().variances[k] == problem.noise[k] * problem.noise[k]);
  }
}

}  // namespace search_run_test
