#include "sweep/cli/strategies_verb.h"

#include <algorithm>
#include <filesystem>

#include "engine/base/problem.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/cell_value.h"
#include "sweep/cli/strategy_page.h"
#include "sweep/cli/strategy_rows.h"

namespace servesweep::sweep {
namespace {

/// Every *.yaml file in a folder, by name. Problem if there is none or it cannot be read.
std::vector<std::filesystem::path> strategy_files_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().extension() == ".yaml") files.push_back(entry->path());
  }
  if (error) {
    throw engine::Problem(folder.string(), "cannot be read", error.message(),
                          "check the path and its permissions");
  }
  if (files.empty()) {
    throw engine::Problem(folder.string(), "holds no strategy", "it has no *.yaml file",
                          "give a strategy file or a folder of them");
  }
  std::ranges::sort(files);
  return files;
}

std::vector<StrategyTemplate> read_strategies(const std::vector<std::string>& given) {
  std::vector<StrategyTemplate> strategies;
  for (const std::string& text : given) {
    const std::filesystem::path path = text;
    std::error_code error;
    const std::vector<std::filesystem::path> files =
        std::filesystem::is_directory(path, error) ? strategy_files_in(path) : std::vector{path};
    for (const std::filesystem::path& file : files) {
      strategies.push_back(StrategyTemplate::read_file(file));
    }
  }
  return strategies;
}

ExitCode show_strategies(const CommandLine& line, Output& out) {
  const AnswerFormat format = AnswerFormat::of(line);
  const std::vector<StrategyTemplate> strategies = read_strategies(line.texts("FILE"));
  if (format.is_json()) {
    const io::Value rows = rows_value(strategy_rows(strategies));
    out.write(io::Value::map().set("rows", rows).json() + '\n');
  } else if (format.is_csv()) {
    out.write(strategy_rows(strategies).render(io::TableFormat::csv));
  } else {
    for (const StrategyTemplate& strategy : strategies) {
      out.write(strategy_page(strategy, format.table()));
    }
  }
  return ExitCode::success;
}

}  // namespace

Verb strategies_verb() {
  CommandLine line(
      {.name = "strategies",
       .purpose = "describe strategies: claim, policies, settings and free parameters",
       .details = "Shown of each policy are the settings that differ from its defaults, which\n"
                  "'servesweep policies' lists. $NAME stands for a free parameter.",
       .examples = {"servesweep strategies configs/strategies/slo-cascade.yaml",
                    "servesweep strategies configs/strategies --format markdown"},
       .exit_codes = usual_exit_codes()});
  line.operands("FILE", "a strategy file, or a folder: every *.yaml file in it, by name");
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = show_strategies};
}

}  // namespace servesweep::sweep
