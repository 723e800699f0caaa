#include "sweep/robustness/robustness_case.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>
#include <vector>

#include "engine/simulate.h"
#include "sweep/study/referenced_document.h"

namespace servesweep::sweep {
namespace {

constexpr std::int64_t kMostInstances = 65'536;
constexpr double kLeastFactor = 1e-3, kMostFactor = 1e3;
constexpr double kMostBlocks = 1 << 30;

/// The share of all requests that each class has by its clients, in the unit of rate_fraction.
std::map<std::string, double> shares_of(const engine::WorkloadSpec& spec) {
  std::map<std::string, double> shares;
  for (const engine::ClientSpec& client : spec.clients) {
    shares[client.slo_class] += client.rate_fraction;
  }
  return shares;
}

}  // namespace

RobustnessCase RobustnessCase::read(const io::Document& node) {
  node.allow_only({"case", "profile", "model", "instances", "kv", "rate", "signals", "shares"});
  RobustnessCase one(node);
  one.name_ = node.at("case").text();
  if (one.name_.empty()) throw node.at("case").problem("is empty", "", "name what is different");
  if (const auto profile = node.find("profile")) one.profile_ = ProfileChoice::read(*profile);
  if (const auto model = node.find("model")) one.model_ = Model::read(referenced_document(*model));
  if (const auto instances = node.find("instances")) {
    one.instances_ = static_cast<std::int32_t>(instances->integer(1, kMostInstances));
  }
  if (const auto factor = node.find("kv")) one.kv_ = factor->real(kLeastFactor, kMostFactor);
  if (const auto factor = node.find("rate")) one.rate_ = factor->real(kLeastFactor, kMostFactor);
  if (const auto signals = node.find("signals")) {
    std::set<std::string> used;
    one.signals_ = SignalsTemplate::read(*signals, ParameterSpace(), used);
  }
  if (const auto shares = node.find("shares")) one.read_shares(*shares);
  return one;
}

void RobustnessCase::read_shares(const io::Document& node) {
  constexpr double kRounding = 0.005;  // a third may be written as 0.333
  double sum = 0;
  for (const auto& [slo_class, share] : node.entries()) {
    shares_[slo_class] = share.real(0, 1);
    sum += shares_[slo_class];
  }
  if (std::abs(sum - 1) <= kRounding) return;
  throw node.problem(fmt::format("add up to {:.4g}", sum), "they are shares of all requests",
                     "give shares that add up to 1");
}

engine::Scenario RobustnessCase::scenario(engine::Scenario home, bool keeps_gpu_blocks) const {
  engine::Scenario scenario = std::move(home);
  try {
    if (profile_) {
      scenario.profile = profile_->profile;
      scenario.switches = profile_->switches;
    }
    if (model_) {
      const std::int32_t own_blocks = scenario.kv.gpu_blocks;
      model_->apply_to(scenario);
      model_->size_kv_cache(scenario);
      if (keeps_gpu_blocks) scenario.kv.gpu_blocks = own_blocks;
    }
    if (instances_) scenario.instances = *instances_;
    const double blocks = std::round(kv_ * scenario.kv.gpu_blocks);
    scenario.kv.gpu_blocks = static_cast<std::int32_t>(std::clamp(blocks, 1.0, kMostBlocks));
    if (signals_) signals_->apply_to(scenario, Point());
    engine::validate(scenario);
  } catch (const engine::Problem& problem) {
    throw problem.at(fmt::format("{}: {}", node_.where(), problem.where()));
  }
  return scenario;
}

WorkloadFile RobustnessCase::workload(const WorkloadFile& home, std::int32_t home_instances) const {
  WorkloadFile workload = home;
  const double factor = instances_ ? static_cast<double>(*instances_) / home_instances : 1;
  if (workload.trace && (factor != 1 || !shares_.empty())) {
    throw node_.problem(fmt::format("cannot be had of workload '{}'", workload.name),
                        "a recorded trace has the requests and classes that it has",
                        "leave out instances and shares, or take a workload of clients");
  }
  engine::WorkloadSpec& spec = workload.spec;
  spec.requests_per_s *= factor;
  if (spec.requests > 0) {
    const double requests = factor * static_cast<double>(spec.requests);
    spec.requests = std::max<std::int64_t>(std::llround(requests), 1);
  }
  if (!shares_.empty()) share_out(spec);
  if (rate_ != 1) workload = workload.at_rate(rate_);
  if (workload.trace) return workload;
  try {
    engine::validate(workload.spec);
  } catch (const engine::Problem& problem) {
    throw problem.at(fmt::format("{}: {}", node_.where(), problem.where()));
  }
  return workload;
}

/// Clients of one class keep their proportions.
void RobustnessCase::share_out(engine::WorkloadSpec& spec) const {
  const std::map<std::string, double> before = shares_of(spec);
  for (const auto& [slo_class, share] : shares_) {
    if (before.contains(slo_class)) continue;
    std::vector<std::string> known;
    for (const auto& [name, fraction] : before) known.push_back(name);
    throw node_.at("shares").at(slo_class).problem("is no class of the clients",
                                                   "there is nobody whose share it could be",
                                                   engine::suggest_name(slo_class, known));
  }
  for (engine::ClientSpec& client : spec.clients) {
    const auto share = shares_.find(client.slo_class);
    const double wanted = share == shares_.end() ? 0 : share->second;
    client.rate_fraction *= wanted / before.at(client.slo_class);
  }
  std::erase_if(spec.clients,
                [](const engine::ClientSpec& client) { return !(client.rate_fraction > 0); });
}

}  // namespace servesweep::sweep
