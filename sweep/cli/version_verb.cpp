#include "sweep/cli/version_verb.h"

#include <fmt/format.h>
#include <tbb/version.h>

#include <algorithm>
#include <string>

#include "engine/scenario.h"
#include "io/hdf5/library_version.h"
#include "io/hdf5/table.h"
#include "io/yaml/value.h"
#include "sweep/cli/build_facts.h"
#include "sweep/cli/paragraph.h"
#include "sweep/cli/shipped_files.h"
#include "sweep/cli/source_state.h"
#include "sweep/distribute/mpi_version.h"
#include "sweep/run/version.h"

namespace servesweep::sweep {
namespace {

using Libraries = std::vector<std::pair<std::string, std::string>>;

std::string result_format() {
  return fmt::format("{}.{}", io::kFormatMajor, io::kFormatMinor);
}

/// By name; of those that are found when the program starts, the versions that were found.
Libraries libraries() {
  Libraries found{{"HDF5", io::hdf5_version()}, {"MPI", mpi_version()}};
  for (const auto& [name, version] : build_facts().libraries) {
    found.emplace_back(name, name == "TBB" ? TBB_runtime_version() : std::string(version));
  }
  std::ranges::sort(found);
  return found;
}

std::string version_json() {
  const BuildFacts facts = build_facts();
  io::Value object = io::Value::map();
  object.set("servesweep", io::Value::text(kVersion));
  object.set("commit", io::Value::text(source_state().commit));
  object.set("modified", io::Value::boolean(source_state().modified));
  object.set("engine_semantics", io::Value::integer(engine::kSemanticsVersion));
  object.set("result_format", io::Value::text(result_format()));
  object.set("compiler", io::Value::text(std::string(facts.compiler)));
  object.set("flags", io::Value::text(std::string(facts.flags)));
  object.set("build_type", io::Value::text(std::string(facts.build_type)));
  object.set("host", io::Value::text(std::string(facts.host)));
  object.set("configs", io::Value::text(shipped_configs().string()));
  io::Value versions = io::Value::map();
  for (const auto& [name, version] : libraries()) versions.set(name, io::Value::text(version));
  object.set("libraries", std::move(versions));
  return object.json() + '\n';
}

std::string version_text() {
  const BuildFacts facts = build_facts();
  std::string text = fmt::format("servesweep {} (engine semantics {}, result format {})\n",
                                 kVersion, engine::kSemanticsVersion, result_format());
  text += fmt::format("  commit     {}{}\n", source_state().commit,
                      source_state().modified ? ", modified" : "");
  text += fmt::format("  built      {} for {} by {}: {}\n", facts.build_type, facts.host,
                      facts.compiler, facts.flags);
  std::string versions;
  for (const auto& [name, version] : libraries()) {
    versions += fmt::format("{}{} {}", versions.empty() ? "" : ", ", name, version);
  }
  constexpr std::size_t kIndent = 2, kLabel = 11;
  text += paragraph("libraries  " + versions, kIndent, kLabel);
  const std::string shipped = shipped_configs().string();
  if (!shipped.empty()) text += fmt::format("  configs    {}\n", shipped);
  return text;
}

ExitCode show_version(const CommandLine& line, Output& out) {
  const bool json = line.word("format", {"text", "json"}) == "json" || line.has("json");
  out.write(json ? version_json() : version_text());
  return ExitCode::success;
}

}  // namespace

Verb version_verb() {
  CommandLine line(
      {.name = "version",
       .purpose = "tell the version of the program, what it was built from and with",
       .details = "Results of the same engine semantics may be compared and continued. Shown are\n"
                  "HDF5, MPI and TBB as they are in use, other libraries as they were compiled in.",
       .examples = {"servesweep version", "servesweep version --json"},
       .exit_codes = usual_exit_codes()});
  line.value("--format", "FORMAT", "text or json", "text")
      .flag("--json", "the same as --format json");
  return {.line = std::move(line), .run = show_version};
}

}  // namespace servesweep::sweep
