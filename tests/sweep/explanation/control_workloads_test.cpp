#include "sweep/explanation/control_workloads.h"

#include <doctest/doctest.h>

#include "sweep/study/make_workload.h"

namespace servesweep::sweep::control_workloads_test {
namespace {

WorkloadFile workload(const std::string& clients, const std::string& more = "") {
  return WorkloadFile::read(io::Document::parse(
      "workload: w\nrequests_per_s: 100\nrequests: 50\n" + more + "clients:\n" + clients,
      "w.yaml"));
}

const std::string kTwoClasses =
    "  - {id: a, arrival: {process: poisson}, slo_class: critical, prefix_group: system, "
    "prefix_tokens: 100,\n"
    "     input_tokens: {law: uniform, min: 20, max: 60}, output_tokens: {law: constant, value: "
    "5}}\n"
    "  - {id: b, arrival: {process: poisson}, slo_class: sheddable,\n"
    "     input_tokens: {law: constant, value: 30}, output_tokens: {law: constant, value: 5}}\n";

}  // namespace

TEST_CASE("equal classes: the same requests, all of the first class's tier and targets") {
  const WorkloadFile real = workload(
      kTwoClasses,
      "classes: [{name: critical, ttft_target_us: 1000}, {name: sheddable, tier: sheddable}]\n");
  const auto equal = with_equal_classes(real);
  REQUIRE(equal);
  const engine::Workload before = make_workload(real, 7), after = make_workload(*equal, 7);
  CHECK(after.classes[1].name == "sheddable");
  CHECK(after.classes[1].tier == after.classes[0].tier);
  CHECK(after.classes[1].ttft_target_us == 1000);
  REQUIRE(before.requests.size() == after.requests.size());
  for (std::size_t i = 0; i < before.requests.size(); ++i) {
    CHECK(before.requests[i].arrival_us == after.requests[i].arrival_us);
    CHECK(before.requests[i].input_tokens == after.requests[i].input_tokens);
    CHECK(before.requests[i].slo_class == after.requests[i].slo_class);
  }
  CHECK(!with_equal_classes(*equal));
}

TEST_CASE("spaced out: Poisson at a lower rate, whatever the bursts and windows were") {
  WorkloadFile bursts = workload(kTwoClasses);
  for (engine::ClientSpec& client : bursts.spec.clients) {
    client.arrival = {.process = engine::ArrivalProcess::gamma, .cv = 5};
    client.windows = {{.start_us = 0, .end_us = 100'000}};
  }
  bursts.spec.requests = 2000;
  const engine::Workload spaced = make_workload(spaced_out(bursts, 1e-3), 7);
  REQUIRE(spaced.requests.size() == 2000);
  double sum_us = 0, squares = 0;
  for (std::size_t i = 1; i < spaced.requests.size(); ++i) {
    const auto gap_us =
        static_cast<double>(spaced.requests[i].arrival_us - spaced.requests[i - 1].arrival_us);
    sum_us += gap_us;
    squares += gap_us * gap_us;
  }
  // 100 per second of all clients together, a thousand times slower: 10 s apart. Gaps of a Poisson
  // stream have a coefficient of variation of 1.
  const double mean_us = sum_us / 1999, variance = squares / 1999 - mean_us * mean_us;
  CHECK(mean_us == doctest::Approx(10e6).epsilon(0.1));
  CHECK(variance / (mean_us * mean_us) == doctest::Approx(1).epsilon(0.2));
}

TEST_CASE("classes that only their names tell apart become equal too") {
  const auto equal = with_equal_classes(workload(kTwoClasses));
  REQUIRE(equal);
  const engine::Workload made = make_workload(*equal, 7);
  CHECK(made.classes[1].tier == engine::SloTier::critical);
}

TEST_CASE("unique prompts: as long as before, and nobody shares") {
  const WorkloadFile real = workload(kTwoClasses);
  const auto unique = with_unique_prompts(real);
  REQUIRE(unique);
  const engine::Workload before = make_workload(real, 7), after = make_workload(*unique, 7);
  REQUIRE(before.requests.size() == after.requests.size());
  bool shared = false;
  for (std::size_t i = 0; i < before.requests.size(); ++i) {
    CHECK(before.requests[i].input_tokens == after.requests[i].input_tokens);
    CHECK(after.requests[i].content.empty());
    shared = shared || !before.requests[i].content.empty();
  }
  CHECK(shared);
  CHECK(!with_unique_prompts(*unique));
}

TEST_CASE("conversations do not repeat what was said") {
  const auto unique = with_unique_prompts(workload(
      "  - {id: a, arrival: {process: poisson}, input_tokens: {law: constant, value: 30},\n"
      "     output_tokens: {law: constant, value: 5},\n"
      "     session: {rounds: {law: constant, value: 3}}}\n"));
  REQUIRE(unique);
  for (const engine::Request& request : make_workload(*unique, 7).requests) {
    CHECK(request.input_tokens == 30);
  }
}

}  // namespace servesweep::sweep::control_workloads_test
