#include "sweep/cli/manual_verb.h"

#include "sweep/cli/manual_page.h"
#include "sweep/cli/verbs.h"
#include "sweep/run/version.h"

namespace servesweep::sweep {
namespace {

ExitCode print_manual(const CommandLine& /*line*/, Output& out) {
  out.write(manual_page(all_verbs(), kVersion));
  return ExitCode::success;
}

}  // namespace

Verb manual_verb() {
  CommandLine line({.name = "manual",
                    .purpose = "print the manual page, servesweep(1)",
                    .details = "All verbs with all options on one page. Of an installed program\n"
                               "'man servesweep' shows it.",
                    .examples = {"servesweep manual | man -l -"},
                    .exit_codes = usual_exit_codes()});
  return {.line = std::move(line), .run = print_manual};
}

}  // namespace servesweep::sweep
