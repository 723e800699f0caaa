#pragma once

#include <string>
#include <vector>

#include "sweep/cli/command_line.h"
#include "sweep/cli/exit_code.h"
#include "sweep/cli/output.h"

namespace servesweep::sweep {

/// One thing the program can do. A verb is a function that makes one of these, in a file pair of
/// its own, and one line in verbs.cpp.
struct Verb {
  CommandLine line;  ///< name, help, operands and options
  /// Does it: the answer goes to `out`, remarks to standard error, complaints are thrown.
  ExitCode (*run)(const CommandLine& line, Output& out) = nullptr;
  /// Whether all ranks of an MPI job take part; else the verb is rank 0's alone.
  bool collective = false;
};

/// What exit statuses mean, in words for the help.
[[nodiscard]] inline std::vector<std::string> usual_exit_codes() {
  return {"0 done", "1 failure", "2 bad input"};
}

}  // namespace servesweep::sweep
