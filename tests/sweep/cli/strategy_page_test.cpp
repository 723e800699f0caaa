#include "sweep/cli/strategy_page.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace servesweep::sweep::strategy_page_test {
namespace {

StrategyTemplate parse(const std::string& text) {
  return StrategyTemplate::read(io::Document::parse(text, "s.yaml"));
}

const std::string kStrategy = R"(strategy: joined
claim: The queue and the router agree.
source: a paper
kind: joint
opportunities: [cross-layer, proactive-kv]
hook: the router
policies:
  routing:
    policy: weighted
    random_ties: false
    scorers:
      - {scorer: queue-depth, weight: $w}
      - {scorer: prefix-affinity}
  scheduling: {policy: priority-fcfs}
  priority: {policy: slo-tiered, base_critical: 10, base_standard: 4}
  offload: {policy: write-through}
limits: {max_running: 64}
kv: {tiers: [{name: cpu, blocks: 10, tokens_per_us: 100, base_us: 0}]}
signals: {signal_refresh_us: 50000, predictor: {kind: none}}
parameters:
  w: {values: [1, 2, 3], default: 2, meaning: weight of the queue}
constraints: [w < 3]
)";

}  // namespace

TEST_CASE("a strategy as text: one line on each thing, defaults left out") {
  CHECK(strategy_page(parse(kStrategy), io::TableFormat::text) ==
        R"(joined
  claim: The queue and the router agree.
  kind: joint
  opportunities: cross-layer, proactive-kv
  source: a paper
  hook: the router
  admission: always-admit (default)
  routing: weighted of $w queue-depth + 1 prefix-affinity
  scheduling: priority-fcfs
  priority: slo-tiered, base_standard 4
  chunking: fixed (default)
  reservation: none (default)
  preemption: tail (default)
  eviction: lru (default)
  offload: write-through
  limits: max_running 64
  kv: tier (name cpu, blocks 10, tokens_per_us 100, base_us 0, sharing fair)
  signals: signal_refresh_us 50000, predictor (kind none)
  constraints: w < 3

  Grid: 2 points (1 left out by constraints).

parameter  values   scale  default  meaning
---------  -------  -----  -------  -------------------
w          1, 2, 3         2        weight of the queue

)");
}

TEST_CASE("a strategy as Markdown: a section without further headings") {
  const std::string page = strategy_page(parse(kStrategy), io::TableFormat::markdown);
  CHECK(page.starts_with("### joined\n\nThe queue and the router agree.\n\n- kind: joint\n"));
  CHECK(page.find("\n- routing: weighted of $w queue-depth + 1 prefix-affinity\n") !=
        std::string::npos);
  CHECK(page.find("| w | 1, 2, 3 |") != std::string::npos);
  CHECK(page.find("\n#") == std::string::npos);
  CHECK(page.ends_with("|\n\n"));
}

TEST_CASE("a strategy that says little has a short page") {
  const std::string page = strategy_page(
      parse("strategy: s\npolicies: {scheduling: {policy: sjf}}\n"), io::TableFormat::text);
  CHECK(page.starts_with("s\n  admission: always-admit (default)\n"));
  CHECK(page.find("Grid") == std::string::npos);
  CHECK(page.find("kind") == std::string::npos);
  CHECK(page.ends_with("  offload: threshold (default)\n\n"));
}

TEST_CASE("settings of a policy whose name is a parameter are all shown") {
  const auto text = [](const std::string& policy) {
    return policy_text(io::Document::parse(policy, "s.yaml"), "priority");
  };
  const std::string shown = text("{policy: $p, base_critical: 10}");
  CHECK(shown == "$p, base_critical 10");
  CHECK(text("{policy: slo-tiered, base_critical: $b}") == "slo-tiered, base_critical $b");
}

TEST_CASE("a policy that a parameter chooses is shown with every choice") {
  const auto text = [](const std::string& policy, const std::string& point) {
    return policy_text(io::Document::parse(policy, "s.yaml"), point);
  };
  CHECK(text("{choose: $o, of: {old: {policy: fcfs}, cached: {policy: k-longest-prefix, k: $k}}}",
             "scheduling") == "by $o: old → fcfs; cached → k-longest-prefix, k $k");
  CHECK(text("{policy: weighted, scorers: [{choose: $s, of: {a: {scorer: free-slots}, b: {scorer: "
             "queue-depth, weight: 2}}}]}",
             "routing") == "weighted of (by $s: a → 1 free-slots; b → 2 queue-depth)");
}

}  // namespace servesweep::sweep::strategy_page_test
