#include "io/hdf5/table.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/hdf5/integer_column.h"
#include "io/hdf5/packed_columns.h"

namespace servesweep::io {
namespace {

void check_rows(const h5::Dataset& dataset, std::size_t rows) {
  if (dataset.rows() == rows) return;
  throw inconsistent(dataset.where(),
                     fmt::format("has {} rows where its neighbours have {}", dataset.rows(), rows));
}

}  // namespace

DamagedFile inconsistent(const std::string& where, const std::string& problem) {
  return {where, problem, "the file is damaged"};
}

void write_format(h5::Group& root, const std::string& format, const std::string& study,
                  const std::string& servesweep_version) {
  root.set_attribute("format", format);
  root.set_attribute("format_version_major", kFormatMajor);
  root.set_attribute("format_version_minor", kFormatMinor);
  root.set_attribute("servesweep_version", servesweep_version);
  root.set_attribute("study", study);
}

void check_format(const h5::Group& root, const std::string& format) {
  std::string found;
  try {
    found = root.text_attribute("format");
  } catch (const engine::Problem&) {
    throw DamagedFile(root.where(), "is not a file of servesweep", "it has no attribute 'format'");
  }
  if (found != format) {
    throw DamagedFile(root.where(), fmt::format("is a '{}' file", found),
                      fmt::format("a '{}' file belongs here", format));
  }
  const std::int64_t major = root.integer_attribute("format_version_major");
  if (major != kFormatMajor) {
    throw engine::Problem(root.where(), fmt::format("has format version {}", major),
                          fmt::format("this program knows version {}", kFormatMajor),
                          "use the servesweep that wrote it");
  }
}

void write_points(h5::Group& root, std::span<const PointRow> points) {
  std::vector<std::int64_t> ids;
  std::vector<std::string> strategies, parameters;
  for (const PointRow& point : points) {
    ids.push_back(point.id);
    strategies.push_back(point.strategy);
    parameters.push_back(point.parameters);
  }
  h5::Group group = root.create_group("points");
  write_integers(group, "id", ids, {"", "number of the point in its study"});
  group.write_text("strategy", strategies, {"", "name of its strategy"});
  group.write_text("parameters", parameters, {"", "its parameters as one JSON object"});
}

std::vector<PointRow> read_points(const h5::Group& root) {
  const h5::Group group = root.group("points");
  const std::vector<std::int64_t> ids = group.dataset("id").read<std::int64_t>();
  const std::vector<std::string> strategies = read_texts(group, "strategy", ids.size());
  const std::vector<std::string> parameters = read_texts(group, "parameters", ids.size());
  std::vector<PointRow> points(ids.size());
  for (std::size_t i = 0; i < points.size(); ++i) {
    points[i] = {.id = ids[i], .strategy = strategies[i], .parameters = parameters[i]};
  }
  return points;
}

void write_metrics(h5::Group& root, std::span<const MetricColumn> metrics,
                   std::span<const std::vector<double>> columns, PackingCrew& crew) {
  h5::Group group = root.create_group("metrics");
  write_metric_columns(group, metrics, columns, 0, crew);
}

void write_metric_columns(h5::Group& group, std::span<const MetricColumn> metrics,
                          std::span<const std::vector<double>> columns, std::size_t position,
                          PackingCrew& crew) {
  constexpr std::size_t kMost = h5::kChunkRows;
  std::vector<std::size_t> chunks;
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    chunks.push_back((columns[m].size() + kMost - 1) / kMost);
  }
  PackedColumns packed = pack_columns(crew, chunks, [&](std::size_t m, std::size_t chunk) {
    const std::span<const double> rows = columns[m];
    const auto part = rows.subspan(chunk * kMost, std::min(kMost, rows.size() - chunk * kMost));
    return packed_chunk(std::as_bytes(part), std::min(kMost, rows.size()) * sizeof(double),
                        sizeof(double));
  });
  for (std::size_t m = 0; m < metrics.size(); ++m) {
    h5::Dataset dataset = group.write_packed<double>(metrics[m].name, columns[m].size(), packed[m],
                                                     {metrics[m].unit, metrics[m].description});
    packed[m] = {};  // the file in memory has them now
    dataset.set_attribute("position", static_cast<std::int64_t>(position + m));
  }
}

std::vector<MetricColumn> read_metric_columns(const h5::Group& root, std::size_t rows) {
  const h5::Group group = root.group("metrics");
  const std::vector<std::string> names = group.names();
  std::vector<MetricColumn> metrics(names.size());
  for (const std::string& name : names) {
    const h5::Dataset dataset = group.dataset(name);
    check_rows(dataset, rows);
    const std::int64_t position = dataset.integer_attribute("position");
    const auto m = static_cast<std::size_t>(position);
    if (position < 0 || m >= names.size() || !metrics[m].name.empty()) {
      throw inconsistent(dataset.where(), fmt::format("has the impossible position {}", position));
    }
    metrics[m] = {.name = name,
                  .unit = dataset.text_attribute("unit"),
                  .description = dataset.text_attribute("description")};
  }
  return metrics;
}

MetricTable read_metrics(const h5::Group& root, std::size_t rows) {
  MetricTable table{.metrics = read_metric_columns(root, rows), .columns = {}};
  const h5::Group group = root.group("metrics");
  for (const MetricColumn& metric : table.metrics) {
    table.columns.push_back(group.dataset(metric.name).read<double>());
  }
  return table;
}

std::vector<std::int64_t> read_integers(const h5::Group& group, const std::string& name,
                                        std::size_t rows) {
  const h5::Dataset dataset = group.dataset(name);
  check_rows(dataset, rows);
  return dataset.read<std::int64_t>();
}

std::vector<std::string> read_texts(const h5::Group& group, const std::string& name,
                                    std::size_t rows) {
  const h5::Dataset dataset = group.dataset(name);
  check_rows(dataset, rows);
  return dataset.read_text();
}

}  // namespace servesweep::io
