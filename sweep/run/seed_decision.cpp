#include "sweep/run/seed_decision.h"

#include <fmt/format.h>

#include <limits>

#include "engine/base/problem.h"
#include "sweep/values/count_value.h"

namespace servesweep::sweep {
namespace {

SeedBatch read_batch(const io::Document& node) {
  constexpr std::int64_t kMost = std::numeric_limits<std::int32_t>::max();
  const std::vector<io::Document> items = node.items();
  if (items.size() != 4) {
    throw node.problem("is no batch of seeds", "[point, workload, first, count] is expected", "");
  }
  const auto size = [&](std::size_t i, std::int64_t least) {
    return static_cast<std::size_t>(items[i].integer(least, kMost));
  };
  return {.point = PointId(static_cast<std::int32_t>(items[0].integer(0, kMost))),
          .workload = size(1, 0),
          .first_seed = size(2, 0),
          .seeds = size(3, 1)};
}

void check(const Study& study, const SeedBatch& batch, Plan& plan) {
  const bool known =
      batch.point.index() < plan.points().size() && batch.workload < study.workloads().size();
  if (!known || batch.first_seed != plan.seeds_of(batch.point, batch.workload)) {
    throw engine::Problem("journal", "does not continue the seeds of its study",
                          "a record before it is lost, or is of another study",
                          "restore the journal, or run the study into a new folder");
  }
  const std::size_t wanted = batch.first_seed + batch.seeds;
  if (wanted <= study.all_seeds().size()) return;
  throw engine::Problem(fmt::format("study {}: seeds", study.name()),
                        fmt::format("allow {} per point", study.all_seeds().size()),
                        fmt::format("the folder has {} of {}", wanted, plan.label(batch.point)),
                        fmt::format("set max to {} or more, or run it into a new folder", wanted));
}

}  // namespace

io::Value SeedDecision::to_value() const {
  io::Value list = io::Value::list();
  for (const SeedBatch& batch : batches) {
    list.add(io::Value::list({count_value(batch.point.index()), count_value(batch.workload),
                              count_value(batch.first_seed), count_value(batch.seeds)}));
  }
  return io::Value::map().set("seeds", std::move(list));
}

bool SeedDecision::is_meant(const io::Document& document) {
  return document.find("seeds").has_value();
}

SeedDecision SeedDecision::read(const io::Document& document) {
  SeedDecision decision;
  for (const io::Document& node : document.at("seeds").items()) {
    decision.batches.push_back(read_batch(node));
  }
  return decision;
}

std::vector<RunId> apply_seed_decision(const Study& study, const SeedDecision& decision,
                                       Plan& plan) {
  std::vector<RunId> all;
  for (const SeedBatch& batch : decision.batches) {
    check(study, batch, plan);
    const std::vector<RunId> runs =
        plan.add_runs_on(study, batch.point, batch.workload, batch.first_seed, batch.seeds);
    all.insert(all.end(), runs.begin(), runs.end());
  }
  return all;
}

}  // namespace servesweep::sweep
