#include "engine/workload/generator.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/base/problem.h"
#include "tests/engine/workload/sample_statistics.h"
#include "tests/engine/workload/target_workload.h"
#include "tests/property.h"

namespace generator_test {

using namespace servesweep::engine;

namespace {

using Row = std::tuple<TimeUs, std::int32_t, std::int32_t, std::int32_t, std::int32_t, std::int32_t,
                       std::int32_t>;

std::vector<Row> rows(const Workload& workload) {
  std::vector<Row> all;
  for (const Request& request : workload.requests) {
    all.emplace_back(request.arrival_us, request.input_tokens, request.output_tokens,
                     request.slo_class.value(), request.tenant.value(), request.session.value(),
                     request.turn);
  }
  return all;
}

std::vector<TimeUs> arrivals(const Workload& workload) {
  std::vector<TimeUs> all;
  for (const Request& request : workload.requests) all.push_back(request.arrival_us);
  return all;
}

std::vector<Request> of_tenant(const Workload& workload, const std::string& tenant) {
  std::vector<Request> all;
  for (const Request& request : workload.requests) {
    if (workload.tenants[request.tenant.index()] == tenant) all.push_back(request);
  }
  return all;
}

/// Two constant-rate clients whose arrivals coincide every 1,000 µs.
WorkloadSpec coinciding_clients(std::int64_t requests) {
  WorkloadSpec spec = plain_workload(requests);
  spec.requests_per_s = 2000;
  spec.clients[0].arrival.process = ArrivalProcess::constant;
  spec.clients.push_back(spec.clients[0]);
  spec.clients[1].id = spec.clients[1].tenant = "second";
  return spec;
}

}  // namespace

TEST_CASE("generate: the same seed gives the same requests, whatever was generated before") {
  const WorkloadSpec spec = target_workload();
  WorkloadGenerator generator(spec);
  Workload reused;
  generator.generate(1, reused);
  const auto first = rows(reused);
  generator.generate(2, reused);
  CHECK(rows(reused) != first);
  generator.generate(1, reused);
  CHECK(rows(reused) == first);
  CHECK(rows(generate(spec, 1)) == first);
}

TEST_CASE("generate: requests of a seed stay what they are from release to release") {
  WorkloadSpec spec = target_workload();
  spec.requests = 200;
  spec.clients[1].arrival = {ArrivalProcess::weibull, 1.5};
  spec.clients[2].session = SessionSpec{ConstantLength{3}, ConstantDuration{1000}, true};
  std::uint64_t hash = 0xcbf29ce484222325;
  const auto add = [&](auto value) {
    hash = (hash ^ static_cast<std::uint64_t>(value)) * 0x100000001b3;
  };
  const Workload workload = generate(spec, 42);
  for (const Request& request : workload.requests) {
    add(request.arrival_us);
    add(request.input_tokens);
    add(request.output_tokens);
    add(request.slo_class.value());
    add(request.turn);
    for (const Segment& segment : request.content) add(segment.chain.value());
  }
  CHECK(hash == 13850467688923868266u);
}

TEST_CASE("generate: fills in names, tiers and shared content") {
  const Workload workload = generate(target_workload(), 42);
  REQUIRE(workload.requests.size() == 1000);
  CHECK(workload.tenants == std::vector<std::string>{"premium", "normal", "free"});
  REQUIRE(workload.classes.size() == 3);
  CHECK(workload.chains == 1);
  for (const Request& request : workload.requests) {
    const SloClass& slo_class = workload.classes[request.slo_class.index()];
    CHECK(request.tier == slo_class.tier);
    CHECK(slo_class.tier == tier_of_class_name(slo_class.name));
    REQUIRE(request.content.size() == 1);
    CHECK(request.content[0].chain == ChainId(0));
    CHECK(request.content[0].end_token == 512);
    CHECK(request.input_tokens >= 512 + 32);
    CHECK(request.input_tokens <= 512 + 800);
    CHECK(request.output_tokens >= 1);
    CHECK(!request.session.valid());
  }
}

TEST_CASE("generate: declared classes keep their order, tiers and targets") {
  WorkloadSpec spec = target_workload();
  spec.classes.resize(3);
  spec.classes[0].name = "sheddable";
  spec.classes[1].name = "standard";
  spec.classes[2].name = "critical";
  spec.classes[2].tier = SloTier::sheddable;
  spec.classes[2].ttft_target_us = 123;
  const Workload workload = generate(spec, 1);
  CHECK(workload.classes[2].ttft_target_us == 123);
  for (const Request& request : of_tenant(workload, "premium")) {
    CHECK(request.slo_class == SloClassId(2));
    CHECK(request.tier == SloTier::sheddable);
  }
}

TEST_CASE("generate: the recorded reference workload is a plausible draw of ours") {
  // Two recorded runs of the reference simulator's own generator with this recipe: critical and
  // standard share, mean and deviation of unshared input and of output, arrival of the last request
  // in ms.
  const std::vector<std::vector<double>> recorded{
      {179, 469, 260.73, 96.87, 130.09, 125.89, 537.722},
      {228, 493, 256.46, 99.29, 132.61, 126.82, 497.010}};
  std::vector<std::vector<double>> ours(7);
  WorkloadGenerator generator(target_workload());
  Workload workload;
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    generator.generate(seed, workload);
    std::vector<double> inputs, outputs, share(3, 0.0);
    for (const Request& request : workload.requests) {
      inputs.push_back(request.input_tokens - 512);
      outputs.push_back(request.output_tokens);
      ++share[static_cast<std::size_t>(request.tier)];
    }
    const SampleStatistics input(inputs), output(outputs);
    const double last_ms = static_cast<double>(workload.requests.back().arrival_us) / 1000;
    const std::vector<double> figures{share[0],    share[1],
                                      input.mean,  std::sqrt(input.variance),
                                      output.mean, std::sqrt(output.variance),
                                      last_ms};
    for (std::size_t i = 0; i < figures.size(); ++i) ours[i].push_back(figures[i]);
  }
  for (const auto& figures : recorded) {
    for (std::size_t i = 0; i < figures.size(); ++i) {
      CAPTURE(i);
      const SampleStatistics spread(ours[i]);
      CHECK(std::abs(figures[i] - spread.mean) < 4 * std::sqrt(spread.variance));
    }
  }
}

