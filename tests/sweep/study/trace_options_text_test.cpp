#include "sweep/study/trace_options_text.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::trace_options_text_test {
namespace {

io::Document parse(const std::string& text) {
  return io::Document::parse(text, "w.yaml");
}

io::MooncakeOptions mooncake(const std::string& text, io::MooncakeOptions options = {}) {
  read_mooncake_options(parse(text), options);
  return options;
}

io::WekaOptions weka(const std::string& text) {
  io::WekaOptions options;
  read_weka_options(parse(text), options);
  return options;
}

io::ServegenOptions servegen(const std::string& text) {
  io::ServegenOptions options;
  read_servegen_options(parse(text), options);
  return options;
}

io::BlisOptions blis(const std::string& text) {
  io::BlisOptions options;
  read_blis_options(parse(text), options);
  return options;
}

}  // namespace

TEST_CASE("options of hashed blocks") {
  CHECK(mooncake("{format: mooncake}").grid_us == 3'000'000);
  CHECK(mooncake("{arrivals: raw}").grid_us == 0);
  CHECK(mooncake("{grid_us: 1000000}").grid_us == 1'000'000);
  CHECK(mooncake("{block_tokens: 64}").block_tokens == 64);
  CHECK(mooncake("{format: sharegpt}", io::kShareGptOptions).grid_us == 0);
  CHECK(mooncake("{arrivals: spread, grid_us: 1000000}", io::kShareGptOptions).grid_us ==
        1'000'000);
  CHECK(problem_of([] { (void)mooncake("{arrivals: spread}", io::kShareGptOptions); }) ==
        "w.yaml:1: grid_us: missing (arrivals: spread needs the width of a cell); add it");
  CHECK(problem_of([] { (void)mooncake("{arrivals: raw, grid_us: 3000000}"); }) ==
        "w.yaml:1: grid_us: has no effect (arrivals are raw); remove it or set arrivals: spread");
  CHECK(problem_of([] {
          (void)mooncake("{replay: original}");
        }).starts_with("w.yaml:1: replay: unknown field"));
}

TEST_CASE("options of agent sessions") {
  const io::WekaOptions plain = weka("{sessions_per_s: 2}");
  CHECK(plain.replay == io::WekaReplay::think_time);
  CHECK(plain.arrival.process == engine::ArrivalProcess::poisson);
  CHECK_FALSE(plain.common_prefix);
  const io::WekaOptions all =
      weka("{sessions_per_s: 2, sessions_cv: 3, replay: original, common_prefix: true}");
  CHECK(all.replay == io::WekaReplay::original);
  CHECK(all.arrival.process == engine::ArrivalProcess::gamma);
  CHECK(all.arrival.cv == 3);
  CHECK(all.common_prefix);
  io::Value value = io::Value::map();
  add_weka_options(all, value);
  CHECK(value.json() ==
        "{\"replay\":\"original\",\"sessions_per_s\":2,\"sessions_cv\":3,\"common_prefix\":true}");
  CHECK(problem_of([] { (void)weka("{format: weka}"); }).find("sessions_per_s") !=
        std::string::npos);
}

TEST_CASE("options of client profiles") {
  const io::ServegenOptions part = servegen("{lengths: /l.jsonl, start_s: 10, end_s: 20}");
  CHECK(part.lengths == "/l.jsonl");
  CHECK(part.start_s == 10);
  CHECK(part.end_s == 20);
  CHECK_FALSE(part.skip_clients_without_lengths);
  CHECK(servegen("{lengths: l, skip_clients_without_lengths: true}").skip_clients_without_lengths);
  CHECK(problem_of([] { (void)servegen("{lengths: l, start_s: 20, end_s: 20}"); }) ==
        "w.yaml:1: end_s: 20 to 20 s is empty; let end_s be later than start_s");
  CHECK(problem_of([] {
          (void)servegen("{lengths: l, start_s: 90000}");
        }).starts_with("w.yaml:1: start_s: 90000 to 86400 s is empty"));
}

TEST_CASE("options of blis traces") {
  CHECK(blis("{format: blis-v2}").replay == io::BlisReplay::original);
  const io::BlisOptions all = blis("{data: /t.csv, replay: think-time}");
  CHECK(all.data == "/t.csv");
  CHECK(all.replay == io::BlisReplay::think_time);
  io::Value value = io::Value::map();
  add_blis_options(all, value);
  CHECK(value.json() == "{\"replay\":\"think-time\"}");
  CHECK(problem_of([] { (void)blis("{lengths: l}"); }).starts_with("w.yaml:1: lengths: unknown"));
}

}  // namespace servesweep::sweep::trace_options_text_test
