#pragma once

#include <array>

namespace servesweep::sweep {

/// What the program's exit status means; documented in --help and docs.
enum class ExitCode : int {
  success = 0,
  failure = 1,       ///< something went wrong that is not the user's input (a full disk, a bug)
  bad_input = 2,     ///< the command line or a file is invalid; nothing was run or overwritten
  not_verified = 3,  ///< verify found damage
  not_held = 4,      ///< a claim of the study failed or is undecided
  failed_runs = 5,   ///< complete, but some runs failed: they are noted, with reasons
  drained = 75,      ///< stopped early on request; run the same command again to continue
};

/// An exit status in words, for help and manual page.
struct ExitCodeMeaning {
  ExitCode code;
  const char* meaning;
};

inline constexpr std::array kExitCodes{
    ExitCodeMeaning{ExitCode::success, "done"},
    ExitCodeMeaning{ExitCode::failure, "failure"},
    ExitCodeMeaning{ExitCode::bad_input, "bad input"},
    ExitCodeMeaning{ExitCode::not_verified, "not verified"},
    ExitCodeMeaning{ExitCode::not_held, "a claim is not held"},
    ExitCodeMeaning{ExitCode::failed_runs, "complete but with failed runs"},
    ExitCodeMeaning{ExitCode::drained,
                    "stopped early on request (run the same command again to continue)"},
};

}  // namespace servesweep::sweep
