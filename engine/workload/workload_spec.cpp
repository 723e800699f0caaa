#include "engine/workload/workload_spec.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <string_view>

#include "engine/base/problem.h"
#include "engine/workload/field_check.h"
#include "engine/workload/workload_size.h"

namespace servesweep::engine {
namespace {

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

}  // namespace

void validate(const WorkloadSpec& spec) {
  const FieldCheck fields("");
  fields.positive("requests_per_s", spec.requests_per_s);
  fields.within("requests", static_cast<double>(spec.requests), 0,
                static_cast<double>(kMostRequests));
  fields.positive("horizon_us", static_cast<double>(spec.horizon_us));
  fields.within("rate_scale", spec.rate_scale, kLeastRateScale, kMostRateScale);
  check_classes(spec.classes);
  if (spec.rate_profile) validate(*spec.rate_profile, "rate_profile");
  if (spec.clients.empty()) fields.fail("clients", "missing", "", "describe at least one client");
  std::set<std::string_view> ids;
  for (std::size_t i = 0; i < spec.clients.size(); ++i) {
    const std::string where = fmt::format("clients[{}]", i);
    validate(spec.clients[i], spec.classes, where);
    if (ids.insert(spec.clients[i].id).second) continue;
    FieldCheck(where).fail("id", fmt::format("'{}' is used twice", spec.clients[i].id),
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
