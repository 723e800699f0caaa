#include "sweep/run/run_study.h"

#include <chrono>
#include <memory>
#include <optional>

#include "engine/base/problem.h"
#include "io/yaml/document.h"
#include "sweep/distribute/collectives.h"
#include "sweep/distribute/distribute.h"
#include "sweep/run/assignment.h"
#include "sweep/run/build_index.h"
#include "sweep/run/chunk_news.h"
#include "sweep/run/failure_lines.h"
#include "sweep/run/pilot.h"
#include "sweep/run/planned_study.h"
#include "sweep/run/run_executor.h"
#include "sweep/run/search_round.h"
#include "sweep/run/seed_round.h"
#include "sweep/run/shard_committer.h"
#include "sweep/run/study_desk.h"

namespace servesweep::sweep {
namespace {

/// One rank's part in running a study.
class StudyRun {
 public:
  StudyRun(Transport& transport, const RunRequest& request)
      : transport_(transport), request_(request) {}

  RunOutcome run() {
    begin();
    outcome_.error = first_error(transport_, [this] { set_up(); });
    if (outcome_.error.empty()) work();
    if (complete() && learns(study().search().method)) search();
    if (complete() && study().seeds_by_need()) replicate();
    if (complete() && study().keep_requests().which == KeepRequests::Which::finalists) {
      keep_finalists();
    }
    end();
    return outcome_;
  }

  [[nodiscard]] bool has_lost_threads() const { return has_lost_threads_; }

 private:
  [[nodiscard]] bool leads() const { return transport_.rank() == 0; }
  [[nodiscard]] bool complete() const {
    return outcome_.error.empty() && report_.ending == Ending::completed;
  }
  [[nodiscard]] PlannedStudy& planned() { return leads() ? desk_->planned() : *planned_; }
  [[nodiscard]] const Study& study() { return planned().study; }

  /// Rank 0 plans and opens the folder; everybody learns what there is to do.
  void begin() {
    const std::string told =
        broadcast_from_rank_zero(transport_, [this] { return prepare().encode(); });
    assignment_ = Assignment::decode(told);
    threads_ = request_.threads > 0 ? request_.threads : available_threads();
    all_threads_ = gather(transport_, std::to_string(threads_));
  }

  Assignment prepare() {
    desk_.emplace(request_);
    const PlannedStudy& planned = desk_->planned();
    outcome_.output = desk_->output();
    outcome_.study = planned.study.name();
    outcome_.claims = planned.study.claims().size();
    Assignment assignment{.resolved_study = planned.study.resolved_text(),
                          .output = std::filesystem::absolute(desk_->output()).string(),
                          .decisions = {},
                          .runs = {}};
    RunsToDo to_do = desk_->runs_to_do();
    assignment.runs = std::move(to_do.runs);
    failures_ = std::move(to_do.settled);
    for (const Decision& decision : planned.decisions) {
      assignment.decisions.push_back(decision.to_value(planned.study).json());
    }
    for (const SeedDecision& decision : planned.seed_decisions) {
      assignment.decisions.push_back(decision.to_value().json());
    }
    outcome_.distinct_runs = planned.plan.distinct_runs().size();
    outcome_.found_runs = outcome_.distinct_runs - assignment.runs.size();
    return assignment;
  }

  /// What may fail on one rank alone: reading the plan again, seeing the folder, writing the
  /// journal.
  void set_up() {
    if (leads()) {
      announce();
    } else {
      planned_.emplace(Study::from_resolved(assignment_.resolved_study));
      for (const std::string& decision : assignment_.decisions) (void)planned_->add_text(decision);
      opened_.emplace(io::ResultFolder::open_existing(assignment_.output));
    }
    committer_ = std::make_unique<ShardCommitter>(leads() ? desk_->folder() : *opened_,
                                                  transport_.rank(), study(), planned().plan);
    guards_.emplace(request_.failures, threads_);
    set_executor();
  }

  void set_executor() {
    executor_ = std::make_unique<RunExecutor>(study(), planned().plan, assignment_.runs, *guards_,
                                              RunRound{.finals = finals_,
                                                       .stand_in = request_.stand_in,
                                                       .study_file = request_.study.string()});
  }

