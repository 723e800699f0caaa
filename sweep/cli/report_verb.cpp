#include "sweep/cli/report_verb.h"

#include <fmt/format.h>

#include <filesystem>

#include "io/report/report_page.h"
#include "io/table/atomic_file.h"
#include "sweep/cli/paragraph.h"
#include "sweep/cli/run_limits.h"
#include "sweep/report/section_progress.h"
#include "sweep/report/sections.h"
#include "sweep/run/version.h"

namespace servesweep::sweep {
namespace {

ReportQuestion question_of(const CommandLine& line) {
  ReportQuestion question{.folder = line.path("FOLDER").lexically_normal().string(),
                          .baseline = line.text("vs"),
                          .strategy = line.text("strategy"),
                          .workload = line.text("workload"),
                          .simulates = !line.has("no-simulation")};
  while (question.folder.size() > 1 && question.folder.ends_with('/')) question.folder.pop_back();
  question.threads = chosen_threads(line);
  return question;
}

/// People see how far it is, as some sections simulate for long.
ReportSections watched_sections(const ReportSubject& subject) {
  SectionProgress progress(subject.results.study.name(), section_kinds().size());
  return make_sections(subject, section_kinds(), [&](const SectionKind& kind, std::size_t done) {
    progress.begin(kind.title, done);
  });
}

std::string page_of(const ReportSubject& subject, ReportSections made) {
  const Study& study = subject.results.study;
  return io::report_page({.title = "Study " + study.name(),
                          .subtitle = study.question(),
                          .sections = std::move(made.sections),
                          .foot = fmt::format("Made by servesweep {} from the results in {}.",
                                              kVersion, subject.asked.folder)});
}

/// Into the folder itself unless `named` is a file, to which all rules of Output apply.
std::filesystem::path write_page(const CommandLine& line, Output& named, const std::string& page) {
  if (!line.has("output")) {
    const std::filesystem::path file = line.path("FOLDER") / "report.html";
    io::write_file(file, page);
    return file;
  }
  named.write(page);
  named.finish();
  return line.path("output");
}

ExitCode report_folder(const CommandLine& line, Output& out) {
  Results results = Results::open(line.path("FOLDER"));
  Output named(line.path("output"));  // refused, if it must be, before anything is simulated
  const ReportSubject subject = ReportSubject::of(results, question_of(line));
  ReportSections made = watched_sections(subject);
  std::string text;
  for (const MissingSection& one : made.missing) {
    text += paragraph(fmt::format("left out: {}: {}", one.title, one.reason), 0);
  }
  const std::size_t sections = made.sections.size() - made.missing.size();
  const std::string page = page_of(subject, std::move(made));
  constexpr double kBytesPerMegabyte = 1e6;
  const std::filesystem::path file = write_page(line, named, page);
  out.write(fmt::format("{}: {} sections, {:.2f} MB\n{}", file.string(), sections,
                        static_cast<double>(page.size()) / kBytesPerMegabyte, text));
  return ExitCode::success;
}

}  // namespace

Verb report_verb() {
  CommandLine line(
      {.name = "report",
       .purpose = "write a page to look at: findings, charts, and what they rest on",
       .details =
           "Writes FOLDER/report.html: one file that needs no network and asks for none, with the\n"
           "figures that the other verbs print. Some of them are simulated again: criteria on\n"
           "fresh seeds, causes, the timeline of a run. Nothing but the page is stored. A section\n"
           "that cannot be made says why, on the page and here. See docs/report.md.",
       .examples = {"servesweep report results/quickstart",
                    "servesweep report results/quickstart --strategy slo-cascade --no-simulation"},
       .exit_codes = usual_exit_codes()});
  line.operand("FOLDER", "a result folder")
      .value("--output,-o", "FILE", "write here; else to FOLDER/report.html")
      .value("--vs", "STRATEGY", "compare with this one; else with the study's baseline")
      .value("--strategy", "NAME", "look at this one closely; else at the best")
      .value("--workload", "NAME", "look closely on this one; else on the study's first")
      .flag("--no-simulation", "leave out what needs simulations; judge on the study's seeds")
      .value("--threads", "N", "threads; else all that the process may use");
  return {.line = std::move(line), .run = report_folder};
}

}  // namespace servesweep::sweep
