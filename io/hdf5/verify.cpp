#include "io/hdf5/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>

#include "engine/base/problem.h"
#include "io/folder/content_hash.h"
#include "io/folder/damaged_file.h"
#include "io/folder/member_file.h"
#include "io/folder/result_folder.h"
#include "io/hdf5/repeated_run.h"
#include "io/hdf5/request_check.h"
#include "io/hdf5/shard_figures.h"
#include "io/hdf5/shard_reader.h"
#include "io/hdf5/study_index.h"
#include "io/journal/journal.h"

namespace servesweep::io {
namespace {

/// One pass over a result folder; what it has seen so far.
class Verifier {
 public:
  Verifier(const std::filesystem::path& path, bool at_work) : path_(path), at_work_(at_work) {}

  VerifyReport run() {
    guarded(path_ / "servesweep.json", [&] { check_folder(); });
    return std::move(report_);
  }

 private:
  struct SeenRun {
    std::string file;
    RunResult run;
    std::shared_ptr<const std::vector<MetricColumn>> metrics;
    std::int64_t rows = 0;  ///< in /requests
    std::size_t place = 0;  ///< in /runs
  };

  void check_folder() {
    const ResultFolder folder = ResultFolder::open_existing(path_);
    guarded(folder.journal_file(), [&] { check_journal_of(folder); });
    for (const std::filesystem::path& file : folder.foreign_files()) {
      report_damage(file, "is not a shard: only shard-RANK-NUMBER.h5 files belong here");
    }
    for (const auto& journal : member_journals(folder.members_folder())) {
      guarded(journal, [&] { check_journal(journal); });
    }
    for (const ShardName& name : folder.shard_names()) {
      guarded(folder.shard_file(name), [&] { check_shard(folder, name); });
    }
    const bool shards_are_sound = report_.damaged.empty();
    report_.damaged_shards = std::ranges::count_if(report_.damaged, [&](const auto& file) {
      return file.parent_path() == folder.shards_folder();
    });
    guarded(folder.index_file(), [&] { check_index(folder, shards_are_sound); });
    guarded(folder.resolved_study_file(), [&] { (void)folder.read_resolved_study(); });
  }

  void check_shard(const ResultFolder& folder, const ShardName& name) {
    const std::string file = folder.shard_file(name).string();
    const auto told = told_hashes_.find(name.text());
    const std::string hash = content_hash(folder.shard_file(name));
    if (told != told_hashes_.end() && told->second != hash) {
      report_damage(file, "is not as it was written: the journal tells another content hash");
    }
    hashes_[name.text()] = hash;
    const ShardReader shard = ShardReader::open(folder, name);
    if (shard.identity().name != name) {
      report(file, fmt::format("says that it is {}", shard.identity().name.text()));
    }
    // Thousands of shards have the same metrics.
    if (!metrics_ || *metrics_ != shard.metrics()) {
      metrics_ = std::make_shared<const std::vector<MetricColumn>>(shard.metrics());
    }
    for (std::size_t i = 0; i < shard.runs(); ++i)
      take_run({file, shard.run(i), metrics_, shard.request_count(i), i});
    check_requests(file, shard);
    ++report_.shards;
    shards_[name.text()] = {static_cast<std::int64_t>(shard.runs()),
                            static_cast<std::int64_t>(shard.requests())};
  }

  void take_run(SeenRun seen) {
    const RunResult& run = seen.run;
    const auto first = runs_.find(run.key);
    const bool failed = run.status() == RunStatus::failed;
    if (first != runs_.end() && (failed || first->second.run.status() == RunStatus::failed)) {
      return take_attempt(first->second, std::move(seen));
    }
    if (first != runs_.end()) return check_repeated(first->second, seen);
    ++report_.runs;
    if (failed) ++report_.failed_runs;
    runs_.emplace(run.key, std::move(seen));
  }

  /// A run that failed was tried again: one attempt that is done counts.
  void take_attempt(SeenRun& known, SeenRun again) {
    if (known.run.status() == RunStatus::done || again.run.status() == RunStatus::failed) return;
    --report_.failed_runs;
    known = std::move(again);
  }

  /// A finalist was simulated again for its request rows, or two members of a shared study ran the
  /// same: everything else must be the same, and what counts once is counted once.
  void check_repeated(SeenRun& first, const SeenRun& again) {
    const bool both_kept = first.rows > 0 && again.rows > 0;
    if (*first.metrics != *again.metrics || !same_outcome(first.run, again.run) ||
        (both_kept &&
         !repeated_.same_requests({first.file, first.place}, {again.file, again.place}))) {
      report(again.file,
             fmt::format("run {} differs from that in {}", again.run.key.hex(), first.file));
    }
    if (first.rows > 0) return;
    first.file = again.file;  // the one with rows, for a third
    first.rows = again.rows;
    first.place = again.place;
  }

