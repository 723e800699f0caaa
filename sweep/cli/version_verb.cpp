#include "sweep/cli/version_verb.h"

#include <fmt/format.h>

#include "engine/scenario.h"
#include "io/yaml/value.h"
#include "sweep/run/version.h"

namespace servesweep::sweep {
namespace {

ExitCode show_version(const CommandLine& line, Output& out) {
  if (line.has("json")) {
    io::Value object = io::Value::map();
    object.set("servesweep", io::Value::text(kVersion));
    object.set("engine_semantics", io::Value::integer(engine::kSemanticsVersion));
    out.write(object.json() + '\n');
  } else {
    out.write(
        fmt::format("servesweep {} (engine semantics {})\n", kVersion, engine::kSemanticsVersion));
  }
  return ExitCode::success;
}

}  // namespace

Verb version_verb() {
  CommandLine line(
      {.name = "version",
       .purpose = "tell the version of the program and of what its numbers mean",
       .details = "Results of the same engine semantics may be compared and continued.",
       .examples = {"servesweep version --json"},
       .exit_codes = usual_exit_codes()});
  line.flag("--json", "print one JSON object");
  return {.line = std::move(line), .run = show_version};
}

}  // namespace servesweep::sweep