  /// Runs what the search decides, until it decides no more. Collective.
  void search() {
    bool goes_on = true;
    outcome_.error = first_error(transport_, [&] {
      begin_growth(ObjectiveFunction(study()).metrics());
      if (!leads()) return;
      if (failures_.total() > 0) {
        SearchRound::check_baseline(*desk_, request_.command, transport_.size());
      }
      search_.emplace(*desk_, method(), request_.command, transport_.size());
      goes_on = search_->take_up(
          [this](std::size_t done, std::size_t all) { return may_repeat(done, all); });
    });
    if (!outcome_.error.empty()) return;
    if (broadcast(transport_, goes_on ? "goes on" : "drained") == "drained") {
      report_.ending = Ending::drained;
      return;
    }
    const auto take = [this](const Decision& decision) {
      return grow([&] { return planned().add(decision); });
    };
    work_and_grow([this, take] { return search_->next(take); });
  }

  /// Gives points further seeds, until nobody needs more. Collective.
  void replicate() {
    outcome_.error = first_error(transport_, [this] {
      begin_growth(precision_metrics(study()));
      if (leads()) seeds_.emplace(*desk_, request_.command, transport_.size());
    });
    if (!outcome_.error.empty()) return;
    const auto take = [this](const SeedDecision& decision) {
      return grow([&] { return planned().add(decision); });
    };
    work_and_grow([this, take] { return seeds_->next(take); });
    if (leads()) outcome_.precision = seeds_->standing();
  }

  void begin_growth(std::vector<std::size_t> figures) {
    assignment_.runs.clear();
    set_executor();
    figures_ = std::move(figures);
  }

  /// Works on what rank 0 decides while it goes on.
  void work_and_grow(TaskSource decisions) {
    Callbacks callbacks = usual_callbacks();
    callbacks.more = std::move(decisions);
    callbacks.on_extension = [this](const std::string& text) {
      if (!leads()) (void)grow([&] { return planned().add_text(text); });
    };
    work(callbacks);
    figures_.clear();
  }

  /// Rank 0, before it makes a decision of an earlier run again, which may take a while in all.
  [[nodiscard]] bool may_repeat(std::size_t done, std::size_t all) {
    if (request_.on_progress) {
      RunProgress repeating = progress();
      repeating.repeated = done;
      repeating.to_repeat = all;
      request_.on_progress(repeating);
    }
    return request_.drain == nullptr || !request_.drain->load();
  }

  /// Rank 0: what leads the search.
  [[nodiscard]] SearchMethod method() {
    if (study().search().method != SearchMethod::automatic) return study().search().method;
    if (desk_->chosen()) return desk_->chosen()->method;
    const double seconds = Pilot::run(study(), planned().plan).mean_seconds_per_run();
    const MethodChoice choice = choose_method(study(), seconds, all_threads());
    desk_->journal().method(choice);
    return choice.method;
  }

  /// Adds what was decided to this rank's plan and tasks; returns the number of new tasks.
  std::size_t grow(const std::function<std::vector<RunId>()>& add) {
    std::vector<RunId> runs;
    executor_->while_idle([&] {
      runs = add();
      assignment_.runs.insert(assignment_.runs.end(), runs.begin(), runs.end());
    });
    return runs.size();
  }

  /// Ranks what is done and simulates the best again, with their tables: runs are exact, so these
  /// are the tables of the runs that were ranked. Collective.
  void keep_finalists() {
    std::string told;
    outcome_.error = first_error(transport_, [&] {
      if (!leads()) return;
      Assignment finals = assignment_;
      finals.runs = desk_->finalists_without_rows(request_.command, transport_.size());
      told = finals.encode();
    });
    if (!outcome_.error.empty()) return;
    assignment_.runs = Assignment::decode(broadcast(transport_, std::move(told))).runs;
    if (assignment_.runs.empty()) return;
    finals_ = true;
    set_executor();
    work();
    outcome_.final_runs = report_.done;
  }

