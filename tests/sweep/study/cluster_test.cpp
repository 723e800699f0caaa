#include "sweep/study/cluster.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::cluster_test {
namespace {

Cluster parse(const std::string& text) {
  return Cluster::read(io::Document::parse(text, "c.yaml"));
}

}  // namespace

TEST_CASE("a cluster has instances, the rest has defaults") {
  engine::Scenario scenario;
  parse("{instances: 8, signal_refresh_us: 50000}").apply_to(scenario);
  CHECK(scenario.instances == 8);
  CHECK(scenario.signal_refresh_us == 50000);
  CHECK(scenario.admission_latency_us == 0);
  CHECK(scenario.horizon_us == engine::kForever);
  CHECK(parse("{instances: 8, horizon_us: 5}").to_value().json() ==
        R"({"instances":8,"admission_latency_us":0,"routing_latency_us":0,"signal_refresh_us":0,)"
        R"("cache_event_delay_us":0,"predictor":{"kind":"none"},"horizon_us":5})");
}

TEST_CASE("a cluster names what predicts output lengths, with its error") {
  engine::Scenario scenario;
  const Cluster cluster = parse(
      "{instances: 1, cache_event_delay_us: 100, predictor: {kind: lognormal, log_error: 0.3}}");
  cluster.apply_to(scenario);
  CHECK(scenario.cache_event_delay_us == 100);
  CHECK(scenario.predictor.kind == engine::PredictorSpec::Kind::lognormal);
  CHECK(scenario.predictor.log_error == 0.3);
  CHECK(parse(cluster.to_value().json()).to_value().json() == cluster.to_value().json());
  CHECK(problem_of([] {
          (void)parse("{instances: 1, predictor: {kind: oracle, log_error: 1}}");
        }).find("log_error") != std::string::npos);
}

TEST_CASE("wrong clusters are refused in one line") {
  CHECK(problem_of([] { (void)parse("{instances: 0}"); }) ==
        "c.yaml:1: instances: 0 is out of range; write an integer from 1 to 65536");
  CHECK(problem_of([] { (void)parse("{instances: 1, horizon_us: 0}"); }) ==
        "c.yaml:1: horizon_us: 0 is out of range; write an integer from 1 to 316224000000000");
}

}  // namespace servesweep::sweep::cluster_test
