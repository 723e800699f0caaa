#include "sweep/study/condition.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::condition_test {
namespace {

engine::ParameterValue text(const char* value) {
  return std::string(value);
}

PointValues values(const char* order, bool share, double level) {
  return {{"order", text(order)}, {"share", share}, {"level", level}};
}

Condition condition() {
  return Condition({{"order", {text("sjf"), text("edf")}}, {"share", {true}}});
}

}  // namespace

TEST_CASE("a condition holds where every parameter has one of its values") {
  CHECK(condition().holds(values("sjf", true, 0)));
  CHECK(condition().holds(values("edf", true, 0)));
  CHECK_FALSE(condition().holds(values("fcfs", true, 0)));
  CHECK_FALSE(condition().holds(values("sjf", false, 0)));
  CHECK(Condition().holds({}));
  CHECK(Condition().empty());
  CHECK_FALSE(condition().empty());
}

TEST_CASE("it tells which demand is not met") {
  CHECK(condition().unmet(values("sjf", true, 0)) == nullptr);
  CHECK(condition().unmet(values("fcfs", false, 0))->name == "order");
  CHECK(condition().unmet(values("edf", false, 0))->name == "share");
}

TEST_CASE("what another condition demands is demanded too, but not declared") {
  Condition chained({{"level", {2.0}}});
  chained.require(condition());
  CHECK(chained.holds(values("sjf", true, 2)));
  CHECK_FALSE(chained.holds(values("sjf", true, 1)));
  CHECK_FALSE(chained.holds(values("fcfs", true, 2)));
  CHECK(chained.names("share"));
  CHECK_FALSE(condition().names("level"));
  CHECK(chained.text() == "level is 2");
  CHECK(chained.to_value().json() == R"({"level":2})");
}

TEST_CASE("of two demands on one parameter the common values are left") {
  Condition both({{"order", {text("edf"), text("fcfs")}}});
  both.require(condition());
  CHECK(both.admits("order", text("edf")));
  CHECK_FALSE(both.admits("order", text("sjf")));
  CHECK_FALSE(both.admits("order", text("fcfs")));
  CHECK(both.admits("level", 7.0));
  CHECK(both.contradiction().empty());
  Condition never({{"order", {text("fcfs")}}});
  never.require(condition());
  CHECK(never.contradiction() == "order");
  CHECK_FALSE(never.holds(values("fcfs", true, 0)));
}

TEST_CASE("a condition in words and as a file has it") {
  CHECK(condition().text() == "order is sjf or edf, and share is true");
  CHECK(condition().to_value().json() == R"({"order":["sjf","edf"],"share":true})");
}

}  // namespace servesweep::sweep::condition_test
