#include "sweep/cli/status_view.h"

#include <algorithm>
#include <array>

#include "io/journal/journal.h"
#include "sweep/cli/history_verb.h"
#include "sweep/cli/results.h"
#include "sweep/cli/seeds_history.h"
#include "sweep/cli/shard_count.h"
#include "sweep/run/live_format.h"
#include "sweep/run/planned_study.h"

namespace servesweep::sweep {
namespace {

void count_files(StatusView& view, const io::ResultFolder& folder) {
  for (const io::ShardName& name : folder.shards()) {
    std::error_code error;
    const auto bytes = std::filesystem::file_size(folder.shard_file(name), error);
    if (error) continue;  // moved away meanwhile
    ++view.shards;
    view.bytes += bytes;
  }
}

void read_events(StatusView& view, const io::ResultFolder& folder) {
  AllJournals journals = AllJournals::of(folder);
  view.journal_records = static_cast<std::size_t>(journals.records);
  view.last_event = std::move(journals.last_event);
}

void take_live(StatusView& view) {
  const LiveStanding& live = *view.live;
  view.planned = live.planned;
  view.planned_is_most = live.planned_is_most;
  view.done = live.done;
  view.failed = live.failed;
  const std::size_t lost = loss_of(live).finished_runs;
  view.stored = live.done + live.failed - std::min(live.done + live.failed, lost);
  view.failures = live.failures;
  view.search = live.search;
  view.seeds = live.seeds;
}

void count_shards(StatusView& view, const io::ResultFolder& folder) {
  const Study study = study_of(folder);
  const Plan plan = plan_of(folder, study);
  const ShardCount count = ShardCount::of(folder, plan);
  const bool searches = learns(study.search().method);
  view.planned = most_runs(study, plan);
  view.planned_is_most = searches;
  view.done = count.done;
  view.failed = count.failures.total();
  view.stored = view.done + view.failed;
  view.failures = count.failures;
  if (searches) view.search = standing_of(folder.path());
  if (study.seeds_by_need()) view.seeds = seeds_standing_of(folder.path());
  view.exact = true;
}

/// The bytes that the runs of this attempt took, for all that are left.
std::optional<std::uint64_t> expected_bytes(const StatusView& view) {
  if (!view.live || view.live->committed_runs == 0) return std::nullopt;
  const std::size_t to_store = view.planned - std::min(view.planned, view.stored);
  const double per_run = static_cast<double>(view.live->committed_bytes) /
                         static_cast<double>(view.live->committed_runs);
  return view.bytes + static_cast<std::uint64_t>(per_run * static_cast<double>(to_store));
}

/// What an ended run said is so as long as nobody has added or taken away shards. One that failed
/// may not have got to count.
bool still_holds(const StatusView& view) {
  return view.life == Life::ended && view.live->phase != LivePhase::failed &&
         view.live->shards == view.shards && view.live->bytes == view.bytes;
}

}  // namespace

const char* name_of(Life life) {
  constexpr std::array<const char*, 6> kNames{"running", "hanging", "killed",
                                              "lost",    "ended",   "unknown"};
  return kNames[static_cast<std::size_t>(life)];
}

Life life_of(const LiveStanding& standing, StatusView::Time now, double& silent_s) {
  silent_s = std::max(0.0, std::chrono::duration<double>(now - standing.updated).count());
  if (has_ended(standing.phase)) return Life::ended;
  const std::optional<bool> lives = standing.process.lives();
  if (lives == false) return Life::killed;
  if (silent_s <= silence_s(standing.ranks.size())) return Life::running;
  return lives ? Life::hanging : Life::lost;
}

StatusView status_view(const std::filesystem::path& path, StatusView::Time now, bool recount) {
  const io::ResultFolder folder = io::ResultFolder::open_existing(path);
  StatusView view;
  view.folder = path;
  view.study = folder.marker().study;
  view.live = read_live_file(live_file_of(path));
  if (view.live) view.life = life_of(*view.live, now, view.silent_s);
  count_files(view, folder);
  read_events(view, folder);
  using Nanoseconds = std::chrono::nanoseconds;
  const auto since_1970 = std::chrono::duration_cast<Nanoseconds>(now.time_since_epoch());
  view.shared = SharedStanding::in(folder, since_1970.count());
  // Members write their own live files: the folder's is of an ordinary run before them.
  const bool has_members = view.shared && !view.shared->members.empty();
  if (!recount && !has_members && view.live && (view.at_work() || still_holds(view))) {
    take_live(view);
    view.exact = view.life == Life::ended;
  } else {
    count_shards(view, folder);
  }
  view.expected_bytes = expected_bytes(view);
  if (view.at_work()) view.remaining = remaining_time(view.left(), *view.live);
  return view;
}

}  // namespace servesweep::sweep
