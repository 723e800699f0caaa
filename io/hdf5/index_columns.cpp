#include "io/hdf5/index_columns.h"

namespace servesweep::io {

IndexColumns::IndexColumns(const std::filesystem::path& file, const StudyIndex& index)
    : file_(h5::File::open_read_only(file)) {
  const h5::Group group = file_.root().group("metrics");
  for (const MetricColumn& metric : index.metrics) columns_.push_back(group.dataset(metric.name));
}

std::vector<double> IndexColumns::read(std::size_t metric, std::size_t begin,
                                       std::size_t count) const {
  return columns_[metric].read<double>(begin, count);
}

}  // namespace servesweep::io
