#include "sweep/run/chunk_news.h"

#include <cstdint>

#include "sweep/distribute/wire.h"

namespace servesweep::sweep {

std::string ChunkNews::encode() const {
  WireWriter writer;
  writer.number(static_cast<std::uint64_t>(shards.size()));
  for (const io::CommittedShard& shard : shards) {
    writer.text(shard.file_name);
    writer.number(shard.runs);
    writer.number(static_cast<std::uint64_t>(shard.size_bytes));
    writer.text(shard.content_hash);
  }
  writer.number(static_cast<std::uint64_t>(figures.size()));
  for (const auto& [run, values] : figures) {
    writer.number(run.value());
    writer.number(static_cast<std::uint64_t>(values.size()));
    for (const double value : values) writer.number(value);
  }
  writer.number(static_cast<std::uint64_t>(failures.size()));
  for (const auto& [run, failure] : failures) {
    writer.number(run.value());
    writer.text(failure);
  }
  writer.number(static_cast<std::uint64_t>(runs));
  writer.number(static_cast<std::uint64_t>(durable.size()));
  for (const RunId run : durable) writer.number(run.value());
  return writer.take();
}

ChunkNews ChunkNews::decode(std::string_view bytes) {
  WireReader reader(bytes);
  ChunkNews news;
  for (std::size_t left = reader.count(sizeof(std::uint64_t)); left > 0; --left) {
    io::CommittedShard& shard = news.shards.emplace_back();
    shard.file_name = reader.text();
    shard.runs = reader.number<std::int64_t>();
    shard.size_bytes = reader.number<std::uint64_t>();
    shard.content_hash = reader.text();
  }
  for (std::size_t left = reader.count(sizeof(std::uint64_t)); left > 0; --left) {
    auto& [run, values] = news.figures.emplace_back();
    run = RunId(reader.number<std::int32_t>());
    values.resize(reader.count(sizeof(double)));
    for (double& value : values) value = reader.number<double>();
  }
  constexpr std::size_t kLeastBytes = sizeof(std::int32_t) + sizeof(std::uint64_t);
  for (std::size_t left = reader.count(kLeastBytes); left > 0; --left) {
    const RunId run(reader.number<std::int32_t>());
    news.failures.emplace_back(run, reader.text());
  }
  news.runs = reader.number<std::uint64_t>();
  for (std::size_t left = reader.count(sizeof(std::int32_t)); left > 0; --left) {
    news.durable.emplace_back(reader.number<std::int32_t>());
  }
  return news;
}

}  // namespace servesweep::sweep
