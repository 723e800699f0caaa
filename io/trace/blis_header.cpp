#include "io/trace/blis_header.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <string>
#include <vector>

#include "engine/base/problem.h"
#include "io/yaml/document.h"

namespace servesweep::io {
namespace {

void require_word(const Document& node, const std::vector<std::string>& words) {
  const std::string word = node.text();
  if (std::find(words.begin(), words.end(), word) != words.end()) return;
  throw node.problem(fmt::format("unknown word '{}'", word),
                     "this version of the format is not known",
                     fmt::format("it must be {}", fmt::join(words, " or ")));
}

}  // namespace

BlisHeader read_blis_header(const std::filesystem::path& path) {
  const Document document = Document::read_file(path);
  if (!document.is_map()) {
    throw engine::Problem(path.string(), "is not the header of a trace", "it has no fields",
                          "let path name the YAML header and data the CSV file");
  }
  const Document version = document.at("trace_version");
  if (const std::int64_t number = version.integer(); number != 2 && number != 3) {
    throw version.problem(fmt::format("{} is not known", number), "versions 2 and 3 can be read",
                          "write the trace anew with a release that has one of them");
  }
  document.allow_only({"trace_version", "time_unit", "created_at", "mode", "warm_up_requests",
                       "workload_seed", "workload_spec", "server", "network", "goodput_slo_targets",
                       "session_context_growth", "max_nodes_spanned"});
  require_word(document.at("time_unit"), {"microseconds"});
  require_word(document.at("mode"), {"real", "generated", "replayed"});
  const auto growth = document.find("session_context_growth");
  if (!growth || growth->text().empty()) return {};
  require_word(*growth, {"accumulate"});
  return {.accumulates = true};
}

}  // namespace servesweep::io
