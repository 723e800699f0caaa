#include "sweep/study/profile_text.h"

#include <array>
#include <set>

#include "sweep/study/choice.h"

namespace servesweep::sweep {
namespace {

using engine::Profile;
using engine::ProfileSwitches;

struct NamedSwitch {
  const char* name;
  bool ProfileSwitches::*value;
};

constexpr std::array<NamedSwitch, 11> kSwitches{{
    {"effects_at_step_end", &ProfileSwitches::effects_at_step_end},
    {"async_scheduling", &ProfileSwitches::async_scheduling},
    {"full_sequence_gate", &ProfileSwitches::full_sequence_gate},
    {"recompute_last_token", &ProfileSwitches::recompute_last_token},
    {"unhashed_blocks_first", &ProfileSwitches::unhashed_blocks_first},
    {"keep_duplicates", &ProfileSwitches::keep_duplicates},
    {"skip_last_token_kv", &ProfileSwitches::skip_last_token_kv},
    {"null_block", &ProfileSwitches::null_block},
    {"refuse_oversized", &ProfileSwitches::refuse_oversized},
    {"free_empty_steps", &ProfileSwitches::free_empty_steps},
    {"real_time_accounting", &ProfileSwitches::real_time_accounting},
}};

Profile read_profile_name(const io::Document& node) {
  return choose<Profile>(node, {{"vllm-v1", Profile::vllm_v1}, {"reference", Profile::reference}});
}

}  // namespace

ProfileChoice ProfileChoice::read(const io::Document& node) {
  ProfileChoice choice;
  if (!node.is_map()) {
    choice.profile = read_profile_name(node);
    choice.switches = engine::switches_of(choice.profile);
    return choice;
  }
  std::vector<std::string> keys{"base"};
  for (const NamedSwitch& each : kSwitches) keys.emplace_back(each.name);
  node.allow_only(keys);
  choice.profile = read_profile_name(node.at("base"));
  choice.switches = engine::switches_of(choice.profile);
  for (const NamedSwitch& each : kSwitches) {
    if (const auto value = node.find(each.name)) choice.switches.*each.value = value->boolean();
  }
  return choice;
}

io::Value ProfileChoice::to_value() const {
  const ProfileSwitches base = engine::switches_of(profile);
  const io::Value name = io::Value::text(std::string(engine::name_of(profile)));
  if (switches == base) return name;
  io::Value value = io::Value::map();
  value.set("base", name);
  for (const NamedSwitch& each : kSwitches) {
    if (switches.*each.value != base.*each.value) {
      value.set(each.name, io::Value::boolean(switches.*each.value));
    }
  }
  return value;
}

}  // namespace servesweep::sweep
