#include "sweep/cli/program.h"

int main(int argc, char** argv) {
  return servesweep::sweep::run_program(argc, argv);
}