  void work() { work(usual_callbacks()); }

  void work(const Callbacks& callbacks) {
    const auto start = std::chrono::steady_clock::now();
    report_ = distribute(transport_, Tasks(assignment_.runs.size()), callbacks,
                         {.threads = threads_, .drain = request_.drain});
    outcome_.error = report_.ending == Ending::failed ? error_of(report_) : std::string();
    const std::string unwritten = commit_rest();
    if (outcome_.error.empty()) outcome_.error = unwritten;
    outcome_.seconds +=
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }

  /// That of a failed run says which it was, so nobody needs the number of its task.
  [[nodiscard]] static std::string error_of(const DistributeReport& report) {
    for (const TaskFailure& failure : report.failures) {
      if (report.error.ends_with(failure.text)) return failure.text;
    }
    return report.error;
  }

  [[nodiscard]] Callbacks usual_callbacks() {
    return {.run_task =
                [this](TaskId task) {
                  committer_->help();
                  executor_->execute(task);
                  return std::string();
                },
            .on_chunk_done =
                [this](const std::vector<TaskResult>& results) { return keep(results).encode(); },
            .on_result = [this](const std::string& bytes) { learn(ChunkNews::decode(bytes)); },
            .lost =
                [this] {
                  std::vector<TaskFailure> hanging = executor_->take_hanging();
                  has_lost_threads_ = has_lost_threads_ || !hanging.empty();
                  return hanging;
                }};
  }

  /// Takes finished runs into the open shard.
  ChunkNews keep(const std::vector<TaskResult>& results) {
    ChunkNews news;
    for (const TaskResult& task : results) keep(task.task, news);
    news.shards = committer_->poll();
    return news;
  }

  void keep(TaskId task, ChunkNews& news) {
    io::RunResult result = executor_->take(task);
    const RunId run(static_cast<std::int32_t>(result.plan_index));
    ++news.runs;
    if (!result.failure.empty()) {
      news.failures.emplace_back(run, result.failure);
      if (finals_) return;  // that it cannot be repeated makes it no failure
    } else if (!figures_.empty()) {
      std::vector<double> figures;
      for (const std::size_t metric : figures_) figures.push_back(result.metrics[metric]);
      news.figures.emplace_back(run, std::move(figures));
    }
    committer_->add(std::move(result));
  }

  /// Rank 0.
  void learn(ChunkNews news) {
    desk_->journal().shards(news.shards);
    for (auto& [run, figures] : news.figures) {
      if (seeds_) {
        seeds_->note(run, std::move(figures));
      } else {
        search_->note(run, std::move(figures));
      }
    }
    for (const auto& [run, failure] : news.failures) {
      if (finals_) {
        outcome_.failures.add(run.value(), RunFailure::read(failure));
        continue;
      }
      if (seeds_) {
        seeds_->note_failed(run);
      } else if (search_) {
        search_->note_failed(run);
      }
      failures_.add(run.value(), RunFailure::read(failure));
    }
    progress_ += news.runs;
    if (request_.on_progress && news.runs > 0 && !finals_) request_.on_progress(progress());
  }

  [[nodiscard]] RunProgress progress() {
    const auto now = std::chrono::steady_clock::now();
    return {.study = study(),
            .done = outcome_.found_runs + progress_,
            .found = outcome_.found_runs,
            .failed = failures_.total(),
            .planned = most_runs(study(), planned().plan),
            .seconds = std::chrono::duration<double>(now - began_).count(),
            .search = search_ ? &search_->search().history() : nullptr,
            .seeds = seeds_ ? seeds_->standing() : std::string()};
  }

  [[nodiscard]] std::size_t all_threads() const {
    std::size_t threads = 0;
    for (const std::string& text : all_threads_) threads += std::stoul(text);
    return threads;
  }

  void announce() {
    outcome_.ranks = transport_.size();
    outcome_.threads = static_cast<int>(all_threads());
    desk_->journal().begin({.command = request_.command,
                            .ranks = outcome_.ranks,
                            .threads = outcome_.threads,
                            .planned = outcome_.distinct_runs,
                            .found = outcome_.found_runs});
  }

