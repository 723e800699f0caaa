#pragma once

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "io/folder/damaged_file.h"
#include "io/hdf5/h5_file.h"
#include "io/hdf5/packing_crew.h"
#include "io/hdf5/run_result.h"

/// Parts that shards and the index share.
namespace servesweep::io {

inline constexpr std::int64_t kFormatMajor = 1;
inline constexpr std::int64_t kFormatMinor = 3;  ///< what each added: docs/results-format.md

void write_format(h5::Group& root, const std::string& format, const std::string& study,
                  const std::string& servesweep_version);
/// DamagedFile unless the file is of this format; Problem if of a version that this program does
/// not read.
void check_format(const h5::Group& root, const std::string& format);

void write_points(h5::Group& root, std::span<const PointRow> points);
[[nodiscard]] std::vector<PointRow> read_points(const h5::Group& root);

/// `columns[m]` are the values of metric m, which a crew helps to compress.
void write_metrics(h5::Group& root, std::span<const MetricColumn> metrics,
                   std::span<const std::vector<double>> columns, PackingCrew& crew);

/// Part of the columns, the first of which stands at `position`, into the group of metrics. All of
/// these are in memory at once, packed.
void write_metric_columns(h5::Group& group, std::span<const MetricColumn> metrics,
                          std::span<const std::vector<double>> columns, std::size_t position,
                          PackingCrew& crew);
/// Which metrics there are, by position. Problem unless every column has `rows` rows.
[[nodiscard]] std::vector<MetricColumn> read_metric_columns(const h5::Group& root,
                                                            std::size_t rows);

struct MetricTable {
  std::vector<MetricColumn> metrics;
  std::vector<std::vector<double>> columns;
};
/// Problem unless every column has `rows` rows.
[[nodiscard]] MetricTable read_metrics(const h5::Group& root, std::size_t rows);

/// Reads a column of integers; Problem unless it has `rows` rows.
[[nodiscard]] std::vector<std::int64_t> read_integers(const h5::Group& group,
                                                      const std::string& name, std::size_t rows);
[[nodiscard]] std::vector<std::string> read_texts(const h5::Group& group, const std::string& name,
                                                  std::size_t rows);

/// The Problem that a file contradicts itself.
[[nodiscard]] DamagedFile inconsistent(const std::string& where, const std::string& problem);

}  // namespace servesweep::io
