#include "io/trace/mooncake_line.h"

#include <doctest/doctest.h>

namespace mooncake_line_test {

using servesweep::io::MooncakeLine;

namespace {

bool is_plain(const char* line) {
  MooncakeLine read;
  return read.read(line);
}

}  // namespace

TEST_CASE("MooncakeLine: reads a line as such traces are written") {
  MooncakeLine line;
  REQUIRE(line.read(
      R"({"timestamp": 27482, "input_length": 6955, "output_length": 52, "hash_ids": [46, 47]})"));
  CHECK(line.timestamp_ms == 27482);
  CHECK(line.input_length == 6955);
  CHECK(line.output_length == 52);
  CHECK(line.hash_ids == std::vector<std::int64_t>{46, 47});
  REQUIRE(
      line.read("{\"hash_ids\":[],\t\"output_length\":0,\"timestamp\" :1 ,\"input_length\":2} "));
  CHECK(line.timestamp_ms == 1);
  CHECK(line.input_length == 2);
  CHECK(line.output_length == 0);
  CHECK(line.hash_ids.empty());
}

TEST_CASE("MooncakeLine: leaves to others what is not plain") {
  CHECK(is_plain(R"({"timestamp":1,"input_length":2,"output_length":3,"hash_ids":[0,10]})"));
  for (const char* other : {
           "",
           "{",
           "[]",
           "{}",
           R"({"timestamp":1,"input_length":2,"output_length":3})",
           R"({"timestamp":1,"input_length":2,"output_length":3,"hash_ids":[0],"type":"a"})",
           R"({"timestamp":1,"timestamp":1,"output_length":3,"hash_ids":[0]})",
           R"({"timestamp":1,"timestamp":1,"input_length":2,"output_length":3,"hash_ids":[0]})",
           R"({"timestamp":1,"input_length":2,"output_length":3,"hash_ids":[0]} x)",
           R"({"timestamp":1,"input_length":2,"output_length":3,"hash_ids":[0,]})",
           R"({"timestamp":1,"input_length":2,"output_length":3,"hash_ids":[0 1]})",
           R"({"timestamp":1,"input_length":2,"output_length":3,"hash_ids":[0})",
           R"({"timestamp":1,"input_length":2,"output_length":3,"hash_ids":[-1]})",
           R"({"timestamp":1.5,"input_length":2,"output_length":3,"hash_ids":[0]})",
           R"({"timestamp":1e3,"input_length":2,"output_length":3,"hash_ids":[0]})",
           R"({"timestamp":01,"input_length":2,"output_length":3,"hash_ids":[0]})",
           R"({"timestamp":9223372036854775808,"input_length":2,"output_length":3,"hash_ids":[0]})",
           R"({"timestamp":"1","input_length":2,"output_length":3,"hash_ids":[0]})",
           R"({"timestamp":null,"input_length":2,"output_length":3,"hash_ids":[0]})",
       }) {
    CAPTURE(other);
    CHECK_FALSE(is_plain(other));
  }
}

}  // namespace mooncake_line_test
