#include "io/hdf5/verify.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <exception>
#include <map>
#include <memory>
#include <set>

#include "engine/base/problem.h"
#include "io/folder/result_folder.h"
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
  explicit Verifier(const std::filesystem::path& path) : path_(path) {}

  VerifyReport run() {
    guarded(path_.string(), [&] { check_folder(); });
    return std::move(report_);
  }

 private:
  struct SeenRun {
    std::string file;
    RunResult run;
    std::shared_ptr<const std::vector<MetricColumn>> metrics;
    std::int64_t rows = 0;  ///< in /requests
  };

  void check_folder() {
    const ResultFolder folder = ResultFolder::open_existing(path_);
    for (const ShardName& name : folder.shards()) {
      guarded(folder.shard_file(name).string(), [&] { check_shard(folder, name); });
    }
    guarded(folder.index_file().string(), [&] { check_index(folder); });
    guarded(folder.journal_file().string(), [&] { check_journal(folder); });
  }

  void check_shard(const ResultFolder& folder, const ShardName& name) {
    const std::string file = folder.shard_file(name).string();
    const ShardReader shard = ShardReader::open(file);
    if (shard.identity().name != name) {
      report(file, fmt::format("says that it is {}", shard.identity().name.text()));
    }
    if (shard.identity().study != folder.marker().study) {
      report(file, fmt::format("belongs to the study '{}'", shard.identity().study));
    }
    ++report_.shards;
    const auto metrics = std::make_shared<const std::vector<MetricColumn>>(shard.metrics());
    for (std::size_t i = 0; i < shard.runs(); ++i)
      take_run({file, shard.run(i), metrics, shard.request_count(i)});
    check_requests(file, shard);
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
    if (first != runs_.end() && (first->second.rows > 0) != (seen.rows > 0)) {
      return check_repeated(first->second, seen);
    }
    ++report_.runs;
    if (failed) ++report_.failed_runs;
    if (first != runs_.end()) {
      report(seen.file, fmt::format("run {} is in {} too", run.key.hex(), first->second.file));
    } else {
      runs_.emplace(run.key, std::move(seen));
    }
  }

  /// A run that failed was tried again: one attempt that is done counts.
  void take_attempt(SeenRun& known, SeenRun again) {
    if (known.run.status() == RunStatus::done || again.run.status() == RunStatus::failed) return;
    --report_.failed_runs;
    known = std::move(again);
  }

  /// A finalist was simulated again for its request rows: everything else must be the same.
  void check_repeated(SeenRun& first, const SeenRun& again) {
    const auto same = [](double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); };
    if (*first.metrics != *again.metrics || first.run.failure != again.run.failure ||
        !std::ranges::equal(first.run.metrics, again.run.metrics, same)) {
      report(again.file,
             fmt::format("run {} differs from that in {}", again.run.key.hex(), first.file));
    }
    first.rows += again.rows;
  }

  /// Block by block, so that memory stays bounded. Reports the first implausible row of each shard.
  void check_requests(const std::string& file, const ShardReader& shard) {
    bool reported = false;
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

  void check_index(const ResultFolder& folder) {
    const std::string file = folder.index_file().string();
    if (!std::filesystem::exists(folder.index_file())) {
      if (report_.shards > 0) report(file, "is missing; resume the study to rebuild it");
      return;
    }
    const StudyIndex index = read_index(folder.index_file());
    if (index.study_hash != folder.marker().study_hash) report(file, "belongs to another study");
    check_index_shards(file, index, folder);
    report_.planned_runs = static_cast<std::int64_t>(index.plan.size());
    check_plan(file, index);
  }

  void check_index_shards(const std::string& file, const StudyIndex& index,
                          const ResultFolder& folder) {
    std::set<std::string> indexed;
    for (const ShardRow& row : index.shards) {
      indexed.insert(row.name);
      const auto path = folder.shards_folder() / row.name;
      if (!std::filesystem::exists(path)) {
        report(file, fmt::format("counts {}, which is missing", row.name));
      } else if (content_hash(path) != row.content_hash) {
        report(path.string(), "has changed since the index was built");
      }
      const auto seen = shards_.find(row.name);
      if (seen != shards_.end() && seen->second != std::pair(row.runs, row.requests)) {
        report(file, fmt::format("counts other runs or requests in {}", row.name));
      }
    }
    for (const auto& [name, counts] : shards_) {
      if (!indexed.contains(name)) {
        report(file, fmt::format("does not know {}; resume the study to rebuild it", name));
      }
    }
  }

  /// One finding per kind, however many rows it hits.
  void check_plan(const std::string& file, const StudyIndex& index) {
    std::vector<std::string> other_status, other_metrics;
    for (std::size_t i = 0; i < index.plan.size(); ++i) {
      const PlanRow& row = index.plan[i];
      const auto found = runs_.find(row.key);
      const bool present = found != runs_.end();
      if (!present) ++report_.missing_runs;
      const RunStatus status = present ? found->second.run.status() : RunStatus::missing;
      if (row.status != status) {
        other_status.push_back(row.key.hex());
      } else if (status == RunStatus::done && !metrics_agree(index, i, found->second)) {
        other_metrics.push_back(row.key.hex());
      }
    }
    report_runs(file, other_status, "status");
    report_runs(file, other_metrics, "metrics");
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

  void check_journal(const ResultFolder& folder) {
    const JournalContent content = read_journal(folder.journal_file());
    if (content.torn_bytes + content.skipped_bytes > 0) {
      report(folder.journal_file().string(),
             fmt::format("has {} torn and {} damaged bytes", content.torn_bytes,
                         content.skipped_bytes));
    }
  }

  void report(const std::string& where, const std::string& text) {
    report_.findings.push_back({.where = where, .text = text});
  }

  template <class Check>
  void guarded(const std::string& where, Check check) {
    try {
      check();
    } catch (const std::exception& error) {
      report(where, error.what());
    }
  }

  std::filesystem::path path_;
  VerifyReport report_;
  std::map<RunKey, SeenRun> runs_;
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> shards_;
};

}  // namespace

VerifyReport verify(const std::filesystem::path& folder) {
  return Verifier(folder).run();
}

}  // namespace servesweep::io
