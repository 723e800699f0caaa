#include "engine/metrics/record_sink.h"

#include <doctest/doctest.h>

#include <vector>

namespace record_sink_test {

using namespace servesweep::engine;

TEST_CASE("RecordTable: a record goes to the row of its request") {
  std::vector<RequestRecord> rows(3);
  RecordTable table(rows);
  RequestRecord record;
  record.request = RequestId(2);
  record.input_tokens = 7;
  table.record(record);
  CHECK(rows[2] == record);
  CHECK(rows[1] == RequestRecord());
}

}  // namespace record_sink_test