  /// Block by block, so that memory stays bounded. Reports the first implausible row of each shard.
  void check_requests(const std::string& file, const ShardReader& shard) {
    bool reported = false;
    (void)shard.read_requests(0, 0);  // all columns are there and equally long
    for (std::size_t begin = 0; begin < shard.requests(); begin += h5::kChunkRows) {
      const std::size_t count = std::min(h5::kChunkRows, shard.requests() - begin);
      const auto records = shard.read_requests(begin, count);
      for (std::size_t i = 0; i < count && !reported; ++i) {
        const std::string complaint = implausible(records[i]);
        reported = !complaint.empty();
        if (reported) report(file + ":/requests", fmt::format("row {} {}", begin + i, complaint));
      }
      report_.requests += static_cast<std::int64_t>(count);
    }
  }

  void check_index(const ResultFolder& folder, bool shards_are_sound) {
    const std::string file = folder.index_file().string();
    if (!std::filesystem::exists(folder.index_file())) {
      if (report_.unfinished || report_.shards == 0) return;
      return report(file, "is missing; run the study again to rebuild it");
    }
    const StudyIndex index = read_index(folder.index_file());
    if (index.study_hash != folder.marker().study_hash) {
      report_damage(file, "belongs to another study");
    }
    check_index_shards(file, index, folder);
    report_.planned_runs = static_cast<std::int64_t>(index.plan.size());
    if (!check_plan(file, index, shards_are_sound) && shards_are_sound) {
      report_.damaged.emplace_back(file);
    }
  }

  /// Finds out whether it knows all shards.
  void check_index_shards(const std::string& file, const StudyIndex& index,
                          const ResultFolder& folder) {
    std::set<std::string> indexed;
    for (const ShardRow& row : index.shards) {
      indexed.insert(row.name);
      const auto path = folder.shards_folder() / row.name;
      const auto hash = hashes_.find(row.name);
      if (!std::filesystem::exists(path)) {
        report(file, fmt::format("counts {}, which is missing", row.name));
      } else if (hash != hashes_.end() && hash->second != row.content_hash) {
        report_damage(path, "has changed since the index was built");
      }
      const auto seen = shards_.find(row.name);
      if (seen != shards_.end() && seen->second != std::pair(row.runs, row.requests)) {
        report(file, fmt::format("counts other runs or requests in {}", row.name));
      }
    }
    report_.indexed = true;
    for (const auto& [name, counts] : shards_) {
      if (indexed.contains(name)) continue;
      report_.indexed = false;
      if (report_.unfinished) continue;
      report(file, fmt::format("does not know {}; run the study again to rebuild it", name));
    }
  }

  /// One finding per kind, however many rows it hits. Returns whether the metrics agree.
  bool check_plan(const std::string& file, const StudyIndex& index, bool shards_are_sound) {
    std::vector<std::string> other_status, other_metrics;
    for (std::size_t i = 0; i < index.plan.size(); ++i) {
      const PlanRow& row = index.plan[i];
      const auto found = runs_.find(row.key);
      const bool present = found != runs_.end();
      if (!present) ++report_.missing_runs;
      const RunStatus status = present ? found->second.run.status() : RunStatus::missing;
      const bool behind = !report_.indexed && row.status != RunStatus::done;
      if (behind && row.status != status && present) continue;  // in a shard that it does not know
      if (row.status != status) {
        other_status.push_back(row.key.hex());
      } else if (status == RunStatus::done && !metrics_agree(index, i, found->second)) {
        other_metrics.push_back(row.key.hex());
      }
    }
    // Of runs in damaged shards the index knows more than is left: no finding of its own.
    if (shards_are_sound) report_runs(file, other_status, "status");
    report_runs(file, other_metrics, "metrics");
    return other_metrics.empty();
  }

  void report_runs(const std::string& file, const std::vector<std::string>& keys,
                   const char* what) {
    if (keys.empty()) return;
    report(file + ":/plan",
           fmt::format("{} runs have other {} in the readable shards, the first is {}", keys.size(),
                       what, keys.front()));
  }