TEST_CASE("generate: shares and rates are those asked for") {
  WorkloadSpec spec = target_workload();
  spec.requests = 0;
  spec.horizon_us = 100'000'000;
  for (ClientSpec& client : spec.clients) client.arrival = {};
  const Workload workload = generate(spec, 3);
  CHECK(workload.requests.back().arrival_us < spec.horizon_us);
  for (const auto& [tenant, rate] :
       {std::pair{"premium", 400.0}, {"normal", 1000.0}, {"free", 600.0}}) {
    CAPTURE(tenant);
    // Truncated gaps are half a microsecond shorter on average.
    const double expected = 100.0 * 1e6 / (1e6 / rate - 0.5);
    const auto count = static_cast<double>(of_tenant(workload, tenant).size());
    CHECK(std::abs(count - expected) < 4.5 * std::sqrt(expected));
  }
}

TEST_CASE("generate: changing one law leaves every other draw as it was") {
  const WorkloadSpec spec = target_workload();
  const Workload before = generate(spec, 9);
  SUBCASE("output length") {
    WorkloadSpec changed = spec;
    changed.clients[1].output_tokens = ParetoLognormalLength{1.5, 100, 4, 1, 0.5};
    const Workload after = generate(changed, 9);
    CHECK(arrivals(after) == arrivals(before));
    for (std::size_t i = 0; i < before.requests.size(); ++i) {
      CHECK(after.requests[i].input_tokens == before.requests[i].input_tokens);
      if (before.requests[i].tenant == TenantId(1)) continue;
      CHECK(after.requests[i].output_tokens == before.requests[i].output_tokens);
    }
  }
  SUBCASE("arrivals of one client") {
    WorkloadSpec changed = spec;
    changed.clients[1].arrival = {ArrivalProcess::poisson, {}};
    const Workload after = generate(changed, 9);
    for (const std::string tenant : {"premium", "normal", "free"}) {
      const auto a = of_tenant(before, tenant), b = of_tenant(after, tenant);
      for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        if (tenant != "normal") CHECK(a[i].arrival_us == b[i].arrival_us);
        CHECK(a[i].input_tokens == b[i].input_tokens);
        CHECK(a[i].output_tokens == b[i].output_tokens);
      }
    }
  }
  SUBCASE("one client more, in front, and the others' rates kept") {
    WorkloadSpec changed = spec;
    changed.clients.insert(changed.clients.begin(), plain_workload(1).clients[0]);
    changed.requests_per_s = 4000;
    const Workload after = generate(changed, 9);
    for (const std::string tenant : {"premium", "normal", "free"}) {
      const auto a = of_tenant(before, tenant), b = of_tenant(after, tenant);
      REQUIRE(!b.empty());
      for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        CHECK(a[i].arrival_us == b[i].arrival_us);
        CHECK(a[i].input_tokens == b[i].input_tokens);
      }
    }
  }
}

