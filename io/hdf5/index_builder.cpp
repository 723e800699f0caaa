#include "io/hdf5/index_builder.h"

#include <fmt/format.h>
#include <xxhash.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <limits>
#include <unordered_map>

#include "io/folder/file_descriptor.h"
#include "io/hdf5/shard_reader.h"

namespace servesweep::io {
namespace {

constexpr std::size_t kNoColumn = std::numeric_limits<std::size_t>::max();

/// For every metric wanted, its column in the shard.
std::vector<std::size_t> match_columns(const std::vector<MetricColumn>& wanted,
                                       const std::vector<MetricColumn>& present) {
  std::vector<std::size_t> columns(wanted.size(), kNoColumn);
  for (std::size_t m = 0; m < wanted.size(); ++m) {
    for (std::size_t c = 0; c < present.size(); ++c) {
      if (present[c].name == wanted[m].name) columns[m] = c;
    }
  }
  return columns;
}

/// Keys are hashes already.
struct FirstBytes {
  std::size_t operator()(const RunKey& key) const {
    std::size_t hash = 0;
    std::memcpy(&hash, key.bytes.data(), sizeof hash);
    return hash;
  }
};
using RowOfKey = std::unordered_map<RunKey, std::size_t, FirstBytes>;

/// A run of a shard that the index takes its figures from.
struct TakenRun {
  std::size_t row = 0, run = 0;
};

/// Takes the outcome of a shard's runs that are planned and still missing, without their figures.
std::vector<TakenRun> take_outcomes(StudyIndex& index, const ShardReader& shard,
                                    const RowOfKey& row_of_key) {
  std::vector<TakenRun> taken;
  for (std::size_t i = 0; i < shard.runs(); ++i) {
    const auto found = row_of_key.find(shard.run_key(i));
    if (found == row_of_key.end()) continue;
    PlanRow& planned = index.plan[found->second];
    if (planned.status != RunStatus::missing) continue;
    planned.failure = shard.failure(i);
    planned.status = planned.failure.empty() ? RunStatus::done : RunStatus::failed;
    if (planned.status == RunStatus::done) taken.push_back({found->second, i});
  }
  return taken;
}

}  // namespace

void fill_from_shards(StudyIndex& index, const ResultFolder& folder) {
  RowOfKey row_of_key;
  row_of_key.reserve(index.plan.size());
  for (std::size_t i = 0; i < index.plan.size(); ++i) {
    index.plan[i].status = RunStatus::missing;
    index.plan[i].failure.clear();
    row_of_key.try_emplace(index.plan[i].key, i);
  }
  const std::vector<double> unknown(index.plan.size(), std::numeric_limits<double>::quiet_NaN());
  index.values.assign(index.metrics.size(), unknown);
  index.shards.clear();
  for (const ShardName& name : folder.shards()) {
    const std::filesystem::path file = folder.shard_file(name);
    const ShardReader shard = ShardReader::open(file);
    const std::vector<std::size_t> columns = match_columns(index.metrics, shard.metrics());
    const std::vector<TakenRun> taken = take_outcomes(index, shard, row_of_key);
    for (std::size_t m = 0; m < columns.size(); ++m) {
      if (columns[m] == kNoColumn) continue;
      const std::vector<double>& stored = shard.metric_column(columns[m]);
      for (const TakenRun& run : taken) index.values[m][run.row] = stored[run.run];
    }
    index.shards.push_back({.name = name.text(),
                            .runs = static_cast<std::int64_t>(shard.runs()),
                            .requests = static_cast<std::int64_t>(shard.requests()),
                            .size_bytes = static_cast<std::int64_t>(file_size(file)),
                            .content_hash = content_hash(file)});
  }
}

std::string content_hash(const std::filesystem::path& file) {
  constexpr std::size_t kBlockBytes = 1 << 16;
  std::ifstream in(file, std::ios::binary);
  if (!in) throw_system_problem(file, "open it", errno);
  XXH3_state_t* state = XXH3_createState();
  XXH3_64bits_reset(state);
  std::vector<char> block(kBlockBytes);
  while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0) {
    XXH3_64bits_update(state, block.data(), static_cast<std::size_t>(in.gcount()));
  }
  const XXH64_hash_t hash = XXH3_64bits_digest(state);
  XXH3_freeState(state);
  if (in.bad()) throw_system_problem(file, "read it", errno);
  return fmt::format("{:016x}", hash);
}

}  // namespace servesweep::io
