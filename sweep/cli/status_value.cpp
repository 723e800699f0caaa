#include "sweep/cli/status_value.h"

#include <nlohmann/json.hpp>

#include "sweep/run/live_format.h"

namespace servesweep::sweep {
namespace {

using Json = nlohmann::ordered_json;

template <class Value>
Json value_or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json();
}

Json failures_json(const FailureGroups& failures) {
  Json list = Json::array();
  for (const FailureGroup& group : failures.all()) {
    list.push_back({{"kind", group.kind}, {"count", group.count}, {"first", group.first}});
  }
  return list;
}

Json remaining_json(const StatusView& view) {
  if (!view.remaining) return {};
  return {{"seconds", view.remaining->seconds},
          {"least_s", value_or_null(view.remaining->least_s)},
          {"most_s", value_or_null(view.remaining->most_s)},
          {"confidence", 0.95}};
}

Json event_json(const std::string& event) {
  const Json json = Json::parse(event, nullptr, false);
  return json.is_discarded() ? Json() : json;
}

}  // namespace

std::string status_json(const StatusView& view, const std::vector<StatusFinding>& findings) {
  Json json = {{"study", view.study},
               {"state", name_of(view.life)},
               {"silent_s", view.live ? Json(view.silent_s) : Json()},
               {"planned", view.planned},
               {"planned_is_most", view.planned_is_most},
               {"done", view.done},
               {"failed", view.failed},
               {"left", view.left()},
               {"stored", view.stored},
               {"exact", view.exact},
               {"failures", failures_json(view.failures)},
               {"shards", view.shards},
               {"bytes", view.bytes},
               {"expected_bytes", value_or_null(view.expected_bytes)},
               {"remaining", remaining_json(view)},
               {"journal_records", view.journal_records},
               {"last_event", event_json(view.last_event)}};
  if (!view.search.empty()) json["search"] = view.search;
  if (!view.seeds.empty()) json["seeds"] = view.seeds;
  if (view.shared) json["members"] = Json::parse(view.shared->members_value().json());
  json["live"] = view.live ? Json::parse(live_text(*view.live)) : Json();
  if (!findings.empty()) {
    Json list = Json::array();
    for (const StatusFinding& one : findings) {
      list.push_back({{"topic", one.topic}, {"what", one.what}, {"advice", one.advice}});
    }
    json["findings"] = std::move(list);
  }
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace servesweep::sweep
