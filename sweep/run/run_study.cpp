#include "sweep/run/run_study.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <chrono>
#include <optional>
#include <set>

#include "engine/base/problem.h"
#include "io/folder/atomic_file.h"
#include "io/hdf5/shard_reader.h"
#include "io/journal/journal.h"
#include "io/yaml/value.h"
#include "sweep/distribute/collectives.h"
#include "sweep/distribute/distribute.h"
#include "sweep/distribute/wire.h"
#include "sweep/run/assignment.h"
#include "sweep/run/build_index.h"
#include "sweep/run/run_executor.h"
#include "sweep/run/shard_committer.h"

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

/// Keys of the runs that the folder holds.
std::set<io::RunKey> keys_in(const io::ResultFolder& folder) {
  std::set<io::RunKey> keys;
  for (const io::ShardName& name : folder.shards()) {
    const io::ShardReader shard = io::ShardReader::open(folder.shard_file(name));
    for (std::size_t i = 0; i < shard.runs(); ++i) keys.insert(shard.run(i).key);
  }
  return keys;
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
    work();
    end();
    return outcome_;
  }

 private:
  [[nodiscard]] bool leads() const { return transport_.rank() == 0; }

  /// Rank 0 plans and opens the folder; everybody learns what there is to do.
  void begin() {
    const std::string told =
        broadcast_from_rank_zero(transport_, [this] { return prepare().encode(); });
    const Assignment assignment = Assignment::decode(told);
    if (!leads()) {
      study_.emplace(Study::from_resolved(assignment.resolved_study));
      plan_.emplace(Plan::of(*study_));
    }
    runs_ = assignment.runs;
    output_ = assignment.output;
    threads_ = request_.threads > 0 ? request_.threads : available_threads();
  }

  Assignment prepare() {
    study_.emplace(Study::read_file(request_.study));
    plan_.emplace(Plan::of(*study_));
    const std::filesystem::path wanted = request_.output.empty()
                                             ? std::filesystem::path("results") / study_->name()
                                             : request_.output;
    const std::filesystem::path output = std::filesystem::absolute(wanted);
    auto folder = io::ResultFolder::create_or_open(output, study_->name(), plan_->fingerprint());
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
    return {.resolved_study = resolved, .output = output.string(), .runs = missing_runs()};
  }

  std::vector<RunId> missing_runs() {
    const std::set<io::RunKey> found = keys_in(desk_->folder);
    const std::vector<RunId> distinct = plan_->distinct_runs();
    std::vector<RunId> missing;
    for (const RunId run : distinct) {
      if (!found.contains(plan_->runs()[run.index()].key)) missing.push_back(run);
    }
    outcome_.planned_runs = plan_->runs().size();
    outcome_.distinct_runs = distinct.size();
    outcome_.found_runs = distinct.size() - missing.size();
    return missing;
  }

  void work() {
    const auto start = std::chrono::steady_clock::now();
    const std::vector<std::string> threads = gather(transport_, std::to_string(threads_));
    if (leads()) announce(threads);
    // Ranks that do not lead see the folder read-only; each writes shards of its own name only.
    std::optional<io::ResultFolder> opened;
    if (!leads()) opened.emplace(io::ResultFolder::open_existing(output_));
    ShardCommitter committer(leads() ? desk_->folder : *opened, transport_.rank(), *study_, *plan_);
    RunExecutor executor(*study_, *plan_, runs_);

    const Callbacks callbacks{
        .run_task =
            [&](TaskId task) {
              executor.execute(task);
              return std::string();
            },
        .on_chunk_done =
            [&](const std::vector<TaskResult>& results) {
              for (const TaskResult& result : results) committer.add(executor.take(result.task));
              return encode_shards(committer.poll());
            },
        .on_result = [&](const std::string& bytes) { journal_shards(desk_->journal, bytes); }};
    report_ = distribute(transport_, Tasks(runs_.size()), callbacks,
                         {.threads = threads_, .drain = request_.drain});
    commit_rest(committer);
    outcome_.seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

  void announce(const std::vector<std::string>& threads) {
    outcome_.ranks = transport_.size();
    outcome_.threads = 0;
    for (const std::string& text : threads) outcome_.threads += std::stoi(text);
    write_in_journal(
        desk_->journal, "begin",
        {{"command", io::Value::text(request_.command)},
         {"ranks", io::Value::integer(outcome_.ranks)},
         {"threads", io::Value::integer(outcome_.threads)},
         {"planned", io::Value::integer(static_cast<std::int64_t>(outcome_.distinct_runs))},
         {"found", io::Value::integer(static_cast<std::int64_t>(outcome_.found_runs))}});
  }

  /// Every rank commits its open shard; whether all could is known to all afterwards.
  void commit_rest(ShardCommitter& committer) {
    WireWriter writer;
    try {
      const std::string shards = encode_shards(committer.finish());
      writer.text("");
      writer.text(shards);
    } catch (const std::exception& error) {
      writer.text(fmt::format("rank {}: {}", transport_.rank(), error.what()));
      writer.text("");
    }
    std::string failure;
    for (const std::string& told : gather(transport_, writer.take())) {
      WireReader reader(told);
      const std::string error = reader.text();
      if (failure.empty()) failure = error;
      journal_shards(desk_->journal, reader.text());
    }
    commit_failure_ = broadcast(transport_, failure);
  }

  void end() {
    const std::string problem = broadcast(transport_, leads() ? close_desk() : std::string());
    outcome_.error = report_.ending == Ending::failed ? report_.error
                     : !commit_failure_.empty()       ? commit_failure_
                                                      : problem;
    if (!outcome_.error.empty()) {
      outcome_.code = ExitCode::failure;
    } else if (report_.ending == Ending::drained) {
      outcome_.code = ExitCode::drained;
    }
  }

  /// Rank 0 rebuilds the index; returns what went wrong.
  std::string close_desk() {
    try {
      const io::StudyIndex index =
          build_index(*study_, *plan_, desk_->folder, request_.command, transport_.size());
      io::write_index(desk_->folder.index_file(), index);
      std::size_t left = 0;
      for (const RunId run : plan_->distinct_runs()) {
        if (index.plan[run.index()].status != io::RunStatus::done) ++left;
      }
      outcome_.left_runs = left;
      outcome_.done_runs = outcome_.distinct_runs - outcome_.found_runs - left;
      write_in_journal(desk_->journal, "end",
                       {{"done", io::Value::integer(static_cast<std::int64_t>(outcome_.done_runs))},
                        {"left", io::Value::integer(static_cast<std::int64_t>(left))}});
      return {};
    } catch (const std::exception& error) {
      return error.what();
    }
  }

  Transport& transport_;
  const RunRequest& request_;
  std::optional<Study> study_;
  std::optional<Plan> plan_;
  std::optional<Desk> desk_;
  std::vector<RunId> runs_;
  std::filesystem::path output_;
  int threads_ = 1;
  DistributeReport report_;
  std::string commit_failure_;
  RunOutcome outcome_;
};

}  // namespace

RunOutcome run_study(Transport& transport, const RunRequest& request) {
  return StudyRun(transport, request).run();
}

}  // namespace servesweep::sweep
