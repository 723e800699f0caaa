#include "source_commit.h"  // written by source_commit.cmake whenever the program is built
#include "sweep/cli/program.h"
#include "sweep/cli/source_state.h"

int main(int argc, char** argv) {
  servesweep::sweep::tell_source_state({.commit = kSourceCommit, .modified = kSourceModified});
  return servesweep::sweep::run_program(argc, argv);
}
