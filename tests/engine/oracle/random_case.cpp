#include "tests/engine/oracle/random_case.h"

#include <fmt/format.h>

#include <ostream>

#include "tests/property.h"

namespace servesweep::engine::oracle {
namespace {

class Choice {
 public:
  explicit Choice(rc::Random& random) : random_(random) {}
  std::int32_t between(std::int32_t lowest, std::int32_t highest) {
    const auto span = static_cast<std::uint64_t>(highest - lowest) + 1;
    return lowest + static_cast<std::int32_t>(random_.next() % span);
  }
  bool chance(std::int32_t percent) { return between(0, 99) < percent; }

 private:
  rc::Random& random_;
};

RandomRequest any_request(Choice& choice, std::int32_t longest, std::int32_t longest_gap_us) {
  return {.gap_us = choice.chance(40) ? 0 : choice.between(0, longest_gap_us),
          .input_tokens = choice.between(1, longest),
          .output_tokens = choice.between(0, longest),
          .content = choice.chance(50) ? 0 : choice.between(1, 4),
          .tier = static_cast<SloTier>(choice.between(0, 2))};
}

ProfileSwitches any_switches(Choice& choice) {
  ProfileSwitches switches;
  for (bool ProfileSwitches::*one :
       {&ProfileSwitches::effects_at_step_end, &ProfileSwitches::async_scheduling,
        &ProfileSwitches::full_sequence_gate, &ProfileSwitches::recompute_last_token,
        &ProfileSwitches::unhashed_blocks_first, &ProfileSwitches::keep_duplicates,
        &ProfileSwitches::skip_last_token_kv, &ProfileSwitches::null_block,
        &ProfileSwitches::refuse_oversized, &ProfileSwitches::free_empty_steps,
        &ProfileSwitches::real_time_accounting}) {
    switches.*one = choice.chance(50);
  }
  // What check_scenario() demands of combinations.
  if (switches.async_scheduling) {
    switches.effects_at_step_end = true;
    switches.skip_last_token_kv = true;  // else legal, but in which order of others is not defined
  }
  if (switches.effects_at_step_end) {
    switches.refuse_oversized = switches.real_time_accounting = true;
  } else {
    switches.free_empty_steps = false;  // legal, but a pause between steps means nothing there
  }
  return switches;
}

void set_profile(Scenario& scenario, Choice& choice, CaseKind kind) {
  scenario.profile = kind == CaseKind::reference ? Profile::reference : Profile::vllm_v1;
  scenario.switches = switches_of(scenario.profile);
  if (kind == CaseKind::vllm_synchronous || kind == CaseKind::loads_synchronous) {
    scenario.switches.async_scheduling = false;
  }
  if (kind == CaseKind::mixture || kind == CaseKind::loads_mixture) {
    scenario.switches = any_switches(choice);
  }
}

bool has_tiers(CaseKind kind) {
  return kind == CaseKind::loads_synchronous || kind == CaseKind::loads_asynchronous ||
         kind == CaseKind::loads_mixture;
}

/// One to three small tiers behind links of any speed.
void set_tiers(Scenario& scenario, Choice& choice) {
  scenario.latency.beta[1] = std::max(scenario.latency.beta[1], 0.25);  // else nobody loads
  if (choice.chance(70)) scenario.kv.gpu_blocks = choice.between(4, 16);
  for (std::int32_t i = choice.between(1, 3); i > 0; --i) {
    scenario.kv.tiers.push_back(
        {.name = std::to_string(i),
         .blocks = choice.between(1, choice.chance(50) ? 12 : 80),
         .tokens_per_us = choice.between(1, choice.chance(50) ? 16 : 128) / 64.0,
         .base_us = choice.chance(50) ? 0 : choice.between(0, 200),
         .serial = choice.chance(50),
         .eviction = choice.chance(50) ? "arc" : "lru"});
  }
  scenario.offload = {.policy = "write-through", .parameters = {}, .scorers = {}};
  auto& parameters = scenario.offload.parameters;
  if (choice.chance(40)) {
    scenario.offload.policy = "selective";
    parameters["min_lookups"] = 1.0 * choice.between(1, 4);
  }
  parameters["load_factor"] = 1e9;
  if (choice.chance(30)) parameters["load_factor"] = 0.5 * choice.between(1, 40);
  if (choice.chance(30)) parameters["min_load_tokens"] = 1.0 * choice.between(1, 20);
  parameters["defer"] = choice.chance(50);
  parameters["prefetch"] = choice.chance(50);
}

void set_reservation(Scenario& scenario, Choice& choice) {
  auto& parameters = scenario.reservation.parameters;
  parameters["typical_tokens"] = 1.0 * choice.between(1, 40);
  if (choice.chance(50)) {
    scenario.reservation.policy = "share";
    parameters["share"] = 0.1 * choice.between(0, 10);
    parameters["decay_steps"] = 1.0 * choice.between(0, 50);
    parameters["clip_tokens"] = 1.0 * choice.between(1, 40);
    parameters["candidate_share"] = 0.5 * choice.between(0, 2);
    return;
  }
  scenario.reservation.policy = "future-peak";
  parameters["quantile"] = 0.1 * choice.between(0, 10);
  parameters["window"] = 1.0 * choice.between(1, 10);
  parameters["warm_up"] = 1.0 * choice.between(1, 4);
  if (choice.chance(30)) parameters["reserve"] = 0.1 * choice.between(1, 5);
}

Scenario any_scenario(Choice& choice, CaseKind kind) {
  Scenario scenario;
  set_profile(scenario, choice, kind);
  const double overhead_us = choice.chance(50) ? 0 : 3.5;
  scenario.latency.alpha = {choice.chance(50) ? 0 : 50.0, 0.5 * choice.between(0, 2), overhead_us};
  scenario.latency.beta = {1.0 + choice.between(0, 100), 0.25 * choice.between(0, 8),
                           0.5 * choice.between(0, 4)};
  scenario.kv.block_tokens = choice.between(1, 8);
  scenario.kv.gpu_blocks = choice.between(3, choice.chance(70) ? 24 : 60);
  scenario.kv.watermark = choice.chance(70) ? 0 : 0.02 * choice.between(1, 20);
  scenario.batch.max_running = choice.between(1, 8);
  scenario.batch.max_tokens_per_step = choice.between(1, choice.chance(50) ? 8 : 64);
  if (choice.chance(60)) scenario.chunking.parameters["tokens"] = 1.0 * choice.between(1, 20);
  if (choice.chance(50)) {
    scenario.scheduling.policy = "priority-fcfs";
    scenario.priority.policy = "static-tier";
    if (choice.chance(70)) scenario.preemption.policy = "lowest-priority";
  }
  if (choice.chance(40)) set_reservation(scenario, choice);
  if (has_tiers(kind)) set_tiers(scenario, choice);
  return scenario;
}

/// Most requests have content in common, many end with a block, and some come long after others.
void share_more(RandomCase& made, Choice& choice, std::int32_t longest) {
  const std::int32_t block = made.scenario.kv.block_tokens;
  const auto whole_blocks = [&](std::int32_t tokens) {
    return std::clamp(tokens / block * block, 1, longest);
  };
  if (choice.chance(50)) made.prefix_tokens = whole_blocks(made.prefix_tokens + block - 1);
  for (RandomRequest& request : made.requests) {
    if (request.content == 0 && choice.chance(70)) request.content = choice.between(1, 4);
    if (choice.chance(40)) {
      request.input_tokens = whole_blocks(request.input_tokens) + choice.between(0, 1);
    }
    if (choice.chance(50)) request.output_tokens = choice.between(0, 3);
    if (choice.chance(10)) request.gap_us += 3000;
  }
}

/// Requests that fit into memory mostly, so that they meet there.
RandomCase any_case(Choice& choice, CaseKind kind) {
  RandomCase made;
  made.scenario = any_scenario(choice, kind);
  const KvSpec& kv = made.scenario.kv;
  const std::int32_t fitting = kv.gpu_blocks * kv.block_tokens / 2;
  const std::int32_t longest =
      choice.chance(90) ? std::clamp(fitting, 2, 60) : choice.between(2, 60);
  made.prefix_tokens = choice.between(1, longest);
  const std::int32_t longest_gap_us = choice.chance(30) ? 2000 : 200;
  for (std::int32_t i = choice.between(1, choice.chance(80) ? 12 : 40); i > 0; --i) {
    made.requests.push_back(any_request(choice, longest, longest_gap_us));
  }
  if (has_tiers(kind)) share_more(made, choice, longest);
  return made;
}

std::vector<RandomRequest> simpler(const RandomRequest& request) {
  std::vector<RandomRequest> all;
  const auto add = [&](auto field, auto value) {
    RandomRequest changed = request;
    changed.*field = value;
    if (0 <= value && value < request.*field)
      all.push_back(changed);  // or shrinking goes in circles
  };
  add(&RandomRequest::content, 0);
  add(&RandomRequest::gap_us, 0);
  add(&RandomRequest::gap_us, request.gap_us / 2);
  add(&RandomRequest::output_tokens, 1);
  add(&RandomRequest::output_tokens, request.output_tokens / 2);
  add(&RandomRequest::output_tokens, request.output_tokens - 1);
  add(&RandomRequest::input_tokens, (request.input_tokens + 1) / 2);
  add(&RandomRequest::input_tokens, std::max(request.input_tokens - 1, 1));
  return all;
}

rc::Seq<RandomCase> smaller(const RandomCase& from) {
  std::vector<RandomCase> all;
  const auto change = [&](auto&& apply) {
    all.push_back(from);
    apply(all.back());
  };
  for (std::size_t i = 0; i < from.requests.size(); ++i) {
    change([&](RandomCase& c) {
      c.requests.erase(c.requests.begin() + static_cast<std::ptrdiff_t>(i));
    });
  }
  if (from.scenario.latency.alpha != std::array<double, 3>{}) {
    change([](RandomCase& c) { c.scenario.latency.alpha = {}; });
  }
  if (from.scenario.latency.beta != std::array<double, 3>{100, 0, 0}) {
    change([](RandomCase& c) { c.scenario.latency.beta = {100, 0, 0}; });
  }
  if (from.scenario.reservation != Scenario().reservation) {
    change([](RandomCase& c) { c.scenario.reservation = Scenario().reservation; });
  }
  if (!from.scenario.chunking.parameters.empty()) {
    change([](RandomCase& c) { c.scenario.chunking.parameters.clear(); });
  }
  if (from.scenario.batch.max_tokens_per_step != 64) {
    change([](RandomCase& c) { c.scenario.batch.max_tokens_per_step = 64; });
  }
  for (std::size_t i = 0; i < from.requests.size(); ++i) {
    for (const RandomRequest& request : simpler(from.requests[i])) {
      change([&](RandomCase& c) { c.requests[i] = request; });
    }
  }
  return rc::seq::fromContainer(std::move(all));
}

std::vector<Segment> content_of(const RandomRequest& request, std::int32_t prefix_tokens) {
  const Segment prefix{ChainId(0), std::min(prefix_tokens, request.input_tokens)};
  switch (request.content) {
    case 1:
      return {prefix};
    case 2:
    case 3:
      return {{ChainId(request.content - 1), kAllFurtherTokens}};
    case 4:  // a chain has always the same tokens in front of it
      if (request.input_tokens < prefix_tokens) return {prefix};
      return {prefix, {ChainId(3), kAllFurtherTokens}};
    default:
      return {};
  }
}

/// The switches in order of declaration, 1 = on.
std::string switches_text(const ProfileSwitches& s) {
  return fmt::format("{:d}{:d}{:d}{:d}{:d}{:d}{:d}{:d}{:d}{:d}{:d}", s.effects_at_step_end,
                     s.async_scheduling, s.full_sequence_gate, s.recompute_last_token,
                     s.unhashed_blocks_first, s.keep_duplicates, s.skip_last_token_kv, s.null_block,
                     s.refuse_oversized, s.free_empty_steps, s.real_time_accounting);
}

}  // namespace

Workload RandomCase::workload() const {
  WorkloadBuilder builder;
  TimeUs now_us = 0;
  for (const RandomRequest& request : requests) {
    now_us += request.gap_us;
    builder.add({.arrival_us = now_us,
                 .input_tokens = request.input_tokens,
                 .output_tokens = request.output_tokens,
                 .tier = request.tier,
                 .content = content_of(request, prefix_tokens)});
  }
  return builder.build();
}

std::string RandomCase::text() const {
  const Scenario& s = scenario;
  const auto chunk = s.chunking.parameters.find("tokens");
  std::string text = fmt::format(
      "{} {} | {}, {}, {} | alpha {} {} {} | beta {} {} {} | {} blocks of {}, watermark {} | {} "
      "running, {} "
      "tokens, chunk {} | prefix {}\n",
      name_of(s.profile), switches_text(s.switches), s.scheduling.policy, s.priority.policy,
      s.preemption.policy, s.latency.alpha[0], s.latency.alpha[1], s.latency.alpha[2],
      s.latency.beta[0], s.latency.beta[1], s.latency.beta[2], s.kv.gpu_blocks, s.kv.block_tokens,
      s.kv.watermark, s.batch.max_running, s.batch.max_tokens_per_step,
      chunk == s.chunking.parameters.end() ? 0 : std::get<double>(chunk->second), prefix_tokens);
  for (const TierSpec& tier : s.kv.tiers) {
    text +=
        fmt::format("  tier: {} blocks, {}, {} tokens/us, base {}{}\n", tier.blocks, tier.eviction,
                    tier.tokens_per_us, tier.base_us, tier.serial ? ", serial" : "");
  }
  if (s.reservation != Scenario().reservation) {
    text += fmt::format("  {}", s.reservation.policy);
    for (const auto& [name, value] : s.reservation.parameters) {
      text += fmt::format(" {} {}", name, std::get<double>(value));
    }
    text += "\n";
  }
  if (!s.kv.tiers.empty()) {
    text += fmt::format("  {}", s.offload.policy);
    for (const auto& [name, value] : s.offload.parameters) {
      text += fmt::format(" {} {}", name,
                          std::visit([](auto v) { return fmt::format("{}", v); }, value));
    }
    text += "\n";
  }
  TimeUs now_us = 0;
  for (const RandomRequest& request : requests) {
    now_us += request.gap_us;
    text += fmt::format("  at {}: ({}, {}) content {} tier {}\n", now_us, request.input_tokens,
                        request.output_tokens, request.content, static_cast<int>(request.tier));
  }
  return text;
}

rc::Gen<RandomCase> random_cases(CaseKind kind) {
  return {[=](const rc::Random& seed, int) {
    rc::Random random = seed;
    Choice choice(random);
    return rc::shrinkable::shrinkRecur(any_case(choice, kind), smaller);
  }};
}

void check_cases(CaseKind kind, int count, const CaseCheck& check) {
  const auto cases = random_cases(kind);
  check_property(
      [&] {
        const RandomCase random_case = *cases;
        const std::string failure = check(random_case);
        if (!failure.empty()) RC_FAIL(failure);
      },
      count);
}

void showValue(const RandomCase& random_case, std::ostream& out) {
  out << random_case.text();
}

}  // namespace servesweep::engine::oracle
