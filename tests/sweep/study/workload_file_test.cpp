#include "sweep/study/workload_file.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::workload_file_test {
namespace {

const std::string kWorkload = R"(workload: burst
source: made up
requests_per_s: 2000
requests: 1000
clients:
  - id: chat
    tenant: free
    slo_class: sheddable
    rate_fraction: 0.3
    arrival: {process: gamma, cv: 2}
    input_tokens: {law: gaussian, mean: 256, std_dev: 100, min: 32, max: 2048}
    output_tokens: {law: exponential, mean: 128}
    prefix_group: system-prompt
    prefix_tokens: 512
    windows: [{start_us: 0, end_us: 1000000}]
  - id: agent
    arrival: {process: poisson}
    input_tokens: {law: empirical, probabilities: {100: 0.5, 20: 0.25}}
    output_tokens: {law: pareto-lognormal, alpha: 1.5, xm: 10, mu: 4, sigma: 1, mix_weight: 0.1}
    session: {rounds: 5, think_time_us: 500000, accumulate_context: false}
)";

WorkloadFile parse(const std::string& text) {
  return WorkloadFile::read(io::Document::parse(text, "w.yaml"));
}

std::string changed(const std::string& from, const std::string& to) {
  std::string text = kWorkload;
  const std::size_t at = text.find(from);
  REQUIRE(at != std::string::npos);
  return text.replace(at, from.size(), to);
}

std::string problem(const std::string& from, const std::string& to) {
  return problem_of([&] { (void)parse(changed(from, to)); });
}

}  // namespace

TEST_CASE("every field of a workload is read") {
  const WorkloadFile file = parse(kWorkload);
  CHECK(file.name == "burst");
  CHECK(file.spec.requests_per_s == 2000);
  CHECK(file.spec.requests == 1000);
  REQUIRE(file.spec.clients.size() == 2);
  const engine::ClientSpec& chat = file.spec.clients[0];
  CHECK(chat.tenant == "free");
  CHECK(chat.slo_class == "sheddable");
  CHECK(chat.rate_fraction == 0.3);
  CHECK(chat.arrival.process == engine::ArrivalProcess::gamma);
  CHECK(chat.arrival.cv == 2);
  CHECK(std::get<engine::GaussianLength>(chat.input_tokens).max == 2048);
  CHECK(std::get<engine::ExponentialLength>(chat.output_tokens).mean == 128);
  CHECK(chat.prefix_tokens == 512);
  CHECK(chat.windows.at(0).end_us == 1000000);
  const engine::ClientSpec& agent = file.spec.clients[1];
  CHECK(std::get<engine::EmpiricalLength>(agent.input_tokens).probabilities.at(20) == 0.25);
  CHECK(std::get<engine::ParetoLognormalLength>(agent.output_tokens).sigma == 1);
  REQUIRE(agent.session.has_value());
  CHECK(std::get<engine::ConstantLength>(agent.session->rounds).value == 5);
  CHECK(agent.session->mode == engine::SessionMode::open);
  CHECK_FALSE(agent.session->accumulate_context);
  CHECK(file.classes() == std::vector<std::string>{"sheddable", "standard"});
}

TEST_CASE("written and read again") {
  const WorkloadFile file = parse(kWorkload);
  CHECK(parse(file.to_value().yaml()).to_value().json() == file.to_value().json());
}

TEST_CASE("rates, media and closed loops are written and read again") {
  std::string text =
      changed("requests_per_s: 2000\n",
              "stages: [{rate_per_s: 1, duration_s: 2}, {rate_per_s: 7, duration_s: 3}]\n");
  text.replace(text.find("rounds: 5"), 9, "mode: closed, rounds: {law: geometric, mean: 5}");
  text +=
      "    media: {image: {count: {law: constant, value: 2}, tokens: {law: constant, value: 9}}}\n"
      "    rate_profile: {shape: sine, period_us: 1000000, amplitude: 0.5}\n";
  const WorkloadFile file = parse(text);
  CHECK(file.spec.horizon_us == 5'000'000);
  CHECK(file.spec.clients[1].media.size() == 1);
  CHECK(file.spec.clients[1].rate_profile.has_value());
  CHECK(file.spec.clients[1].session->mode == engine::SessionMode::closed);
  const WorkloadFile again = parse(file.to_value().yaml());
  CHECK(again.to_value().json() == file.to_value().json());
  CHECK(again.spec.requests_per_s == file.spec.requests_per_s);
}

