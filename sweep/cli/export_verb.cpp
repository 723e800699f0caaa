#include "sweep/cli/export_verb.h"

#include <fmt/format.h>

#include <array>

#include "engine/base/problem.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/exported_decisions.h"
#include "sweep/cli/exported_points.h"
#include "sweep/cli/exported_requests.h"
#include "sweep/cli/exported_runs.h"
#include "sweep/cli/streamed_rows.h"

namespace servesweep::sweep {
namespace {

using engine::Problem;

/// What can be exported.
struct ExportTable {
  const char* option;  ///< that asks for it; "runs" is the default
  std::vector<ExportColumn> (*columns)(const Results&);
  void (*rows)(Results&, const ExportFilter&, StreamedRows&);
};

constexpr std::array<ExportTable, 4> kTables{
    {{"runs", exported_run_columns, export_runs},
     {"requests", exported_request_columns,
      [](Results& results, const ExportFilter& filter, StreamedRows& writer) {
        export_requests(results, filter, writer);
      }},
     {"points", exported_point_columns, export_points},
     {"decisions", exported_decision_columns,
      [](Results& results, const ExportFilter& filter, StreamedRows& writer) {
        export_decisions(results, filter, writer);
      }}}};

const ExportTable& chosen_table(const CommandLine& line) {
  const ExportTable* chosen = nullptr;
  for (const ExportTable& table : kTables) {
    if (!line.has(table.option)) continue;
    if (chosen != nullptr) {
      throw Problem(fmt::format("--{}", table.option),
                    fmt::format("contradicts --{}", chosen->option), "an export is one table",
                    "export twice");
    }
    chosen = &table;
  }
  return chosen == nullptr ? kTables.front() : *chosen;
}

ExitCode export_folder(const CommandLine& line, Output& out) {
  if (line.has("csv") && line.has("format") && line.text("format") != "csv") {
    throw Problem("--csv", fmt::format("contradicts --format {}", line.text("format")), "",
                  "keep one of them");
  }
  const AnswerFormat format = AnswerFormat::of_lines(line);
  const ExportTable& table = chosen_table(line);
  if (format.is_for_people() && line.has("requests") && !line.has("columns")) {
    throw Problem("--format", fmt::format("{} cannot hold request rows", format.word()),
                  "a table must be whole in memory before its columns have a width",
                  "take csv, json or jsonl");
  }
  Results results = Results::open(line.path("FOLDER"));
  const ExportFilter filter = ExportFilter::of(line, results.study, results.plan);
  Output file(line.path("to"));
  Output& target = line.has("to") ? file : out;
  const std::vector<ExportColumn> columns = table.columns(results);
  if (line.has("columns")) {
    write_column_list(target, format, columns);
  } else {
    StreamedRows writer(target, format, names_of(columns),
                        io::Value::map().set("study", io::Value::text(results.study.name())));
    table.rows(results, filter, writer);
    writer.finish();
  }
  target.finish();
  return ExitCode::success;
}

}  // namespace

Verb export_verb() {
  CommandLine line(
      {.name = "export",
       .purpose = "write the results for other tools",
       .details =
           "One row per planned run, in plan order, with every metric; a run that is missing or\n"
           "failed has empty metrics and says so in 'status'. With --requests one row per "
           "request,\n"
           "times in microseconds, an empty cell where something did not happen; with --points\n"
           "one per point and workload, with means over its runs; with --decisions one per trial\n"
           "of a search and per round of further seeds. --columns lists name, unit and meaning\n"
           "of the columns instead.\n"
           "Numbers are exact (shortest text that reads back), and the bytes depend on the study\n"
           "only: not on ranks, threads or interruptions. Rows of csv, json and jsonl are written "
           "as\n"
           "they are read, so memory does not grow with them. Runs whose table was not kept "
           "(keep_requests) have\n"
           "no rows. --format jsonl writes one JSON object per line.",
       .examples = {"servesweep export results/quickstart --to runs.csv",
                    "servesweep export results/quickstart --points --strategy head-start",
                    "servesweep export results/quickstart --requests | gzip > requests.csv.gz"},
       .exit_codes = usual_exit_codes()});
  line.operand("FOLDER", "a result folder")
      .flag("--runs", "one row per run: the default")
      .flag("--requests", "one row per request")
      .flag("--points", "one row per point and workload")
      .flag("--decisions", "one row per trial of a search, and per point that got more seeds")
      .flag("--columns", "name, unit and meaning of the columns instead of the rows");
  ExportFilter::declare(line);
  line.flag("--csv", "the same as --format csv")
      .value("--to", "FILE", "write this file, complete or not at all; else standard output");
  AnswerFormat::declare(line, "csv");
  return {.line = std::move(line), .run = export_folder};
}

}  // namespace servesweep::sweep
