#include "io/hdf5/study_index.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

#include "io/folder/atomic_file.h"
#include "io/hdf5/figure_window.h"
#include "io/hdf5/integer_column.h"
#include "io/hdf5/table.h"

namespace servesweep::io {
namespace {

constexpr const char* kIndexFormat = "servesweep-index";

/// One member of every row as a column.
template <class Row, class Get>
auto column(const std::vector<Row>& rows, Get get) {
  std::vector<std::decay_t<decltype(get(rows[0]))>> values;
  values.reserve(rows.size());
  for (const Row& row : rows) values.push_back(get(row));
  return values;
}

void write_texts_of_plan(h5::Group& group, const StudyIndex& index) {
  std::map<std::int64_t, std::string_view> strategies;  // by point
  for (const PointRow& point : index.points) strategies[point.id] = point.strategy;
  std::string hex;
  const auto key = [&](std::size_t row) -> std::string_view {
    return hex = index.plan[row].key.hex();
  };
  const auto strategy = [&](std::size_t row) { return strategies[index.plan[row].point]; };
  const auto failure = [&](std::size_t row) -> std::string_view {
    if (index.plan[row].status != RunStatus::failed) return {};
    const auto found = index.failures.find(row);
    return found == index.failures.end() ? std::string_view() : found->second;
  };
  const std::size_t rows = index.plan.size();
  group.write_text("key", rows, key, {"", "run key: 32 hex digits"});
  group.write_text("strategy", rows, strategy, {"", "name of its strategy"});
  group.write_text("failure", rows, failure, {"", "why it failed; empty if it did not"});
}

void write_plan(h5::Group& root, const StudyIndex& index) {
  h5::Group group = root.create_group("plan");
  const auto integers = [&](const char* name, auto get, const char* meaning) {
    write_integers(group, name, column(index.plan, get), {"", meaning});
  };
  using Row = const PlanRow&;
  integers(
      "plan_index", [](Row r) { return r.plan_index; }, "position in the plan");
  integers(
      "point", [](Row r) { return r.point; }, "its point: a value of /points/id");
  integers(
      "workload", [](Row r) { return r.workload; }, "index of its workload");
  group.write<std::uint64_t>("seed", column(index.plan, [](Row r) { return r.seed; }),
                             {"", "seed of the run"});
  integers(
      "status", [](Row r) { return std::int64_t{static_cast<std::int8_t>(r.status)}; },
      "-1 = missing, 0 = done, 1 = failed");
  write_texts_of_plan(group, index);
}

/// Calls use(row, text) for every row of a column of text, without holding all of it.
template <class Use>
void for_each_text(const h5::Group& group, const std::string& name, std::size_t rows, Use use) {
  const h5::Dataset dataset = group.dataset(name);
  if (dataset.rows() != rows) throw inconsistent(dataset.where(), "has other rows than 'key'");
  for (std::size_t begin = 0; begin < rows; begin += h5::kChunkRows) {
    const auto texts = dataset.read_text(begin, std::min(h5::kChunkRows, rows - begin));
    for (std::size_t i = 0; i < texts.size(); ++i) use(begin + i, texts[i]);
  }
}

void read_plan(const h5::Group& root, StudyIndex& index) {
  const h5::Group group = root.group("plan");
  const std::size_t rows = group.dataset("key").rows();
  const auto read = [&](const char* name, auto set) {
    const std::vector<std::int64_t> values = read_integers(group, name, rows);
    index.plan.resize(rows);  // not before a column has shown that there can be so many
    for (std::size_t i = 0; i < rows; ++i) set(index.plan[i], values[i]);
  };
  read("plan_index", [](PlanRow& row, std::int64_t value) { row.plan_index = value; });
  read("point", [](PlanRow& row, std::int64_t value) { row.point = value; });
  read("workload", [](PlanRow& row, std::int64_t value) { row.workload = value; });
  read("status", [&](PlanRow& row, std::int64_t value) {
    if (value < -1 || value > 1) {
      throw inconsistent(group.where() + "/status", fmt::format("holds {}", value));
    }
    row.status = static_cast<RunStatus>(value);
  });
  const h5::Dataset seed_column = group.dataset("seed");
  if (seed_column.rows() != rows) {
    throw inconsistent(seed_column.where(), "has other rows than 'key'");
  }
  const auto seeds = seed_column.read<std::uint64_t>();
  for (std::size_t i = 0; i < rows; ++i) index.plan[i].seed = seeds[i];
  for_each_text(group, "key", rows, [&](std::size_t i, const std::string& text) {
    index.plan[i].key = RunKey::from_hex(text, group.where() + "/key");
  });
  for_each_text(group, "failure", rows, [&](std::size_t i, const std::string& text) {
    if (!text.empty()) index.failures[i] = text;
  });
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

void write_search(h5::Group& root, const std::vector<SearchRow>& search) {
  if (search.empty()) return;
  h5::Group group = root.create_group("search");
  const auto integers = [&](const char* name, std::int64_t SearchRow::*field, const char* meaning) {
    write_integers(group, name, column(search, [field](const SearchRow& r) { return r.*field; }),
                   {"", meaning});
  };
  integers("decision", &SearchRow::decision, "decision that proposed the trial");
  integers("point", &SearchRow::point, "its point: a value of /points/id; -1 = refused");
  integers("first_seed", &SearchRow::first_seed, "index of its first seed in the study's list");
  integers("seeds", &SearchRow::seeds, "number of its seeds");
  integers("told_in", &SearchRow::told_in, "decision that learned its outcome; -1 = none yet");
  integers("shortened", &SearchRow::shortened, "1 = on the first part of the workloads only");
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

void write_head(h5::Group& root, const StudyIndex& index) {
  write_format(root, kIndexFormat, index.study, index.servesweep_version);
  root.set_attribute("study_hash", index.study_hash);
  root.set_attribute("baseline", index.baseline);
  root.set_attribute("command", index.command);
  root.set_attribute("ranks", index.ranks);
  h5::Group strategies = root.create_group("strategies");
  strategies.write_text("name", index.strategies, {"", "in the order of the study"});
}

void write_figures(h5::Group& root, const StudyIndex& index, const FigureSource& figures,
                   PackingCrew& crew) {
  const std::size_t most = columns_at_once(index.plan.size());
  const std::span<const MetricColumn> metrics = index.metrics;
  h5::Group group = root.create_group("metrics");
  std::vector<std::vector<double>> columns(std::min(most, metrics.size()));
  for (std::size_t first = 0; first < metrics.size(); first += most) {
    const std::size_t count = std::min(most, metrics.size() - first);
    figures(first, std::span(columns).first(count));
    write_metric_columns(group, metrics.subspan(first, count), columns, first, crew);
  }
}

}  // namespace

void write_index(const std::filesystem::path& file, const StudyIndex& index,
                 const FigureSource& figures, PackingCrew& crew) {
  h5::FileImage image(file.string());
  h5::Group& root = image.root();
  write_head(root, index);
  write_points(root, index.points);
  write_plan(root, index);
  write_figures(root, index, figures, crew);
  write_shards(root, index.shards);
  write_search(root, index.search);
  write_file_atomically(file, image.finish());
}

void write_index(const std::filesystem::path& file, const StudyIndex& index) {
  PackingCrew alone;
  const auto values = [&index](std::size_t first, std::span<std::vector<double>> columns) {
    for (std::size_t m = 0; m < columns.size(); ++m) columns[m] = index.values[first + m];
  };
  write_index(file, index, values, alone);
}

namespace {

StudyIndex read_without_values(const h5::Group& root) {
  check_format(root, kIndexFormat);
  StudyIndex index;
  index.study = root.text_attribute("study");
  index.study_hash = root.text_attribute("study_hash");
  index.servesweep_version = root.text_attribute("servesweep_version");
  index.command = root.text_attribute("command");
  index.ranks = root.integer_attribute("ranks");
  index.baseline = root.text_attribute("baseline");
  index.strategies = root.group("strategies").dataset("name").read_text();
  index.points = read_points(root);
  read_plan(root, index);
  index.metrics = read_metric_columns(root, index.plan.size());
  index.values.resize(index.metrics.size());
  index.shards = read_shards(root);
  return index;
}

}  // namespace

StudyIndex read_plan_of_index(const std::filesystem::path& path) {
  return read_without_values(h5::File::open_read_only(path).root());
}

StudyIndex read_index(const std::filesystem::path& path) {
  const h5::File file = h5::File::open_read_only(path);
  StudyIndex index = read_without_values(file.root());
  const h5::Group metrics = file.root().group("metrics");
  for (std::size_t m = 0; m < index.metrics.size(); ++m) {
    index.values[m] = metrics.dataset(index.metrics[m].name).read<double>();
  }
  return index;
}

}  // namespace servesweep::io
