#include "engine/workload/workload_spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "engine/base/problem.h"
#include "engine/random/stream.h"
#include "engine/workload/field_check.h"
#include "engine/workload/length_sampler.h"

namespace servesweep::engine {
namespace {

const std::vector<std::string> kConventionalClasses{"critical", "standard", "sheddable", "batch",
                                                    "background"};

void check_target(const FieldCheck& fields, std::string_view field,
                  std::optional<TimeUs> target_us) {
  if (target_us) fields.positive(field, static_cast<double>(*target_us));
}

void check_classes(const std::vector<SloClass>& classes) {
  std::set<std::string_view> names;
  for (std::size_t i = 0; i < classes.size(); ++i) {
    const FieldCheck fields(fmt::format("classes[{}]", i));
    if (classes[i].name.empty()) fields.fail("name", "missing", "", "name the class");
    if (!names.insert(classes[i].name).second) {
      fields.fail("name", fmt::format("'{}' is declared twice", classes[i].name), "",
                  "merge the two classes or rename one");
    }
    check_target(fields, "ttft_target_us", classes[i].ttft_target_us);
    check_target(fields, "tpot_target_us", classes[i].tpot_target_us);
    check_target(fields, "e2e_target_us", classes[i].e2e_target_us);
  }
}

void check_class_name(const WorkloadSpec& spec, const ClientSpec& client,
                      const FieldCheck& fields) {
  std::vector<std::string> known;
  for (const SloClass& slo_class : spec.classes) known.push_back(slo_class.name);
  if (known.empty()) known = kConventionalClasses;
  if (std::find(known.begin(), known.end(), client.slo_class) != known.end()) return;
  fields.fail("slo_class", fmt::format("unknown class '{}'", client.slo_class),
              spec.classes.empty() ? "no classes are declared, so only conventional names are known"
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

void check_client(const WorkloadSpec& spec, const ClientSpec& client, const FieldCheck& fields) {
  if (client.id.empty()) fields.fail("id", "missing", "", "give the client a name of its own");
  if (client.tenant.empty())
    fields.fail("tenant", "empty", "", "name the tenant or remove the field");
  check_class_name(spec, client, fields);
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

/// Time before the end of the last window that lies in no window.
double idle_us(std::vector<ActivityWindow> windows) {
  std::sort(windows.begin(), windows.end(),
            [](const auto& a, const auto& b) { return a.start_us < b.start_us; });
  double idle = 0.0;
  TimeUs covered_us = 0;
  for (const auto [start_us, end_us] : windows) {
    if (start_us > covered_us) idle += static_cast<double>(start_us - covered_us);
    covered_us = std::max(covered_us, end_us);
  }
  return idle;
}

void check_rate(double rate_per_us, const FieldCheck& fields) {
  if (rate_per_us > 1.0) {
    fields.fail("rate_fraction", fmt::format("it means {} arrivals per microsecond", rate_per_us),
                "time has whole microseconds, so one per microsecond is the limit",
                "lower requests_per_s or split the client");
  }
  if (rate_per_us > 0.0) return;
  fields.fail("rate_fraction", "it is vanishingly small beside the others", "",
              "remove the client or give it a larger share");
}

void check_idle_time(const ClientSpec& client, double rate_per_us, const FieldCheck& fields) {
  if (rate_per_us * idle_us(client.windows) <= static_cast<double>(kMostRequests)) return;
  fields.fail("windows", "they leave too much idle time before the last one",
              fmt::format("more than {} arrivals would be dropped", kMostRequests),
              "start the windows earlier or lower the rate");
}

/// Turns per arrival, estimated by drawing: good enough to tell a large workload from an endless
/// one.
double mean_turns(const ClientSpec& client) {
  if (!client.session) return 1.0;
  const LengthSampler rounds(client.session->rounds, {.lowest = 1, .highest = kMostRounds});
  constexpr std::uint64_t kDraws = 1000;
  double sum = 0.0;
  for (std::uint64_t i = 0; i < kDraws; ++i) {
    Stream stream(0, StreamPurpose("workload.mean_turns"), i);
    sum += rounds(stream);
  }
  return sum / kDraws;
}

/// Refuses what would be generated for ever, or would not fit into memory.
void check_size(const WorkloadSpec& spec) {
  const std::vector<double> rates = rates_per_us(spec);
  double expected = 0.0;
  for (std::size_t i = 0; i < spec.clients.size(); ++i) {
    const ClientSpec& client = spec.clients[i];
    const FieldCheck fields(fmt::format("clients[{}]", i));
    check_rate(rates[i], fields);
    check_idle_time(client, rates[i], fields);
    const TimeUs limit_us = arrival_limit_us(spec, client);
    if (limit_us == kForever && spec.requests == 0) {
      throw Problem("requests", "missing",
                    fmt::format("client '{}' would arrive for ever", client.id),
                    "set requests, horizon_us, or windows for every client");
    }
    expected += rates[i] * static_cast<double>(limit_us) * mean_turns(client);
  }
  if (spec.requests > 0 || expected <= static_cast<double>(kMostRequests)) return;
  throw Problem("requests", fmt::format("missing, and about {:.3g} are expected", expected),
                fmt::format("a workload holds at most {}", kMostRequests),
                "cap requests or shorten the horizon");
}

}  // namespace

void validate(const WorkloadSpec& spec) {
  const FieldCheck fields("");
  fields.positive("requests_per_s", spec.requests_per_s);
  fields.within("requests", static_cast<double>(spec.requests), 0,
                static_cast<double>(kMostRequests));
  fields.positive("horizon_us", static_cast<double>(spec.horizon_us));
  check_classes(spec.classes);
  if (spec.rate_profile) validate(*spec.rate_profile, "rate_profile");
  if (spec.clients.empty()) fields.fail("clients", "missing", "", "describe at least one client");
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < spec.clients.size(); ++i) {
    const FieldCheck client(fmt::format("clients[{}]", i));
    check_client(spec, spec.clients[i], client);
    if (ids.insert(spec.clients[i].id).second) continue;
    client.fail("id", fmt::format("'{}' is used twice", spec.clients[i].id),
                "both clients would draw the same random numbers", "rename one of them");
  }
  check_size(spec);
}

std::vector<double> rates_per_us(const WorkloadSpec& spec) {
  double sum = 0.0;
  for (const ClientSpec& client : spec.clients) sum += client.rate_fraction;
  std::vector<double> rates;
  for (const ClientSpec& client : spec.clients) {
    rates.push_back(spec.requests_per_s * (client.rate_fraction / sum) / 1e6);
  }
  return rates;
}

TimeUs arrival_limit_us(const WorkloadSpec& spec, const ClientSpec& client) {
  if (client.windows.empty()) return spec.horizon_us;
  TimeUs last_end_us = 0;
  for (const ActivityWindow& window : client.windows) {
    last_end_us = std::max(last_end_us, window.end_us);
  }
  return std::min(spec.horizon_us, last_end_us);
}

}  // namespace servesweep::engine
