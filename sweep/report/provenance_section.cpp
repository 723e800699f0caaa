#include "sweep/report/provenance_section.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/scenario.h"
#include "io/folder/content_hash.h"
#include "sweep/cli/figure_column.h"
#include "sweep/cli/phrases.h"
#include "sweep/report/metric_words.h"
#include "sweep/run/version.h"
#include "sweep/submit/shell_word.h"

namespace servesweep::sweep {
namespace {

std::string listed_seeds(const std::vector<std::uint64_t>& seeds) {
  constexpr std::size_t kMost = 30;
  std::vector<std::string> texts;
  for (const std::uint64_t seed : seeds) texts.push_back(std::to_string(seed));
  return fmt::format("{}: {}", seeds.size(), list_text(texts, kMost));
}

std::string runs_text(const io::StudyIndex& index) {
  const auto count = [&](io::RunStatus status) {
    return std::ranges::count(index.plan, status, &io::PlanRow::status);
  };
  return fmt::format("{} planned: {} done, {} failed, {} missing", index.plan.size(),
                     count(io::RunStatus::done), count(io::RunStatus::failed),
                     count(io::RunStatus::missing));
}

std::string or_unknown(const std::string& text, const char* why) {
  return text.empty() ? fmt::format("unknown ({})", why) : text;
}

io::ReportTable facts(const ReportSubject& subject) {
  const Results& results = subject.results;
  std::vector<std::string> workloads;
  for (const WorkloadFile& one : results.study.workloads()) workloads.push_back(one.name);
  io::Table table({{.header = "what"}, {.header = "value"}});
  const auto add = [&](const char* what, const std::string& value) {
    table.add_row({what, value});
  };
  add("study", results.study.name());
  add("hash of the study and its plan", results.folder.marker().study_hash);
  add("fingerprint of all runs", results.plan.fingerprint());
  add("runs", runs_text(results.index));
  add("seeds", listed_seeds(results.study.all_seeds()));
  add("workloads", list_text(workloads, workloads.size()));
  add("strategies", list_text(results.index.strategies, results.index.strategies.size()));
  add("command", or_unknown(results.index.command, "study.h5 is older than the last run"));
  add("ranks", std::to_string(results.index.ranks));
  add("host, process and job that wrote last", or_unknown(results.folder.holder(), "no lock file"));
  add("run by servesweep", or_unknown(results.index.servesweep_version, "no study.h5"));
  add("reported by servesweep",
      fmt::format("{} (engine semantics {})", kVersion, engine::kSemanticsVersion));
  return {.caption = "What was run, by whom", .table = std::move(table)};
}

io::ReportTable files(const Results& results) {
  io::Table table({{.header = "file"},
                   figure_column("runs"),
                   figure_column("requests"),
                   figure_column("bytes"),
                   {.header = "XXH3-64"}});
  const std::filesystem::path resolved = results.folder.resolved_study_file();
  table.add_row({resolved.filename().string(),
                 {},
                 {},
                 static_cast<std::int64_t>(std::filesystem::file_size(resolved)),
                 io::content_hash(resolved)});
  for (const io::ShardRow& shard : results.index.shards) {
    table.add_row(
        {"shards/" + shard.name, shard.runs, shard.requests, shard.size_bytes, shard.content_hash});
  }
  return {.caption = "Files that all figures follow from", .table = std::move(table)};
}

/// Those that the ranking shows; others are in its words what they are by name.
io::ReportTable metrics(const ReportSubject& subject) {
  std::vector<Metric> shown;
  for (const RankedMetric& one : subject.question.metrics) {
    shown.push_back({.column = one.column, .goal = one.goal});
  }
  return metric_table(shown);
}

}  // namespace

io::ReportSection provenance_section(const ReportSubject& subject) {
  const std::string folder = shell_word(subject.asked.folder);
  const std::string resolved = shell_word(subject.asked.folder + "/resolved.yaml");
  io::ReportSection section{.id = "provenance", .title = "Provenance and reproduction"};
  section.paragraphs = {
      "The figures are a function of the study, its seeds and the engine's semantics: ranks, "
      "threads "
      "and interruptions do not change them. The first command runs the whole study again, into a "
      "new folder; the second checks every file against its hash; the third tells what wins. The "
      "commands below the other sections print what these show; numbers of a chart stand below "
      "it."};
  section.tables = {facts(subject), files(subject.results), metrics(subject)};
  section.commands = {
      fmt::format("servesweep run {} -o {}", resolved, shell_word(subject.asked.folder + "-again")),
      "servesweep verify " + folder, "servesweep rank " + folder};
  return section;
}

}  // namespace servesweep::sweep
