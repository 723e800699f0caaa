#include "sweep/run/live_format.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/process/utc_time.h"
#include "sweep/run/live_check.h"
#include "sweep/run/live_fields.h"

namespace servesweep::sweep {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "servesweep-live";
constexpr int kFormatMajor = 1;
constexpr int kFormatMinor = 1;

Json rank_json(const LiveRank& rank) {
  return {{"host", rank.host},
          {"threads", rank.threads},
          {"idle_threads", rank.idle_threads},
          {"idle_reason", rank.idle_threads > 0 ? Json(name_of(rank.idle_reason)) : Json()},
          {"under_way", rank.under_way},
          {"unreported", rank.unreported},
          {"finished", rank.finished},
          {"failed", rank.failed},
          {"uncommitted", rank.uncommitted},
          {"since_commit_s", rank.since_commit_s},
          {"mean_run_s", rank.mean_run_s},
          {"longest_run_s", rank.longest_run_s},
          {"storing_share", rank.storing_share},
          {"processors_used", rank.processors_used},
          {"processors", rank.processors},
          {"machine_processors", rank.machine_processors},
          {"peak_memory_bytes", rank.peak_memory_bytes},
          {"silent_s", rank.silent_s}};
}

IdleReason idle_reason_of(const std::string& name) {
  for (std::size_t i = 0; i < kIdleReasons; ++i) {
    if (name == name_of(static_cast<IdleReason>(i))) return static_cast<IdleReason>(i);
  }
  return IdleReason::starting;
}

LiveRank rank_of(const Json& json) {
  LiveRank rank;
  take_field(json, "host", rank.host);
  take_field(json, "threads", rank.threads);
  take_field(json, "idle_threads", rank.idle_threads);
  if (const Json& reason = json.at("idle_reason"); !reason.is_null()) {
    rank.idle_reason = idle_reason_of(reason.get<std::string>());
  }
  take_field(json, "under_way", rank.under_way);
  take_field(json, "unreported", rank.unreported);
  take_field(json, "finished", rank.finished);
  take_field(json, "failed", rank.failed);
  take_field(json, "uncommitted", rank.uncommitted);
  take_field(json, "since_commit_s", rank.since_commit_s);
  take_field(json, "mean_run_s", rank.mean_run_s);
  take_field(json, "longest_run_s", rank.longest_run_s);
  take_field(json, "storing_share", rank.storing_share);
  take_field(json, "processors_used", rank.processors_used);
  take_field(json, "processors", rank.processors);
  take_field(json, "machine_processors", rank.machine_processors);
  take_field(json, "peak_memory_bytes", rank.peak_memory_bytes);
  take_field(json, "silent_s", rank.silent_s);
  return rank;
}

Json process_json(const LiveStanding& standing) {
  return {{"host", standing.process.host},
          {"pid", standing.process.pid},
          {"start_ticks", standing.process.start_ticks},
          {"machine", standing.process.machine},
          {"slurm_job", standing.slurm_job.empty() ? Json() : Json(standing.slurm_job)},
          {"command", standing.command},
          {"servesweep_version", standing.version}};
}

void read_process(const Json& json, LiveStanding& standing) {
  take_field(json, "host", standing.process.host);
  take_field(json, "pid", standing.process.pid);
  take_field(json, "start_ticks", standing.process.start_ticks);
  take_field(json, "machine", standing.process.machine);
  if (const Json& job = json.at("slurm_job"); !job.is_null()) {
    take_field(json, "slurm_job", standing.slurm_job);
  }
  take_field(json, "command", standing.command);
  take_field(json, "servesweep_version", standing.version);
}

Json runs_json(const LiveStanding& standing) {
  return {{"planned", standing.planned}, {"planned_is_most", standing.planned_is_most},
          {"found", standing.found},     {"done", standing.done},
          {"failed", standing.failed},   {"finals", standing.finals},
          {"queued", standing.queued}};
}

void read_runs(const Json& json, LiveStanding& standing) {
  take_field(json, "planned", standing.planned);
  take_field(json, "planned_is_most", standing.planned_is_most);
  take_field(json, "found", standing.found);
  take_field(json, "done", standing.done);
  take_field(json, "failed", standing.failed);
  take_field(json, "finals", standing.finals);
  take_field(json, "queued", standing.queued);
}

Json failures_json(const FailureTally& failures) {
  Json list = Json::array();
  for (const FailureCount& kind : failures.counts()) {
    list.push_back({{"kind", name_of(kind.kind)},
                    {"count", kind.count},
                    {"first", kind.first_reason},
                    {"first_run", kind.first_run}});
  }
  return list;
}

FailureKind failure_kind_of(const Json& name) {
  for (std::size_t i = 0; i < kFailureKinds; ++i) {
    const auto kind = static_cast<FailureKind>(i);
    if (name == name_of(kind)) return kind;
  }
  throw Json::other_error::create(501, "kind", &name);
}

FailureTally failures_of(const Json& list) {
  FailureTally failures;
  for (const Json& json : list) {
    FailureCount count;
    count.kind = failure_kind_of(json.at("kind"));
    take_field(json, "count", count.count);
    take_field(json, "first", count.first_reason);
    if (json.contains("first_run")) take_field(json, "first_run", count.first_run);
    failures.add(count);
  }
  return failures;
}

Json rate_json(const LiveStanding& standing) {
  return {{"recent_per_s", standing.recent_per_s},   {"recent_s", standing.recent_s},
          {"overall_per_s", standing.overall_per_s}, {"overall_s", standing.overall_s},
          {"window_s", LiveMeter::kWindowSeconds},   {"windows", standing.windows}};
}

void read_live_rate(const Json& json, LiveStanding& standing) {
  take_field(json, "recent_per_s", standing.recent_per_s);
  take_field(json, "recent_s", standing.recent_s);
  take_field(json, "overall_per_s", standing.overall_per_s);
  take_field(json, "overall_s", standing.overall_s);
  for (const Json& window : json.at("windows")) {
    if (!window.is_number_unsigned()) throw Json::other_error::create(501, "windows", &window);
    standing.windows.push_back(window.get<std::size_t>());
  }
}

Json threads_json(const ThreadTime& use) {
  Json idle = Json::object();
  for (std::size_t i = 0; i < kIdleReasons; ++i) {
    idle[name_of(static_cast<IdleReason>(i))] = use.idle_s[i];
  }
  return {{"thread_s", use.total_s}, {"idle_s", idle}};
}

ThreadTime threads_of(const Json& json) {
  ThreadTime use;
  take_field(json, "thread_s", use.total_s);
  for (std::size_t i = 0; i < kIdleReasons; ++i) {
    const char* name = name_of(static_cast<IdleReason>(i));
    // Versions before shared folders were watched do not know of leases.
    if (json.at("idle_s").contains(name)) take_field(json.at("idle_s"), name, use.idle_s[i]);
  }
  return use;
}

Json loss_json(const LiveLoss& loss) {
  return {{"finished_runs", loss.finished_runs},
          {"under_way", loss.under_way},
          {"computing_s", loss.computing_s},
          {"since_commit_s", loss.since_commit_s}};
}

LiveStanding::Time time_of(const Json& json) {
  const auto time = io::utc_time_of(json.get<std::string>());
  if (!time) throw nlohmann::json::other_error::create(501, "time", &json);
  return *time;
}

LiveStanding standing_of(const Json& json) {
  LiveStanding standing;
  read_process(json.at("process"), standing);
  take_field(json, "study", standing.study);
  standing.started = time_of(json.at("started"));
  standing.updated = time_of(json.at("updated"));
  standing.known = time_of(json.at("known"));
  standing.phase = live_phase_of(json.at("phase").get<std::string>());
  take_field(json, "phase_detail", standing.phase_detail);
  read_runs(json.at("runs"), standing);
  standing.failures = failures_of(json.at("failures"));
  read_live_rate(json.at("rate"), standing);
  standing.recent_use = threads_of(json.at("recent_threads"));
  take_field(json.at("disk"), "shards", standing.shards);
  take_field(json.at("disk"), "bytes", standing.bytes);
  take_field(json.at("disk"), "committed_runs", standing.committed_runs);
  take_field(json.at("disk"), "committed_bytes", standing.committed_bytes);
  take_field(json, "search", standing.search);
  take_field(json, "seeds", standing.seeds);
  take_field(json, "error", standing.error);
  for (const Json& rank : json.at("ranks")) standing.ranks.push_back(rank_of(rank));
  return standing;
}

}  // namespace

