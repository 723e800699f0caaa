#include "sweep/run/failure_groups.h"

#include <doctest/doctest.h>

namespace failure_groups_test {

using namespace servesweep::sweep;

TEST_CASE("failure groups: by the text before the colon, with the first reason of each") {
  FailureGroups groups;
  groups.note("time: not done after 600 s");
  groups.note("error: queue is empty: a bug");
  groups.note("time: not done after 601 s");
  groups.note("no colon");
  REQUIRE(groups.all().size() == 3);
  CHECK(groups.all()[0].kind == "time");
  CHECK(groups.all()[0].count == 2);
  CHECK(groups.all()[0].first == "time: not done after 600 s");
  CHECK(groups.all()[1].kind == "error");
  CHECK(groups.all()[2].kind == "no colon");
  CHECK(groups.total() == 4);

  FailureGroups others;
  others.note("error: another", 5);
  groups.add(others);
  CHECK(groups.all()[1].count == 6);
  CHECK(groups.all()[1].first == "error: queue is empty: a bug");
}

TEST_CASE("failure groups: a thousand kinds are few groups, and none is lost in the count") {
  FailureGroups groups;
  for (int i = 0; i < 1000; ++i) groups.note("kind " + std::to_string(i) + ": no");
  CHECK(groups.all().size() == FailureGroups::kMost + 1);
  CHECK(groups.all().back().kind == "other kinds");
  CHECK(groups.total() == 1000);
}

TEST_CASE("failure groups: a long reason is cut between characters") {
  FailureGroups groups;
  std::string reason = "error: ";
  while (reason.size() < 1000) reason += "\xC3\xA4";  // two bytes each
  groups.note(reason);
  const std::string& first = groups.all()[0].first;
  CHECK(first.size() == FailureGroups::kMostReasonBytes - 1);
  CHECK(first.back() == '\xA4');
}

}  // namespace failure_groups_test
