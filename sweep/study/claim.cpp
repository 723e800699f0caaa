#include "sweep/study/claim.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/study/choice.h"
#include "sweep/study/metric_name.h"

namespace servesweep::sweep {
namespace {

constexpr double kLargestRise = 1e6;  ///< relative

std::string read_known(const io::Document& node, const std::string& kind,
                       const std::vector<std::string>& known) {
  std::string name = node.text();
  if (std::find(known.begin(), known.end(), name) != known.end()) return name;
  throw node.problem(fmt::format("the study has no {} '{}'", kind, name), "",
                     engine::suggest_name(name, known));
}

std::string read_text(const io::Document& node) {
  std::string text = node.text();
  if (text.empty()) throw node.problem("is empty", "", "say in a few words what you expect");
  return text;
}

/// The two strategies that a claim compares.
void read_sides(const io::Document& item, const ClaimScope& scope, Claim& claim) {
  const io::Document strategy = item.at("strategy");
  claim.strategy = read_known(strategy, "strategy", scope.strategies);
  claim.than = scope.strategies.front();
  const auto than = item.find("than");
  if (than) claim.than = read_known(*than, "strategy", scope.strategies);
  if (claim.strategy != claim.than) return;
  throw(than ? *than : strategy)
      .problem(fmt::format("'{}' is compared with itself", claim.strategy),
               than ? "" : "without 'than' a claim compares with the baseline",
               "name another strategy");
}

std::string read_workload(const io::Document& item, const ClaimScope& scope) {
  if (const auto workload = item.find("workload")) {
    return read_known(*workload, "workload", scope.workloads);
  }
  if (scope.workloads.size() == 1) return scope.workloads.front();
  throw item.problem("'workload' is missing", "the study has several", "add 'workload: …'");
}

void refuse(const io::Document& item, const char* key, Effect effect, const char* instead) {
  if (const auto margin = item.find(key)) {
    throw margin->problem("does not belong here", fmt::format("effect is {}", name_of(effect)),
                          instead);
  }
}

/// Needs the claim's goal.
Expectation read_expectation(const io::Document& item, Goal goal) {
  Expectation expected;
  expected.effect = choose<Effect>(
      item.at("effect"),
      {{"better", Effect::better}, {"worse", Effect::worse}, {"none", Effect::none}});
  if (expected.effect == Effect::none) {
    refuse(item, "at_least", expected.effect, "use within: for the change that does not count");
    if (const auto within = item.find("within")) expected.within = within->real(0, 1);
    return expected;
  }
  refuse(item, "within", expected.effect, "use at_least: for the smallest change that counts");
  const auto at_least = item.find("at_least");
  if (!at_least) return expected;
  expected.at_least = at_least->real(0, kLargestRise);
  const bool falls = (expected.effect == Effect::better) == (goal == Goal::minimize);
  if (falls && expected.at_least >= 1) {
    throw at_least->problem(fmt::format("{} can never hold", at_least->text()),
                            "nothing falls by 100 % or more of itself",
                            "write a fraction below 1: 0.05 is 5 %");
  }
  return expected;
}

Claim read_claim(const io::Document& item, const ClaimScope& scope) {
  item.allow_only(
      {"claim", "strategy", "than", "workload", "metric", "effect", "at_least", "within"});
  Claim claim;
  claim.text = read_text(item.at("claim"));
  read_sides(item, scope, claim);
  claim.workload = read_workload(item, scope);
  const Metric& metric = read_metric(item.at("metric"), scope.metrics);
  claim.metric = metric.column.name;
  claim.goal = goal_of(metric, scope.objectives);
  claim.expectation = read_expectation(item, claim.goal);
  return claim;
}

/// Whether two claims differ in words only.
bool is_same(Claim a, const Claim& b) {
  a.text = b.text;
  return a == b;
}

io::Value to_value(const Claim& claim) {
  io::Value value = io::Value::map();
  value.set("claim", io::Value::text(claim.text));
  value.set("strategy", io::Value::text(claim.strategy)).set("than", io::Value::text(claim.than));
  value.set("workload", io::Value::text(claim.workload));
  value.set("metric", io::Value::text(claim.metric));
  value.set("effect", io::Value::text(name_of(claim.expectation.effect)));
  if (claim.expectation.effect == Effect::none) {
    return value.set("within", io::Value::number(claim.expectation.within));
  }
  return value.set("at_least", io::Value::number(claim.expectation.at_least));
}

}  // namespace

std::vector<Claim> read_claims(const io::Document& list, const ClaimScope& scope) {
  std::vector<Claim> claims;
  for (const io::Document& item : list.items()) {
    Claim claim = read_claim(item, scope);
    for (std::size_t i = 0; i < claims.size(); ++i) {
      if (!is_same(claim, claims[i])) continue;
      throw item.problem(fmt::format("claims the same as claims[{}]", i), "", "remove one");
    }
    claims.push_back(std::move(claim));
  }
  if (claims.empty()) throw list.problem("is empty", "", "list at least one claim");
  return claims;
}

io::Value claims_to_value(const std::vector<Claim>& claims) {
  io::Value list = io::Value::list();
  for (const Claim& claim : claims) list.add(to_value(claim));
  return list;
}

}  // namespace servesweep::sweep
