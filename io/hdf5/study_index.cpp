#include "io/hdf5/study_index.h"

#include <fmt/format.h>

#include "io/folder/atomic_file.h"
#include "io/hdf5/integer_column.h"
#include "io/hdf5/table.h"

namespace servesweep::io {
namespace {

constexpr const char* kFormat = "servesweep-index";

/// One member of every row as a column.
template <class Row, class Get>
auto column(const std::vector<Row>& rows, Get get) {
  std::vector<std::decay_t<decltype(get(rows[0]))>> values;
  values.reserve(rows.size());
  for (const Row& row : rows) values.push_back(get(row));
  return values;
}

void write_plan(h5::Group& root, const std::vector<PlanRow>& plan) {
  h5::Group group = root.create_group("plan");
  const auto integers = [&](const char* name, auto get, const char* meaning) {
    write_integers(group, name, column(plan, get), {"", meaning});
  };
  const auto texts = [&](const char* name, auto get, const char* meaning) {
    group.write_text(name, column(plan, get), {"", meaning});
  };
  using Row = const PlanRow&;
  integers(
      "plan_index", [](Row r) { return r.plan_index; }, "position in the plan");
  texts(
      "key", [](Row r) { return r.key.hex(); }, "run key: 32 hex digits");
  texts(
      "strategy", [](Row r) { return r.strategy; }, "name of its strategy");
  integers(
      "point", [](Row r) { return r.point; }, "its point: a value of /points/id");
  integers(
      "workload", [](Row r) { return r.workload; }, "index of its workload");
  group.write<std::uint64_t>("seed", column(plan, [](Row r) { return r.seed; }),
                             {"", "seed of the run"});
  integers(
      "status", [](Row r) { return std::int64_t{static_cast<std::int8_t>(r.status)}; },
      "-1 = missing, 0 = done, 1 = failed");
  texts(
      "failure", [](Row r) { return r.failure; }, "why it failed; empty if it did not");
}

std::vector<PlanRow> read_plan(const h5::Group& root) {
  const h5::Group group = root.group("plan");
  const std::vector<std::string> keys = group.dataset("key").read_text();
  const std::size_t rows = keys.size();
  const auto plan_index = read_integers(group, "plan_index", rows);
  const auto point = read_integers(group, "point", rows);
  const auto workload = read_integers(group, "workload", rows);
  const auto status = read_integers(group, "status", rows);
  const auto strategy = read_texts(group, "strategy", rows);
  const auto failure = read_texts(group, "failure", rows);
  const auto seed = group.dataset("seed").read<std::uint64_t>(0, rows);
  std::vector<PlanRow> plan(rows);
  for (std::size_t i = 0; i < rows; ++i) {
    if (status[i] < -1 || status[i] > 1) {
      throw inconsistent(group.where() + "/status", fmt::format("has no meaning for row {}", i));
    }
    plan[i] = {.plan_index = plan_index[i],
               .key = RunKey::from_hex(keys[i], group.where() + "/key"),
               .strategy = strategy[i],
               .point = point[i],
               .workload = workload[i],
               .seed = seed[i],
               .status = static_cast<RunStatus>(status[i]),
               .failure = failure[i]};
  }
  return plan;
}

void write_shards(h5::Group& root, const std::vector<ShardRow>& shards) {
  h5::Group group = root.create_group("shards");
  using Row = const ShardRow&;
  group.write_text("name", column(shards, [](Row r) { return r.name; }), {"", "file in shards/"});
  write_integers(group, "runs", column(shards, [](Row r) { return r.runs; }), {"", "its runs"});
  write_integers(group, "requests", column(shards, [](Row r) { return r.requests; }),
                 {"", "its request rows"});
  write_integers(group, "size_bytes", column(shards, [](Row r) { return r.size_bytes; }),
                 {"bytes", "size of the file"});
  group.write_text("content_hash", column(shards, [](Row r) { return r.content_hash; }),
                   {"", "XXH3-64 of the file"});
}

std::vector<ShardRow> read_shards(const h5::Group& root) {
  const h5::Group group = root.group("shards");
  const std::vector<std::string> names = group.dataset("name").read_text();
  const auto runs = read_integers(group, "runs", names.size());
  const auto requests = read_integers(group, "requests", names.size());
  const auto size_bytes = read_integers(group, "size_bytes", names.size());
  const auto hashes = read_texts(group, "content_hash", names.size());
  std::vector<ShardRow> shards(names.size());
  for (std::size_t i = 0; i < shards.size(); ++i) {
    shards[i] = {.name = names[i],
                 .runs = runs[i],
                 .requests = requests[i],
                 .size_bytes = size_bytes[i],
                 .content_hash = hashes[i]};
  }
  return shards;
}

}  // namespace

void write_index(const std::filesystem::path& file, const StudyIndex& index) {
  h5::FileImage image(file.string());
  h5::Group& root = image.root();
  write_format(root, kFormat, index.study, index.servesweep_version);
  root.set_attribute("study_hash", index.study_hash);
  root.set_attribute("baseline", index.baseline);
  root.set_attribute("command", index.command);
  root.set_attribute("ranks", index.ranks);
  {
    h5::Group strategies = root.create_group("strategies");
    strategies.write_text("name", index.strategies, {"", "in the order of the study"});
  }
  write_points(root, index.points);
  write_plan(root, index.plan);
  write_metrics(root, index.metrics, index.values);
  write_shards(root, index.shards);
  write_file_atomically(file, image.finish());
}

StudyIndex read_index(const std::filesystem::path& path) {
  const h5::File file = h5::File::open_read_only(path);
  const h5::Group& root = file.root();
  check_format(root, kFormat);
  StudyIndex index;
  index.study = root.text_attribute("study");
  index.study_hash = root.text_attribute("study_hash");
  index.servesweep_version = root.text_attribute("servesweep_version");
  index.command = root.text_attribute("command");
  index.ranks = root.integer_attribute("ranks");
  index.baseline = root.text_attribute("baseline");
  index.strategies = root.group("strategies").dataset("name").read_text();
  index.points = read_points(root);
  index.plan = read_plan(root);
  MetricTable table = read_metrics(root, index.plan.size());
  index.metrics = std::move(table.metrics);
  index.values = std::move(table.columns);
  index.shards = read_shards(root);
  return index;
}

}  // namespace servesweep::io