  /// Every rank commits its open shard and rank 0 notes it; returns the first error, on all ranks.
  std::string commit_rest() {
    ChunkNews rest;
    const std::string unwritten = first_error(transport_, [&] {
      for (const TaskFailure& failure : report_.failures) {
        if (failure.rank == transport_.rank() && executor_->has(failure.task)) {
          keep(failure.task, rest);
        }
      }
      rest.shards = committer_->finish();
    });
    const std::vector<std::string> all = gather(transport_, rest.encode());
    const std::string unnoted = first_error(transport_, [&] {
      for (const std::string& told : all) learn(ChunkNews::decode(told));
    });
    return unwritten.empty() ? unnoted : unwritten;
  }

  /// Also after an error: what was committed is counted and indexed.
  void end() {
    const std::string problem = first_error(transport_, [this] {
      if (leads()) close_desk();
    });
    if (outcome_.error.empty()) outcome_.error = problem;
    const bool failed = outcome_.failures.total() > 0;
    const bool any_failed = broadcast(transport_, failed ? "failed" : "") == "failed";
    if (!outcome_.error.empty()) {
      outcome_.code = ExitCode::failure;
    } else if (report_.ending == Ending::drained) {
      outcome_.code = ExitCode::drained;
    } else if (any_failed) {
      outcome_.code = ExitCode::failed_runs;
    }
  }

  /// Rank 0 rebuilds the index and counts what is left.
  void close_desk() {
    const BuiltIndex built = desk_->index(request_.command, transport_.size());
    write_index(desk_->folder(), built);
    const Plan& plan = planned().plan;
    const std::vector<RunId> distinct = plan.distinct_runs();
    std::size_t left = 0;
    for (const RunId run : distinct) {
      const io::RunStatus status = built.index.plan[run.index()].status;
      if (status == io::RunStatus::missing) ++left;
      if (status != io::RunStatus::failed) continue;
      outcome_.failures.add(run.value(), RunFailure::read(built.index.failures.at(run.index())));
    }
    outcome_.failed_runs = failure_lines(outcome_.failures, plan, "  ");
    outcome_.planned_runs = plan.runs().size();
    if (learns(study().search().method)) outcome_.tried_points = plan.points().size() - 1;
    outcome_.distinct_runs = distinct.size();
    outcome_.left_runs = left;
    outcome_.done_runs = outcome_.distinct_runs - outcome_.found_runs - left;
    desk_->journal().end({.done = outcome_.done_runs,
                          .failed = outcome_.failures.total(),
                          .left = left,
                          .error = outcome_.error});
  }

  Transport& transport_;
  const RunRequest& request_;
  std::optional<StudyDesk> desk_;           ///< of rank 0
  std::optional<PlannedStudy> planned_;     ///< of the others
  std::optional<io::ResultFolder> opened_;  ///< of the others: read-only
  Assignment assignment_;
  int threads_ = 1;
  std::vector<std::string> all_threads_;  ///< on rank 0
  std::unique_ptr<ShardCommitter> committer_;
  std::optional<RunGuards> guards_;
  std::unique_ptr<RunExecutor> executor_;
  std::optional<SearchRound> search_;  ///< on rank 0
  std::optional<SeedRound> seeds_;     ///< on rank 0; after the search
  std::vector<std::size_t> figures_;   ///< metrics that decisions look at, while there are any
  bool finals_ = false;                ///< what runs was counted before
  std::size_t progress_ = 0;           ///< runs finished now, on rank 0
  FailureTally failures_;              ///< that count as failed so far, on rank 0
  bool has_lost_threads_ = false;      ///< on this rank
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  DistributeReport report_;
  RunOutcome outcome_;
};

}  // namespace

RunOutcome run_study(Transport& transport, const RunRequest& request) {
  auto run = std::make_unique<StudyRun>(transport, request);
  RunOutcome outcome = run->run();
  if (run->has_lost_threads()) (void)run.release();  // they may still come back to it
  return outcome;
}

}  // namespace servesweep::sweep
