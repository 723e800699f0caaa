#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <vector>

#include "io/folder/result_folder.h"
#include "io/hdf5/row_finder.h"
#include "io/hdf5/study_index.h"

namespace servesweep::io {

/// Rows of a shard's request table that become rows of a merged one.
struct RowPiece {
  std::size_t source = 0;  ///< first row in the shard
  std::size_t target = 0;  ///< first row in the merged table
  std::size_t count = 0;
};

/// What a merged request table takes from one shard.
struct ShardPieces {
  std::filesystem::path file;
  std::vector<RowPiece> pieces{};  ///< in order of `source`
};

/// Where the request rows of planned runs stand in the shards of a folder, and where they go if all
/// are put into one table: in plan order, without gaps. Of a run whose rows are in several shards,
/// where they are equal, the first in shard order is taken; runs that are one simulation share
/// rows. Holds 24 bytes per run.
class RequestPlaces {
 public:
  /// `rows`: the plan rows that are wanted, rising. Problem if a shard cannot be read.
  RequestPlaces(const StudyIndex& index, const ResultFolder& folder,
                const std::vector<std::uint32_t>& rows);

  /// By wanted row: where its requests begin in the merged table, and how many they are.
  [[nodiscard]] const std::vector<std::int64_t>& begins() const { return begins_; }
  [[nodiscard]] const std::vector<std::int64_t>& counts() const { return counts_; }
  /// Of the merged table.
  [[nodiscard]] std::size_t total_rows() const { return total_rows_; }
  /// Those that something is taken from.
  [[nodiscard]] const std::vector<ShardPieces>& shards() const { return shards_; }

 private:
  /// Which shard has the rows of a run, and where.
  struct Place {
    static constexpr std::uint32_t kNowhere = ~std::uint32_t{0};
    std::uint32_t shard = kNowhere;
    std::size_t begin = 0, count = 0;
  };
  /// By plan row, where a run comes first.
  std::vector<Place> look_up(const ResultFolder& folder, RowFinder& finder, std::size_t rows);
  void sort_in();

  std::vector<std::int64_t> begins_, counts_;
  std::size_t total_rows_ = 0;
  std::vector<ShardPieces> shards_;
};

}  // namespace servesweep::io
