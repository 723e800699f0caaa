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

}  // namespace request_table_test
