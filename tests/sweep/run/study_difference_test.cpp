#include "sweep/run/study_difference.h"

#include <doctest/doctest.h>

namespace study_difference_test {

using servesweep::sweep::study_difference;

TEST_CASE("study difference: names the field and both values") {
  CHECK(study_difference("seeds: [1, 5]\nstudy: a\n", "seeds: [1, 9]\nstudy: a\n") ==
        "seeds[1] is 5 there and 9 here");
  CHECK(study_difference("model: {kv: {blocks: 7}}\n", "model: {kv: {blocks: 8}}\n") ==
        "model.kv.blocks is 7 there and 8 here");
  CHECK(study_difference("a: 1\n", "a: 1\n").empty());
}

TEST_CASE("study difference: what only one of them has, and lists of other lengths") {
  CHECK(study_difference("a: 1\nb: 2\n", "a: 1\nc: 3\n") == "b is only there; c is only here");
  CHECK(study_difference("a: [1, 2]\n", "a: [1, 2, 3]\n") == "a has 2 items there and 3 here");
  CHECK(study_difference("a: [1, 2]\n", "a: {b: 1}\n") == "a is [1, 2] there and {b: 1} here");
}

TEST_CASE("study difference: of many the first three; texts only where nothing else differs") {
  CHECK(study_difference("a: 1\nb: 1\nc: 1\nd: 1\ne: 1\n", "a: 2\nb: 2\nc: 2\nd: 2\ne: 2\n") ==
        "a is 1 there and 2 here; b is 1 there and 2 here; c is 1 there and 2 here; "
        "and 2 more");
  CHECK(study_difference("question: x\na: 1\n", "question: y\na: 2\n") ==
        "a is 1 there and 2 here");
  CHECK(study_difference("question: x\na: 1\n", "question: y\na: 1\n") ==
        "question is x there and y here");
}

}  // namespace study_difference_test
