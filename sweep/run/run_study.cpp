#include "sweep/run/run_study.h"

#include <spdlog/spdlog.h>

#include <chrono>
#include <memory>
#include <optional>

#include "engine/base/problem.h"
#include "io/yaml/document.h"
#include "sweep/cli/history_table.h"
#include "sweep/distribute/collectives.h"
#include "sweep/distribute/distribute.h"
#include "sweep/distribute/job_threads.h"
#include "sweep/run/assignment.h"
#include "sweep/run/chunk_news.h"
#include "sweep/run/drain_watch.h"
#include "sweep/run/durable_runs.h"
#include "sweep/run/failure_lines.h"
#include "sweep/run/folder_index.h"
#include "sweep/run/live_format.h"
#include "sweep/run/live_watch.h"
#include "sweep/run/pilot.h"
#include "sweep/run/planned_study.h"
#include "sweep/run/rank_watch.h"
#include "sweep/run/result_keeper.h"
#include "sweep/run/run_executor.h"
#include "sweep/run/run_times.h"
#include "sweep/run/search_round.h"
#include "sweep/run/seed_round.h"
#include "sweep/run/shard_committer.h"
#include "sweep/run/shared_round.h"
#include "sweep/run/study_desk.h"

namespace servesweep::sweep {
namespace {

/// One rank's part in running a study.
class StudyRun {
 public:
  StudyRun(Transport& transport, const RunRequest& request)
      : transport_(transport), request_(request), drain_(request.drain) {}

  RunOutcome run() {
    begin();
    outcome_.error = first_error(transport_, [this] { set_up(); });
    if (outcome_.error.empty()) {
      enter(LivePhase::running);
      request_.shared ? share() : work();
    }
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
    job_threads_ = JobThreads::gathered(transport_, threads_);
    times_ = RunTimes::shared(transport_,
                              desk_ ? desk_->requests_per_run() : std::vector<std::size_t>());
    drain_.set_deadline(shared_deadline(transport_, time_left_));
  }

  Assignment prepare() {
    if (const auto left = time_left(request_.time_limit)) time_left_.emplace(*left);
    desk_.emplace(request_);
    const PlannedStudy& planned = desk_->planned();
    outcome_.output = desk_->output();
    outcome_.study = planned.study.name();
    outcome_.claims = planned.study.claims().size();
    watch_study();
    Assignment assignment{.resolved_study = planned.study.resolved_text(),
                          .output = std::filesystem::absolute(desk_->output()).string(),
                          .marker = desk_->folder().marker(),
                          .holder = desk_->folder().holder(),
                          .decisions = {},
                          .runs = {}};
    RunsToDo to_do = desk_->runs_to_do();
    failures_ = std::move(to_do.settled);
    if (desk_->member() == nullptr) {
      assignment.runs = std::move(to_do.runs);
    } else {
      assignment.first_shard_rank = first_shard_rank(desk_->member()->number(), transport_.size());
    }
    for (const Decision& decision : planned.decisions) {
      assignment.decisions.push_back(decision.to_value(planned.study).json());
    }
    for (const SeedDecision& decision : planned.seed_decisions) {
      assignment.decisions.push_back(decision.to_value().json());
    }
    outcome_.distinct_runs = planned.plan.distinct_runs().size();
    outcome_.found_runs = outcome_.distinct_runs - assignment.runs.size();
    if (desk_->member() == nullptr) live_->found(outcome_.found_runs);
    return assignment;
  }

  /// What may fail on one rank alone: reading the plan again, seeing the folder, writing the
  /// journal.
  void set_up() {
    if (leads()) {
      if (request_.shared) join();
      announce();
    } else {
      planned_.emplace(Study::from_resolved(assignment_.resolved_study));
      for (const std::string& decision : assignment_.decisions) (void)planned_->add_text(decision);
      opened_.emplace(io::ResultFolder::join_as_rank(assignment_.output, assignment_.marker,
                                                     assignment_.holder));
    }
    watch_.emplace(assignment_.output,
                   RankWatch::Begin{.command = request_.command,
                                    .rank = transport_.rank(),
                                    .ranks = transport_.size(),
                                    .threads = threads_},
                   watch_rules());
    committer_ = std::make_unique<ShardCommitter>(leads() ? desk_->folder() : *opened_,
                                                  assignment_.first_shard_rank + transport_.rank(),
                                                  study(), planned().plan, request_.commit);
    guards_.emplace(request_.failures, threads_);
    set_executor();
  }