TEST_CASE("generate: a smaller cap is a prefix of a larger one") {
  WorkloadSpec spec = target_workload();
  spec.clients[0].session = SessionSpec{ConstantLength{4}, ConstantDuration{500}, true};
  const auto all = rows(generate(spec, 5));
  spec.requests = 300;
  const auto some = rows(generate(spec, 5));
  REQUIRE(some.size() == 300);
  CHECK(std::equal(some.begin(), some.end(), all.begin()));
}

TEST_CASE("generate: requests are in order of arrival, ties in order of clients") {
  const Workload bursty = generate(target_workload(), 1);
  const auto times = arrivals(bursty);
  CHECK(std::is_sorted(times.begin(), times.end()));
  const Workload tied = generate(coinciding_clients(7), 1);
  CHECK(arrivals(tied) == std::vector<TimeUs>{1000, 1000, 2000, 2000, 3000, 3000, 4000});
  for (std::size_t i = 0; i < 7; ++i) {
    CHECK(tied.requests[i].tenant == TenantId(static_cast<std::int32_t>(i % 2)));
  }
}

TEST_CASE("generate: tied turns of conversations go session by session") {
  WorkloadSpec spec = coinciding_clients(0);
  spec.horizon_us = 3001;
  // Outputs of 10 tokens and 990 µs of thinking: turns fall on the next arrivals.
  for (ClientSpec& client : spec.clients)
    client.session = SessionSpec{ConstantLength{3}, ConstantDuration{990}, true};
  const Workload workload = generate(spec, 1);
  std::vector<std::tuple<TimeUs, int, int>> order;  // time, client, turn
  for (const Request& request : workload.requests) {
    order.emplace_back(request.arrival_us, request.tenant.value(), request.turn);
  }
  const std::vector<std::tuple<TimeUs, int, int>> expected{
      {1000, 0, 0}, {1000, 1, 0},                              //
      {2000, 0, 1}, {2000, 0, 0}, {2000, 1, 1}, {2000, 1, 0},  //
      {3000, 0, 2}, {3000, 0, 1}, {3000, 0, 0}, {3000, 1, 2}, {3000, 1, 1},
      {3000, 1, 0}, {4000, 0, 2}, {4000, 0, 1}, {4000, 1, 2}, {4000, 1, 1},  //
      {5000, 0, 2}, {5000, 1, 2}};
  CHECK(order == expected);
}

TEST_CASE("generate: windows drop arrivals outside and end the client after the last") {
  WorkloadSpec spec = plain_workload(0);
  const Workload always = [&] {
    WorkloadSpec open = spec;
    open.horizon_us = 1'000'000;
    return generate(open, 8);
  }();
  spec.clients[0].windows = {{600'000, 700'000}, {100'000, 250'000}, {200'000, 300'000}};
  std::vector<TimeUs> expected;
  for (const TimeUs time : arrivals(always)) {
    const bool in_first = time >= 100'000 && time < 300'000;
    if (in_first || (time >= 600'000 && time < 700'000)) expected.push_back(time);
  }
  CHECK(arrivals(generate(spec, 8)) == expected);
  spec.requests = 1'000'000;  // never reached; must end all the same
  CHECK(arrivals(generate(spec, 8)) == expected);
}

TEST_CASE("generate: an arrival belongs to its half-open window and lies before the horizon") {
  WorkloadSpec spec = coinciding_clients(0);
  spec.clients[0].windows = {{2000, 3000}};
  spec.horizon_us = 2000;
  spec.clients[1].windows = {{1000, 9000}};
  const Workload cut = generate(spec, 1);
  CHECK(arrivals(cut) == std::vector<TimeUs>{1000});
  spec.horizon_us = kForever;
  const auto first = of_tenant(generate(spec, 1), "default");
  REQUIRE(first.size() == 1);
  CHECK(first[0].arrival_us == 2000);
}

