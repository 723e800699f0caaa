#pragma once

namespace servesweep::sweep {

/// The program `servesweep`: finds the verb, runs it, and turns what is thrown into one line on
/// standard error and an ExitCode. In an MPI job only rank 0 speaks.
[[nodiscard]] int run_program(int argc, char** argv);

}  // namespace servesweep::sweep