  void set_executor() {
    executor_ = std::make_unique<RunExecutor>(study(), planned().plan, assignment_.runs, *guards_,
                                              RunRound{.finals = finals_,
                                                       .stand_in = request_.stand_in,
                                                       .study_file = request_.study.string()});
    keeper_ = std::make_unique<ResultKeeper>(
        *executor_, *committer_, *times_, request_.commit,
        KeeperRound{.figures = figures_, .finals = finals_},
        [this](const io::RunResult& result) { watch_->finished(result, finals_); });
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
    enter(LivePhase::searching);
    if (broadcast(transport_, goes_on ? "goes on" : "drained") == "drained") {
      report_.ending = Ending::drained;
      return;
    }
    const auto take = [this](const Decision& decision) {
      return grow([&] { return planned().add(decision); });
    };
    work_and_grow([this, take] { return search_->next(take); });
  }

  /// Rank 0: finds out what there is to do beside the other members.
  void join() {
    shared_.emplace(*desk_, *request_.shared, job_threads_.total());
    outcome_.found_runs = shared_->found();
    live_->found(outcome_.found_runs);
  }

  /// Runs what this member can lease, and commits whenever there is nothing to lease. Collective.
  void share() {
    const auto take = [this](const std::vector<RunId>& runs) { return grow([&] { return runs; }); };
    Callbacks callbacks = usual_callbacks();
    callbacks.more = [this, take] { return shared_->next(take); };
    callbacks.on_extension = [this, take](const std::string& text) {
      if (!leads()) (void)take(SharedRound::runs_in(text));
    };
    std::string goes_on;
    do {
      begin_growth({});
      work(callbacks);
      if (complete()) goes_on = broadcast(transport_, leads() && !shared_->over() ? "on" : "");
    } while (complete() && !goes_on.empty());
  }

  /// Gives points further seeds, until nobody needs more. Collective.
  void replicate() {
    outcome_.error = first_error(transport_, [this] {
      begin_growth(precision_metrics(study()));
      if (leads()) seeds_.emplace(*desk_, request_.command, transport_.size());
    });
    if (!outcome_.error.empty()) return;
    enter(LivePhase::seeding);
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
    live_->phase(LivePhase::repeating, std::to_string(done + 1) + " of " + std::to_string(all));
    if (request_.on_progress) {
      RunProgress repeating = progress();
      repeating.repeated = done;
      repeating.to_repeat = all;
      request_.on_progress(repeating);
    }
    drain_.look(needs());
    return !drain_.stops();
  }

  /// Rank 0: what leads the search.
  [[nodiscard]] SearchMethod method() {
    if (study().search().method != SearchMethod::automatic) return study().search().method;
    if (desk_->chosen()) return desk_->chosen()->method;
    const double seconds = Pilot::run(study(), planned().plan).mean_seconds_per_run();
    const MethodChoice choice =
        choose_method(study(), seconds, static_cast<std::size_t>(job_threads_.total()));
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
    enter(LivePhase::finalists);
    set_executor();
    work();
    outcome_.final_runs = report_.done;
  }

  void work() { work(usual_callbacks()); }

  void enter(LivePhase phase) {
    if (leads()) live_->phase(phase);
  }

  void work(const Callbacks& callbacks) {
    const auto start = std::chrono::steady_clock::now();
    report_ = distribute(transport_, Tasks(assignment_.runs.size()), callbacks,
                         {.threads = threads_, .drain = &drain_.flag()});
    outcome_.error = report_.ending == Ending::failed ? error_of(report_) : std::string();
    enter(LivePhase::committing);
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
                  const auto begin = std::chrono::steady_clock::now();
                  executor_->execute(task);
                  watch_->ran(std::chrono::steady_clock::now() - begin);
                  return std::string();
                },
            .on_chunk_done =
                [this](const std::vector<TaskResult>& results) { return keep(results).encode(); },
            .on_result = [this](const std::string& bytes) { learn(ChunkNews::decode(bytes)); },
            .tick = [this] { tick(); },
            .on_chunk = [this](std::size_t runs) { watch_->chunk_received(runs); },
            .on_pulse = [this] { return watch_->pulse(); },
            .on_standing = [this](const DistributionStanding& now) { live_->stands(now); },
            .lost =
                [this] {
                  std::vector<TaskFailure> hanging = executor_->take_hanging();
                  has_lost_threads_ = has_lost_threads_ || !hanging.empty();
                  return hanging;
                }};
  }

  /// Takes finished runs into the open shard.
  ChunkNews keep(const std::vector<TaskResult>& results) {
    const auto storing = watch_->storing();
    ChunkNews news = keeper_->keep(results);
    if (request_.shared) news.durable = durable_runs(news.shards);
    watch_->committed(news.shards);
    watch_->chunk_done(news.runs);
    return news;
  }

  /// Every rank, while runs are under way: commits in time, and stops in time.
  void tick() {
    keeper_->tend(drain_.stops());
    if (keeper_->failed()) drain_.give_up();
    drain_.look(needs());
    if (leads() && drain_.must_leave(needs())) leave_behind();
  }

