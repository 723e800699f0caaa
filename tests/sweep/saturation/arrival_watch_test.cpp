#include "sweep/saturation/arrival_watch.h"

#include <doctest/doctest.h>

#include "engine/workload/generated_requests.h"

namespace servesweep::sweep::arrival_watch_test {
namespace {

using namespace engine;

WorkloadSpec conversations(SessionMode mode, std::int64_t requests) {
  WorkloadSpec spec;
  spec.requests_per_s = 1000;
  spec.requests = requests;
  ClientSpec client;
  client.id = "all";
  client.arrival = {ArrivalProcess::constant, {}};
  client.input_tokens = ConstantLength{100};
  client.output_tokens = ConstantLength{10};
  client.session = SessionSpec{
      .rounds = ConstantLength{3}, .think_time_us = ConstantDuration{500}, .mode = mode};
  spec.clients.push_back(client);
  return spec;
}

/// Reads everything, taking every follower when its turn comes.
std::int64_t read_all(ArrivalWatch& watch) {
  std::int64_t read = 0;
  for (auto batch = watch.next_batch(); !batch.empty(); batch = watch.next_batch()) {
    const auto first = static_cast<std::int32_t>(read);
    read += std::ssize(batch);
    for (auto id = first; id < static_cast<std::int32_t>(read); ++id) {
      (void)watch.take_follower(RequestId(id));
    }
  }
  return read;
}

}  // namespace

TEST_CASE("a watch counts single requests as starts, and no pauses") {
  WorkloadSpec spec = conversations(SessionMode::open, 50);
  spec.clients[0].session.reset();
  GeneratedRequests source(spec);
  ArrivalWatch watch(source);
  CHECK(read_all(watch) == 50);
  CHECK(watch.starts() == 50);
  CHECK(watch.first_start_us() == 1000);
  CHECK(watch.last_start_us() == 50'000);
  CHECK(watch.pauses_us() == 0);
}

TEST_CASE("a watch counts conversations once, and the pauses in them") {
  // 30 turns of 10 conversations; the pauses are 500 µs, in the open loop 10 more for the answer.
  for (const SessionMode mode : {SessionMode::open, SessionMode::closed}) {
    GeneratedRequests source(conversations(mode, 30));
    ArrivalWatch watch(source);
    CHECK(read_all(watch) == 30);
    CHECK(watch.first_start_us() == 1000);
    if (mode == SessionMode::closed) {
      CHECK(watch.starts() == 10);
      CHECK(watch.last_start_us() == 10'000);
      CHECK(watch.pauses_us() == 20 * 500);
    } else {
      // Turns come 510 and 1020 µs after the start: the 30th request is the third turn of the 10th
      // conversation but one, behind the start of the 11th.
      CHECK(watch.starts() == 11);
      CHECK(watch.last_start_us() == 11'000);
      CHECK(watch.pauses_us() == 19 * 510);
    }
  }
}

}  // namespace servesweep::sweep::arrival_watch_test
