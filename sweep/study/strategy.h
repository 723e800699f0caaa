#pragma once

#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "engine/base/problem.h"
#include "engine/scenario.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "sweep/study/parameter_space.h"
#include "sweep/study/policy_template.h"
#include "sweep/study/profile_text.h"
#include "sweep/study/signals_template.h"
#include "sweep/study/strategy_facts.h"
#include "sweep/study/template_value.h"
#include "sweep/study/tier_template.h"

namespace servesweep::sweep {

/// A strategy file: one policy per extension point, engine limits, the CPU tier of the KV cache,
/// what its gateway sees, and free parameters. `$name` may stand wherever policies, limits, kv,
/// cluster and signals hold a scalar. All keys but the first and `policies` are optional.
///
///   strategy: slo-cascade            # letters, digits, - _ .
///   claim: one sentence on the mechanism
///   source: where the idea comes from
///   kind: portfolio                  # see StrategyFacts: for people, changes no result
///   opportunities: [cross-layer]
///   hook: where vLLM or llm-d would have it
///   policies: {admission: {policy: …}, routing: …, scheduling: …, priority: …, chunking: …,
///              preemption: …, eviction: …, offload: …}   # the engine's default where absent
///                                                  (see PolicyTemplate, also for `choose`)
///   limits: {max_running: 256, max_tokens_per_step: $step_budget}
///   kv: {cpu_blocks: 44000, transfer_tokens_per_us: 100, transfer_base_us: 0}
///   kv: {tiers: [{name: cpu, blocks: 44000, tokens_per_us: 100, base_us: 0}]}  (see TierTemplate)
///   signals: {signal_refresh_us: 50000}  # else the study's cluster:  (see SignalsTemplate)
///   cluster: {instances: 8, gpu_blocks: 4000}   # other machines than the study's: what more of
///   them,
///                                                or less memory on each, would do
///   profile: reference                          # another engine than the study's (see
///   ProfileChoice) parameters: {step_budget: {values: [962, 2048]}}  (see Parameter, Simplex,
///   Condition) constraints: [step_budget <= 4096]                (see Constraint)
class StrategyTemplate {
 public:
  [[nodiscard]] static StrategyTemplate read_file(const std::filesystem::path& path);
  /// Problem (file:line: field) for unknown keys, undeclared references and unused parameters.
  /// Policy names and parameters are checked by scenario_at().
  [[nodiscard]] static StrategyTemplate read(const io::Document& document);

  [[nodiscard]] const std::string& name() const { return facts_.name; }
  [[nodiscard]] const std::string& claim() const { return facts_.claim; }
  [[nodiscard]] const std::string& source() const { return facts_.source; }
  [[nodiscard]] const StrategyFacts& facts() const { return facts_; }
  [[nodiscard]] const ParameterSpace& space() const { return space_; }
  [[nodiscard]] const SignalsTemplate& signals() const { return signals_; }
  /// Whether the KV blocks of an instance are this file's choice, not the model's.
  [[nodiscard]] bool fixes_gpu_blocks() const;

  /// `base` (cluster and model) with this strategy's settings at a point. Not validated beyond what
  /// the types of Scenario need. Precondition: the point is one of space().
  [[nodiscard]] engine::Scenario instantiate(const engine::Scenario& base,
                                             const Point& point) const;

  /// As instantiate(), and validated by the engine; what reads the future or a true length by this
  /// file's own choice must be of kind bound. Problem at the line of this file that is to
  /// blame, with the parameter's value if it came from one.
  [[nodiscard]] engine::Scenario scenario_at(const engine::Scenario& base,
                                             const Point& point) const;

  /// The engine's complaint about a field of the scenario ("priority.age_weight_per_us") as one
  /// about the line of this file that set it; unchanged if this file does not set it.
  [[nodiscard]] engine::Problem located(const engine::Problem& problem, const Point& point) const;

  /// In the form that read() reads, with everything needed to read it elsewhere.
  [[nodiscard]] io::Value to_value() const;

 private:
  explicit StrategyTemplate(io::Document document) : document_(std::move(document)) {}
  void read_space();
  void read_settings(std::set<std::string>& used);
  void apply_numbers(engine::Scenario& scenario, const Point& point) const;
  /// The keys in this file that set a field of the scenario.
  [[nodiscard]] std::vector<std::string> keys_of_field(std::vector<std::string> path) const;
  /// Problem (where = the field of the scenario) if a strategy that is no bound is clairvoyant.
  void check_bound(const engine::Scenario& scenario) const;
  void check_every_parameter_is_used(const std::set<std::string>& used) const;

  using Settings = std::vector<std::pair<std::string, TemplateValue>>;

  io::Document document_;
  StrategyFacts facts_;
  ParameterSpace space_;
  std::vector<std::pair<std::string, PolicyTemplate>> policies_;  ///< by extension point
  Settings limits_, kv_, cluster_;
  std::vector<TierTemplate> tiers_;
  SignalsTemplate signals_;
  std::optional<ProfileChoice> profile_;
};

}  // namespace servesweep::sweep
