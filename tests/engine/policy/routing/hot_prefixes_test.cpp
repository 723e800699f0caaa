#include "engine/policy/routing/hot_prefixes.h"

#include <doctest/doctest.h>

#include <string>

namespace hot_prefixes_test {

using namespace servesweep::engine;

namespace {

/// 1 for every hit that calls for another holder.
std::string hits(HotPrefixes& hot, ChainId chain, std::int64_t holders, int count, TimeUs now_us) {
  std::string answers;
  for (int i = 0; i < count; ++i)
    answers += hot.hit(chain, SessionId(), holders, now_us) ? '1' : '0';
  return answers;
}

}  // namespace

TEST_CASE("HotPrefixes: more than so many hits per holder, promised ones included") {
  HotPrefixes hot(1000, 2);
  hot.reset();
  CHECK(hits(hot, ChainId(7), 1, 3, 0) == "001");
  CHECK(hits(hot, ChainId(7), 1, 2, 0) == "01");    // the fifth: two are promised
  CHECK(hits(hot, ChainId(7), 4, 4, 0) == "0001");  // the ninth: four have it
  CHECK(hits(hot, ChainId(8), 1, 3, 0) == "001");
  hot.reset();
  CHECK(hits(hot, ChainId(7), 1, 3, 0) == "001");
}

TEST_CASE("HotPrefixes: a window ends some time after its first hit") {
  HotPrefixes hot(1000, 2);
  CHECK(hits(hot, ChainId(7), 1, 1, 500) == "0");
  CHECK(hits(hot, ChainId(7), 1, 1, 1400) == "0");
  CHECK(hits(hot, ChainId(7), 1, 1, 1499) == "1");
  CHECK(hits(hot, ChainId(7), 1, 3, 1500) == "001");
}

TEST_CASE("HotPrefixes: of two in one place the more frequent one is counted") {
  HotPrefixes hot(1000, 3);
  const ChainId frequent(5), rare(5 + 1024);
  CHECK(hits(hot, frequent, 1, 3, 0) == "000");
  CHECK(hits(hot, rare, 1, 1, 0) == "0");
  CHECK(hits(hot, frequent, 1, 2, 0) == "01");
  CHECK(hits(hot, rare, 1, 4, 0) == "0000");  // the owner is at 0
  CHECK(hits(hot, rare, 1, 4, 0) == "0001");
}

TEST_CASE("HotPrefixes: 0 = never") {
  HotPrefixes hot(1000, 0);
  CHECK(hits(hot, ChainId(7), 1, 3, 0) == "000");
}

TEST_CASE("HotPrefixes: turns of one conversation in a row are one hit") {
  HotPrefixes hot(1000, 2);
  for (int turn = 0; turn < 9; ++turn) CHECK_FALSE(hot.hit(ChainId(7), SessionId(3), 1, 0));
  CHECK_FALSE(hot.hit(ChainId(7), SessionId(4), 1, 0));
  CHECK(hot.hit(ChainId(7), SessionId(3), 1, 0));
}

}  // namespace hot_prefixes_test
