#include "sweep/run/stored_outcomes.h"

#include <algorithm>

namespace servesweep::sweep {
namespace {

/// Whether a decision rests on the outcome of each run, by the first of its key: those of trials
/// that a search was told of, and all that a decision on seeds looked at.
std::vector<bool> decided_on(const PlannedStudy& planned) {
  const std::vector<PlannedRun>& runs = planned.plan.runs();
  std::vector<bool> decided(runs.size(), false);
  for (std::size_t i = 0; i < planned.runs_before_seeds; ++i) {
    decided[runs[i].same_as.index()] = true;
  }
  std::vector<const PlannedTrial*> trials;
  for (const std::vector<PlannedTrial>& of_decision : planned.trials) {
    for (const PlannedTrial& trial : of_decision) trials.push_back(&trial);
  }
  for (const Decision& decision : planned.decisions) {
    for (const std::int64_t told : decision.told) {
      for (const RunId run : trials.at(static_cast<std::size_t>(told))->runs) {
        decided[runs[run.index()].same_as.index()] = true;
      }
    }
  }
  return decided;
}

}  // namespace

void StoredOutcomes::add(const io::ShardReader& shard) {
  for (std::size_t i = 0; i < shard.runs(); ++i) {
    if (shard.failure(i).empty()) {
      done_.push_back(shard.run_key(i));
    } else {
      failed_.emplace(shard.run_key(i), shard.failure(i));
    }
  }
}

StoredOutcomes StoredOutcomes::in(const io::ResultFolder& folder,
                                  std::vector<io::DamagedFile>* damage) {
  StoredOutcomes stored;
  for (const io::ShardName& name : folder.shards()) {
    try {
      stored.add(io::ShardReader::open(folder, name));
    } catch (const io::DamagedFile& damaged) {
      if (damage == nullptr) throw;
      damage->push_back(damaged);
    }
  }
  std::ranges::sort(stored.done_);
  std::erase_if(stored.failed_, [&](const auto& one) { return stored.is_done(one.first); });
  return stored;
}

bool StoredOutcomes::is_done(const io::RunKey& key) const {
  return std::ranges::binary_search(done_, key);
}

const std::string* StoredOutcomes::failure(const io::RunKey& key) const {
  const auto found = failed_.find(key);
  return found == failed_.end() ? nullptr : &found->second;
}

std::size_t StoredOutcomes::done_of(const Plan& plan) const {
  const std::vector<RunId> runs = plan.distinct_runs();
  return static_cast<std::size_t>(std::ranges::count_if(
      runs, [&](RunId run) { return is_done(plan.runs()[run.index()].key); }));
}

FailureTally StoredOutcomes::failures_of(const Plan& plan) const {
  FailureTally tally;
  for (const RunId run : plan.distinct_runs()) {
    const std::string* reason = failure(plan.runs()[run.index()].key);
    if (reason != nullptr) tally.add(run.value(), RunFailure::read(*reason));
  }
  return tally;
}

std::vector<RunId> runs_to_do(const PlannedStudy& planned, const StoredOutcomes& stored,
                              const FailureRules& rules) {
  const std::vector<bool> decided = decided_on(planned);
  std::vector<RunId> runs = planned.plan.distinct_runs();
  std::erase_if(runs, [&](RunId run) {
    const io::RunKey& key = planned.plan.runs()[run.index()].key;
    if (stored.failure(key) == nullptr) return stored.is_done(key);
    return decided[run.index()] || !rules.tries_again();
  });
  return runs;
}

}  // namespace servesweep::sweep
