#include "sweep/study/client_text.h"

#include "sweep/study/length_law_text.h"
#include "sweep/study/media_text.h"
#include "sweep/study/rate_text.h"
#include "sweep/study/session_text.h"

namespace servesweep::sweep {
namespace {

using io::Document;
using io::Value;

engine::ArrivalSpec read_arrival(const Document& node) {
  node.allow_only({"process", "cv"});
  const Document process = node.at("process");
  engine::ArrivalSpec arrival;
  arrival.process = engine::arrival_process_named(process.text(), process.where());
  if (const auto cv = node.find("cv")) arrival.cv = cv->real();
  return arrival;
}

Value value_of(const engine::ArrivalSpec& arrival) {
  Value value = Value::map();
  const auto process = static_cast<std::size_t>(arrival.process);
  value.set("process", Value::text(std::string(engine::kArrivalProcessNames[process])));
  if (arrival.cv) value.set("cv", Value::number(*arrival.cv));
  return value;
}

engine::ActivityWindow read_window(const Document& node) {
  node.allow_only({"start_us", "end_us"});
  return {.start_us = node.at("start_us").integer(), .end_us = node.at("end_us").integer()};
}

Value value_of(const engine::ActivityWindow& window) {
  return Value::map()
      .set("start_us", Value::integer(window.start_us))
      .set("end_us", Value::integer(window.end_us));
}

}  // namespace

engine::ClientSpec read_client(const Document& node) {
  node.allow_only({"id", "tenant", "slo_class", "rate_fraction", "arrival", "rate_profile",
                   "input_tokens", "media", "output_tokens", "prefix_group", "prefix_tokens",
                   "windows", "session"});
  engine::ClientSpec client;
  client.id = node.at("id").text();
  if (const auto tenant = node.find("tenant")) client.tenant = tenant->text();
  if (const auto slo_class = node.find("slo_class")) client.slo_class = slo_class->text();
  if (const auto fraction = node.find("rate_fraction")) client.rate_fraction = fraction->real();
  client.arrival = read_arrival(node.at("arrival"));
  if (const auto profile = node.find("rate_profile")) {
    client.rate_profile = read_rate_profile(*profile);
  }
  client.input_tokens = read_length_law(node.at("input_tokens"));
  if (const auto media = node.find("media")) client.media = read_media(*media);
  client.output_tokens = read_length_law(node.at("output_tokens"));
  if (const auto group = node.find("prefix_group")) client.prefix_group = group->text();
  if (const auto tokens = node.find("prefix_tokens")) client.prefix_tokens = tokens->integer();
  if (const auto windows = node.find("windows")) {
    for (const Document& window : windows->items()) client.windows.push_back(read_window(window));
  }
  if (const auto session = node.find("session")) client.session = read_session(*session);
  return client;
}

Value to_value(const engine::ClientSpec& client) {
  Value value = Value::map();
  value.set("id", Value::text(client.id)).set("tenant", Value::text(client.tenant));
  value.set("slo_class", Value::text(client.slo_class));
  value.set("rate_fraction", Value::number(client.rate_fraction));
  value.set("arrival", value_of(client.arrival));
  if (client.rate_profile) value.set("rate_profile", to_value(*client.rate_profile));
  value.set("input_tokens", to_value(client.input_tokens));
  if (!client.media.empty()) value.set("media", to_value(client.media));
  value.set("output_tokens", to_value(client.output_tokens));
  if (!client.prefix_group.empty()) {
    value.set("prefix_group", Value::text(client.prefix_group));
    value.set("prefix_tokens", Value::integer(client.prefix_tokens));
  }
  if (!client.windows.empty()) {
    Value windows = Value::list();
    for (const engine::ActivityWindow& window : client.windows) windows.add(value_of(window));
    value.set("windows", std::move(windows));
  }
  if (client.session) value.set("session", to_value(*client.session));
  return value;
}

}  // namespace servesweep::sweep
