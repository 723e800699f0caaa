#include "sweep/cli/precision_text.h"

#include <doctest/doctest.h>

#include "sweep/ranking/objective_question.h"
#include "tests/sweep/ranking/needy_study.h"

namespace servesweep::sweep::test::precision_text_test {
namespace {

/// Point 1 is known, 2 is not in its first objective, 3 in neither.
NeedyStudy example() {
  NeedyStudy needy("{first: 1, min: 10, max: 10, half_width: 2%}");
  needy.set(1, "ttft_p99_ms", 80, 1);
  needy.set(2, "ttft_p99_ms", 85, 4);
  needy.set(3, "ttft_p99_ms", 90, 8);
  needy.set(3, "output_tokens_per_s", 90, 40);
  return needy;
}

}  // namespace

TEST_CASE("each point says whether it is known as exactly as asked, and else how exactly") {
  const NeedyStudy needy = example();
  RankingQuestion question = objective_question(needy.study);
  question.every_point = true;
  const Ranking ranking = rank(needy.index, question).front();
  const PrecisionText text(needy.study, needy.index, question);
  REQUIRE(text.applies());
  CHECK(text.of(ranking.rows[0], 0).empty());  // the baseline
  CHECK(text.of(ranking.rows[1], 0) == "reached");
  // 4 · 2.262157/3 = 3.016 %, twice that; and 40 · 2.262157/3 = 30.16 %.
  CHECK(text.of(ranking.rows[2], 0) == "max reached: ttft_p99_ms +-3.02 %");
  CHECK(text.of(ranking.rows[3], 0) ==
        "max reached: ttft_p99_ms +-6.03 %, max reached: output_tokens_per_s +-30.2 %");
  CHECK(text.of(ranking.rows[3], 0, "ttft_p99_ms") == "max reached: +-6.03 %");
  CHECK(text.word(ranking.rows[3], 0, "ttft_p99_ms") == "max reached");
  CHECK(text.of(ranking.rows[3], 0, "steps").empty());  // no objective
  CHECK(
      text.note(0) ==
      "Seeds by need, 10 to 10, for every objective at 95 %: 2 of 4 comparisons known to +-2 %, 2 "
      "stopped at max 10.\nMeans are over each row's own seeds, changes over those that both have. "
      "Who stopped at max is known less than asked:\nraise max and run the study into the same "
      "folder.");
  CHECK(PrecisionText::seeds_text(ranking) == "10");
}

TEST_CASE("nothing is said of a fixed number of seeds, or against another baseline") {
  const NeedyStudy needy = example();
  RankingQuestion question = objective_question(needy.study);
  question.baseline = "tuned";
  CHECK_FALSE(PrecisionText(needy.study, needy.index, question).applies());
  const NeedyStudy fixed("{first: 1, count: 10}");
  question.baseline = "plain";
  CHECK_FALSE(PrecisionText(fixed.study, fixed.index, question).applies());
}

}  // namespace servesweep::sweep::test::precision_text_test
