#include "engine/workload/client_spec.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/problem.h"
#include "engine/workload/field_check.h"

namespace servesweep::engine {
namespace {

const std::vector<std::string> kConventionalClasses{"critical", "standard", "sheddable", "batch",
                                                    "background"};

void check_class_name(const ClientSpec& client, const std::vector<SloClass>& classes,
                      const FieldCheck& fields) {
  std::vector<std::string> known;
  for (const SloClass& slo_class : classes) known.push_back(slo_class.name);
  if (known.empty()) known = kConventionalClasses;
  if (std::find(known.begin(), known.end(), client.slo_class) != known.end()) return;
  fields.fail("slo_class", fmt::format("unknown class '{}'", client.slo_class),
              classes.empty() ? "no classes are declared, so only conventional names are known"
                              : "it is not declared under classes",
              suggest_name(client.slo_class, known));
}

void check_prefix(const ClientSpec& client, const FieldCheck& fields) {
  fields.within("prefix_tokens", static_cast<double>(client.prefix_tokens), 0,
                kLongestLength_tokens);
  if (client.prefix_group.empty() && client.prefix_tokens > 0) {
    fields.fail("prefix_group", "missing", "prefix_tokens says there is a shared prefix",
                "name the group that shares it");
  }
  if (!client.prefix_group.empty() && client.prefix_tokens == 0) {
    fields.fail("prefix_tokens", "missing",
                fmt::format("the client is in prefix group '{}'", client.prefix_group),
                "give the length of the shared prefix");
  }
}

void check_windows(const ClientSpec& client, const FieldCheck& fields) {
  for (std::size_t i = 0; i < client.windows.size(); ++i) {
    const FieldCheck window(fields.path(fmt::format("windows[{}]", i)));
    const auto [start_us, end_us] = client.windows[i];
    window.not_negative("start_us", static_cast<double>(start_us));
    if (end_us > start_us) continue;
    window.fail("end_us", fmt::format("{} is not after start_us ({})", end_us, start_us), "",
                "give a later end");
  }
}

}  // namespace

void validate(const ClientSpec& client, const std::vector<SloClass>& classes,
              const std::string& where) {
  const FieldCheck fields(where);
  if (client.id.empty()) fields.fail("id", "missing", "", "give the client a name of its own");
  if (client.tenant.empty())
    fields.fail("tenant", "empty", "", "name the tenant or remove the field");
  check_class_name(client, classes, fields);
  fields.positive("rate_fraction", client.rate_fraction);
  validate(client.arrival, fields.path("arrival"));
  validate(client.input_tokens, fields.path("input_tokens"));
  validate(client.output_tokens, fields.path("output_tokens"));
  check_prefix(client, fields);
  check_windows(client, fields);
  if (client.rate_profile) validate(*client.rate_profile, fields.path("rate_profile"));
  validate(client.media, fields.path("media"));
  if (client.session) validate(*client.session, fields.path("session"));
}

}  // namespace servesweep::engine
