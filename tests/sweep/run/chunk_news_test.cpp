#include "sweep/run/chunk_news.h"

#include <doctest/doctest.h>

#include <stdexcept>

namespace servesweep::sweep::chunk_news_test {

TEST_CASE("news of a chunk travel unchanged") {
  ChunkNews sent;
  sent.shards.push_back(
      {.file_name = "shard-0001-0002.h5", .size_bytes = 77, .runs = 5, .content_hash = "00ff"});
  sent.figures = {{RunId(3), {1.5, -2}}, {RunId(9), {}}};
  sent.failures = {{RunId(4), "error: it broke"}, {RunId(1), "time: too long"}};
  sent.runs = 6;
  sent.durable = {RunId(4), RunId(2)};
  const std::string bytes = sent.encode();
  const ChunkNews got = ChunkNews::decode(bytes);
  REQUIRE(got.shards.size() == 1);
  CHECK(got.shards[0].file_name == "shard-0001-0002.h5");
  CHECK(got.shards[0].size_bytes == 77);
  CHECK(got.shards[0].runs == 5);
  CHECK(got.shards[0].content_hash == "00ff");
  CHECK(got.figures == sent.figures);
  CHECK(got.failures == sent.failures);
  CHECK(got.runs == 6);
  CHECK(got.durable == sent.durable);
  CHECK_THROWS_AS(static_cast<void>(ChunkNews::decode(bytes.substr(0, bytes.size() - 1))),
                  std::runtime_error);
}

}  // namespace servesweep::sweep::chunk_news_test
