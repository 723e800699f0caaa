#include "engine/workload/client_roster.h"

#include <doctest/doctest.h>

namespace servesweep::engine::client_roster_test {
namespace {

ClientSpec client_of(const std::string& id, const std::string& tenant,
                     const std::string& slo_class) {
  ClientSpec client;
  client.id = id;
  client.tenant = tenant;
  client.slo_class = slo_class;
  client.input_tokens = client.output_tokens = ConstantLength{10};
  return client;
}

WorkloadSpec three_clients() {
  WorkloadSpec spec;
  spec.requests_per_s = 1;
  spec.requests = 1;
  spec.clients = {client_of("a", "acme", "batch"), client_of("b", "umbra", "critical"),
                  client_of("c", "acme", "batch")};
  spec.clients[1].prefix_group = spec.clients[2].prefix_group = "g";
  spec.clients[1].prefix_tokens = 64;
  spec.clients[2].prefix_tokens = 32;
  spec.clients[2].session = SessionSpec{.rounds = ConstantLength{2},
                                        .think_time_us = ConstantDuration{0},
                                        .accumulate_context = true,
                                        .mode = SessionMode::closed};
  return spec;
}

}  // namespace

TEST_CASE("names become ids in order of appearance") {
  const ClientRoster roster(three_clients());
  REQUIRE(roster.size() == 3);
  CHECK(roster[0].tenant == TenantId(0));
  CHECK(roster[1].tenant == TenantId(1));
  CHECK(roster[2].tenant == TenantId(0));
  CHECK(roster[0].slo_class == SloClassId(0));
  CHECK(roster[0].tier == SloTier::sheddable);
  CHECK(roster[1].tier == SloTier::critical);
  CHECK(roster[2].slo_class == SloClassId(0));
  CHECK_FALSE(roster[0].has_sessions);
  CHECK(roster[2].closed_loop);
  CHECK(roster[2].accumulates);
}

TEST_CASE("each client of a group has its own length of the one prefix") {
  const ClientRoster roster(three_clients());
  WorkloadHeader header;
  roster.introduce(7, header);
  CHECK(header.seed == 7);
  CHECK(header.closed_loop);
  CHECK(header.tenants == std::vector<std::string>{"acme", "umbra"});
  CHECK(header.classes.size() == 2);
  CHECK(roster.prefix_groups() == 1);
  SegmentPages segments;
  roster.introduce(segments);
  const std::span<const Segment> prefixes = segments.at({.begin = 0, .count = 2});
  CHECK(prefixes[0].end_token == 64);
  CHECK(prefixes[1].end_token == 32);
  CHECK(prefixes[1].chain == prefixes[0].chain);
  CHECK_FALSE(roster[0].prefix_chain.valid());
  CHECK(roster[0].prefix.count == 0);
  CHECK(roster[2].prefix.begin == 1);
  CHECK(roster[2].prefix.count == 1);
}

TEST_CASE("declared classes come first") {
  WorkloadSpec spec = three_clients();
  SloClass critical, batch;
  critical.name = "critical";
  batch.name = "batch";
  batch.tier = SloTier::standard;
  spec.classes = {critical, batch};
  const ClientRoster roster(spec);
  CHECK(roster[0].slo_class == SloClassId(1));
  CHECK(roster[0].tier == SloTier::standard);
  CHECK(roster[1].slo_class == SloClassId(0));
}

}  // namespace servesweep::engine::client_roster_test
