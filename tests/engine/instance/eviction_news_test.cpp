#include "engine/instance/eviction_news.h"

#include <doctest/doctest.h>

#include "engine/workload/workload_source.h"
#include "tests/engine/instance/batch_fixture.h"
#include "tests/engine/workload_builder.h"

namespace eviction_news_test {

using namespace servesweep::engine;

namespace {

/// Notes what it hears: "arrived 5 at 20 in 3".
class Listening final : public EvictionPolicy {
 public:
  explicit Listening(bool observes) : observes_(observes) {}
  [[nodiscard]] int level(const ReleasedBlocks&) const override { return 0; }
  [[nodiscard]] bool observes_turns() const override { return observes_; }
  void turn_ended(const TurnEvent& event) override { note("ended", event); }
  [[nodiscard]] TimeUs turn_arrived(const TurnEvent& event) override {
    note("arrived", event);
    return 1000;
  }

  std::vector<std::string> heard;

 private:
  void note(const std::string& what, const TurnEvent& event) {
    heard.push_back(what + ' ' + std::to_string(event.session.value()) + " at " +
                    std::to_string(event.now_us) + " in " + std::to_string(event.instance.value()));
  }

  bool observes_;
};

RequestFacts facts(std::int32_t id, std::int32_t session = -1) {
  RequestFacts known;
  known.id = RequestId(id);
  if (session >= 0) known.session = SessionId(session);
  return known;
}

}  // namespace

TEST_CASE("EvictionNews: a policy hears of turns of conversations, if it asks for it") {
  BatchFixture bench(BatchFixture::small_scenario());
  EvictionNews news(bench.kv);
  for (const bool observes : {true, false}) {
    CAPTURE(observes);
    Listening policy(observes);
    news.reset(InstanceId(3), policy, nullptr);
    news.arrived(facts(0, 5), 20);
    news.arrived(facts(1), 30);  // of no conversation
    news.ended(facts(0, 5), 40, 44);
    news.ended(facts(1), 50, 54);
    news.dropped(facts(0, 5));
    const std::vector<std::string> expected = {"arrived 5 at 20 in 3", "ended 5 at 40 in 3"};
    CHECK(policy.heard == (observes ? expected : std::vector<std::string>{}));
  }
}

TEST_CASE("EvictionNews: the future no longer holds requests that ended or were dropped") {
  const auto asking = [](TimeUs arrival_us) {
    return WorkloadBuilder::Row{
        .arrival_us = arrival_us, .input_tokens = 9, .content = {{ChainId(0), 8}}};
  };
  Workload workload = WorkloadBuilder().add(asking(100)).add(asking(200)).add(asking(50)).build();
  workload.closed_loop = true;
  workload.requests[2].follows = RequestId(0);  // 50 µs after its answer
  WorkloadSource source;
  source.reset(workload);
  ForeseenRequests foreseen;
  foreseen.reset(source);
  BatchFixture bench(BatchFixture::small_scenario());
  Listening policy(false);
  EvictionNews news(bench.kv);
  news.reset(InstanceId(0), policy, &foreseen);
  news.arrived(facts(0), 100);
  CHECK(foreseen.next_use_us(ChainId(0)) == 100);
  news.ended(facts(0), 120, 125);
  CHECK(foreseen.next_use_us(ChainId(0)) == 175);  // its follower, from when the client has it
  news.ended(facts(2), 180, 185);
  CHECK(foreseen.next_use_us(ChainId(0)) == 200);
  news.dropped(facts(1));
  CHECK(foreseen.next_use_us(ChainId(0)) == kForever);
}

}  // namespace eviction_news_test