TEST_CASE("generate: an accumulating conversation repeats everything said before") {
  WorkloadSpec spec = plain_workload(0);
  spec.horizon_us = 20'000;
  ClientSpec& client = spec.clients[0];
  client.session = SessionSpec{ConstantLength{4}, ConstantDuration{5000}, true};
  client.input_tokens = GaussianLength{100, 30, 1, 500};
  client.output_tokens = ExponentialLength{50};
  client.prefix_group = "tools";
  client.prefix_tokens = 64;
  const Workload workload = generate(spec, 2);
  std::map<std::int32_t, std::vector<Request>> sessions;
  for (const Request& request : workload.requests)
    sessions[request.session.value()].push_back(request);
  REQUIRE(sessions.size() > 5);
  CHECK(workload.chains == 1 + static_cast<std::int32_t>(sessions.size()));
  for (const auto& [session, turns] : sessions) {
    REQUIRE(turns.size() == 4);
    for (std::size_t r = 0; r < 4; ++r) {
      CHECK(turns[r].turn == static_cast<std::int32_t>(r));
      REQUIRE(turns[r].content.size() == 2);
      CHECK(turns[r].content[0].chain == ChainId(0));
      CHECK(turns[r].content[0].end_token == 64);
      CHECK(turns[r].content[1].chain == ChainId(1 + session));
      CHECK(turns[r].content[1].end_token == kAllFurtherTokens);
      if (r == 0) continue;
      const Request& last = turns[r - 1];
      CHECK(turns[r].arrival_us == last.arrival_us + 5000 + last.output_tokens);
      const std::int32_t new_input = turns[r].input_tokens - last.input_tokens - last.output_tokens;
      CHECK(new_input >= 1);
      CHECK(new_input <= 500);
    }
  }
}

TEST_CASE("generate: a conversation without context sends only new input, sharing nothing") {
  WorkloadSpec spec = plain_workload(50);
  spec.clients[0].session = SessionSpec{ConstantLength{3}, ConstantDuration{0}, false};
  const Workload workload = generate(spec, 2);
  CHECK(workload.chains == 0);
  for (const Request& request : workload.requests) {
    CHECK(request.session.valid());
    CHECK(request.input_tokens == 100);
    CHECK(request.content.empty());
  }
}

TEST_CASE("generate: a conversation ends before it outgrows 2^30 tokens") {
  WorkloadSpec spec = plain_workload(1000);
  spec.clients[0].session = SessionSpec{ConstantLength{1000}, ConstantDuration{0}, true};
  spec.clients[0].input_tokens = ConstantLength{kLongestLength_tokens};
  std::int32_t longest = 0;
  for (const Request& request : generate(spec, 1).requests) {
    longest = std::max(longest, request.input_tokens + request.output_tokens);
  }
  CHECK(longest <= 1 << 30);
  CHECK(longest > (1 << 30) - kLongestLength_tokens - 1000);
}

TEST_CASE("generate: each client uses its own length of a shared prefix") {
  WorkloadSpec spec = target_workload();
  spec.clients[0].prefix_tokens = 100;
  spec.clients[2].prefix_group = "other";
  const Workload workload = generate(spec, 1);
  CHECK(workload.chains == 2);
  for (const Request& request : workload.requests) {
    const std::vector<std::pair<int, int>> expected{{0, 100}, {0, 512}, {1, 512}};
    const auto [chain, end_token] = expected[request.tenant.index()];
    CHECK(request.content[0].chain == ChainId(chain));
    CHECK(request.content[0].end_token == end_token);
  }
}

TEST_CASE("generate: a moved workload keeps its content") {
  Workload first = generate(target_workload(), 1);
  const Workload second = std::move(first);
  CHECK(second.requests[0].content.data() ==
        second.segments.data() + second.requests[0].tenant.index());
}

TEST_CASE("generate: an invalid spec is refused") {
  CHECK_THROWS_AS(static_cast<void>(generate(WorkloadSpec{}, 1)), Problem);
}

TEST_CASE("generate: arrivals so rare that time runs out end the workload") {
  WorkloadSpec spec = plain_workload(10);
  spec.requests_per_s = 1e-300;
  CHECK(generate(spec, 1).requests.empty());
}

namespace {

/// Conversations of 4 turns with a shared prefix, closed loop.
WorkloadSpec closed_loop(std::int64_t requests) {
  WorkloadSpec spec = plain_workload(requests);
  ClientSpec& client = spec.clients[0];
  client.input_tokens = GaussianLength{100, 30, 1, 500};
  client.output_tokens = ExponentialLength{50};
  client.prefix_group = "tools";
  client.prefix_tokens = 64;
  client.session = SessionSpec{.rounds = ConstantLength{4},
                               .think_time_us = ExponentialDuration{1e6},
                               .mode = SessionMode::closed};
  return spec;
}

}  // namespace

