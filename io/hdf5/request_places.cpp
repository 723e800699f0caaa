#include "io/hdf5/request_places.h"

#include <algorithm>

#include "io/hdf5/shard_reader.h"

namespace servesweep::io {

std::vector<RequestPlaces::Place> RequestPlaces::look_up(const ResultFolder& folder,
                                                         RowFinder& finder, std::size_t rows) {
  std::vector<Place> places(rows);
  for (const ShardName& name : folder.shards()) {
    const ShardReader shard = ShardReader::open(folder, name);
    const auto number = static_cast<std::uint32_t>(shards_.size());
    shards_.push_back({.file = folder.shard_file(name)});
    std::size_t begin = 0;
    for (std::size_t i = 0; i < shard.runs(); ++i) {
      const auto count = static_cast<std::size_t>(shard.request_count(i));
      begin += count;
      if (count == 0) continue;  // another shard may hold its rows
      const std::uint32_t row = finder.find(shard.run_key(i), shard.plan_index(i));
      if (row == RowFinder::kNoRow || places[row].shard != Place::kNowhere) continue;
      places[row] = {number, begin - count, count};
    }
  }
  return places;
}

RequestPlaces::RequestPlaces(const StudyIndex& index, const ResultFolder& folder,
                             const std::vector<std::uint32_t>& rows) {
  RowFinder finder(index.plan);
  const std::vector<Place> places = look_up(folder, finder, index.plan.size());
  std::vector<std::int64_t> begin_of(places.size(), -1);
  for (const std::uint32_t row : rows) {
    const std::uint32_t first = finder.find(index.plan[row].key, -1);
    const Place& place = places[first];
    if (begin_of[first] < 0) {
      begin_of[first] = static_cast<std::int64_t>(total_rows_);
      if (place.count > 0) {
        shards_[place.shard].pieces.push_back({place.begin, total_rows_, place.count});
      }
      total_rows_ += place.count;
    }
    begins_.push_back(begin_of[first]);
    counts_.push_back(static_cast<std::int64_t>(place.count));
  }
  sort_in();
}

void RequestPlaces::sort_in() {
  std::erase_if(shards_, [](const ShardPieces& shard) { return shard.pieces.empty(); });
  for (ShardPieces& shard : shards_) {
    std::ranges::sort(shard.pieces, {}, &RowPiece::source);
  }
}

}  // namespace servesweep::io
