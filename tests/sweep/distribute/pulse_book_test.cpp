#include "sweep/distribute/pulse_book.h"

#include <doctest/doctest.h>

namespace pulse_book_test {

using namespace servesweep::sweep;
using namespace std::chrono_literals;

TEST_CASE("pulse book: the last pulse of each rank, and for how long it was silent") {
  const PulseBook::Clock::time_point begin{1h};
  PulseBook book(2, begin);
  book.note(1, {.busy_threads = 1, .unreported_tasks = 5, .text = "old"});
  book.note(1, {.busy_threads = 2, .unreported_tasks = 7, .text = "new"});
  book.heard(1, begin + 4s);

  DistributionStanding standing;
  standing.ranks.resize(2);
  book.complete(standing, begin + 10s);
  CHECK(standing.ranks[0].silent_s == 10);
  CHECK(standing.ranks[0].pulse.text.empty());
  CHECK(standing.ranks[1].silent_s == 6);
  CHECK(standing.ranks[1].pulse.text == "new");
  CHECK(standing.ranks[1].pulse.busy_threads == 2);
  CHECK(standing.ranks[1].pulse.unreported_tasks == 7);

  book.reported(1);
  book.complete(standing, begin + 10s);
  CHECK(standing.ranks[1].pulse.unreported_tasks == 0);
}

}  // namespace pulse_book_test