  [[nodiscard]] TimeNeeds needs() {
    if (!drain_.deadline()) return {};
    constexpr double kClosingSecondsPerRun = 20e-6;
    const auto runs = static_cast<double>(planned().plan.runs().size());
    return {.run = TimeNeeds::Seconds(times_->longest_seconds()),
            .commit = committer_->longest_commit(),
            .closing = TimeNeeds::Seconds(kClosingSecondsPerRun * runs)};
  }

  /// Rank 0.
  void learn(ChunkNews news) {
    desk_->journal().shards(news.shards);
    live_->committed(news.shards);
    if (shared_) shared_->note(news);
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
    if (!finals_) progress_ += news.runs;
    if (request_.on_progress && news.runs > 0 && !finals_) request_.on_progress(progress());
  }

  void watch_study() {
    live_.emplace(LiveWatch::Job{.file = live_file(),
                                 .study = outcome_.study,
                                 .command = request_.command,
                                 .ranks = transport_.size(),
                                 .shares = desk_->member() != nullptr},
                  desk_->folder(), [this](bool in_full) { return facts(in_full); });
  }

  [[nodiscard]] std::filesystem::path live_file() const {
    if (!request_.watch.live_file.empty()) return request_.watch.live_file;
    const io::ResultFolder& folder = desk_->folder();
    if (desk_->member() == nullptr) return live_file_of(folder.path());
    return folder.members_folder() / fmt::format("live-{:04}.json", desk_->member()->number());
  }

  /// Members of a shared folder have logs of their own.
  [[nodiscard]] WatchRules watch_rules() const {
    WatchRules rules = request_.watch;
    if (request_.shared) rules.first_log = assignment_.first_shard_rank;
    return rules;
  }

  [[nodiscard]] LiveFacts facts(bool in_full) {
    LiveFacts facts{.finished = progress_};
    if (!in_full) return facts;
    facts.planned = most_runs(study(), planned().plan);
    facts.planned_is_most = search_ && !seeds_;
    if (search_) facts.search = standing_text(study(), search_->search().history());
    if (seeds_) facts.seeds = seeds_->standing();
    facts.failures = failures_;
    return facts;
  }

  void end_watching() {
    const bool drained = outcome_.code == ExitCode::drained;
    if (watch_) {
      watch_->ended(!outcome_.error.empty()         ? "failed: " + outcome_.error
                    : drained && outcome_.time_over ? "drained: its time is nearly over"
                    : drained                       ? "drained, as it was asked to stop early"
                                                    : "done");
    }
    if (!leads()) return;
    live_->end(
        {.phase = !outcome_.error.empty() ? LivePhase::failed
                  : drained               ? LivePhase::drained
                                          : LivePhase::done,
         .planned = drained ? most_runs(study(), planned().plan) : outcome_.distinct_runs,
         .planned_is_most = drained && learns(study().search().method),
         .done = counted_ ? outcome_.distinct_runs - outcome_.left_runs - outcome_.failures.total()
                          : outcome_.found_runs,
         .failed = failures_.total(),
         .error = outcome_.error});
  }

  [[nodiscard]] RunProgress progress() {
    const auto now = std::chrono::steady_clock::now();
    return {.study = study(),
            .done = outcome_.found_runs + progress_ + (shared_ ? shared_->done_by_others() : 0),
            .found = outcome_.found_runs,
            .failed = failures_.total(),
            .planned = most_runs(study(), planned().plan),
            .seconds = std::chrono::duration<double>(now - began_).count(),
            .search = search_ ? &search_->search().history() : nullptr,
            .seeds = seeds_ ? seeds_->standing() : std::string()};
  }

