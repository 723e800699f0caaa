#pragma once

#include <cmath>

#include "io/hdf5/shard_figures.h"
#include "io/hdf5/study_index.h"
#include "tests/io/hdf5/sample_results.h"

namespace servesweep::io::test {

/// A folder with two shards: runs 0–2 of rank 0, runs 3–5 and the failed run 6 of rank 1.
inline ResultFolder sample_folder(const std::filesystem::path& path) {
  ResultFolder folder = ResultFolder::create_or_open(path, "sample", "abc");
  sample_writer(folder.shards_folder(), 3, 40).commit();
  ShardWriter writer = sample_writer(folder.shards_folder(), 3, 40, 3, 1, 0);
  RunResult failed = sample_run(6, 0);
  failed.failure = "out of blocks";
  failed.metrics.assign(2, std::nan(""));
  writer.add(std::move(failed));
  writer.commit();
  return folder;
}

/// The index of that folder: runs 0–7 are planned, so 7 is missing; a third metric is in no shard.
inline StudyIndex sample_index(const ResultFolder& folder) {
  StudyIndex index;
  index.study = "sample";
  index.study_hash = "abc";
  index.servesweep_version = "0.1.0";
  index.command = "servesweep run sample.yaml";
  index.ranks = 2;
  index.strategies = {"baseline", "prefix-affinität"};
  index.baseline = "baseline";
  index.points = sample_points();
  for (int i = 0; i < 8; ++i) {
    const RunResult run = sample_run(i, 0);
    PlanRow row;
    row.plan_index = i;
    row.key = run.key;
    row.point = run.point;
    row.seed = run.seed;
    index.plan.push_back(row);
  }
  index.metrics = sample_metrics();
  index.metrics.push_back({"fairness", "", "added after these runs"});
  index.values = ShardFigures(index, folder).read(index.metrics);
  return index;
}

}  // namespace servesweep::io::test
