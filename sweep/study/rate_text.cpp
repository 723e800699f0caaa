#include "sweep/study/rate_text.h"

#include <cmath>

#include "sweep/study/choice.h"

namespace servesweep::sweep {
namespace {

using engine::LinearProfile;
using engine::RateProfile;
using engine::SineProfile;
using engine::StepProfile;
using io::Document;
using io::Value;

RateProfile read_steps(const Document& node) {
  node.allow_only({"shape", "steps"});
  StepProfile profile;
  for (const Document& step : node.at("steps").items()) {
    step.allow_only({"duration_us", "level"});
    profile.steps.push_back(
        {.duration_us = step.at("duration_us").integer(), .level = step.at("level").real()});
  }
  return profile;
}

RateProfile read_linear(const Document& node) {
  node.allow_only({"shape", "points"});
  LinearProfile profile;
  for (const Document& point : node.at("points").items()) {
    point.allow_only({"time_us", "level"});
    profile.points.push_back(
        {.time_us = point.at("time_us").integer(), .level = point.at("level").real()});
  }
  return profile;
}

RateProfile read_sine(const Document& node) {
  node.allow_only({"shape", "period_us", "amplitude", "peak_us"});
  SineProfile profile{.period_us = node.at("period_us").integer(),
                      .amplitude = node.at("amplitude").real()};
  if (const auto peak = node.find("peak_us")) profile.peak_us = peak->integer();
  return profile;
}

Value value_of(const StepProfile& profile) {
  Value steps = Value::list();
  for (const auto& [duration_us, level] : profile.steps) {
    steps.add(Value::map()
                  .set("duration_us", Value::integer(duration_us))
                  .set("level", Value::number(level)));
  }
  return Value::map().set("shape", Value::text("steps")).set("steps", std::move(steps));
}

Value value_of(const LinearProfile& profile) {
  Value points = Value::list();
  for (const auto& [time_us, level] : profile.points) {
    points.add(
        Value::map().set("time_us", Value::integer(time_us)).set("level", Value::number(level)));
  }
  return Value::map().set("shape", Value::text("linear")).set("points", std::move(points));
}

Value value_of(const SineProfile& profile) {
  return Value::map()
      .set("shape", Value::text("sine"))
      .set("period_us", Value::integer(profile.period_us))
      .set("amplitude", Value::number(profile.amplitude))
      .set("peak_us", Value::integer(profile.peak_us));
}

void read_stages(const Document& stages, engine::WorkloadSpec& spec) {
  constexpr double kLongest_s = static_cast<double>(engine::kLongestProfile_us) / 1e6;
  StepProfile profile;
  engine::TimeUs total_us = 0;
  double requests = 0.0;
  for (const Document& stage : stages.items()) {
    stage.allow_only({"rate_per_s", "duration_s"});
    const double rate_per_s = stage.at("rate_per_s").real(0, 1e9);
    const double duration_s = stage.at("duration_s").real(1e-6, kLongest_s);
    const auto duration_us = static_cast<engine::TimeUs>(std::llround(duration_s * 1e6));
    profile.steps.push_back({.duration_us = duration_us, .level = rate_per_s});
    total_us += duration_us;
    requests += rate_per_s * static_cast<double>(duration_us) / 1e6;
  }
  if (requests <= 0.0) {
    throw stages.problem("no requests at all", "no stage has a rate",
                         "give a stage a rate above 0");
  }
  spec.requests_per_s = requests * 1e6 / static_cast<double>(total_us);
  spec.horizon_us = total_us;
  spec.rate_profile = profile;
}

}  // namespace

RateProfile read_rate_profile(const Document& node) {
  using Reader = RateProfile (*)(const Document&);
  return choose<Reader>(
      node.at("shape"),
      {{"steps", read_steps}, {"linear", read_linear}, {"sine", read_sine}})(node);
}

Value to_value(const RateProfile& profile) {
  return std::visit([](const auto& one) { return value_of(one); }, profile);
}

void read_rate(const Document& document, engine::WorkloadSpec& spec) {
  if (const auto stages = document.find("stages")) {
    for (const char* const key : {"requests_per_s", "rate_profile", "horizon_us"}) {
      if (const auto other = document.find(key)) {
        throw other->problem("stages are given as well", "they say it already",
                             "remove one of the two");
      }
    }
    return read_stages(*stages, spec);
  }
  spec.requests_per_s = document.at("requests_per_s").real();
  if (const auto horizon = document.find("horizon_us")) spec.horizon_us = horizon->integer();
  if (const auto profile = document.find("rate_profile")) {
    spec.rate_profile = read_rate_profile(*profile);
  }
}

}  // namespace servesweep::sweep
