#include "sweep/cli/status_value.h"

#include <nlohmann/json.hpp>

#include "sweep/cli/cell_value.h"
#include "sweep/cli/members_text.h"
#include "sweep/cli/status_rank_rows.h"
#include "sweep/run/live_format.h"

namespace servesweep::sweep {
namespace {

using Json = nlohmann::ordered_json;

template <class Value>
Json value_or_null(const std::optional<Value>& value) {
  return value ? Json(*value) : Json();
}

Json failure_kinds_json(const FailureTally& failures) {
  Json list = Json::array();
  for (const FailureCount& kind : failures.counts()) {
    list.push_back(
        {{"kind", name_of(kind.kind)}, {"count", kind.count}, {"first", kind.first_reason}});
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

/// With what each says of itself.
Json members_json(const SharedStanding& shared) {
  Json list = Json::parse(members_value(shared).json());
  for (std::size_t i = 0; i < shared.members.size(); ++i) {
    const auto& live = shared.members[i].live;
    list[i]["live"] = live ? Json::parse(live_text(*live)) : Json();
  }
  return list;
}

}  // namespace

std::string status_json(const StatusView& view, const std::vector<StatusFinding>& findings) {
  Json json = {{"study", view.study},
               {"state", name_of(view.state)},
               {"at_work", view.at_work()},
               {"silent_s", view.life == Life::unknown ? Json() : Json(view.silent_s)},
               {"planned", view.planned},
               {"planned_is_most", view.planned_is_most},
               {"done", view.done},
               {"failed", view.failed},
               {"left", view.left()},
               {"stored", view.stored},
               {"exact", view.exact},
               {"damaged", view.damaged},
               {"failures", failure_kinds_json(view.failures)},
               {"shards", view.shards},
               {"bytes", view.bytes},
               {"expected_bytes", value_or_null(view.expected_bytes)},
               {"remaining", remaining_json(view)},
               {"journal_records", view.journal_records},
               {"last_event", event_json(view.last_event)}};
  if (!view.search.empty()) json["search"] = view.search;
  if (!view.seeds.empty()) json["seeds"] = view.seeds;
  json["notes"] = view.notes;
  if (view.shared) json["members"] = members_json(*view.shared);
  json["live"] = view.live ? Json::parse(live_text(*view.live)) : Json();
  const io::Value rows = view.live ? rows_value(status_rank_rows(*view.live)) : io::Value::list();
  json["rows"] = Json::parse(rows.json());
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
