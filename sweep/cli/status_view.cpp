#include "sweep/cli/status_view.h"

#include <fmt/format.h>

#include "engine/base/problem.h"
#include "engine/base/shown_text.h"
#include "io/hdf5/shard_reader.h"
#include "sweep/cli/all_journals.h"
#include "sweep/cli/history_verb.h"
#include "sweep/cli/live_reading.h"
#include "sweep/cli/results.h"
#include "sweep/cli/seeds_history.h"
#include "sweep/run/live_format.h"
#include "sweep/run/planned_study.h"
#include "sweep/run/stored_outcomes.h"
#include "sweep/submit/shell_word.h"

namespace servesweep::sweep {
namespace {

/// Runs of a shard that no journal tells of, as its rank was killed before it could.
std::size_t runs_in(const std::filesystem::path& shard) {
  try {
    return io::ShardReader::open(shard).runs();
  } catch (const engine::Problem&) {
    return 0;  // whoever needs its runs will say what is wrong with it
  }
}

ShardEvidence evidence_in(const io::ResultFolder& folder, const AllJournals& journals) {
  ShardEvidence evidence;
  for (const io::ShardName& name : folder.shards()) {
    const std::filesystem::path file = folder.shard_file(name);
    std::error_code error;
    const auto bytes = std::filesystem::file_size(file, error);
    if (error) continue;  // moved away meanwhile
    const auto told = journals.shard_runs.find(name.text());
    ++evidence.shards;
    evidence.bytes += bytes;
    evidence.runs += told != journals.shard_runs.end() ? told->second : runs_in(file);
  }
  return evidence;
}

/// Runs that are done already are not to be done again, however a standing adds them up.
void take_live(StatusView& view, const ShardEvidence& evidence) {
  const LiveStanding& live = *view.live;
  view.planned = live.planned;
  view.planned_is_most = live.planned_is_most;
  view.failed = std::min(live.failed, live.planned);
  view.done = std::min(live.done, live.planned - view.failed);
  const std::size_t finished = view.done + view.failed;
  const std::size_t lost = loss_of(live).finished_runs;
  view.stored = std::min(finished - std::min(finished, lost), evidence.runs);
  view.failures = live.failures;
  view.search = live.search;
  view.seeds = live.seeds;
}

void note_damage(StatusView& view, const std::vector<io::DamagedFile>& damage) {
  view.damaged = !damage.empty();
  for (const io::DamagedFile& one : damage) {
    view.notes.push_back(
        fmt::format("{}: cannot be read ({}); its runs are not counted", one.where(), one.why()));
  }
  if (!view.damaged) return;
  view.notes.push_back(fmt::format("servesweep verify {} tells all that is damaged",
                                   shell_word(view.folder.string())));
}

/// `ended`: the study said that it is complete, so a search decides no more.
void count_shards(StatusView& view, const io::ResultFolder& folder, bool ended) {
  const Study study = study_of(folder);
  const Plan plan = plan_of(folder, study);
  std::vector<io::DamagedFile> damage;
  const StoredOutcomes stored = StoredOutcomes::in(folder, &damage);
  note_damage(view, damage);
  const bool searches = learns(study.search().method);
  view.planned = ended ? plan.distinct_count() : most_runs(study, plan);
  view.planned_is_most = searches && !ended;
  view.done = stored.done_of(plan);
  view.failures = stored.failures_of(plan);
  view.failed = view.failures.total();
  view.stored = view.done + view.failed;
  if (searches && !view.damaged) view.search = standing_of(folder.path());
  if (study.seeds_by_need() && !view.damaged) view.seeds = seeds_standing_of(folder.path());
  view.exact = true;
}

/// What members have finished and not committed comes on top of what the shards hold.
void add_uncommitted(StatusView& view) {
  if (!view.live || !view.at_work()) return;
  const std::size_t finished = loss_of(*view.live).finished_runs;
  if (finished == 0) return;
  view.done += std::min(finished, view.left());
  view.exact = false;
}

/// The bytes that the runs of this attempt took, for all that are left.
std::optional<std::uint64_t> expected_bytes(const StatusView& view) {
  if (!view.live || view.live->committed_runs == 0) return std::nullopt;
  const std::size_t to_store = view.planned - std::min(view.planned, view.stored);
  const double per_run = static_cast<double>(view.live->committed_bytes) /
                         static_cast<double>(view.live->committed_runs);
  return view.bytes + static_cast<std::uint64_t>(per_run * static_cast<double>(to_store));
}

/// What a job that ended said is so as long as nobody has added or taken away shards. One that
/// failed may not have got to count.
bool still_holds(const StatusView& view) {
  return view.live && view.life == Life::ended && view.live->phase != LivePhase::failed &&
         view.live->shards == view.shards && view.live->bytes == view.bytes;
}

void note_problem(StatusView& view, const std::string& file, const std::string& problem) {
  if (!problem.empty()) view.notes.push_back(fmt::format("{} {}", file, problem));
}

/// What it says is not taken if the shards contradict it.
void doubt_members(StatusView& view, const ShardEvidence& evidence) {
  for (SharedStanding::Member& member : view.shared->members) {
    const std::string file = io::member_live_file("members", member.seen.number).string();
    note_problem(view, file, member.problem);
    if (!member.live) continue;
    const std::string doubt = contradiction(*member.live, evidence);
    if (doubt.empty()) continue;
    note_problem(view, file, doubt + ": it is not believed");
    member.live.reset();
  }
}

/// Whether the members are who works here, or did so last, and not a job that had it alone.
bool members_lead(const StatusView& view, StatusView::Time now) {
  if (!view.shared || view.shared->members.empty()) return false;
  if (!view.live || is_at_work(view.shared->life())) return true;
  double silent_s = 0;
  return !is_at_work(life_of(*view.live, now, silent_s)) && silent_s > view.shared->silent_s();
}

/// The job that has the folder alone, or had it last; or the members that share it.
void find_worker(StatusView& view, const ShardEvidence& evidence, StatusView::Time now) {
  if (view.shared) doubt_members(view, evidence);
  view.by_members = members_lead(view, now);
  if (view.by_members) {
    view.life = view.shared->life();
    view.silent_s = view.shared->silent_s();
    view.live = view.shared->together();
    return;
  }
  const auto& left = view.shared ? view.shared->last_left : std::nullopt;
  if (left && (!view.live || left->updated > view.live->updated)) view.live = left;
  if (!view.live) return;
  view.life = life_of(*view.live, now, view.silent_s);
  const std::string doubt = contradiction(*view.live, evidence);
  view.doubted = !doubt.empty();
  if (view.doubted && view.at_work()) {
    note_problem(view, "live.json", doubt + ": it is not believed, and the shards are counted");
  }
}

void judge_state(StatusView& view) {
  view.state = study_state({.life = view.life,
                            .phase = view.live ? view.live->phase : LivePhase::running,
                            .failed = view.failed,
                            .left = view.left(),
                            .shared = view.shared.has_value()});
  if (view.state == StudyState::incomplete && !view.damaged) {
    view.notes.push_back(
        fmt::format("it was complete when it ended, and {} runs are in no shard now: the shards "
                    "are right",
                    view.left()));
  }
}

/// Planned, done and failed, from where they are known best.
void count_shard(StatusView& view, const io::ResultFolder& folder, const ShardEvidence& evidence,
                 bool recount) {
  const bool ended = view.life == Life::ended;
  const bool told = !view.by_members && !view.doubted && (view.at_work() || still_holds(view));
  if (told && !recount) {
    take_live(view, evidence);
    view.exact = ended;
  } else {
    count_shards(view, folder, ended && view.live->phase == LivePhase::done);
    if (view.by_members) add_uncommitted(view);
  }
}

}  // namespace

StatusView status_view(const std::filesystem::path& path, StatusView::Time now, bool recount) {
  const io::ResultFolder folder = io::ResultFolder::open_existing(path);
  StatusView view;
  view.folder = path;
  view.study = engine::shown_text(folder.marker().study);
  // Whoever tells of shards has written them before, so shards that are listed later hold them.
  LiveReading reading = LiveReading::of(live_file_of(path), now);
  note_problem(view, "live.json", reading.problem);
  view.live = std::move(reading.standing);
  view.shared = SharedStanding::in(folder, now);
  AllJournals journals = AllJournals::of(folder);
  view.journal_records = journals.records;
  view.last_event = std::move(journals.last_event);
  const ShardEvidence evidence = evidence_in(folder, journals);
  view.shards = evidence.shards;
  view.bytes = evidence.bytes;
  find_worker(view, evidence, now);
  count_shard(view, folder, evidence, recount);
  judge_state(view);
  if (view.doubted) return view;
  view.expected_bytes = expected_bytes(view);
  if (view.at_work() && view.live) view.remaining = remaining_time(view.left(), *view.live);
  return view;
}

}  // namespace servesweep::sweep
