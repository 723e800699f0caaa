#include "io/trace/blis_content.h"

#include <doctest/doctest.h>

namespace servesweep::io::blis_content_test {

using engine::ChainId;
using engine::RequestId;
using engine::Segment;

TEST_CASE("groups and sessions have chains of their own") {
  BlisRows rows;
  rows.groups = {"a", "b"};
  rows.sessions = {"s", "t"};
  BlisContent content(rows);
  std::vector<Segment> segments;
  content.append_prefix(1, 64, segments);
  content.append_prefix(0, 32, segments);
  content.append_prefix(1, 16, segments);
  content.append_prefix(-1, 0, segments);
  REQUIRE(segments.size() == 3);
  CHECK(segments[0].chain == ChainId(0));
  CHECK(segments[0].end_token == 64);
  CHECK(segments[1].chain == ChainId(1));
  CHECK(segments[2].chain == ChainId(0));
  CHECK(segments[2].end_token == 16);

  segments.clear();
  BlisRow row;
  row.group = 0;
  row.prefix_tokens = 32;
  BlisSession session;
  session.add(row, 100, RequestId(0));
  content.append_round(1, session, segments);
  session.add(row, 200, RequestId(1));
  content.append_round(1, session, segments);
  row.reset_tokens = 50;
  session.add(row, 50, RequestId(2));
  content.append_round(1, session, segments);
  REQUIRE(segments.size() == 5);
  CHECK(segments[0].chain == ChainId(1));
  CHECK(segments[0].end_token == 32);
  CHECK(segments[1].chain == ChainId(2));
  CHECK(segments[1].end_token == engine::kAllFurtherTokens);
  CHECK(segments[3].chain == ChainId(2));
  CHECK(segments[4].chain == ChainId(3));  // nothing in front of it any more
  CHECK(content.chains() == 4);
}

}  // namespace servesweep::io::blis_content_test
