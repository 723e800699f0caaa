#include "engine/policy/chunking/regime_budget.h"

#include "engine/policy/chunking/step_size.h"

namespace servesweep::engine {
namespace {

/// Prompt work before the instance, in steps as full as the engine allows.
double full_steps(const StepView& view) {
  const double next_tokens = view.next == nullptr ? 0 : view.next->input_tokens;
  const double tokens =
      static_cast<double>(view.running_prefill_tokens) + view.waiting * next_tokens;
  return tokens / std::max(1, view.max_tokens_per_step - view.decoding);
}

ParameterInfo prompt_tokens(const char* name, double fallback, const char* regime) {
  return integer_parameter(name, fallback, 1, 1e9, "tokens",
                           std::string("prompt tokens of a step while the instance is ") + regime);
}

}  // namespace

PolicyInfo RegimeBudget::info() {
  PolicyInfo info{.name = "regime-budget",
                  .what = "steps sized by the load regime of the instance, with hysteresis",
                  .formula =
                      "budget = decodes + tokens(regime); rho = average over ewma_us of (prompt "
                      "tokens of running requests + waiting·prompt of the next)/(B − decodes)",
                  .source = "Sarathi-Serve's budget, switched by load; hysteresis is ours",
                  .parameters = LoadRegime::parameters(0.25, 1, 200'000)};
  info.parameters.push_back(real_parameter("ewma_us", 100'000, 0, 1e12, "µs",
                                           "time over which the load is averaged; 0 = not at "
                                           "all"));
  info.parameters.push_back(prompt_tokens("calm_tokens", 512, "calm"));
  info.parameters.push_back(prompt_tokens("busy_tokens", 2048, "busy"));
  info.parameters.push_back(prompt_tokens("overload_tokens", 8192, "overloaded"));
  return info;
}

RegimeBudget::RegimeBudget(const Parameters& parameters)
    : fresh_{LoadAverage(parameters.real("ewma_us")), LoadRegime(parameters)},
      tokens_{parameters.real("calm_tokens"), parameters.real("busy_tokens"),
              parameters.real("overload_tokens")},
      memory_(1, fresh_) {}

void RegimeBudget::reset(std::size_t instances) {
  memory_.assign(instances, fresh_);
}

std::int32_t RegimeBudget::step_tokens(const StepView& view) const {
  Memory& memory = memory_[view.instance.index()];
  const double rho = memory.load.hold(view.now_us, full_steps(view));
  const Regime regime = memory.regime.update(view.now_us, rho);
  return step_size(tokens_[static_cast<std::size_t>(regime)], view);
}

}  // namespace servesweep::engine
