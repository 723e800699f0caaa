#include "sweep/run/lease_watch.h"

#include <doctest/doctest.h>

namespace lease_watch_test {

using namespace servesweep;
using namespace servesweep::sweep;
using namespace std::chrono_literals;

namespace {

constexpr auto kLease = 120s;

std::int64_t server_ns(double seconds) {
  return static_cast<std::int64_t>((1e6 + seconds) * 1e9);
}

io::SeenLease lease_of(double renewed_s, std::int64_t generation = 1, std::size_t chunk = 5) {
  return {.lease = {.chunk = chunk, .generation = generation}, .renewed_ns = server_ns(renewed_s)};
}

}  // namespace

TEST_CASE("a lease that is overdue by the server's clock is stale after half its time in sight") {
  LeaseWatch watch(kLease);
  const LeaseWatch::Time start{};
  const io::SeenLease seen = lease_of(0);
  watch.see({seen}, start);
  CHECK_FALSE(watch.stale(seen, server_ns(500), start));
  CHECK_FALSE(watch.stale(seen, server_ns(559), start + 59s));
  CHECK(watch.stale(seen, server_ns(560), start + 60s));
  CHECK_FALSE(watch.stale(lease_of(0, 2), server_ns(560), start + 60s));
  CHECK_FALSE(watch.stale(lease_of(0, 1, 6), server_ns(560), start + 60s));
}

TEST_CASE("without the server's clock it takes the whole time") {
  LeaseWatch watch(kLease);
  const LeaseWatch::Time start{};
  const io::SeenLease ahead = lease_of(1'000'000);  // the server's clock was set back since
  watch.see({ahead}, start);
  watch.see({ahead}, start + 100s);
  CHECK_FALSE(watch.stale(ahead, server_ns(0), start + 119s));
  CHECK(watch.stale(ahead, server_ns(0), start + 120s));
}

TEST_CASE("a clock that jumps ahead takes no lease from anybody who renews it") {
  LeaseWatch watch(kLease);
  LeaseWatch::Time now{};
  io::SeenLease seen = lease_of(0);
  watch.see({seen}, now);
  // Renewed every 30 s, once as the server's clock has jumped by an hour.
  for (const double renewed : {30.0, 60.0, 90.0, 3'720.0, 3'750.0}) {
    for (int look = 0; look < 6; ++look, now += 5s) {
      watch.see({seen}, now);
      CHECK_FALSE(watch.stale(seen, server_ns(3'750), now));
    }
    seen = lease_of(renewed);
  }
}

TEST_CASE("one who was not seen for long is not taken for dead at the next sight") {
  LeaseWatch watch(kLease);
  const LeaseWatch::Time start{};
  watch.see({lease_of(0)}, start);
  // This process itself was paused for an hour; the other has renewed.
  const io::SeenLease seen = lease_of(3'590);
  watch.see({seen}, start + 1h);
  CHECK_FALSE(watch.stale(seen, server_ns(3'600), start + 1h));
}

TEST_CASE("signs of life are changes that were seen, not what the first look finds") {
  LeaseWatch watch(kLease);
  const LeaseWatch::Time start{};
  const io::Lease lease{.chunk = 5, .generation = 1};
  CHECK_FALSE(watch.alive_since(lease, start));
  watch.see({lease_of(0)}, start + 1s);
  CHECK_FALSE(watch.alive_since(lease, start));
  watch.see({lease_of(0)}, start + 2s);
  CHECK_FALSE(watch.alive_since(lease, start));
  watch.see({lease_of(30), lease_of(30, 1, 6)}, start + 3s);
  CHECK(watch.alive_since(lease, start));
  CHECK(watch.alive_since(lease, start + 2s));
  CHECK_FALSE(watch.alive_since(lease, start + 3s));
  CHECK(watch.alive_since({.chunk = 6, .generation = 1}, start + 2s));  // taken just now
  // Somebody else has it now.
  watch.see({lease_of(30, 2)}, start + 4s);
  CHECK_FALSE(watch.alive_since(lease, start));
  CHECK(watch.alive_since({.chunk = 5, .generation = 2}, start + 3s));
}

}  // namespace lease_watch_test
