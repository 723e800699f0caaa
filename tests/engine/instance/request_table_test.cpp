#include "engine/instance/request_table.h"

#include <doctest/doctest.h>

namespace request_table_test {

using namespace servesweep::engine;

TEST_CASE("RequestTable: a slot that was left is used again, and nothing of before remains") {
  RequestTable table;
  RequestFacts facts;
  facts.id = RequestId(7);
  facts.input_tokens = 30;
  CHECK(table.enter(facts, 4) == 0);
  CHECK(table.enter(facts, 4) == 1);
  CHECK(table.enter(facts, 4) == 2);
  table.at(0).computed_tokens = 9;
  table.leave(0);
  table.leave(2);
  facts.id = RequestId(8);
  CHECK(table.enter(facts, 5) == 2);
  CHECK(table.enter(facts, 6) == 0);
  CHECK(table.at(0).facts.id == RequestId(8));
  CHECK(table.at(0).output_tokens == 6);
  CHECK(table.at(0).computed_tokens == 0);
  CHECK(table.at(1).facts.id == RequestId(7));
  CHECK(table.enter(facts, 7) == 3);
  CHECK(table.requests().size() == 4);
  table.clear();
  CHECK(table.enter(facts, 1) == 0);
}

TEST_CASE("RequestTable: prompts count until they are complete, or their requests leave") {
  RequestTable table;
  RequestFacts facts;
  facts.input_tokens = 30;
  const Slot first = table.enter(facts, 4);
  facts.intent.expected_cached_tokens = 20;
  const Slot second = table.enter(facts, 4);
  CHECK(table.at(second).expected_prefill_tokens == 10);
  CHECK(table.expected_prefill_tokens() == 40);
  facts.intent.expected_cached_tokens = 31;
  static_cast<void>(table.enter(facts, 4));
  CHECK(table.expected_prefill_tokens() == 40);
  table.end_prefill(first);
  CHECK(table.expected_prefill_tokens() == 10);
  table.leave(first);
  CHECK(table.expected_prefill_tokens() == 10);
  table.leave(second);
  CHECK(table.expected_prefill_tokens() == 0);
}

}  // namespace request_table_test
