#include "engine/cluster/arrivals.h"

#include <doctest/doctest.h>

#include "engine/workload/workload_source.h"
#include "tests/engine/workload_builder.h"

namespace arrivals_test {

using namespace servesweep::engine;

namespace {

/// Requests 0 and 3 arrive by themselves; 1 follows 0 after 5 µs, 2 follows 1 after 20 µs.
Workload conversation() {
  Workload workload =
      WorkloadBuilder().add({10, 1, 1}).add({5, 2, 1}).add({20, 3, 1}).add({100, 4, 1}).build();
  workload.requests[1].follows = RequestId(0);
  workload.requests[2].follows = RequestId(1);
  workload.closed_loop = true;
  return workload;
}

struct Fixture {
  Workload workload = conversation();
  WorkloadSource source;
  Arrivals arrivals;

  Fixture() {
    source.reset(workload);
    arrivals.reset(source);
  }
  /// Checks that `id` comes next, at that time, and takes it.
  void expect(std::int32_t id, TimeUs time_us) {
    REQUIRE(arrivals.next_us() == time_us);
    const auto [first, request, first_us] = arrivals.first();
    CHECK(first == RequestId(id));
    CHECK(first_us == time_us);
    CHECK(request.input_tokens == id + 1);
    arrivals.pop();
  }
};

/// One request per batch.
class Trickle final : public RequestSource {
 public:
  explicit Trickle(const Workload& workload) : workload_(workload) {}
  const WorkloadHeader& header() const override { return workload_; }
  std::span<const Request> next_batch() override {
    if (next_ == workload_.requests.size()) return {};
    batch_ = workload_.requests[next_++];
    return std::span(&batch_, 1);
  }
  std::optional<NumberedRequest> take_follower(RequestId) override { return std::nullopt; }
  std::optional<NumberedRequest> take_leftover() override { return std::nullopt; }

 private:
  const Workload& workload_;
  Request batch_;
  std::size_t next_ = 0;
};

}  // namespace

TEST_CASE_FIXTURE(Fixture, "Arrivals: a follower comes its think time after the answer") {
  expect(0, 10);
  CHECK(arrivals.next_us() == 100);
  arrivals.answer(RequestId(0), 40);
  expect(1, 45);
  arrivals.answer(RequestId(1), 90);
  expect(3, 100);
  expect(2, 110);
  CHECK(arrivals.next_us() == kForever);
  CHECK_FALSE(arrivals.take_leftover().has_value());
}

TEST_CASE_FIXTURE(Fixture, "Arrivals: at one tick those that come by themselves come first") {
  expect(0, 10);
  arrivals.answer(RequestId(0), 95);
  expect(3, 100);
  expect(1, 100);
}

TEST_CASE_FIXTURE(Fixture, "Arrivals: without an answer the next turn is left over") {
  expect(0, 10);
  expect(3, 100);
  arrivals.answer(RequestId(3), 200);  // nobody follows
  CHECK(arrivals.next_us() == kForever);
  CHECK(arrivals.take_leftover()->id == RequestId(1));
  CHECK(arrivals.take_leftover()->id == RequestId(2));
  CHECK_FALSE(arrivals.take_leftover().has_value());
}

TEST_CASE("Arrivals: followers due at one tick come in order of requests") {
  Workload workload =
      WorkloadBuilder().add({1, 1, 1}).add({2, 2, 1}).add({3, 3, 1}).add({3, 4, 1}).build();
  workload.requests[2].follows = RequestId(0);
  workload.requests[3].follows = RequestId(1);
  workload.closed_loop = true;
  WorkloadSource source;
  source.reset(workload);
  Arrivals arrivals;
  arrivals.reset(source);
  arrivals.pop();
  arrivals.pop();
  arrivals.answer(RequestId(1), 50);
  arrivals.answer(RequestId(0), 50);
  CHECK(arrivals.first().id == RequestId(2));
  arrivals.pop();
  CHECK(arrivals.first().id == RequestId(3));
}

TEST_CASE("Arrivals: ids count on over batches") {
  const Workload workload = WorkloadBuilder().add({1, 1, 1}).add({2, 2, 1}).add({3, 3, 1}).build();
  Trickle source(workload);
  Arrivals arrivals;
  arrivals.reset(source);
  for (std::int32_t i = 0; i < 3; ++i) {
    CHECK(arrivals.next_us() == i + 1);
    CHECK(arrivals.first().id == RequestId(i));
    CHECK(arrivals.first().request.input_tokens == i + 1);
    arrivals.pop();
  }
  CHECK(arrivals.next_us() == kForever);
}

}  // namespace arrivals_test
