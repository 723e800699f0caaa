#include "engine/workload/client_roster.h"

#include <algorithm>
#include <utility>

namespace servesweep::engine {
namespace {

/// Position of `name` in `names`, appended if new. Names are few.
std::int32_t position_of(const std::string& name, std::vector<std::string>& names) {
  const auto found = std::find(names.begin(), names.end(), name);
  const auto position = static_cast<std::int32_t>(found - names.begin());
  if (found == names.end()) names.push_back(name);
  return position;
}

std::int32_t position_of(const std::string& name, std::vector<SloClass>& classes) {
  const auto found = std::find_if(classes.begin(), classes.end(),
                                  [&](const SloClass& each) { return each.name == name; });
  const auto position = static_cast<std::int32_t>(found - classes.begin());
  if (found == classes.end()) {
    SloClass named;
    named.name = name;
    named.tier = tier_of_class_name(name);
    classes.push_back(std::move(named));
  }
  return position;
}

}  // namespace

ClientRoster::ClientRoster(const WorkloadSpec& spec) : classes_(spec.classes) {
  const std::vector<double> rates = rates_per_us(spec);
  for (std::size_t i = 0; i < rates.size(); ++i) add(spec, spec.clients[i], rates[i]);
}

void ClientRoster::add(const WorkloadSpec& spec, const ClientSpec& client, double rate_per_us) {
  const SloClassId slo_class(position_of(client.slo_class, classes_));
  GeneratorClient added{
      .arrivals = ClientArrivals(spec, client, rate_per_us),
      .draws = ClientDraws(client),
      .has_sessions = client.session.has_value(),
      .closed_loop = client.session && client.session->mode == SessionMode::closed,
      .accumulates = client.session && client.session->accumulate_context,
      .prefix_tokens = static_cast<std::int32_t>(client.prefix_tokens),
      .prefix_chain = {},
      .prefix = {},
      .slo_class = slo_class,
      .tier = classes_[slo_class.index()].tier,
      .tenant = TenantId(position_of(client.tenant, tenants_))};
  if (!client.prefix_group.empty()) {
    added.prefix_chain = ChainId(position_of(client.prefix_group, prefix_groups_));
    added.prefix = {static_cast<std::uint32_t>(prefixes_.size()), 1};
    prefixes_.push_back({added.prefix_chain, added.prefix_tokens});
  }
  clients_.push_back(std::move(added));
}

void ClientRoster::introduce(std::uint64_t seed, WorkloadHeader& header) const {
  header.seed = seed;
  header.closed_loop = std::ranges::any_of(clients_, &GeneratorClient::closed_loop);
  header.classes = classes_;
  header.tenants = tenants_;
}

void ClientRoster::introduce(SegmentPages& segments) const {
  segments.clear();
  for (const Segment& prefix : prefixes_) (void)segments.append(std::span(&prefix, 1));
}

}  // namespace servesweep::engine