  void announce() {
    outcome_.ranks = transport_.size();
    outcome_.threads = job_threads_.total();
    shards_before_ = desk_->folder().shards().size();
    const std::string crowded = job_threads_.oversubscription();
    if (!crowded.empty()) spdlog::warn("{}", crowded);
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
        if (failure.rank == transport_.rank() && keeper_->has(failure.task)) {
          keeper_->keep_failed(failure.task, rest);
        }
      }
      keeper_->finish(rest);
    });
    if (request_.shared) rest.durable = durable_runs(rest.shards);
    watch_->committed(rest.shards);
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
    if (request_.shared && outcome_.error.empty()) agree_on_what_is_left();
    if (outcome_.error.empty() && report_.ending == Ending::drained) judge_drain();
    const bool failed = outcome_.failures.total() > 0;
    const bool any_failed = broadcast(transport_, failed ? "failed" : "") == "failed";
    if (!outcome_.error.empty()) {
      outcome_.code = ExitCode::failure;
    } else if (report_.ending == Ending::drained) {
      outcome_.code = ExitCode::drained;
    } else if (any_failed) {
      outcome_.code = ExitCode::failed_runs;
    }
    end_watching();
  }

  /// Why the job stopped early, and whether it may do so again and again. Collective.
  void judge_drain() {
    std::string useless;
    outcome_.time_over = greatest_reason(transport_, drain_.reason()) == StopReason::time;
    outcome_.decided_all = finals_ || !(learns(study().search().method) || study().seeds_by_need());
    if (outcome_.time_over && outcome_.done_runs == 0 && outcome_.final_runs == 0) {
      useless = no_run_done_text(time_left_, times_->longest_seconds());
    }
    outcome_.error = broadcast(transport_, useless);
  }

  /// Rank 0, when the job is about to be killed and some rank still simulates: all that is finished
  /// is committed by now. The next attempt renews the index.
  void leave_behind() {
    ExitCode code = ExitCode::failure;
    try {
      keeper_->tend(true);
      ChunkNews rest;
      keeper_->finish(rest);
      if (shared_) rest.durable = durable_runs(rest.shards);
      learn(std::move(rest));
      if (shared_) shared_->look_back();
      const bool none = desk_->folder().shards().size() == shards_before_;
      const std::string text =
          none ? no_run_done_text(time_left_, times_->longest_seconds()) : kLeftBehindText;
      desk_->journal().end({.done = progress_,
                            .left = outcome_.distinct_runs - outcome_.found_runs - progress_,
                            .error = text});
      spdlog::log(none ? spdlog::level::err : spdlog::level::warn, "{}", text);
      if (!none) code = ExitCode::drained;
    } catch (const std::exception& error) {
      spdlog::error("{}", error.what());
    }
    transport_.abort(static_cast<int>(code));
  }

  /// Collective. A study may be complete although this member was asked to drain.
  void agree_on_what_is_left() {
    const bool left = !broadcast(transport_, outcome_.left_runs > 0 ? "left" : "").empty();
    outcome_.left_to_others = left && complete();
    report_.ending = left ? Ending::drained : Ending::completed;
  }

  /// Rank 0: whether this member is to build the index: when all is done, or as the last to leave.
  [[nodiscard]] bool closes_folder() {
    shared_->look_back();
    outcome_.shared = shared_->standing();
    if (shared_->all_done() || desk_->leave_last()) return true;
    outcome_.planned_runs = planned().plan.runs().size();
    outcome_.distinct_runs = planned().plan.distinct_count();
    outcome_.done_runs = progress_;
    outcome_.left_runs = shared_->left_runs();
    counted_ = true;
    desk_->journal().end({.done = outcome_.done_runs,
                          .failed = outcome_.failures.total(),
                          .left = outcome_.left_runs,
                          .error = outcome_.error});
    return false;
  }

  /// Rank 0 rebuilds the index and counts what is left.
  void close_desk() {
    if (request_.shared && (!shared_ || !closes_folder())) return;
    enter(LivePhase::indexing);
    BuiltIndex built = write_folder_index(*desk_, request_.command, transport_.size());
    while (shared_ && !desk_->leave_indexed(built.index)) {
      built = write_folder_index(*desk_, request_.command, transport_.size());
    }
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
    counted_ = true;
    outcome_.done_runs = shared_ ? progress_ : outcome_.distinct_runs - outcome_.found_runs - left;
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
  std::size_t shards_before_ = 0;      ///< on rank 0
  JobThreads job_threads_{{}};         ///< on rank 0
  std::optional<Deadline> time_left_;  ///< on rank 0, before all know it
  DrainWatch drain_;
  std::optional<RunTimes> times_;
  std::optional<RankWatch> watch_;
  std::unique_ptr<ShardCommitter> committer_;
  std::optional<RunGuards> guards_;
  std::unique_ptr<RunExecutor> executor_;
  std::unique_ptr<ResultKeeper> keeper_;
  std::optional<SearchRound> search_;  ///< on rank 0
  std::optional<SeedRound> seeds_;     ///< on rank 0; after the search
  std::optional<SharedRound> shared_;  ///< on rank 0
  std::vector<std::size_t> figures_;   ///< metrics that decisions look at, while there are any
  bool finals_ = false;                ///< what runs was counted before
  std::size_t progress_ = 0;           ///< runs finished now, on rank 0
  bool counted_ = false;               ///< what is left, at the end, on rank 0
  FailureTally failures_;              ///< that count as failed so far, on rank 0
  bool has_lost_threads_ = false;      ///< on this rank
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  DistributeReport report_;
  RunOutcome outcome_;
  std::optional<LiveWatch> live_;  ///< on rank 0
};

}  // namespace

RunOutcome run_study(Transport& transport, const RunRequest& request) {
  auto run = std::make_unique<StudyRun>(transport, request);
  RunOutcome outcome = run->run();
  if (run->has_lost_threads()) (void)run.release();  // they may still come back to it
  return outcome;
}

}  // namespace servesweep::sweep
