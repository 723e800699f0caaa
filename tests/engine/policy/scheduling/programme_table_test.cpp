#include "engine/policy/scheduling/programme_table.h"

#include <doctest/doctest.h>

namespace programme_table_test {

using namespace servesweep::engine;

TEST_CASE("ProgrammeTable: the first arrival is remembered as long as turns come") {
  ProgrammeTable table(8, 100);
  CHECK(table.first_arrival_us(SessionId(3), 10, 12) == 10);
  CHECK(table.first_arrival_us(SessionId(3), 11, 12) == 10);
  CHECK(table.first_arrival_us(SessionId(3), 100, 112) == 10);   // silent for 100
  CHECK(table.first_arrival_us(SessionId(3), 200, 213) == 200);  // … for 101
  CHECK(table.first_arrival_us(SessionId(3), 300, 300) == 200);
  table.clear();
  CHECK(table.first_arrival_us(SessionId(3), 300, 301) == 300);
}

TEST_CASE("ProgrammeTable: in a full set the one not seen for longest goes") {
  ProgrammeTable table(8, 1000);
  for (int i = 0; i < 8; ++i) CHECK(table.first_arrival_us(SessionId(i), i, 10 + i) == i);
  CHECK(table.first_arrival_us(SessionId(0), 50, 50) == 0);   // seen again
  CHECK(table.first_arrival_us(SessionId(8), 60, 60) == 60);  // in place of session 1
  CHECK(table.first_arrival_us(SessionId(0), 70, 70) == 0);
  CHECK(table.first_arrival_us(SessionId(1), 80, 80) == 80);  // in place of session 2
  CHECK(table.first_arrival_us(SessionId(3), 90, 90) == 3);
}

TEST_CASE("ProgrammeTable: who waits at this time is not forgotten; sets do not mix") {
  ProgrammeTable table(16, 1000);  // two sets: even and odd
  for (int i = 0; i < 16; i += 2) CHECK(table.first_arrival_us(SessionId(i), i, 100) == i);
  CHECK(table.first_arrival_us(SessionId(16), 50, 100) == 50);
  for (int i = 0; i < 16; i += 2) CHECK(table.first_arrival_us(SessionId(i), 99, 100) == i);
  CHECK(table.first_arrival_us(SessionId(1), 7, 100) == 7);
}

}  // namespace programme_table_test
