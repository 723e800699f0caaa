#include "sweep/study/strategy_facts.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::strategy_facts_test {
namespace {

StrategyFacts parse(const std::string& text) {
  return StrategyFacts::read(io::Document::parse(text, "s.yaml"));
}

std::string problem(const std::string& text) {
  return problem_of([&] { (void)parse("strategy: s\n" + text); });
}

}  // namespace

TEST_CASE("a strategy tells what it is for") {
  const StrategyFacts facts = parse(
      "{strategy: s, claim: c, source: o, kind: joint, opportunities: [proactive-kv, cross-layer],"
      " hook: the router}");
  CHECK(facts.kind == StrategyKind::joint);
  CHECK(facts.opportunities == std::vector<std::string>{"proactive-kv", "cross-layer"});
  CHECK(facts.hook == "the router");
  io::Value map = io::Value::map();
  facts.add_to(map);
  CHECK(map.json() == R"({"strategy":"s","claim":"c","source":"o","kind":"joint",)"
                      R"("opportunities":["proactive-kv","cross-layer"],"hook":"the router"})");
}

TEST_CASE("a strategy need not tell what it is for") {
  const StrategyFacts facts = parse("{strategy: s}");
  CHECK_FALSE(facts.kind.has_value());
  io::Value map = io::Value::map();
  facts.add_to(map);
  CHECK(map.json() == R"({"strategy":"s"})");
}

TEST_CASE("every kind has its word") {
  for (const char* const word : {"baseline", "portfolio", "joint", "bound"}) {
    const StrategyFacts facts = parse(std::string("{strategy: s, kind: ") + word + "}");
    REQUIRE(facts.kind.has_value());
    CHECK(std::string(name_of(*facts.kind)) == word);
  }
}

TEST_CASE("words that are not on the lists are refused") {
  CHECK(problem("kind: joined") == "s.yaml:2: kind: unknown word 'joined'; did you mean 'joint'?");
  CHECK(problem("opportunities: [cross-layers]") ==
        "s.yaml:2: opportunities[0]: unknown word 'cross-layers'; did you mean 'cross-layer'?");
  CHECK(problem("opportunities: [cross-layer, cross-layer]") ==
        "s.yaml:2: opportunities[1]: 'cross-layer' is listed twice; remove one");
}

}  // namespace servesweep::sweep::strategy_facts_test
