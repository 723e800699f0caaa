#include "sweep/study/claim_expectation.h"

#include <fmt/format.h>

#include <cmath>

#include "sweep/study/choice.h"
#include "sweep/study/metric_limit.h"

namespace servesweep::sweep {
namespace {

constexpr double kLargestRise = 1e6;  ///< relative

void refuse_key(const io::Document& item, const char* key, Effect effect, const char* instead) {
  if (const auto margin = item.find(key)) {
    throw margin->problem("does not belong here", fmt::format("effect is {}", name_of(effect)),
                          instead);
  }
}

Interval read_bounds(const io::Document& item) {
  refuse_key(item, "within", Effect::value, "use at_least: and at_most: for the range of the mean");
  Interval range;
  const auto least = item.find("at_least"), most = item.find("at_most");
  if (least) range.lower = least->real();
  if (most) range.upper = most->real();
  if (!least && !most) {
    throw item.problem("a value has no range", "every mean would do", "add at_least: or at_most:");
  }
  if (range.lower > range.upper) {
    throw most->problem(fmt::format("is below at_least, {:g}", range.lower),
                        "no mean can lie in between", "exchange them");
  }
  return range;
}

void read_gain(const io::Document& item, Goal goal, Expectation& expected) {
  refuse_key(item, "within", expected.effect, "use at_least: for the smallest change that counts");
  const auto least = item.find("at_least"), most = item.find("at_most");
  if (least) expected.at_least = least->real(0, kLargestRise);
  if (most) expected.at_most = most->real(0, kLargestRise);
  const bool falls = (expected.effect == Effect::better) == (goal == Goal::minimize);
  if (falls && expected.at_least >= 1) {
    throw least->problem(fmt::format("{} can never hold", least->text()),
                         "nothing falls by 100 % or more of itself",
                         "write a fraction below 1: 0.05 is 5 %");
  }
  if (expected.at_most > expected.at_least) return;
  throw most->problem(fmt::format("is not above at_least, {:g}", expected.at_least),
                      "no interval can lie in between", "raise it or remove it");
}

}  // namespace

void check_possible(const io::Document& item, const std::string& metric,
                    const Expectation& expectation) {
  if (expectation.effect != Effect::value) return;
  if (const auto least = item.find("at_least")) check_reachable(*least, metric, true);
  if (const auto most = item.find("at_most")) check_reachable(*most, metric, false);
}

Expectation read_expectation(const io::Document& item, Goal goal) {
  Expectation expected;
  expected.effect = choose<Effect>(item.at("effect"), {{"better", Effect::better},
                                                       {"worse", Effect::worse},
                                                       {"none", Effect::none},
                                                       {"value", Effect::value}});
  if (expected.effect == Effect::value) {
    expected.range = read_bounds(item);
  } else if (expected.effect == Effect::none) {
    refuse_key(item, "at_least", expected.effect, "use within: for the change that does not count");
    refuse_key(item, "at_most", expected.effect, "use within: for the change that does not count");
    if (const auto within = item.find("within")) expected.within = within->real(0, 1);
  } else {
    read_gain(item, goal, expected);
  }
  return expected;
}

void set_expectation(io::Value& claim, const Expectation& expectation) {
  claim.set("effect", io::Value::text(name_of(expectation.effect)));
  if (expectation.effect == Effect::none) {
    claim.set("within", io::Value::number(expectation.within));
  } else if (expectation.effect != Effect::value) {
    claim.set("at_least", io::Value::number(expectation.at_least));
    if (std::isfinite(expectation.at_most)) {
      claim.set("at_most", io::Value::number(expectation.at_most));
    }
  } else {
    const Interval& range = expectation.range;
    if (std::isfinite(range.lower)) claim.set("at_least", io::Value::number(range.lower));
    if (std::isfinite(range.upper)) claim.set("at_most", io::Value::number(range.upper));
  }
}

}  // namespace servesweep::sweep
