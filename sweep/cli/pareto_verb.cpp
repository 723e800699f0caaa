#include "sweep/cli/pareto_verb.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "engine/base/problem.h"
#include "sweep/cli/answer_format.h"
#include "sweep/cli/front_question.h"
#include "sweep/cli/front_rows.h"
#include "sweep/cli/front_text.h"

namespace servesweep::sweep {
namespace {

using engine::Problem;

std::vector<std::string> comma_separated(const std::string& text) {
  std::vector<std::string> parts(1);
  for (const char character : text) {
    if (character == ',') {
      parts.emplace_back();
    } else {
      parts.back() += character;
    }
  }
  return parts;
}

std::vector<RankedMetric> chosen_objectives(const CommandLine& line, const Study& study) {
  std::vector<std::string> names;
  if (line.has("objectives")) names = comma_separated(line.text("objectives"));
  for (const Objective& objective : study.objectives()) {
    if (!line.has("objectives")) names.push_back(objective.metric);
  }
  if (names.size() < 2) {
    throw Problem(line.has("objectives") ? "--objectives" : "the study", "has one objective",
                  "with one there is a best, but no trade-off",
                  "name two or more, --objectives ttft_p99_ms,output_tokens_per_s; or use rank");
  }
  std::vector<RankedMetric> objectives;
  for (const std::string& name : names) {
    objectives.push_back(front_metric(study, name, "--objectives"));
    if (std::ranges::count(names, name) > 1) {
      throw Problem("--objectives", fmt::format("names '{}' twice", name), "", "keep one of them");
    }
  }
  return objectives;
}

std::optional<std::vector<double>> chosen_reference(const CommandLine& line,
                                                    std::size_t objectives) {
  if (!line.has("reference")) return std::nullopt;
  std::vector<double> values;
  for (const std::string& text : comma_separated(line.text("reference"))) {
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = error == std::errc() && end == text.data() + text.size();
    if (!whole || !std::isfinite(value)) {
      throw Problem("--reference", fmt::format("'{}' is no number", text), "",
                    "give one number per objective, for example 400,15000");
    }
    values.push_back(value);
  }
  if (values.size() == objectives) return values;
  throw Problem("--reference",
                fmt::format("has {} values for {} objectives", values.size(), objectives), "",
                "give one for each, in their order");
}

FrontQuestion asked_front(const CommandLine& line, const Results& results) {
  FrontQuestion question = front_question(results.study, chosen_objectives(line, results.study));
  question.panel.common_seeds = line.has("common-seeds");
  question.confidence = line.real("confidence", 0, 1);
  question.reference = chosen_reference(line, question.panel.objectives);
  return question;
}

ExitCode show_fronts(const CommandLine& line, Output& out) {
  const AnswerFormat format = AnswerFormat::of(line);
  Results results = Results::open(line.path("FOLDER"));
  FrontQuestion question = asked_front(line, results);
  for (const RankedMetric& metric : question.panel.metrics) results.load(metric.position);
  std::vector<Front> fronts;
  for (std::size_t workload = 0; workload < results.study.workloads().size(); ++workload) {
    question.panel.workload = static_cast<std::int64_t>(workload);
    fronts.push_back(front_of(results.index, question));
  }
  if (std::ranges::all_of(fronts, [](const Front& one) { return one.panel.seeds.empty(); })) {
    throw Problem(results.folder.path().string(), "holds no finished run", "there is no front",
                  "run the study first");
  }
  const FrontView view{.results = results, .question = question, .fronts = fronts};
  if (format.is_csv()) {
    out.write(front_rows(view).render(io::TableFormat::csv));
  } else if (format.is_json()) {
    out.write(front_value(view).json() + '\n');
  } else {
    for (std::size_t workload = 0; workload < fronts.size(); ++workload) {
      if (workload > 0) out.write("\n");
      out.write(front_text(view, workload, format.table()));
    }
  }
  return ExitCode::success;
}

}  // namespace

Verb pareto_verb() {
  CommandLine line(
      {.name = "pareto",
       .purpose = "show the best trade-offs between objectives, and how sure they are",
       .details =
           "The front of the means over seeds of all points that keep the study's constraints;\n"
           "strategies that are bounds take no part. 'share' tells in how many of 2000 resamples\n"
           "of the seeds, the same for all points, nothing dominates a point. Hypervolume is what\n"
           "the front dominates below the reference, in units of the reference: the baseline's\n"
           "means, resampled with the rest, unless --reference gives other values. Its interval "
           "is\n"
           "the basic bootstrap's. The knee of two objectives is farthest from the chord between\n"
           "the front's ends, of more it is nearest to the ideal, over the front's extent.\n\n"
           "Points that have not done all seeds of the baseline, as in a race, are left out;\n"
           "where seeds come by need all are compared on the first seeds, which all have.\n"
           "--common-seeds compares all points on the seeds that all of them have done.",
       .examples = {"servesweep pareto results/quickstart",
                    "servesweep pareto results/quickstart --objectives "
                    "ttft_p99_ms,output_tokens_per_s"},
       .exit_codes = usual_exit_codes()});
  line.operand("FOLDER", "a result folder")
      .value("--objectives", "LIST", "metrics with commas between; else the study's objectives")
      .value("--reference", "LIST", "of the hypervolume, a value per objective; else the baseline")
      .flag("--common-seeds", "all points, on the seeds that all have done")
      .value("--confidence", "P", "of intervals", "0.95");
  AnswerFormat::declare(line);
  return {.line = std::move(line), .run = show_fronts};
}

}  // namespace servesweep::sweep
