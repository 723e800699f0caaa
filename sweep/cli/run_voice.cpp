#include "sweep/cli/run_voice.h"

#include <spdlog/sinks/sink.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <nlohmann/json.hpp>

namespace servesweep::sweep {
namespace {

using Json = nlohmann::ordered_json;

std::string on_one_line(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string exit_word(ExitCode code) {
  switch (code) {
    case ExitCode::success:
      return "complete";
    case ExitCode::drained:
      return "drained";
    case ExitCode::failed_runs:
      return "complete with failed runs";
    case ExitCode::bad_input:
      return "bad input";
    default:
      return "failed";
  }
}

}  // namespace

void RunVoice::declare(CommandLine& line) {
  line.flag("--quiet", "say nothing but errors; the exit status tells")
      .value("--log-level", "LEVEL",
             "show of the log: trace, debug, info, warn, error, off; else warn")
      .value("--format", "FORMAT", "of the outcome: table or json (one object)", "table");
}

RunVoice::RunVoice(const CommandLine& line)
    : quiet_(line.has("quiet")), json_(line.word("format", {"table", "text", "json"}) == "json") {
  if (line.has("log-level")) {
    level_ = spdlog::level::from_str(
        line.word("log-level", {"trace", "debug", "info", "warn", "error", "off"}));
  } else if (quiet_) {
    level_ = spdlog::level::err;
  }
}

void RunVoice::apply(int rank) const {
  if (!level_) return;
  const auto lowest = rank == 0 ? spdlog::level::trace : spdlog::level::warn;
  spdlog::default_logger()->sinks().front()->set_level(std::max(*level_, lowest));
}

WatchRules RunVoice::watch_rules() const {
  return {.detailed_logs = level_ && *level_ <= spdlog::level::debug,
          .joins_program_log = true,
          .speaks_details = level_ && *level_ <= spdlog::level::info};
}

void RunVoice::write_outcome(const RunOutcome& outcome, Output& out) const {
  if (!json_) return;
  out.write(outcome_json(outcome));
  out.finish();
}

void RunVoice::write_error(const std::string& error, ExitCode code, Output& out) const {
  if (!json_) return;
  out.write(on_one_line(
      {{"outcome", exit_word(code)}, {"exit_status", static_cast<int>(code)}, {"error", error}}));
  out.finish();
}

std::string outcome_json(const RunOutcome& outcome) {
  return on_one_line({{"outcome", exit_word(outcome.code)},
                      {"exit_status", static_cast<int>(outcome.code)},
                      {"error", outcome.error.empty() ? Json() : Json(outcome.error)},
                      {"study", outcome.study},
                      {"output", outcome.output.string()},
                      {"planned_runs", outcome.planned_runs},
                      {"distinct_runs", outcome.distinct_runs},
                      {"found_runs", outcome.found_runs},
                      {"done_runs", outcome.done_runs},
                      {"left_runs", outcome.left_runs},
                      {"failed_runs", outcome.failures.total()},
                      {"final_runs", outcome.final_runs},
                      {"tried_points", outcome.tried_points},
                      {"precision", outcome.precision},
                      {"claims", outcome.claims},
                      {"seconds", outcome.seconds},
                      {"ranks", outcome.ranks},
                      {"threads", outcome.threads}});
}

}  // namespace servesweep::sweep