TEST_CASE(
    "generate: the turns of a closed-loop conversation stand together, each after its answer") {
  const Workload workload = generate(closed_loop(400), 6);
  REQUIRE(workload.requests.size() == 400);
  CHECK(workload.closed_loop);
  CHECK(workload.chains == 1 + 100);
  TimeUs started_us = 0;
  for (std::size_t i = 0; i < 400; ++i) {
    const Request& request = workload.requests[i];
    CHECK(request.session == SessionId(static_cast<std::int32_t>(i / 4)));
    CHECK(request.turn == static_cast<std::int32_t>(i % 4));
    CHECK(request.content[1].chain == ChainId(1 + request.session.value()));
    CHECK(request.content[1].end_token == kAllFurtherTokens);
    if (request.turn == 0) {
      CHECK_FALSE(request.follows.valid());
      CHECK(request.arrival_us >= started_us);
      started_us = request.arrival_us;
      continue;
    }
    CHECK(request.follows == RequestId(static_cast<std::int32_t>(i - 1)));
    const Request& last = workload.requests[i - 1];
    const std::int32_t new_input = request.input_tokens - last.input_tokens - last.output_tokens;
    CHECK(new_input >= 1);
    CHECK(new_input <= 500);
  }
}

TEST_CASE("generate: opening the loop changes no draw but the arrivals of later turns") {
  WorkloadSpec spec = closed_loop(0);
  spec.horizon_us = 100'000;
  const Workload closed = generate(spec, 6);
  spec.clients[0].session->mode = SessionMode::open;
  const Workload open = generate(spec, 6);
  CHECK_FALSE(open.closed_loop);
  REQUIRE(open.requests.size() == closed.requests.size());
  std::map<std::pair<int, int>, Request> turns;
  for (const Request& request : open.requests) {
    CHECK_FALSE(request.follows.valid());
    turns[{request.session.value(), request.turn}] = request;
  }
  for (const Request& request : closed.requests) {
    const Request& other = turns.at({request.session.value(), request.turn});
    CHECK(other.input_tokens == request.input_tokens);
    CHECK(other.output_tokens == request.output_tokens);
    if (request.turn == 0) {
      CHECK(other.arrival_us == request.arrival_us);
      continue;
    }
    const Request& last = turns.at({request.session.value(), request.turn - 1});
    CHECK(other.arrival_us == last.arrival_us + last.output_tokens + request.arrival_us);
  }
}

TEST_CASE("generate: a generator that was used for a closed loop is good for an open one") {
  Workload workload;
  generate(closed_loop(10), 1, workload);
  CHECK(workload.closed_loop);
  generate(plain_workload(10), 1, workload);
  CHECK_FALSE(workload.closed_loop);
}

TEST_CASE(
    "generate: whatever the mix of clients, arrivals are in order and nobody precedes his past") {
  servesweep::check_property([] {
    WorkloadSpec spec = target_workload();
    spec.requests = *rc::gen::inRange(1, 300);
    for (ClientSpec& client : spec.clients) {
      if (*rc::gen::inRange(0, 3) == 0) continue;
      client.session =
          SessionSpec{.rounds = GeometricLength{1.0 + *rc::gen::inRange(0, 8)},
                      .think_time_us = LognormalDuration{1000, 3000},
                      .accumulate_context = *rc::gen::arbitrary<bool>(),
                      .mode = *rc::gen::element(SessionMode::open, SessionMode::closed)};
    }
    const auto seed = *rc::gen::arbitrary<std::uint64_t>();
    const Workload workload = generate(spec, seed);
    RC_ASSERT(std::ssize(workload.requests) == spec.requests);
    TimeUs earlier_us = 0;
    std::map<int, Request> last_turn;
    bool any_follower = false;
    for (std::size_t i = 0; i < workload.requests.size(); ++i) {
      const Request& request = workload.requests[i];
      if (request.follows.valid()) {
        any_follower = true;
        RC_ASSERT(request.follows.index() < i);
        const Request& last = workload.requests[request.follows.index()];
        RC_ASSERT(last.session == request.session);
        RC_ASSERT(last.turn + 1 == request.turn);
      } else {
        RC_ASSERT(request.arrival_us >= earlier_us);
        earlier_us = request.arrival_us;
      }
      if (!request.session.valid()) continue;
      const ClientSpec& client = spec.clients[request.tenant.index()];
      const bool first = !last_turn.contains(request.session.value());
      RC_ASSERT(first == (request.turn == 0));
      if (!first && client.session->accumulate_context) {
        const Request& last = last_turn[request.session.value()];
        RC_ASSERT(request.input_tokens > last.input_tokens + last.output_tokens);
        RC_ASSERT(request.content.data() == last.content.data());
      }
      last_turn[request.session.value()] = request;
    }
    RC_ASSERT(workload.closed_loop || !any_follower);
    spec.requests /= 2;
    if (spec.requests == 0) return;
    const auto all = rows(workload), some = rows(generate(spec, seed));
    RC_ASSERT(std::equal(some.begin(), some.end(), all.begin()));
  });
}

}  // namespace generator_test
