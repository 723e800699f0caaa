#include "sweep/run/rank_log.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <atomic>

#include "engine/base/problem.h"
#include "io/log/log_file.h"
#include "io/process/process_identity.h"

namespace servesweep::sweep {
namespace {

/// A reason that somebody else made up must not look like further lines, nor speak to terminals.
std::string one_line(std::string text) {
  constexpr unsigned char kDelete = 127;
  for (char& character : text) {
    const auto code = static_cast<unsigned char>(character);
    if (code < ' ' || code == kDelete) character = ' ';
  }
  return text;
}

std::shared_ptr<spdlog::logger> logger_to(const spdlog::sink_ptr& file, const std::string& path) {
  auto logger = std::make_shared<spdlog::logger>("rank", file);
  logger->set_level(spdlog::level::trace);  // the sink has its own
  logger->flush_on(spdlog::level::info);
  logger->set_error_handler(
      [path, warned = std::make_shared<std::atomic<bool>>(false)](const std::string& reason) {
        if (warned->exchange(true)) return;
        fmt::print(stderr, "servesweep: warning: {}: cannot be written ({}); the study goes on\n",
                   path, reason);
      });
  return logger;
}

}  // namespace

RankLog::RankLog(const std::filesystem::path& folder, int rank, const WatchRules& rules)
    : speaks_(rules.joins_program_log && rank == 0), speaks_details_(rules.speaks_details) {
  const std::filesystem::path path = file_of(folder, rules.first_log + rank);
  spdlog::sink_ptr sink;
  try {
    sink = io::log_file_sink(path, io::ProcessIdentity::mine().host,
                             rules.detailed_logs ? spdlog::level::trace : spdlog::level::info);
  } catch (const engine::Problem& problem) {
    spdlog::warn("{}; the study goes on without this log", problem.what());
    return;
  }
  file_ = logger_to(sink, path.string());
  if (!rules.joins_program_log) return;
  joined_ = sink;
  spdlog::default_logger()->sinks().push_back(joined_);
}

RankLog::~RankLog() {
  if (joined_) std::erase(spdlog::default_logger()->sinks(), joined_);
  if (file_) file_->flush();
}

void RankLog::line(spdlog::level::level_enum level, const std::string& text) {
  if (!speaks_ || (level < spdlog::level::warn && !speaks_details_)) return quiet_line(level, text);
  spdlog::log(level, "{}", one_line(text));  // the file too, if it is joined
  if (!joined_) quiet_line(level, text);
}

void RankLog::quiet_line(spdlog::level::level_enum level, const std::string& text) {
  if (file_) file_->log(level, "{}", one_line(text));
}

std::filesystem::path RankLog::file_of(const std::filesystem::path& folder, int rank) {
  return folder / "logs" / fmt::format("rank-{:04}.log", rank);
}

}  // namespace servesweep::sweep
