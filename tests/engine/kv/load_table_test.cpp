#include "engine/kv/load_table.h"

#include <doctest/doctest.h>

namespace load_table_test {

using namespace servesweep::engine;

TEST_CASE("LoadTable: a load is complete when its last part is over") {
  LoadTable loads;
  const LoadId a = loads.add(), b = loads.add();
  loads.add_part(a, {0, TransferId(4)});
  loads.add_part(a, {1, TransferId(0)});
  loads.add_part(b, {1, TransferId(1)});
  CHECK(loads.parts(a) == std::vector<LoadTable::Part>{{0, TransferId(4)}, {1, TransferId(0)}});
  loads.note_part_over(a);
  CHECK_FALSE(loads.has_complete());
  loads.note_part_over(b);
  loads.note_part_over(a);
  CHECK(loads.has_complete());
  std::vector<LoadId> complete;
  loads.take_complete(complete);
  CHECK(complete == std::vector<LoadId>{b, a});
  CHECK_FALSE(loads.has_complete());
  const LoadId again = loads.add();  // an id of before, without the parts of before
  CHECK((again == a || again == b));
  CHECK(loads.parts(again).empty());
  loads.add_part(again, {0, TransferId(2)});
  loads.reset();
  CHECK(loads.add() == LoadId(0));
  CHECK(loads.add() == LoadId(1));
  CHECK(loads.add() == LoadId(2));
  CHECK(loads.parts(LoadId(0)).empty());
  loads.add_part(LoadId(0), {0, TransferId(1)});
  loads.note_part_over(LoadId(0));  // whatever was open before
  CHECK(loads.has_complete());
}

}  // namespace load_table_test
