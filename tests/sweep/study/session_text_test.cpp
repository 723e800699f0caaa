#include "sweep/study/session_text.h"

#include <doctest/doctest.h>

#include "tests/sweep/study/problem_of.h"

namespace servesweep::sweep::session_text_test {
namespace {

engine::SessionSpec parse(const std::string& text) {
  return read_session(io::Document::parse(text, "s.yaml"));
}

std::string problem(const std::string& text) {
  return problem_of([&] { (void)parse(text); });
}

}  // namespace

TEST_CASE("a session has defaults for all but its rounds") {
  const engine::SessionSpec session = parse("rounds: 3");
  CHECK(std::get<engine::ConstantLength>(session.rounds).value == 3);
  CHECK(std::get<engine::ConstantDuration>(session.think_time_us).value_us == 0);
  CHECK(session.accumulate_context);
  CHECK(session.mode == engine::SessionMode::open);
  CHECK(problem("mode: closed") == "s.yaml:1: 'rounds' is missing; add 'rounds: …'");
}

TEST_CASE("rounds and think times follow laws") {
  const engine::SessionSpec session = parse(
      "{mode: closed, rounds: {law: geometric, mean: 8}, "
      "think_time_us: {law: lognormal, mean: 2e6, std_dev: 4e6}}");
  CHECK(session.mode == engine::SessionMode::closed);
  CHECK(std::get<engine::GeometricLength>(session.rounds).mean == 8);
  CHECK(std::get<engine::LognormalDuration>(session.think_time_us).std_dev_us == 4e6);
  const auto exponential = parse("{rounds: 1, think_time_us: {law: exponential, mean: 7}}");
  CHECK(std::get<engine::ExponentialDuration>(exponential.think_time_us).mean_us == 7);
  const auto constant = parse("{rounds: 1, think_time_us: {law: constant, value: 7}}");
  CHECK(std::get<engine::ConstantDuration>(constant.think_time_us).value_us == 7);
}

TEST_CASE("sessions are written and read again") {
  for (const char* const text :
       {"{mode: open, rounds: 3, think_time_us: 5, accumulate_context: false}",
        "{mode: closed, rounds: {law: uniform, min: 2, max: 9}, think_time_us: {law: exponential, "
        "mean: 5.5}}",
        "{rounds: {law: lognormal, mean: 4, std_dev: 2, min: 1, max: 40}, think_time_us: {law: "
        "lognormal, mean: 5, std_dev: 1}}"}) {
    const io::Value value = to_value(parse(text));
    CHECK(to_value(parse(value.yaml())).json() == value.json());
  }
  CHECK(to_value(parse("{mode: closed, rounds: 3}")).json() ==
        R"({"mode":"closed","rounds":3,"think_time_us":0,"accumulate_context":true})");
}

TEST_CASE("wrong sessions are refused") {
  CHECK(problem("{rounds: 3, mode: close}") ==
        "s.yaml:1: mode: unknown word 'close'; did you mean 'closed'?");
  CHECK(problem("{rounds: many}").starts_with("s.yaml:1: rounds: 'many' is not"));
  CHECK(problem("{rounds: 3, think_time_us: {law: gaussian, mean: 3}}") ==
        "s.yaml:1: think_time_us.law: unknown word 'gaussian'; use one of constant, exponential, "
        "lognormal");
}

}  // namespace servesweep::sweep::session_text_test
