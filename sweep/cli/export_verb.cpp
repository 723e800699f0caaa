#include "sweep/cli/export_verb.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/base/problem.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/request_table.h"
#include "sweep/cli/results.h"
#include "sweep/cli/run_cells.h"
#include "sweep/cli/stored_requests.h"
#include "sweep/cli/streamed_rows.h"

namespace servesweep::sweep {
namespace {

io::TableCell status_cell(io::RunStatus status) {
  switch (status) {
    case io::RunStatus::done:
      return "done";
    case io::RunStatus::failed:
      return "failed";
    case io::RunStatus::missing:
      break;
  }
  return "missing";
}

void export_runs(Results& results, const AnswerFormat& format, Output& out) {
  const io::StudyIndex& index = results.index;
  const RunCells identity(results.study, results.plan);
  std::vector<std::string> columns = identity.columns();
  columns.emplace_back("status");
  for (const io::MetricColumn& metric : index.metrics) columns.push_back(metric.name);
  columns.emplace_back("failure");
  StreamedRows writer(out, format, columns,
                      io::Value::map().set("study", io::Value::text(results.study.name())));
  constexpr std::size_t kBlockRows = 1 << 16;  // as many as lie in a chunk of study.h5
  for (std::size_t begin = 0; begin < index.plan.size(); begin += kBlockRows) {
    const std::size_t count = std::min(kBlockRows, index.plan.size() - begin);
    const std::vector<std::vector<double>> block = results.rows(begin, count);
    for (std::size_t i = 0; i < count; ++i) {
      std::vector<io::TableCell> cells =
          identity.cells(RunId(static_cast<std::int32_t>(begin + i)));
      cells.push_back(status_cell(index.plan[begin + i].status));
      for (const std::vector<double>& values : block) cells.emplace_back(values[i]);
      const auto failure = index.failures.find(begin + i);
      cells.emplace_back(failure == index.failures.end() ? std::string() : failure->second);
      writer.write(std::move(cells));
    }
  }
  writer.finish();
}

void export_requests(const Results& results, const AnswerFormat& format, Output& out) {
  if (results.study.keep_requests().which == KeepRequests::Which::none) {
    throw engine::Problem(
        results.folder.path().string(), "holds no request tables",
        "its study says keep_requests: none",
        "export runs, or run the study with keep_requests: all into another folder");
  }
  const RunCells identity(results.study, results.plan);
  std::vector<std::string> columns = identity.columns();
  for (const std::string& column : request_column_names()) columns.push_back(column);
  std::vector<RequestNames> names;
  for (const WorkloadFile& workload : results.study.workloads()) {
    names.push_back(RequestNames::of(workload));
  }
  StoredRequests requests(results.folder);
  StreamedRows writer(out, format, columns,
                      io::Value::map().set("study", io::Value::text(results.study.name())));
  for (std::size_t i = 0; i < results.plan.runs().size(); ++i) {
    const PlannedRun& run = results.plan.runs()[i];
    const std::vector<io::TableCell> prefix = identity.cells(RunId(static_cast<std::int32_t>(i)));
    for (const engine::RequestRecord& record : requests.read(run.key)) {
      std::vector<io::TableCell> cells = prefix;
      for (io::TableCell& cell : request_cells(record, names[run.workload])) {
        cells.push_back(std::move(cell));
      }
      writer.write(std::move(cells));
    }
  }
  writer.finish();
}

ExitCode export_folder(const CommandLine& line, Output& out) {
  if (line.has("csv") && line.has("format") && line.text("format") != "csv") {
    throw engine::Problem("--csv", fmt::format("contradicts --format {}", line.text("format")), "",
                          "keep one of them");
  }
  const AnswerFormat format = AnswerFormat::of_lines(line);
  Results results = Results::open(line.path("FOLDER"));
  Output file(line.path("to"));
  Output& target = line.has("to") ? file : out;
  if (line.has("requests")) {
    export_requests(results, format, target);
  } else {
    export_runs(results, format, target);
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
           "times in microseconds, an empty cell where something did not happen. Numbers are "
           "exact\n"
           "(shortest text that reads back), and the bytes depend on the study only: not on "
           "ranks,\n"
           "threads or interruptions. Runs whose table was not kept (keep_requests) have no rows.\n"
           "--format jsonl writes one JSON object per line.",
       .examples = {"servesweep export results/quickstart --to runs.csv",
                    "servesweep export results/quickstart --requests | gzip > requests.csv.gz"},
       .exit_codes = usual_exit_codes()});
  line.operand("FOLDER", "a result folder")
      .flag("--requests", "one row per request instead of one per run")
      .flag("--csv", "the same as --format csv")
      .value("--to", "FILE", "write this file, complete or not at all; else standard output");
  AnswerFormat::declare(line, "csv");
  return {.line = std::move(line), .run = export_folder};
}

}  // namespace servesweep::sweep
