#include "io/trace/blis_session.h"

#include <doctest/doctest.h>

namespace servesweep::io::blis_session_test {
namespace {

using engine::RequestId;

/// Sent and answered on a clock that is 1000 ahead.
BlisRow row_of(std::int32_t round, engine::TimeUs time_us, engine::TimeUs done_us) {
  BlisRow row;
  row.round = round;
  row.time_us = time_us;
  row.sent_us = 1000 + time_us;
  row.done_us = done_us;
  row.input_tokens = 100;
  row.output_tokens = 20;
  return row;
}

}  // namespace

TEST_CASE("a user thinks from the answer to the next send") {
  BlisSession session;
  session.add(row_of(0, 10, 1300), 100, RequestId(4));
  CHECK(session.rounds() == 1);
  CHECK(session.latest() == RequestId(4));
  CHECK(session.think_us(row_of(1, 350, 0)) == 50);
  CHECK(session.think_us(row_of(1, 290, 0)) == 0);  // sent before the answer was there
}

TEST_CASE("without an answer or a send the time between sends counts") {
  BlisSession session;
  session.add(row_of(0, 10, 0), 100, RequestId(0));
  CHECK(session.think_us(row_of(1, 350, 0)) == 340);
  session.add(row_of(1, 350, 1400), 100, RequestId(1));
  BlisRow unsent = row_of(2, 500, 0);
  unsent.sent_us = 0;
  CHECK(session.think_us(unsent) == 150);
}

TEST_CASE("recorded pauses count if the session has one that is not 0") {
  BlisRow next = row_of(1, 350, 0);
  next.think_us = 0;
  BlisSession session;
  session.note_think_time(next);
  session.add(row_of(0, 10, 1300), 100, RequestId(0));
  CHECK(session.think_us(next) == 50);
  BlisRow first = row_of(0, 0, 0);
  first.think_us = 9;
  session.note_think_time(first);  // there is no answer before the first
  CHECK(session.think_us(next) == 50);
  BlisRow other = row_of(2, 400, 0);
  other.think_us = 7;
  session.note_think_time(other);
  CHECK(session.think_us(next) == 0);
  CHECK(session.think_us(other) == 7);
  CHECK(session.think_us(row_of(1, 350, 0)) == 50);  // not recorded for this one
}

TEST_CASE("prompts grow until they are compacted") {
  BlisSession session;
  BlisRow row = row_of(0, 0, 0);
  row.group = 2;
  row.prefix_tokens = 64;
  row.reset_tokens = 5;  // nothing to compact yet
  CHECK(session.grown_tokens(row) == 164);
  session.add(row, 164, RequestId(0));
  CHECK(session.group() == 2);
  CHECK(session.prefix_tokens() == 64);
  CHECK(session.compactions() == 0);

  row.round = 1;
  row.reset_tokens = 0;
  row.input_tokens = 30;
  CHECK(session.grown_tokens(row) == 164 + 20 + 30);
  session.add(row, 214, RequestId(1));

  row.round = 2;
  row.reset_tokens = 50;
  CHECK(session.grown_tokens(row) == 50);
  session.add(row, 50, RequestId(2));
  CHECK(session.compactions() == 1);
  CHECK(session.prefix_tokens() == 0);

  row.round = 3;
  row.reset_tokens = 0;
  row.input_tokens = 0;
  CHECK(session.grown_tokens(row) == 50 + 20);
}

}  // namespace servesweep::io::blis_session_test
