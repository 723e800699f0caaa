#include "sweep/distribute/protocol.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace protocol_test {

using namespace servesweep::sweep;

TEST_CASE("protocol: a chunk order survives the way") {
  const ChunkOrder order{ChunkId(3), {TaskId(5), TaskId(0), TaskId(1 << 30)}};
  const ChunkOrder copy = decode_chunk_order(encode(order));
  CHECK(copy.id == order.id);
  CHECK(copy.tasks == order.tasks);
}

TEST_CASE("protocol: a chunk report survives the way") {
  const ChunkReport report{
      ChunkId(9), 7, 0.25, {TaskId(2)}, {{TaskId(4), 1, "no such model"}}, "disk full", "shard-1"};
  const ChunkReport copy = decode_chunk_report(encode(report));
  CHECK(copy.id == report.id);
  CHECK(copy.done == 7);
  CHECK(copy.busy_s == 0.25);
  CHECK(copy.not_run == report.not_run);
  REQUIRE(copy.failures.size() == 1);
  CHECK(copy.failures[0].task == TaskId(4));
  CHECK(copy.failures[0].rank == 1);
  CHECK(copy.failures[0].text == "no such model");
  CHECK(copy.error == "disk full");
  CHECK(copy.result == "shard-1");
}

TEST_CASE("protocol: the final report survives the way") {
  const DistributeReport report{Ending::drained, 10, 5, {{TaskId(4), 1, "x"}}, true, "why"};
  const DistributeReport copy = decode_distribute_report(encode(report));
  CHECK(copy.ending == Ending::drained);
  CHECK(copy.done == 10);
  CHECK(copy.not_run == 5);
  REQUIRE(copy.failures.size() == 1);
  CHECK(copy.failures[0].text == "x");
  CHECK(copy.drain_requested);
  CHECK(copy.error == "why");
}

TEST_CASE("protocol: an order of a million tasks in a row is a short message") {
  ChunkOrder order{ChunkId(3), {}};
  for (int i = 0; i < 1'000'000; ++i) order.tasks.emplace_back(i + 7);
  const std::string bytes = encode(order);
  CHECK(bytes.size() == 4 + 8 + 8 + 12);
  CHECK(decode_chunk_order(bytes).tasks == order.tasks);
}

TEST_CASE("protocol: torn messages are refused") {
  const std::string bytes = encode(ChunkOrder{ChunkId(3), {TaskId(5), TaskId(0)}});
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    CHECK_THROWS_AS((void)decode_chunk_order(bytes.substr(0, size)), std::runtime_error);
  }
}

TEST_CASE("protocol: messages that no encoder wrote are refused") {
  const auto refused = [](auto decode, const std::string& bytes) {
    CHECK_THROWS_AS((void)decode(bytes), std::runtime_error);
  };
  refused(decode_threads, encode_threads(3) + 'x');
  refused(decode_chunk_order, encode(ChunkOrder{ChunkId(3), {}}) + 'x');
  refused(decode_chunk_report, encode(ChunkReport{}) + 'x');
  const std::string end = encode(DistributeReport{});
  refused(decode_distribute_report, end + 'x');
  std::string other = end;
  other[0] = 3;  // an ending after the last
  refused(decode_distribute_report, other);
  other = end;
  other[4 + 8 + 8 + 8] = 2;  // neither true nor false
  refused(decode_distribute_report, other);
}

}  // namespace protocol_test
