#include "sweep/run/live_format.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/process/utc_time.h"

namespace servesweep::sweep {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "servesweep-live";
constexpr int kFormatMajor = 1;
constexpr int kFormatMinor = 0;

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
  json.at("host").get_to(rank.host);
  json.at("threads").get_to(rank.threads);
  json.at("idle_threads").get_to(rank.idle_threads);
  if (const Json& reason = json.at("idle_reason"); !reason.is_null()) {
    rank.idle_reason = idle_reason_of(reason.get<std::string>());
  }
  json.at("under_way").get_to(rank.under_way);
  json.at("unreported").get_to(rank.unreported);
  json.at("finished").get_to(rank.finished);
  json.at("failed").get_to(rank.failed);
  json.at("uncommitted").get_to(rank.uncommitted);
  json.at("since_commit_s").get_to(rank.since_commit_s);
  json.at("mean_run_s").get_to(rank.mean_run_s);
  json.at("longest_run_s").get_to(rank.longest_run_s);
  json.at("storing_share").get_to(rank.storing_share);
  json.at("processors_used").get_to(rank.processors_used);
  json.at("processors").get_to(rank.processors);
  json.at("machine_processors").get_to(rank.machine_processors);
  json.at("peak_memory_bytes").get_to(rank.peak_memory_bytes);
  json.at("silent_s").get_to(rank.silent_s);
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
  json.at("host").get_to(standing.process.host);
  json.at("pid").get_to(standing.process.pid);
  json.at("start_ticks").get_to(standing.process.start_ticks);
  json.at("machine").get_to(standing.process.machine);
  if (const Json& job = json.at("slurm_job"); !job.is_null()) job.get_to(standing.slurm_job);
  json.at("command").get_to(standing.command);
  json.at("servesweep_version").get_to(standing.version);
}

Json runs_json(const LiveStanding& standing) {
  return {{"planned", standing.planned}, {"planned_is_most", standing.planned_is_most},
          {"found", standing.found},     {"done", standing.done},
          {"failed", standing.failed},   {"finals", standing.finals},
          {"queued", standing.queued}};
}

void read_runs(const Json& json, LiveStanding& standing) {
  json.at("planned").get_to(standing.planned);
  json.at("planned_is_most").get_to(standing.planned_is_most);
  json.at("found").get_to(standing.found);
  json.at("done").get_to(standing.done);
  json.at("failed").get_to(standing.failed);
  json.at("finals").get_to(standing.finals);
  json.at("queued").get_to(standing.queued);
}

Json failures_json(const FailureGroups& failures) {
  Json list = Json::array();
  for (const FailureGroup& kind : failures.all()) {
    list.push_back({{"kind", kind.kind}, {"count", kind.count}, {"first", kind.first}});
  }
  return list;
}

FailureGroups failures_of(const Json& list) {
  FailureGroups failures;
  for (const Json& json : list) {
    failures.add({.kind = json.at("kind").get<std::string>(),
                  .count = json.at("count").get<std::size_t>(),
                  .first = json.at("first").get<std::string>()});
  }
  return failures;
}

Json rate_json(const LiveStanding& standing) {
  return {{"recent_per_s", standing.recent_per_s},   {"recent_s", standing.recent_s},
          {"overall_per_s", standing.overall_per_s}, {"overall_s", standing.overall_s},
          {"window_s", LiveMeter::kWindowSeconds},   {"windows", standing.windows}};
}

void read_rate(const Json& json, LiveStanding& standing) {
  json.at("recent_per_s").get_to(standing.recent_per_s);
  json.at("recent_s").get_to(standing.recent_s);
  json.at("overall_per_s").get_to(standing.overall_per_s);
  json.at("overall_s").get_to(standing.overall_s);
  json.at("windows").get_to(standing.windows);
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
  json.at("thread_s").get_to(use.total_s);
  for (std::size_t i = 0; i < kIdleReasons; ++i) {
    json.at("idle_s").at(name_of(static_cast<IdleReason>(i))).get_to(use.idle_s[i]);
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
  json.at("study").get_to(standing.study);
  standing.started = time_of(json.at("started"));
  standing.updated = time_of(json.at("updated"));
  standing.known = time_of(json.at("known"));
  standing.phase = live_phase_of(json.at("phase").get<std::string>());
  json.at("phase_detail").get_to(standing.phase_detail);
  read_runs(json.at("runs"), standing);
  standing.failures = failures_of(json.at("failures"));
  read_rate(json.at("rate"), standing);
  standing.recent_use = threads_of(json.at("recent_threads"));
  json.at("disk").at("shards").get_to(standing.shards);
  json.at("disk").at("bytes").get_to(standing.bytes);
  json.at("disk").at("committed_runs").get_to(standing.committed_runs);
  json.at("disk").at("committed_bytes").get_to(standing.committed_bytes);
  json.at("search").get_to(standing.search);
  json.at("seeds").get_to(standing.seeds);
  json.at("error").get_to(standing.error);
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
    return standing_of(json);
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
