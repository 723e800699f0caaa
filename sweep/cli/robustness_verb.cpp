#include "sweep/cli/robustness_verb.h"

#include "sweep/cli/answer_format.h"
#include "sweep/cli/robustness_rows.h"
#include "sweep/cli/robustness_text.h"
#include "sweep/cli/run_limits.h"

namespace servesweep::sweep {
namespace {

ExitCode show_robustness(const CommandLine& line, Output& out) {
  const AnswerFormat format = AnswerFormat::of(line);
  const double confidence = line.real("confidence", 0, 1);
  const int threads = chosen_threads(line);
  const RobustnessStudy robustness = RobustnessStudy::read_file(line.path("FILE"));
  const RobustnessReport report = robustness_report(robustness, confidence, threads);
  const RobustnessView view{.robustness = robustness, .report = report};
  if (format.is_csv()) {
    out.write(robustness_rows(view).render(io::TableFormat::csv));
  } else if (format.is_json()) {
    out.write(robustness_value(view).json() + '\n');
  } else {
    out.write(robustness_text(view, format.table()));
  }
  return ExitCode::success;
}

}  // namespace

Verb robustness_verb() {
  CommandLine line(
      {.name = "robustness",
       .purpose = "tell where else the wins of a study hold, shrink or reverse",
       .details =
           "The file names a study, who is compared with whom, and cases: other engines, models,\n"
           "numbers of instances, amounts of KV memory, loads, ages of signals, predictors and\n"
           "mixes of classes (docs/robustness.md). All are simulated on seeds that the study does\n"
           "not have; nothing is stored. The first case is home: a win holds elsewhere if surely\n"
           "at least half of it is left.",
       .examples = {"servesweep robustness configs/robustness/burst.yaml",
                    "servesweep robustness configs/robustness/burst.yaml "
                    "--format csv"},
       .exit_codes = usual_exit_codes()});
  line.operand("FILE", "a robustness file")
      .value("--confidence", "P", "of intervals", "0.95")
      .value("--threads", "N", "threads; else all that the process may use");
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = show_robustness};
}

}  // namespace servesweep::sweep
