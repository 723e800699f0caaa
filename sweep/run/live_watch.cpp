#include "sweep/run/live_watch.h"

#include <algorithm>
#include <cstdlib>

#include "sweep/run/version.h"

namespace servesweep::sweep {
namespace {

std::string environment_text(const char* name) {
  const char* value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// "123", or "123_7" of an array.
std::string slurm_job() {
  const std::string array = environment_text("SLURM_ARRAY_JOB_ID");
  if (array.empty()) return environment_text("SLURM_JOB_ID");
  return array + '_' + environment_text("SLURM_ARRAY_TASK_ID");
}

LiveStanding first_standing(const LiveWatch::Job& job, const io::ResultFolder& folder) {
  LiveStanding standing;
  standing.process = io::ProcessIdentity::mine();
  standing.version = kVersion;
  standing.study = job.study;
  standing.command = job.command;
  standing.slurm_job = slurm_job();
  standing.started = standing.known = std::chrono::system_clock::now();
  standing.ranks.resize(static_cast<std::size_t>(job.ranks));
  for (const io::ShardName& name : folder.shards()) {
    std::error_code error;
    const auto bytes = std::filesystem::file_size(folder.shard_file(name), error);
    ++standing.shards;
    standing.bytes += error ? 0 : bytes;
  }
  return standing;
}

}  // namespace

LiveWatch::LiveWatch(Job job, const io::ResultFolder& folder, std::function<LiveFacts(bool)> facts)
    : facts_(std::move(facts)),
      standing_(first_standing(job, folder)),
      shares_(job.shares),
      usage_(static_cast<std::size_t>(job.ranks)),
      period_(2 * pulse_period(job.ranks)),
      file_(std::move(job.file), period_) {
  tell(true);
}

LiveWatch::~LiveWatch() {
  if (has_ended(standing_.phase)) return;
  standing_.phase = LivePhase::failed;
  file_.tell(standing_, true);
}

void LiveWatch::phase(LivePhase phase, const std::string& detail) {
  const bool news = phase != standing_.phase;
  standing_.phase = phase;
  standing_.phase_detail = detail;
  metered_s_.reset();  // until the next distribution nobody says what threads do
  if (news || Clock::now() - told_ >= period_) tell(true);
}

void LiveWatch::stands(const DistributionStanding& standing) {
  ThreadTime use;
  const double now_s = seconds();
  const double since_s = metered_s_ ? now_s - *metered_s_ : 0;
  metered_s_ = now_s;
  std::size_t unreported = 0;
  for (std::size_t rank = 0; rank < standing.ranks.size(); ++rank) {
    const ThreadUse its = thread_use(standing, rank, shares_);
    use.total_s += its.threads * since_s;
    use.idle_s[static_cast<std::size_t>(its.reason)] += its.idle * since_s;
    unreported += standing.ranks[rank].pulse.unreported_tasks;
  }
  const bool finals = standing_.phase == LivePhase::finalists;
  const LiveFacts facts = facts_(false);
  standing_.done = standing_.found + facts.finished + (finals ? 0 : unreported);
  standing_.done -= std::min(standing_.done, standing_.failed);
  meter_.note(now_s, standing_.done + standing_.failed + standing_.finals, use);
  last_ = standing;
  if (Clock::now() - told_ >= period_) tell(false);
}

void LiveWatch::take_last() {
  if (last_.ranks.empty()) return;
  standing_.finals = 0;
  for (std::size_t rank = 0; rank < last_.ranks.size(); ++rank) take_rank(rank);
  standing_.queued = last_.queued;
}

void LiveWatch::take_rank(std::size_t rank) {
  const RankStanding& its = last_.ranks[rank];
  const ThreadUse use = thread_use(last_, rank, shares_);
  LiveRank& row = standing_.ranks[rank];
  row.threads = use.threads;
  row.idle_threads = use.idle;
  row.idle_reason = use.reason;
  row.unreported = its.pulse.unreported_tasks;
  row.under_way = its.outstanding - std::min(its.outstanding, row.unreported);
  row.silent_s = its.silent_s;
  if (its.pulse.text.empty()) return;
  const RankFigures figures = RankFigures::decode(its.pulse.text);
  row.host = figures.host;
  row.processors = figures.processors;
  row.machine_processors = figures.machine_processors;
  row.finished = figures.finished;
  row.failed = figures.failed;
  row.uncommitted = figures.uncommitted;
  row.since_commit_s = figures.since_commit_s;
  row.mean_run_s = figures.timed == 0 ? 0 : figures.run_s / static_cast<double>(figures.timed);
  row.longest_run_s = figures.longest_run_s;
  row.storing_share = figures.elapsed_s > 0 ? figures.storing_s / figures.elapsed_s : 0;
  row.peak_memory_bytes = figures.peak_memory_bytes;
  Usage& before = usage_[rank];
  const double passed_s = figures.elapsed_s - before.elapsed_s;
  if (passed_s >= 1) {
    row.processors_used = std::max(0.0, figures.processor_s - before.processor_s) / passed_s;
    before = {.elapsed_s = figures.elapsed_s, .processor_s = figures.processor_s};
  }
  standing_.finals += figures.finals;
}

void LiveWatch::committed(const std::vector<io::CommittedShard>& shards) {
  for (const io::CommittedShard& shard : shards) {
    ++standing_.shards;
    standing_.bytes += shard.size_bytes;
    standing_.committed_runs += static_cast<std::size_t>(shard.runs);
    standing_.committed_bytes += shard.size_bytes;
  }
}

void LiveWatch::end(const End& end) {
  take_last();
  last_ = {};
  standing_.phase = end.phase;
  standing_.phase_detail.clear();
  standing_.error = end.error;
  for (LiveRank& rank : standing_.ranks) {
    rank.idle_threads = 0;
    rank.under_way = rank.unreported = rank.uncommitted = 0;
    rank.silent_s = 0;
  }
  standing_.queued = 0;
  tell(true);
  standing_.planned = end.planned;
  standing_.planned_is_most = end.planned_is_most;
  standing_.done = end.done;
  standing_.failed = end.failed;
  file_.tell(standing_, true);
}

double LiveWatch::seconds() const {
  return std::chrono::duration<double>(Clock::now() - began_).count();
}

void LiveWatch::tell(bool at_once) {
  told_ = Clock::now();
  take_last();
  const LiveFacts facts = facts_(true);
  standing_.known = std::chrono::system_clock::now();
  standing_.planned = facts.planned;
  standing_.planned_is_most = facts.planned_is_most;
  standing_.search = facts.search;
  standing_.seeds = facts.seeds;
  standing_.failures = facts.failures;
  standing_.failed = facts.failures.total();
  standing_.recent_per_s = meter_.recent_per_s();
  standing_.recent_s = meter_.recent_s();
  standing_.overall_s = seconds();
  const std::size_t now_done = standing_.done + standing_.failed + standing_.finals;
  standing_.overall_per_s =
      standing_.overall_s > 0
          ? static_cast<double>(now_done - std::min(now_done, standing_.found)) /
                standing_.overall_s
          : 0;
  standing_.windows = meter_.windows();
  standing_.recent_use = meter_.recent_use();
  file_.tell(standing_, at_once);
}

}  // namespace servesweep::sweep
