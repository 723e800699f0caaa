#include "sweep/run/study_desk.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <thread>
#include <utility>

#include "engine/base/problem.h"
#include "io/folder/damaged_file.h"
#include "io/folder/folder_marker.h"
#include "io/folder/sealed_text.h"
#include "io/folder/shared_file.h"
#include "io/hdf5/shard_reader.h"
#include "sweep/ranking/objective_question.h"
#include "sweep/run/another_study.h"
#include "sweep/run/finalist_runs.h"
#include "sweep/run/folder_identity.h"
#include "sweep/run/kept_rows.h"
#include "sweep/run/membership.h"
#include "sweep/run/shared_rules.h"
#include "sweep/run/stored_outcomes.h"
#include "sweep/run/task_order.h"
#include "sweep/saturation/measured_study.h"
#include "sweep/study/idle_settings.h"

namespace servesweep::sweep {
namespace {

/// Keys of the runs that the folder holds with request rows; sorted.
std::vector<io::RunKey> keys_with_rows(const io::ResultFolder& folder) {
  std::vector<io::RunKey> keys;
  for (const io::ShardName& name : folder.shards()) {
    const io::ShardReader shard = io::ShardReader::open(folder, name);
    for (std::size_t i = 0; i < shard.runs(); ++i) {
      if (shard.request_count(i) > 0) keys.push_back(shard.run_key(i));
    }
  }
  std::sort(keys.begin(), keys.end());
  return keys;
}

/// The runs whose keys are not among `sorted_keys`.
std::vector<RunId> without(const std::vector<io::RunKey>& sorted_keys, const Plan& plan,
                           std::vector<RunId> runs) {
  std::erase_if(runs, [&](RunId run) {
    return std::binary_search(sorted_keys.begin(), sorted_keys.end(), plan.runs()[run.index()].key);
  });
  return runs;
}

std::filesystem::path wanted_output(const RunRequest& request, const Study& study) {
  if (!request.output.empty()) return request.output;
  return std::filesystem::path("results") / study.name();
}

/// For the rest of a job that was killed; Slurm's need half a minute (KillWait).
std::chrono::seconds lease_patience() {
  constexpr std::chrono::seconds kUsual{5}, kUnderSlurm{60};
  return std::getenv("SLURM_JOB_ID") == nullptr ? kUsual : kUnderSlurm;
}

/// Tries again for a while. @throws FolderInUse if the folder is in use to the end
template <class Open>
io::ResultFolder opened_with_patience(const Open& open) {
  const auto end = std::chrono::steady_clock::now() + lease_patience();
  for (;;) {
    try {
      return open();
    } catch (const io::FolderInUse&) {
      if (std::chrono::steady_clock::now() >= end) throw;
    }
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
}

io::ResultFolder open_folder(const RunRequest& request, const PlannedStudy& planned) {
  const Study& study = planned.study;
  const std::string identity =
      folder_identity(study, planned.plan) + (request.stand_in ? "-stand-in" : "");
  const std::filesystem::path path = wanted_output(request, study);
  refuse_another_study(path, study, identity);
  if (request.shared) return io::ResultFolder::share(path, study.name(), identity);
  const auto open = [&] { return io::ResultFolder::create_or_open(path, study.name(), identity); };
  try {
    return open();
  } catch (const io::FolderInUse&) {
    spdlog::info("{} is in use; waiting {} s, as what is left of a killed job may be about to end",
                 path.string(), lease_patience().count());
  }
  return opened_with_patience(open);
}

/// Members may come at the same moment: whoever finds it as it is to be leaves it alone.
void write_resolved_study(const io::ResultFolder& folder, const std::string& text, bool shared) {
  if (!shared) return folder.write_resolved_study(text);
  const std::filesystem::path file = folder.resolved_study_file();
  const std::string sealed = io::seal(text);
  if (io::read_shared_file(file) != sealed) io::replace_shared_file(file, sealed);
}

/// Problem before the folder is touched.
std::vector<std::size_t> checked_requests(const RunRequest& request, const PlannedStudy& planned) {
  if (request.shared) check_shareable(planned.study);
  std::vector<std::size_t> requests = requests_per_run(planned.study);
  check_kept_rows(planned.study, planned.plan, requests);
  return requests;
}

}  // namespace

StudyDesk::StudyDesk(const RunRequest& request)
    : planned_(read_measured_study(request.study, request.output, request.threads)),
      requests_per_run_(checked_requests(request, planned_)),
      output_(wanted_output(request, planned_.study)),
      failures_(request.failures),
      folder_(open_folder(request, planned_)),
      member_(become_member(folder_, request.shared, request.command)),
      journal_(io::Journal::open(member_ ? member_->journal_file() : folder_.journal_file())) {
  // Members only add runs to a plan that ordinary runs have decided on.
  const io::JournalContent past =
      member_ ? io::read_journal(folder_.journal_file()) : journal_.content();
  if (past.torn_bytes > 0) {
    spdlog::warn("{}: cut a torn tail of {} bytes", folder_.journal_file().string(),
                 past.torn_bytes);
  }
  if (past.skipped_bytes > 0 && learns(planned_.study.search().method)) {
    throw io::DamagedFile(folder_.journal_file().string(),
                          fmt::format("has {} damaged bytes", past.skipped_bytes),
                          "a decision of the search may be among them, and later ones rest on it");
  }
  for (const Decision& decision : decisions_in(past.records, planned_.study)) {
    planned_.add(decision);
  }
  for (const SeedDecision& decision : seed_decisions_in(past.records)) planned_.add(decision);
  chosen_ = method_in(past.records);
  for (const std::string& note : idle_settings(planned_.study, planned_.plan)) {
    spdlog::warn("{}", note);
  }
  write_resolved_study(folder_, planned_.study.resolved_text(), member_.has_value());
  if (member_) open_to_members(folder_, planned_.plan);
}

bool StudyDesk::leave_last() {
  return sweep::leave_last(folder_, *member_);
}

bool StudyDesk::leave_indexed(const io::StudyIndex& index) {
  std::vector<io::ShardName> shards;
  for (const io::ShardRow& row : index.shards) {
    if (const auto name = io::ShardName::parse(row.name)) shards.push_back(*name);
  }
  return sweep::leave_indexed(folder_, *member_, shards);
}

std::vector<RunId> StudyDesk::all_runs() const {
  return in_task_order(planned_.plan, planned_.plan.distinct_runs(), requests_per_run_);
}

RunsToDo StudyDesk::runs_to_do() const {
  const Plan& plan = planned_.plan;
  const StoredOutcomes stored = StoredOutcomes::in(folder_);
  std::vector<RunId> runs = sweep::runs_to_do(planned_, stored, failures_);
  RunsToDo to_do;
  std::vector<bool> again(plan.runs().size(), false);
  for (const RunId run : runs) again[run.index()] = true;
  for (const RunId run : plan.distinct_runs()) {
    const std::string* failure = stored.failure(plan.runs()[run.index()].key);
    if (failure != nullptr && !again[run.index()]) {
      to_do.settled.add(run.value(), RunFailure::read(*failure));
    }
  }
  to_do.runs = in_task_order(plan, std::move(runs), requests_per_run_);
  return to_do;
}

std::vector<RunId> StudyDesk::finalists_without_rows(const std::string& command, int ranks) const {
  BuiltIndex built = index(command, ranks);
  for (const std::size_t column : objective_question(planned_.study).columns()) built.load(column);
  std::vector<RunId> runs = finalist_runs(planned_.study, planned_.plan, built.index);
  runs = without(keys_with_rows(folder_), planned_.plan, std::move(runs));
  return in_task_order(planned_.plan, std::move(runs), requests_per_run_);
}

BuiltIndex StudyDesk::index(const std::string& command, int ranks) const {
  BuiltIndex built = build_index(planned_.study, planned_.plan, folder_, command, ranks);
  built.index.search = search_rows(planned_);
  return built;
}

}  // namespace servesweep::sweep
