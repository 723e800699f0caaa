#include "sweep/run/run_study.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <optional>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/hdf5/shard_reader.h"
#include "io/journal/journal.h"
#include "io/yaml/value.h"
#include "sweep/distribute/collectives.h"
#include "sweep/distribute/distribute.h"
#include "sweep/distribute/wire.h"
#include "sweep/ranking/objective_question.h"
#include "sweep/run/assignment.h"
#include "sweep/run/build_index.h"
#include "sweep/run/finalist_runs.h"
#include "sweep/run/folder_identity.h"
#include "sweep/run/kept_rows.h"
#include "sweep/run/run_executor.h"
#include "sweep/run/shard_committer.h"
#include "sweep/run/task_order.h"
#include "sweep/saturation/measured_study.h"

namespace servesweep::sweep {
namespace {

/// What rank 0 alone holds: the locked folder and its journal.
struct Desk {
  io::ResultFolder folder;
  io::Journal journal;
};

void write_in_journal(io::Journal& journal, const std::string& event,
                      const std::vector<std::pair<std::string, io::Value>>& facts) {
  io::Value record = io::Value::map();
  record.set("event", io::Value::text(event));
  for (const auto& [name, value] : facts) record.set(name, value);
  journal.append(record.json());
}

/// Keys of the runs that the folder holds, or only of those with request rows; sorted.
std::vector<io::RunKey> keys_in(const io::ResultFolder& folder, bool with_rows) {
  std::vector<io::RunKey> keys;
  for (const io::ShardName& name : folder.shards()) {
    const io::ShardReader shard = io::ShardReader::open(folder.shard_file(name));
    for (std::size_t i = 0; i < shard.runs(); ++i) {
      if (!with_rows || shard.request_count(i) > 0) keys.push_back(shard.run_key(i));
    }
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

bool contains(const std::vector<io::RunKey>& sorted_keys, const io::RunKey& key) {
  return std::binary_search(sorted_keys.begin(), sorted_keys.end(), key);
}

std::string encode_shards(const std::vector<io::CommittedShard>& shards) {
  WireWriter writer;
  for (const io::CommittedShard& shard : shards) {
    writer.text(shard.file_name);
    writer.number(shard.runs);
    writer.number(static_cast<std::uint64_t>(shard.size_bytes));
  }
  return writer.take();
}

void journal_shards(io::Journal& journal, const std::string& bytes) {
  for (WireReader reader(bytes); !reader.at_end();) {
    const std::string name = reader.text();
    const auto runs = reader.number<std::int64_t>();
    const auto size_bytes = reader.number<std::uint64_t>();
    write_in_journal(journal, "shard",
                     {{"name", io::Value::text(name)},
                      {"runs", io::Value::integer(runs)},
                      {"size_bytes", io::Value::integer(static_cast<std::int64_t>(size_bytes))}});
  }
}

/// One rank's part in running a study.
class StudyRun {
 public:
  StudyRun(Transport& transport, const RunRequest& request)
      : transport_(transport), request_(request) {}

  RunOutcome run() {
    begin();
    outcome_.error = first_error(transport_, [this] { set_up(); });
    if (outcome_.error.empty()) work();
    const bool complete = outcome_.error.empty() && report_.ending == Ending::completed;
    if (complete && study_->keep_requests().which == KeepRequests::Which::finalists) {
      keep_finalists();
    }
    end();
    return outcome_;
  }

 private:
  [[nodiscard]] bool leads() const { return transport_.rank() == 0; }

  /// Rank 0 plans and opens the folder; everybody learns what there is to do.
  void begin() {
    const std::string told =
        broadcast_from_rank_zero(transport_, [this] { return prepare().encode(); });
    assignment_ = Assignment::decode(told);
    threads_ = request_.threads > 0 ? request_.threads : available_threads();
    all_threads_ = gather(transport_, std::to_string(threads_));
  }

  /// What may fail on one rank alone: reading the plan again, seeing the folder, writing the
  /// journal.
  void set_up() {
    if (leads()) {
      announce();
    } else {
      study_.emplace(Study::from_resolved(assignment_.resolved_study));
      plan_.emplace(Plan::of(*study_));
      opened_.emplace(io::ResultFolder::open_existing(assignment_.output));
    }
    committer_ = std::make_unique<ShardCommitter>(leads() ? desk_->folder : *opened_,
                                                  transport_.rank(), *study_, *plan_);
    executor_ = std::make_unique<RunExecutor>(*study_, *plan_, assignment_.runs,
                                              RunRound{.stand_in = request_.stand_in});
  }

  Assignment prepare() {
    study_.emplace(read_measured_study(request_.study, request_.output, request_.threads));
    plan_.emplace(Plan::of(*study_));
    requests_per_run_ = requests_per_run(*study_);
    check_kept_rows(*study_, *plan_, requests_per_run_);
    const std::filesystem::path wanted = request_.output.empty()
                                             ? std::filesystem::path("results") / study_->name()
                                             : request_.output;
    const std::string identity =
        folder_identity(*study_, *plan_) + (request_.stand_in ? "-stand-in" : "");
    auto folder = io::ResultFolder::create_or_open(wanted, study_->name(), identity);
    auto journal = io::Journal::open(folder.journal_file());
    if (journal.content().torn_bytes > 0) {
      spdlog::warn("{}: cut a torn tail of {} bytes", folder.journal_file().string(),
                   journal.content().torn_bytes);
    }
    desk_.emplace(Desk{.folder = std::move(folder), .journal = std::move(journal)});
    const std::string resolved = study_->resolved_text();
    io::write_file_atomically(desk_->folder.resolved_study_file(),
                              std::as_bytes(std::span(resolved)));
    outcome_.output = wanted;
    outcome_.study = study_->name();
    outcome_.claims = study_->claims().size();
    return {.resolved_study = resolved,
            .output = std::filesystem::absolute(wanted).string(),
            .runs = missing_runs()};
  }

  std::vector<RunId> missing_runs() {
    const std::vector<io::RunKey> found = keys_in(desk_->folder, false);
    const std::vector<RunId> distinct = plan_->distinct_runs();
    std::vector<RunId> missing;
    for (const RunId run : distinct) {
      if (!contains(found, plan_->runs()[run.index()].key)) missing.push_back(run);
    }
    outcome_.planned_runs = plan_->runs().size();
    outcome_.distinct_runs = distinct.size();
    outcome_.found_runs = distinct.size() - missing.size();
    return in_task_order(*plan_, std::move(missing), study_->seeds().size(), requests_per_run_);
  }

  /// Ranks what is done and simulates the best again, with their tables: runs are exact, so these
  /// are the tables of the runs that were ranked. Collective.
  void keep_finalists() {
    std::string told;
    outcome_.error = first_error(transport_, [&] {
      if (!leads()) return;
      Assignment finals = assignment_;
      finals.runs = finalists_without_rows();
      told = finals.encode();
    });
    if (!outcome_.error.empty()) return;
    assignment_.runs = Assignment::decode(broadcast(transport_, std::move(told))).runs;
    if (assignment_.runs.empty()) return;
    executor_ = std::make_unique<RunExecutor>(
        *study_, *plan_, assignment_.runs, RunRound{.finals = true, .stand_in = request_.stand_in});
    work();
    outcome_.final_runs = report_.done;
  }

  std::vector<RunId> finalists_without_rows() {
    BuiltIndex built =
        build_index(*study_, *plan_, desk_->folder, request_.command, transport_.size());
    for (const RankedMetric& metric : objective_question(*study_).metrics) {
      built.load(metric.position);
    }
    std::vector<RunId> runs = finalist_runs(*study_, *plan_, built.index);
    const std::vector<io::RunKey> kept = keys_in(desk_->folder, true);
    std::erase_if(runs, [&](RunId run) { return contains(kept, plan_->runs()[run.index()].key); });
    return in_task_order(*plan_, std::move(runs), study_->seeds().size(), requests_per_run_);
  }

  void work() {
    const auto start = std::chrono::steady_clock::now();
    const Callbacks callbacks{
        .run_task =
            [&](TaskId task) {
              committer_->help();
              executor_->execute(task);
              return std::string();
            },
        .on_chunk_done =
            [&](const std::vector<TaskResult>& results) {
              for (const TaskResult& result : results) {
                committer_->add(executor_->take(result.task));
              }
              return encode_shards(committer_->poll());
            },
        .on_result = [&](const std::string& bytes) { journal_shards(desk_->journal, bytes); }};
    report_ = distribute(transport_, Tasks(assignment_.runs.size()), callbacks,
                         {.threads = threads_, .drain = request_.drain});
    outcome_.error = report_.ending == Ending::failed ? report_.error : std::string();
    const std::string unwritten = commit_rest();
    if (outcome_.error.empty()) outcome_.error = unwritten;
    outcome_.seconds +=
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

  void announce() {
    outcome_.ranks = transport_.size();
    outcome_.threads = 0;
    for (const std::string& text : all_threads_) outcome_.threads += std::stoi(text);
    write_in_journal(
        desk_->journal, "begin",
        {{"command", io::Value::text(request_.command)},
         {"ranks", io::Value::integer(outcome_.ranks)},
         {"threads", io::Value::integer(outcome_.threads)},
         {"planned", io::Value::integer(static_cast<std::int64_t>(outcome_.distinct_runs))},
         {"found", io::Value::integer(static_cast<std::int64_t>(outcome_.found_runs))}});
  }

  /// Every rank commits its open shard and rank 0 notes it; returns the first error, on all ranks.
  std::string commit_rest() {
    std::string shards;
    const std::string unwritten =
        first_error(transport_, [&] { shards = encode_shards(committer_->finish()); });
    const std::vector<std::string> all_shards = gather(transport_, shards);
    const std::string unnoted = first_error(transport_, [&] {
      for (const std::string& told : all_shards) journal_shards(desk_->journal, told);
    });
    return unwritten.empty() ? unnoted : unwritten;
  }

  /// Also after an error: what was committed is counted and indexed.
  void end() {
    const std::string problem = first_error(transport_, [this] {
      if (leads()) close_desk();
    });
    if (outcome_.error.empty()) outcome_.error = problem;
    if (!outcome_.error.empty()) {
      outcome_.code = ExitCode::failure;
    } else if (report_.ending == Ending::drained) {
      outcome_.code = ExitCode::drained;
    }
  }

  /// Rank 0 rebuilds the index and counts what is left.
  void close_desk() {
    const BuiltIndex built =
        build_index(*study_, *plan_, desk_->folder, request_.command, transport_.size());
    write_index(desk_->folder, built);
    std::size_t left = 0;
    for (const RunId run : plan_->distinct_runs()) {
      if (built.index.plan[run.index()].status != io::RunStatus::done) ++left;
    }
    outcome_.left_runs = left;
    outcome_.done_runs = outcome_.distinct_runs - outcome_.found_runs - left;
    write_in_journal(desk_->journal, "end",
                     {{"done", io::Value::integer(static_cast<std::int64_t>(outcome_.done_runs))},
                      {"left", io::Value::integer(static_cast<std::int64_t>(left))},
                      {"error", io::Value::text(outcome_.error)}});
  }

  Transport& transport_;
  const RunRequest& request_;
  std::optional<Study> study_;
  std::optional<Plan> plan_;
  std::optional<Desk> desk_;
  std::optional<io::ResultFolder> opened_;  ///< of the ranks that do not lead: read-only
  Assignment assignment_;
  std::vector<std::size_t> requests_per_run_;  ///< on rank 0, by workload
  int threads_ = 1;
  std::vector<std::string> all_threads_;  ///< on rank 0
  std::unique_ptr<ShardCommitter> committer_;
  std::unique_ptr<RunExecutor> executor_;
  DistributeReport report_;
  RunOutcome outcome_;
};

}  // namespace

RunOutcome run_study(Transport& transport, const RunRequest& request) {
  return StudyRun(transport, request).run();
}

}  // namespace servesweep::sweep
