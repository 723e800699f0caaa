#include "io/hdf5/shard_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "engine/base/contract.h"

namespace servesweep::io {
namespace {

ShardIdentity read_identity(const h5::Group& root) {
  check_format(root, "servesweep-shard");
  const std::int64_t rank = root.integer_attribute("rank");
  const std::int64_t sequence = root.integer_attribute("sequence");
  constexpr std::int64_t kMost = std::numeric_limits<int>::max();
  if (rank < 0 || sequence < 0 || rank > kMost || sequence > kMost) {
    throw inconsistent(root.where(), "has an impossible rank or sequence number");
  }
  return {.name = {.rank = static_cast<int>(rank), .sequence = static_cast<int>(sequence)},
          .study = root.text_attribute("study"),
          .servesweep_version = root.text_attribute("servesweep_version")};
}

void check_points(const std::vector<RunResult>& runs, const std::vector<PointRow>& points,
                  const std::string& where) {
  std::vector<std::int64_t> ids;
  ids.reserve(points.size());
  for (const PointRow& point : points) ids.push_back(point.id);
  std::sort(ids.begin(), ids.end());
  for (const RunResult& run : runs) {
    if (!std::binary_search(ids.begin(), ids.end(), run.point)) {
      throw inconsistent(where + "points/id", fmt::format("lacks point {} of a run", run.point));
    }
  }
}

}  // namespace

ShardReader::ShardReader(h5::File file, ShardIdentity identity)
    : file_(std::move(file)), identity_(std::move(identity)) {}

ShardReader ShardReader::open(const std::filesystem::path& path) {
  h5::File file = h5::File::open_read_only(path);
  ShardIdentity identity = read_identity(file.root());
  ShardReader reader(std::move(file), std::move(identity));
  const h5::Group& root = reader.file_.root();
  reader.runs_ = io::read_runs(root);
  reader.points_ = read_points(root);
  check_points(reader.runs_.runs, reader.points_, root.where());
  for (const std::int64_t count : reader.runs_.request_count) {
    reader.request_rows_ += static_cast<std::size_t>(count);
  }
  return reader;
}

ShardReader ShardReader::open(const ResultFolder& folder, const ShardName& name) {
  const std::filesystem::path file = folder.shard_file(name);
  ShardReader shard = open(file);
  if (shard.identity().study != folder.marker().study) {
    throw DamagedFile(file.string(),
                      fmt::format("belongs to the study '{}'", shard.identity().study),
                      fmt::format("this folder is of '{}'", folder.marker().study));
  }
  return shard;
}

const std::vector<h5::Dataset>& ShardReader::request_columns() const {
  if (!columns_.empty()) return columns_;
  const h5::Group group = file_.root().group("requests");
  const bool breakdown = file_.root().integer_attribute("format_version_minor") >= 1;
  std::vector<h5::Dataset> columns;
  for (std::size_t c = 0; c < (breakdown ? kRequestColumns : kBreakdownColumn); ++c) {
    columns.push_back(group.dataset(info_of(c).name));
  }
  for (const h5::Dataset& column : columns) {
    if (column.rows() != request_rows_) {
      throw inconsistent(column.where(), fmt::format("has {} rows where the runs count {}",
                                                     column.rows(), request_rows_));
    }
  }
  columns_ = std::move(columns);
  return columns_;
}

const MetricTable& ShardReader::metric_table() const {
  if (!metrics_) metrics_ = read_metrics(file_.root(), runs());
  return *metrics_;
}

const std::vector<MetricColumn>& ShardReader::metrics() const {
  return metric_table().metrics;
}

RunResult ShardReader::run(std::size_t run) const {
  SERVESWEEP_EXPECT(run < runs());
  RunResult result = runs_.runs[run];
  for (const std::vector<double>& column : metric_table().columns)
    result.metrics.push_back(column[run]);
  return result;
}

std::vector<engine::RequestRecord> ShardReader::read_requests(std::size_t run) const {
  SERVESWEEP_EXPECT(run < runs());
  return read_requests(static_cast<std::size_t>(runs_.request_begin[run]),
                       static_cast<std::size_t>(runs_.request_count[run]));
}

std::vector<engine::RequestRecord> ShardReader::read_requests(std::size_t begin,
                                                              std::size_t count) const {
  std::vector<std::vector<std::int64_t>> values;
  const std::vector<h5::Dataset>& columns = request_columns();
  for (const h5::Dataset& column : columns)
    values.push_back(column.read<std::int64_t>(begin, count));
  std::vector<engine::RequestRecord> records(count);
  for (std::size_t i = 0; i < count; ++i) {
    RequestRow row{};
    for (std::size_t c = 0; c < columns.size(); ++c) row[c] = values[c][i];
    if (!in_range(row)) {
      throw inconsistent(file_.root().where() + "requests",
                         fmt::format("row {} holds an impossible value", begin + i));
    }
    records[i] = decode(row);
    if (columns.size() != kRequestColumns) records[i].breakdown = {};
  }
  return records;
}

}  // namespace servesweep::io