  static bool metrics_agree(const StudyIndex& index, std::size_t row, const SeenRun& seen) {
    for (std::size_t m = 0; m < index.metrics.size(); ++m) {
      const auto& columns = *seen.metrics;
      const auto column = std::find_if(columns.begin(), columns.end(), [&](const MetricColumn& c) {
        return c.name == index.metrics[m].name;
      });
      if (column == columns.end()) continue;  // a shard written with fewer metrics
      const double stored = seen.run.metrics[static_cast<std::size_t>(column - columns.begin())];
      const double indexed = index.values[m][row];
      const bool both_undefined = std::isnan(stored) && std::isnan(indexed);
      if (!both_undefined && stored != indexed) return false;
    }
    return true;
  }

  void check_journal_of(const ResultFolder& folder) {
    const bool shared = !member_journals(folder.members_folder()).empty();
    if (!std::filesystem::exists(folder.journal_file())) {
      if (shared) return;
      report(folder.journal_file().string(),
             "is missing, and with it what the study has decided; run the study again");
      return;
    }
    check_journal(folder.journal_file());
  }

  void check_journal(const std::filesystem::path& file) {
    const JournalContent content = read_journal(file);
    const bool half_written = at_work_ && content.skipped_bytes == 0;
    if (content.torn_bytes + content.skipped_bytes > 0 && !half_written) {
      report(file.string(), fmt::format("has {} torn and {} damaged bytes", content.torn_bytes,
                                        content.skipped_bytes));
    }
    if (content.skipped_bytes > 0) report_.damaged.push_back(file);
    bool ended = true;
    for (const std::string& record : content.records) {
      note_shard(record);
      ended = ends_attempt(record) || (ended && !record.starts_with(R"({"event":"begin")"));
    }
    report_.unfinished = report_.unfinished || !ended;
  }

  /// Whether whoever wrote this has come to his end, and with it to an index. Members of a shared
  /// folder leave that to the last one.
  static bool ends_attempt(const std::string& record) {
    if (!record.starts_with(R"({"event":"end")")) return false;
    const auto json = nlohmann::json::parse(record, nullptr, false);
    return json.is_object() && json.value("error", "?").empty();
  }

  /// The last one of a name counts.
  void note_shard(const std::string& record) {
    if (!record.starts_with(R"({"event":"shard")")) return;
    const auto json = nlohmann::json::parse(record, nullptr, false);
    if (!json.is_object() || !json.contains("content_hash")) return;
    if (json["name"].is_string() && json["content_hash"].is_string()) {
      told_hashes_[json["name"]] = json["content_hash"];
    }
  }

  /// Of what is damaged, the first complaint suffices.
  void report_damage(const std::filesystem::path& file, const std::string& text) {
    if (std::ranges::find(report_.damaged, file) != report_.damaged.end()) return;
    report(file.string(), text);
    report_.damaged.push_back(file);
  }

  void report(const std::string& where, const std::string& text) {
    report_.findings.push_back({.where = where, .text = text});
  }

  template <class Check>
  void guarded(const std::filesystem::path& file, Check check) {
    try {
      check();
    } catch (const DamagedFile& damage) {
      report_damage(file, without_file(file, damage));
    } catch (const engine::Problem& problem) {
      report(file.string(), without_file(file, problem));
    } catch (const std::exception& error) {
      report(file.string(), error.what());
    }
  }

  /// What a Problem says, without the file at its beginning, which stands in the finding.
  static std::string without_file(const std::filesystem::path& file,
                                  const engine::Problem& problem) {
    const std::string& where = problem.where();
    std::string place;
    if (where.starts_with(file.string())) place = where.substr(file.string().size());
    if (place.starts_with(':')) place.erase(0, 1);
    std::string text = where.starts_with(file.string()) ? place : where;
    if (!text.empty()) text += ": ";
    text += problem.problem();
    return problem.why().empty() ? text : fmt::format("{} ({})", text, problem.why());
  }

  std::filesystem::path path_;
  bool at_work_;
  VerifyReport report_;
  std::map<RunKey, SeenRun> runs_;
  RepeatedRuns repeated_;
  std::shared_ptr<const std::vector<MetricColumn>> metrics_;  ///< of the shard before
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> shards_;
  std::map<std::string, std::string> hashes_;       ///< of the shards, by name
  std::map<std::string, std::string> told_hashes_;  ///< by the journal, when they were written
};

}  // namespace

VerifyReport verify(const std::filesystem::path& folder, bool at_work) {
  return Verifier(folder, at_work).run();
}

}  // namespace servesweep::io