TEST_CASE("the identity knows neither name nor source, but everything else") {
  const std::string identity = parse(kWorkload).identity().json();
  CHECK(parse(changed("burst", "other")).identity().json() == identity);
  CHECK(parse(changed("made up", "measured")).identity().json() == identity);
  CHECK(parse(changed("mean: 128", "mean: 129")).identity().json() != identity);
  CHECK(parse(changed("id: agent", "id: bot")).identity().json() != identity);
}

TEST_CASE("declared classes have tiers and targets") {
  const WorkloadFile file = parse(changed("clients:",
                                          "classes: [{name: sheddable, ttft_target_us: 5000000}, "
                                          "{name: standard, tier: critical}]\nclients:"));
  REQUIRE(file.spec.classes.size() == 2);
  CHECK(file.spec.classes[0].tier == engine::SloTier::sheddable);
  CHECK(file.spec.classes[0].ttft_target_us == 5000000);
  CHECK(file.spec.classes[1].tier == engine::SloTier::critical);
  CHECK(parse(file.to_value().yaml()).to_value().json() == file.to_value().json());
}

TEST_CASE("wrong workloads are refused in one line") {
  CHECK(problem("requests_per_s", "request_per_s") ==
        "w.yaml:3: request_per_s: unknown field; did you mean 'requests_per_s'?");
  CHECK(problem("requests_per_s: 2000", "requests_per_s: fast") ==
        "w.yaml:3: requests_per_s: 'fast' is not a number; write a number");
  CHECK(problem("requests_per_s: 2000", "requests_per_s: 0") ==
        "w.yaml:3: requests_per_s: 0 is not positive; give a number above 0");
  CHECK(problem("process: gamma", "process: gama") ==
        "w.yaml:10: clients[0].arrival.process: unknown arrival process 'gama'; did you mean "
        "'gamma'?");
  CHECK(problem("law: gaussian", "law: normal") ==
        "w.yaml:11: clients[0].input_tokens.law: unknown word 'normal'; use one of constant, "
        "uniform, gaussian, lognormal, exponential, geometric, pareto-lognormal, empirical");
  CHECK(problem("std_dev: 100", "std_dev: -1") ==
        "w.yaml:11: clients[0].input_tokens.std_dev: -1 is negative; give 0 or more");
  CHECK(
      problem("slo_class: sheddable", "slo_class: shedable") ==
      "w.yaml:8: clients[0].slo_class: unknown class 'shedable' (no classes are declared, so only "
      "conventional names are known); did you mean 'sheddable'?");
  CHECK(problem("    prefix_tokens: 512\n", "") ==
        "w.yaml:6: clients[0]: prefix_tokens: missing (the client is in prefix group "
        "'system-prompt'); give the length of the shared prefix");
  CHECK(problem("rounds: 5", "rounds: 0") ==
        "w.yaml:20: clients[1].session.rounds: 0 is out of range; give a number from 1 to 10000");
  CHECK(problem("rounds: 5", "rounds: {law: geometric, mean: 0}") ==
        "w.yaml:20: clients[1].session.rounds.mean: 0 is out of range; give a number from 1 to "
        "16777216");
  CHECK(problem("100: 0.5", "hundred: 0.5") ==
        "w.yaml:18: clients[1].input_tokens.probabilities.hundred: 'hundred' is not a number of "
        "tokens; write tokens: weight");
  CHECK(problem("id: agent", "id: chat") ==
        "w.yaml:16: clients[1].id: 'chat' is used twice (both clients would draw the same random "
        "numbers); rename one of them");
}

TEST_CASE("a workload at another rate is another workload, and at its own the same") {
  const WorkloadFile file = parse(kWorkload);
  CHECK(file.identity().json().find("rate_scale") == std::string::npos);
  CHECK(file.at_rate(1).identity().json() == file.identity().json());
  const WorkloadFile twice = file.at_rate(2);
  CHECK(twice.spec.rate_scale == 2);
  CHECK(twice.identity().json() != file.identity().json());
  CHECK(twice.at_rate(1.5).spec.rate_scale == 3);
  const WorkloadFile again = parse(twice.to_value().yaml());
  CHECK(again.identity().json() == twice.identity().json());
  CHECK(problem("requests: 1000", "rate_scale: 0") ==
        "w.yaml:4: rate_scale: 0 is out of range; write a number from 1e-06 to 1000000");
}

}  // namespace servesweep::sweep::workload_file_test
