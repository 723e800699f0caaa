#include "sweep/study/claim.h"

#include <fmt/format.h>

#include <algorithm>

#include "sweep/study/choice.h"
#include "sweep/study/claim_expectation.h"
#include "sweep/study/metric_name.h"

namespace servesweep::sweep {
namespace {

const std::vector<std::pair<std::string, ClaimRole>>& roles() {
  static const std::vector<std::pair<std::string, ClaimRole>> roles = {
      {"finding", ClaimRole::finding},
      {"control", ClaimRole::control},
      {"condition", ClaimRole::condition}};
  return roles;
}

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

void read_workloads(const io::Document& item, const ClaimScope& scope, Claim& claim) {
  if (const auto workload = item.find("workload")) {
    claim.workload = read_known(*workload, "workload", scope.workloads);
  } else if (scope.workloads.size() == 1) {
    claim.workload = scope.workloads.front();
  } else {
    throw item.problem("'workload' is missing", "the study has several", "add 'workload: …'");
  }
  const auto other = item.find("than_workload");
  claim.than_workload = other ? read_known(*other, "workload", scope.workloads) : claim.workload;
}

/// Needs the claim's strategy and workloads.
void read_than(const io::Document& item, const ClaimScope& scope, Claim& claim) {
  const auto than = item.find("than");
  const bool elsewhere = claim.than_workload != claim.workload;
  claim.than = elsewhere ? claim.strategy : scope.strategies.front();
  if (than) claim.than = read_known(*than, "strategy", scope.strategies);
  if (claim.strategy != claim.than || elsewhere) return;
  throw(than ? *than : item.at("strategy"))
      .problem(fmt::format("'{}' is compared with itself", claim.strategy),
               than ? "" : "without 'than' a claim compares with the baseline",
               "name another strategy");
}

void read_claim_parts(const io::Document& item, const ClaimScope& scope, Claim& claim) {
  const auto parts = item.find("parts");
  const auto scale = item.find("scale");
  if (!parts && scale) {
    throw scale->problem("does not belong here", "it is about effects that add up",
                         "name the strategies under parts:, or remove it");
  }
  if (!parts) return;
  for (const io::Document& part : parts->items()) {
    claim.parts.push_back(read_known(part, "strategy", scope.strategies));
  }
  if (claim.parts.size() < 2) {
    throw parts->problem("has nothing to add up", "an interaction is one of two changes or more",
                         "name at least two strategies");
  }
  if (scale) {
    claim.scale = choose<EffectScale>(*scale, {{"additive", EffectScale::additive},
                                               {"multiplicative", EffectScale::multiplicative}});
  }
}

void refuse_comparison(const io::Document& item) {
  for (const char* key : {"than", "than_workload", "parts", "scale"}) {
    if (const auto node = item.find(key)) {
      throw node->problem("does not belong here", "effect is value, which compares with nothing",
                          "remove it");
    }
  }
}

Claim read_claim(const io::Document& item, const ClaimScope& scope) {
  item.allow_only({"claim", "role", "strategy", "than", "than_workload", "parts", "scale",
                   "workload", "metric", "effect", "at_least", "at_most", "within"});
  Claim claim;
  claim.text = read_text(item.at("claim"));
  if (const auto role = item.find("role")) claim.role = choose<ClaimRole>(*role, roles());
  claim.strategy = read_known(item.at("strategy"), "strategy", scope.strategies);
  read_workloads(item, scope, claim);
  const Metric& metric = read_metric(item.at("metric"), scope.metrics);
  claim.metric = metric.column.name;
  claim.goal = goal_of(metric, scope.objectives);
  claim.expectation = read_expectation(item, claim.goal);
  check_possible(item, claim.metric, claim.expectation);
  if (claim.expectation.effect == Effect::value) {
    refuse_comparison(item);
    return claim;
  }
  read_than(item, scope, claim);
  read_claim_parts(item, scope, claim);
  return claim;
}

/// Whether two claims differ in words only.
bool is_same(Claim a, const Claim& b) {
  a.text = b.text;
  a.role = b.role;
  return a == b;
}

io::Value claim_value(const Claim& claim) {
  io::Value value = io::Value::map();
  value.set("claim", io::Value::text(claim.text));
  if (claim.role != ClaimRole::finding) value.set("role", io::Value::text(name_of(claim.role)));
  value.set("strategy", io::Value::text(claim.strategy));
  if (!claim.than.empty()) value.set("than", io::Value::text(claim.than));
  if (!claim.parts.empty()) {
    io::Value parts = io::Value::list();
    for (const std::string& part : claim.parts) parts.add(io::Value::text(part));
    value.set("parts", std::move(parts)).set("scale", io::Value::text(name_of(claim.scale)));
  }
  value.set("workload", io::Value::text(claim.workload));
  if (claim.than_workload != claim.workload) {
    value.set("than_workload", io::Value::text(claim.than_workload));
  }
  value.set("metric", io::Value::text(claim.metric));
  set_expectation(value, claim.expectation);
  return value;
}

}  // namespace

const char* name_of(ClaimRole role) {
  for (const auto& [word, one] : roles()) {
    if (one == role) return word.c_str();
  }
  return "";
}

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
  for (const Claim& claim : claims) list.add(claim_value(claim));
  return list;
}

}  // namespace servesweep::sweep
