#pragma once

#include <spdlog/common.h>

#include <optional>
#include <string>

#include "sweep/cli/command_line.h"
#include "sweep/cli/output.h"
#include "sweep/run/run_study.h"

namespace servesweep::sweep {

/// What `servesweep run` says, and how: --quiet, --log-level, --format.
class RunVoice {
 public:
  /// Declares the options.
  static void declare(CommandLine& line);
  /// Problem if one is invalid.
  explicit RunVoice(const CommandLine& line);

  /// Sets what this rank lets through to standard error.
  void apply(int rank) const;
  [[nodiscard]] WatchRules watch_rules() const;
  [[nodiscard]] bool shows_progress() const { return !quiet_; }
  /// Whether the outcome is told in sentences.
  [[nodiscard]] bool speaks() const { return !quiet_ && !json_; }

  /// With --format json: the one object, also if the study failed. To be called on rank 0.
  void write_outcome(const RunOutcome& outcome, Output& out) const;
  /// The same where there is no outcome, as the input is bad.
  void write_error(const std::string& error, ExitCode code, Output& out) const;

 private:
  bool quiet_, json_;
  std::optional<spdlog::level::level_enum> level_;
};

/// The outcome as one JSON object on one line.
[[nodiscard]] std::string outcome_json(const RunOutcome& outcome);

}  // namespace servesweep::sweep
