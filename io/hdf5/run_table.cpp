#include "io/hdf5/run_table.h"

#include <fmt/format.h>

#include <functional>
#include <limits>
#include <string>
#include <string_view>

#include "io/hdf5/integer_column.h"
#include "io/hdf5/table.h"

namespace servesweep::io {
namespace {

template <class T>
std::vector<T> collect(std::span<const RunResult> runs,
                       const std::function<T(const RunResult&)>& get) {
  std::vector<T> values;
  values.reserve(runs.size());
  for (const RunResult& run : runs) values.push_back(get(run));
  return values;
}

void write_request_ranges(h5::Group& group, std::span<const std::int64_t> counts) {
  std::vector<std::int64_t> begins;
  std::int64_t begin = 0;
  for (const std::int64_t count : counts) {
    begins.push_back(begin);
    begin += count;
  }
  write_integers(group, "request_begin", begins, {"", "its first row in /requests"});
  write_integers(group, "request_count", counts, {"", "its rows in /requests; 0 = not kept"});
}

void check_request_ranges(const RunTable& table, const std::string& where) {
  std::int64_t expected = 0;
  for (std::size_t i = 0; i < table.runs.size(); ++i) {
    const std::int64_t room = std::numeric_limits<std::int64_t>::max() - expected;
    if (table.request_begin[i] != expected || table.request_count[i] < 0 ||
        table.request_count[i] > room) {
      throw inconsistent(where + "/request_begin", fmt::format("leaves a gap before run {}", i));
    }
    expected += table.request_count[i];
  }
}

template <class T>
std::vector<T> read_column(const h5::Group& group, const std::string& name, std::size_t rows) {
  const h5::Dataset column = group.dataset(name);
  if (column.rows() == rows) return column.read<T>(0, rows);
  throw inconsistent(column.where(),
                     fmt::format("has {} rows where its neighbours have {}", column.rows(), rows));
}

}  // namespace

void write_runs(h5::Group& root, std::span<const RunResult> runs,
                std::span<const std::int64_t> request_counts) {
  const auto integers = [&](auto get) { return collect<std::int64_t>(runs, get); };
  const auto status = [](const RunResult& run) { return static_cast<std::int64_t>(run.status()); };
  h5::Group group = root.create_group("runs");
  std::string hex;
  const auto key = [&](std::size_t i) -> std::string_view { return hex = runs[i].key.hex(); };
  group.write_text("key", runs.size(), key, {"", "run key: 32 hex digits"});
  write_integers(group, "plan_index", integers(&RunResult::plan_index),
                 {"", "position in the plan"});
  group.write<std::uint64_t>("seed", collect<std::uint64_t>(runs, &RunResult::seed),
                             {"", "seed of the run"});
  const auto strategy = [&](std::size_t i) -> std::string_view { return runs[i].strategy; };
  group.write_text("strategy", runs.size(), strategy, {"", "name of its strategy"});
  write_integers(group, "point", integers(&RunResult::point),
                 {"", "its point: a value of /points/id"});
  write_integers(group, "workload", integers(&RunResult::workload), {"", "index of its workload"});
  write_integers(group, "status", integers(status), {"", "0 = done, 1 = failed"});
  group.write<double>("wall_s", collect<double>(runs, &RunResult::wall_s),
                      {"s", "measured run time; not reproducible"});
  write_request_ranges(group, request_counts);
  const auto failure = [&](std::size_t i) -> std::string_view { return runs[i].failure; };
  group.write_text("failure", runs.size(), failure, {"", "why it failed; empty if it did not"});
}

RunTable read_runs(const h5::Group& root) {
  const h5::Group group = root.group("runs");
  const std::vector<std::string> keys = group.dataset("key").read_text();
  const std::size_t rows = keys.size();
  const auto plan_index = read_integers(group, "plan_index", rows);
  const auto point = read_integers(group, "point", rows);
  const auto workload = read_integers(group, "workload", rows);
  const auto status = read_integers(group, "status", rows);
  const auto strategy = read_texts(group, "strategy", rows);
  const auto failure = read_texts(group, "failure", rows);
  const auto seed = read_column<std::uint64_t>(group, "seed", rows);
  const auto wall_s = read_column<double>(group, "wall_s", rows);
  RunTable table;
  table.request_begin = read_integers(group, "request_begin", rows);
  table.request_count = read_integers(group, "request_count", rows);
  table.runs.resize(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    RunResult& run = table.runs[i];
    run.key = RunKey::from_hex(keys[i], group.where() + "/key");
    run.plan_index = plan_index[i];
    run.seed = seed[i];
    run.strategy = strategy[i];
    run.point = point[i];
    run.workload = workload[i];
    run.wall_s = wall_s[i];
    run.failure = failure[i];
    if (status[i] != static_cast<std::int64_t>(run.status())) {
      throw inconsistent(group.where() + "/status",
                         fmt::format("contradicts 'failure' of run {}", i));
    }
  }
  check_request_ranges(table, group.where());
  return table;
}

}  // namespace servesweep::io
