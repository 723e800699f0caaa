#include "tests/house/layer_rules.h"

#include <fmt/format.h>

#include <set>

namespace servesweep::house {
namespace {

using Names = std::set<std::string>;

/// Which layers each layer may include.
const std::map<std::string, Names>& layer_arrows() {
  static const std::map<std::string, Names> arrows{
      {"engine", {"engine"}},
      {"io", {"io", "engine"}},
      {"sweep", {"sweep", "io", "engine"}},
  };
  return arrows;
}

/// Which areas of the engine each area may include, besides itself.
const std::map<std::string, Names>& engine_arrows() {
  static const std::map<std::string, Names> arrows{
      {"base", {}},
      {"profile", {"base"}},
      {"random", {"base"}},
      {"workload", {"random", "base"}},
      {"signal", {"workload", "base"}},
      {"policy", {"signal", "workload", "random", "base"}},
      {"latency_spec", {"base"}},
      {"scenario", {"latency_spec", "profile", "policy", "workload", "base"}},
      {"check_scenario", {"scenario", "latency", "profile", "policy", "workload", "base"}},
      {"metrics", {"workload", "base"}},
      {"latency", {"scenario", "latency_spec", "signal", "workload", "base"}},
      {"kv", {"scenario", "profile", "policy", "signal", "workload", "random", "base"}},
      {"instance",
       {"kv", "latency", "metrics", "scenario", "profile", "policy", "signal", "workload", "random",
        "base"}},
      {"cluster",
       {"instance", "kv", "latency", "metrics", "scenario", "profile", "policy", "signal",
        "workload", "random", "base"}},
      {"simulate",
       {"check_scenario", "cluster", "instance", "kv", "latency", "metrics", "scenario", "profile",
        "policy", "signal", "workload", "random", "base"}},
  };
  return arrows;
}

/// "engine/policy/routing/x.h" → "policy"; files directly in engine/ go by their own name.
std::string engine_area(const std::string& path) {
  const std::string rest = path.substr(path.find('/') + 1);
  return rest.substr(0, rest.find_first_of("/."));
}

std::string broken_layer(const std::string& file, const std::string& target) {
  const std::string from = first_folder(file);
  const std::string to = first_folder(target);
  if (layer_arrows().at(from).contains(to)) return {};
  return fmt::format(
      "{} includes {} (the layers are sweep → io → engine); move the shared part down", from,
      target);
}

std::string broken_engine_arrow(const std::string& file, const std::string& target) {
  if (first_folder(file) != "engine" || first_folder(target) != "engine") return {};
  const std::string from = engine_area(file);
  const std::string to = engine_area(target);
  const auto arrows = engine_arrows().find(from);
  if (arrows == engine_arrows().end() || from == to || arrows->second.contains(to)) return {};
  return fmt::format(
      "engine/{} includes {} (inside the engine it may see only itself{}{}); move it", from, target,
      arrows->second.empty() ? "" : ", ", fmt::join(arrows->second, ", "));
}

/// Ours, but written relative to the including file: such includes would escape the rules.
bool is_unrooted(const SourceTree& tree, const std::string& file, const Include& include) {
  if (include.path.starts_with(".")) return true;
  const std::string beside = file.substr(0, file.rfind('/') + 1) + include.path;
  return include.quoted && tree.contains(beside);
}

std::string broken_rule(const SourceTree& tree, const std::string& file, const Include& include) {
  if (is_unrooted(tree, file, include)) {
    return fmt::format("{} is not written from the root (the rules read its first folder)",
                       include.path);
  }
  if (!layer_arrows().contains(first_folder(include.path))) return {};
  const std::string problem = broken_layer(file, include.path);
  return problem.empty() ? broken_engine_arrow(file, include.path) : problem;
}

}  // namespace

std::vector<Violation> layer_violations(const SourceTree& tree) {
  std::vector<Violation> violations;
  for (const auto& [file, text] : tree) {
    if (!is_layer_source(file)) continue;
    if (first_folder(file) == "engine" && !engine_arrows().contains(engine_area(file))) {
      violations.push_back(
          {file, 0, "this part of the engine has no place in the order of layers"});
    }
    for (const Include& include : includes_of(text)) {
      const std::string problem = broken_rule(tree, file, include);
      if (!problem.empty()) violations.push_back({file, include.line, problem});
    }
  }
  return violations;
}

}  // namespace servesweep::house
