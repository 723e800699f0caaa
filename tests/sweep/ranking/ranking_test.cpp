#include "sweep/ranking/ranking.h"

#include <doctest/doctest.h>

#include <cmath>

#include "sweep/ranking/served_share.h"
#include "tests/sweep/ranking/sample_index.h"

namespace servesweep::sweep::test::ranking_test {
namespace {

std::vector<std::string> strategies(const Ranking& ranking) {
  std::vector<std::string> names;
  for (const RankedPoint& row : ranking.rows) names.push_back(row.point.strategy);
  return names;
}

Ranking ranked(const SampleIndex& sample, const RankingQuestion& question) {
  const std::vector<Ranking> rankings = rank(sample.index(), question);
  REQUIRE(rankings.size() == 1);
  return rankings.front();
}

TEST_CASE("a point that differs in no pair is equal, which one pair cannot tell") {
  SampleIndex sample;
  sample.point("base", {100, 110, 120}, {1, 1, 1}).point("same", {100, 110, 120}, {1, 1, 2});
  const Ranking ranking = ranked(sample, SampleIndex::question());
  CHECK(ranking.rows[1].comparisons[0].verdict == Verdict::equal);
  CHECK(ranking.rows[1].comparisons[1].verdict == Verdict::undecided);
  SampleIndex once;
  once.point("base", {100}, {1}).point("same", {100}, {1});
  CHECK(ranked(once, SampleIndex::question()).rows[1].comparisons[0].verdict == Verdict::undecided);
}

TEST_CASE("the baseline comes first, then the others by their paired difference") {
  SampleIndex sample;
  sample.point("slow", {120, 131, 142}, {1, 1, 1})
      .point("base", {100, 110, 120}, {1, 1, 1})
      .point("fast", {80, 89, 102}, {2, 2.1, 2});
  const Ranking ranking = ranked(sample, SampleIndex::question());
  CHECK(strategies(ranking) == std::vector<std::string>{"base", "fast", "slow"});
  CHECK(ranking.rows[0].comparisons.empty());
  CHECK(ranking.rows[0].values[0].mean == doctest::Approx(110));

  const Comparison& fast = ranking.rows[1].comparisons[0];
  CHECK(fast.difference.n == 3);
  CHECK(fast.difference.mean_difference == doctest::Approx(-(20 + 21 + 18) / 3.0));
  CHECK(fast.verdict == Verdict::better);
  CHECK(ranking.rows[1].comparisons[1].verdict == Verdict::better);  // more is better here
  CHECK(ranking.rows[2].comparisons[0].verdict == Verdict::worse);
  CHECK(ranking.rows[2].comparisons[1].verdict == Verdict::equal);  // no difference at all
}

TEST_CASE("who serves less is not called better, and comes after who does not") {
  SampleIndex sample;
  sample.point("base", {100, 110, 120}, {1, 1, 1})
      .point("shed", {10, 11, 13}, {0.3, 0.31, 0.3})
      .point("shed", {90, 101, 112}, {1, 1, 1});
  RankingQuestion question = SampleIndex::question();
  question.metrics[1].column.name = kServedShare;
  const Ranking best = ranked(sample, question);
  CHECK(best.rows[1].point.id == 2);
  CHECK_FALSE(best.rows[1].serves_less);

  question.every_point = true;
  const Ranking all = ranked(sample, question);
  CHECK(all.rows[2].point.id == 1);
  CHECK(all.rows[2].serves_less);
  CHECK(all.rows[2].comparisons[0].verdict == Verdict::undecided);
  CHECK(all.rows[2].comparisons[1].verdict == Verdict::worse);
}

TEST_CASE("who serves less of a class is not called better in that class") {
  SampleIndex sample;
  sample.point("base", {100, 110, 120}, {1, 1, 1})
      .point("shed", {10, 11, 13}, {0.9, 0.91, 0.9})
      .point("shed", {90, 101, 112}, {1, 1, 1});
  RankingQuestion question = SampleIndex::question();
  question.metrics[0].column.name = "ttft_p99_ms.gold";
  question.every_point = true;
  const auto verdict = [&] {
    for (const RankedPoint& row : ranked(sample, question).rows) {
      if (row.point.id == 1) return row.comparisons[0].verdict;
    }
    return Verdict::worse;
  };
  question.shares = {question.metrics[1]};
  question.shares[0].column.name = "completed_fraction.silver";
  CHECK(verdict() == Verdict::better);
  question.shares[0].column.name = "completed_fraction.gold";
  CHECK(verdict() == Verdict::undecided);
  CHECK(question.columns() == std::vector<std::size_t>{0, 1, 1});

  // As long as another point of the strategy serves all of the class, it stands for it.
  question.every_point = false;
  CHECK(ranked(sample, question).rows[1].point.id == 2);
  CHECK_FALSE(ranked(sample, question).rows[1].serves_less);
}

TEST_CASE("points that break a constraint of the study come after all that break none") {
  SampleIndex sample;
  sample.point("base", {100, 110, 120}, {1, 1, 1})
      .point("search", {10, 11, 13}, {0.25, 0.25, 0.75})  // a mean of 0.42
      .point("search", {50, 61, 72}, {0.25, 0.5, 0.75})   // of 0.5: a bound may be met exactly
      .point("search", {60, 71, 82}, {1, 1, 1})
      .point("broken", {1, 2, 3}, {0.25, 0.25, 0.25});
  RankingQuestion question = SampleIndex::question();
  CHECK(ranked(sample, question).rows[2].point.id == 1);  // without a constraint
  question.constraints = {{.metric = "rate", .at_least = true, .bound = 0.5, .of_baseline = true}};
  const Ranking best = ranked(sample, question);
  CHECK(strategies(best) == std::vector<std::string>{"base", "search", "broken"});
  CHECK(best.rows[1].point.id == 2);
  CHECK_FALSE(best.rows[0].breaks_constraints);
  CHECK_FALSE(best.rows[1].breaks_constraints);
  CHECK(best.rows[2].breaks_constraints);

  question.every_point = true;
  const Ranking all = ranked(sample, question);
  std::vector<std::int64_t> order;
  for (const RankedPoint& row : all.rows) order.push_back(row.point.id);
  CHECK(order == std::vector<std::int64_t>{0, 2, 3, 4, 1});
}

TEST_CASE("where seeds come by need, the best point is not the one with most") {
  SampleIndex sample;
  sample.point("base", {100, 110, 120, 100}, {1, 1, 1, 0.2})
      .point("search", {80, 91, 102}, {1, 1, 1})
      .point("search", {90, 101, 112, 90}, {1, 1, 1, 1})
      .point("search", {10, 20, kNotDone}, {1, 1, kNotDone});
  RankingQuestion question = SampleIndex::question();
  CHECK(ranked(sample, question).rows[1].point.id == 2);
  question.enough_pairs = 3;
  CHECK(ranked(sample, question).rows[1].point.id == 1);  // not that with two
  // A baseline with further seeds is looked at on those of the point: 1, not 0.8.
  question.constraints = {{.metric = "rate", .at_least = true, .bound = 1.1, .of_baseline = true}};
  CHECK(ranked(sample, question).rows[1].point.id == 2);  // 1 is 1.1 of 0.8, and not of 1
}

TEST_CASE("who serves less may be better in what counts the others as missed, and lead by it") {
  SampleIndex sample;
  sample.point("base", {100, 110, 120}, {1, 1, 1})
      .point("shed", {90, 101, 112}, {1, 1, 1})
      .point("shed", {150, 161, 173}, {0.8, 0.81, 0.8})
      .point("more", {120, 131, 139}, {1, 1, 1});
  RankingQuestion question = SampleIndex::question();
  question.metrics[1].column.name = kServedShare;
  question.metrics[0].goal = Goal::maximize;
  question.metrics[0].column.name = "output_tokens_per_s";
  const Ranking rate = ranked(sample, question);
  CHECK(strategies(rate) == std::vector<std::string>{"base", "more", "shed"});
  CHECK(rate.rows[2].point.id == 1);

  question.metrics[0].column.name = "slo_met_fraction.critical";
  const Ranking targets = ranked(sample, question);
  CHECK(strategies(targets) == std::vector<std::string>{"base", "shed", "more"});
  CHECK(targets.rows[1].point.id == 2);
  CHECK(targets.rows[1].serves_less);
  CHECK(targets.rows[1].comparisons[0].verdict == Verdict::better);
  CHECK(targets.rows[1].comparisons[1].verdict == Verdict::worse);

  question.every_point = true;
  question.metrics[0].column.name = "output_tokens_per_s";
  const Ranking all = ranked(sample, question);
  CHECK(all.rows[3].point.id == 2);
  CHECK(all.rows[3].comparisons[0].verdict == Verdict::undecided);
}

TEST_CASE("a strategy is shown at its best point, and says among how many") {
  SampleIndex sample;
  sample.point("base", {100, 100}, {1, 1})
      .point("tuned", {95, 96}, {1, 1})
      .point("tuned", {90, 91}, {1, 1})
      .point("tuned", {92, 93}, {1, 1});
  RankingQuestion question = SampleIndex::question();
  const Ranking best = ranked(sample, question);
  REQUIRE(best.rows.size() == 2);
  CHECK(best.rows[1].point.id == 2);
  CHECK(best.rows[1].points == 3);

  question.every_point = true;
  const Ranking all = ranked(sample, question);
  REQUIRE(all.rows.size() == 4);
  CHECK(all.rows[1].point.id == 2);
  CHECK(all.rows[2].point.id == 3);
  CHECK(all.rows[3].point.id == 1);
}

TEST_CASE("Holm's family is every point, shown or not, and of all metrics if one is wanted") {
  SampleIndex sample;
  sample.point("base", {100, 100, 100}, {1, 1, 1});
  sample.point("tuned", {95, 96, 97}, {1, 1, 1});  // differences −4 ± 1: p = 0.0202
  for (int i = 0; i < 4; ++i) sample.point("tuned", {99, 101, 103}, {1, 1, 1});
  RankingQuestion question = SampleIndex::question();
  const double p = 1 - 4 * std::sqrt(3.0) / std::sqrt(2 + 48.0);  // t = 4·√3 with 2 degrees
  const Ranking best = ranked(sample, question);
  CHECK(best.rows.size() == 2);
  CHECK(best.family == 5);
  const Comparison& shown = best.rows[1].comparisons[0];
  CHECK(shown.difference.p_value == doctest::Approx(p));
  CHECK(shown.adjusted_p_value == doctest::Approx(5 * p));
  CHECK(shown.verdict == Verdict::undecided);

  question.every_point = true;
  CHECK(ranked(sample, question).rows[1].comparisons[0].adjusted_p_value == shown.adjusted_p_value);
  question.one_family = true;
  const Ranking joint = ranked(sample, question);
  CHECK(joint.family == 10);
  CHECK(joint.rows[1].comparisons[0].adjusted_p_value == doctest::Approx(10 * p));
}

TEST_CASE("the metric that orders may want to be large") {
  SampleIndex sample;
  sample.point("base", {100, 100}, {5, 5})
      .point("less", {90, 90}, {4, 4.1})
      .point("more", {95, 95}, {6, 6.1});
  RankingQuestion question = SampleIndex::question();
  question.by = 1;
  CHECK(strategies(ranked(sample, question)) == std::vector<std::string>{"base", "more", "less"});
}

TEST_CASE("only seeds that both sides have done are compared") {
  SampleIndex sample;
  sample.point("base", {100, 110, kNotDone, 130}, {1, 1, 1, 1})
      .point("half", {90, kNotDone, 10, 121}, {1, 1, 1, 1});
  const Ranking ranking = ranked(sample, SampleIndex::question());
  const RankedPoint& half = ranking.rows[1];
  CHECK(half.seeds == 3);
  CHECK(half.planned_seeds == 4);
  CHECK(half.comparisons[0].difference.n == 2);  // seeds 1 and 4; the 10 has no partner
  CHECK(half.comparisons[0].difference.mean_difference == doctest::Approx(-9.5));
}

TEST_CASE(
    "a point of which a run failed is never better, and comes after those that did not fail") {
  SampleIndex sample;
  sample.point("base", {100, 110, 120, 130}, {1, 1, 1, 1})
      .point("fails", {50, 61, 70, kFailed}, {1, 1, 1, 1})
      .point("worse", {140, 151, 160, 170}, {1, 1, 1, 1})
      .point("mixed", {60, 71, 80, kFailed}, {1, 1, 1, 1})
      .point("mixed", {95, 106, 115, 125}, {1, 1, 1, 1});
  const Ranking ranking = ranked(sample, SampleIndex::question());
  CHECK(strategies(ranking) == std::vector<std::string>{"base", "mixed", "worse", "fails"});
  CHECK(ranking.rows[1].point.id == 4);
  CHECK(ranking.rows[1].failed_seeds == 0);
  const RankedPoint& fails = ranking.rows[3];
  CHECK(fails.failed_seeds == 1);
  CHECK(fails.seeds == 3);
  CHECK(fails.comparisons[0].difference.relative_difference < -0.4);
  CHECK(fails.comparisons[0].verdict == Verdict::undecided);
  CHECK(ranking.rows[1].comparisons[0].verdict == Verdict::better);
}

TEST_CASE("a point with few seeds does not win over one with many") {
  SampleIndex sample;
  sample.point("base", {100, 110, 120}, {1, 1, 1})
      .point("tuned", {50, kNotDone, kNotDone}, {1, 1, 1})
      .point("tuned", {99, 109, 118}, {1, 1, 1});
  CHECK(ranked(sample, SampleIndex::question()).rows[1].point.id == 2);
}

TEST_CASE("without a common seed nothing is claimed, and the row comes last") {
  SampleIndex sample;
  sample.point("base", {100, kNotDone}, {1, 1})
      .point("apart", {kNotDone, 1}, {1, 9})
      .point("slow", {200, 200}, {1, 1});
  const Ranking ranking = ranked(sample, SampleIndex::question());
  CHECK(strategies(ranking) == std::vector<std::string>{"base", "slow", "apart"});
  CHECK(ranking.rows[2].comparisons[0].difference.n == 0);
  CHECK(ranking.rows[2].comparisons[0].verdict == Verdict::undecided);
  CHECK(ranking.rows[1].comparisons[0].verdict == Verdict::undecided);  // a single pair
}

TEST_CASE("verdicts are adjusted for the number of comparisons") {
  const std::vector<double> base = {100, 100, 100};
  const std::vector<double> close = {98, 99, 98.2};  // p = 0.042 alone
  SampleIndex alone;
  alone.point("base", base, {1, 1, 1}).point("a", close, {1, 1, 1});
  const Comparison single = ranked(alone, SampleIndex::question()).rows[1].comparisons[0];
  CHECK(single.difference.p_value < 0.05);
  CHECK(single.adjusted_p_value == single.difference.p_value);
  CHECK(single.verdict == Verdict::better);

  SampleIndex two;
  two.point("base", base, {1, 1, 1})
      .point("a", close, {1, 1, 1})
      .point("b", {101, 99, 100}, {1, 1, 1});
  const Comparison among_two = ranked(two, SampleIndex::question()).rows[1].comparisons[0];
  CHECK(among_two.adjusted_p_value == doctest::Approx(2 * single.difference.p_value));
  CHECK(among_two.verdict == Verdict::undecided);
}

TEST_CASE("a figure that a done run lacks makes the answer unknown, not the sample smaller") {
  SampleIndex sample;
  sample.point("base", {100, 110}, {1, 1}).point("gap", {90, 95}, {2, kNotDone});
  const RankedPoint gap = ranked(sample, SampleIndex::question()).rows[1];
  CHECK(gap.values[1].mean != gap.values[1].mean);
  CHECK(gap.comparisons[1].verdict == Verdict::undecided);
  CHECK(gap.comparisons[1].difference.n == 2);
}

}  // namespace
}  // namespace servesweep::sweep::test::ranking_test