std::string live_text(const LiveStanding& standing) {
  Json ranks = Json::array();
  for (const LiveRank& rank : standing.ranks) ranks.push_back(rank_json(rank));
  const Json json = {{"format", kFormat},
                     {"format_version", {kFormatMajor, kFormatMinor}},
                     {"study", standing.study},
                     {"process", process_json(standing)},
                     {"started", io::utc_text(standing.started)},
                     {"updated", io::utc_text(standing.updated)},
                     {"known", io::utc_text(standing.known)},
                     {"phase", name_of(standing.phase)},
                     {"phase_detail", standing.phase_detail},
                     {"runs", runs_json(standing)},
                     {"failures", failures_json(standing.failures)},
                     {"rate", rate_json(standing)},
                     {"recent_threads", threads_json(standing.recent_use)},
                     {"disk",
                      {{"shards", standing.shards},
                       {"bytes", standing.bytes},
                       {"committed_runs", standing.committed_runs},
                       {"committed_bytes", standing.committed_bytes}}},
                     {"loss_if_killed", loss_json(loss_of(standing))},
                     {"search", standing.search},
                     {"seeds", standing.seeds},
                     {"error", standing.error},
                     {"ranks", std::move(ranks)}};
  // Reasons of failures and commands may hold any bytes.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

LiveStanding read_live_text(std::string_view text, const std::string& where) {
  try {
    const Json json = Json::parse(text);
    if (json.at("format") != kFormat) throw Json::other_error::create(501, "format", &json);
    const int major = json.at("format_version").at(0).get<int>();
    if (major != kFormatMajor) {
      throw engine::Problem(where, fmt::format("has format version {}", major),
                            fmt::format("this program knows version {}", kFormatMajor),
                            "use the servesweep that writes it");
    }
    LiveStanding standing = standing_of(json);
    const std::string why = impossible_standing(standing);
    if (why.empty()) return standing;
    throw engine::Problem(where, "tells of what cannot be", why, "remove it: it holds no results");
  } catch (const nlohmann::json::exception&) {
    throw engine::Problem(where, "does not tell how a study stands",
                          "its text is damaged or foreign", "remove it: it holds no results");
  }
}

std::optional<LiveStanding> read_live_file(const std::filesystem::path& file) {
  std::error_code ignored;
  if (!std::filesystem::exists(file, ignored)) return std::nullopt;
  try {
    return read_live_text(io::read_file(file), file.string());
  } catch (const engine::Problem&) {
    return std::nullopt;
  }
}

std::filesystem::path live_file_of(const std::filesystem::path& folder) {
  return folder / "live.json";
}

}  // namespace servesweep::sweep
