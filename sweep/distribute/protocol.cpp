#include "sweep/distribute/protocol.h"

#include <cstdint>
#include <stdexcept>
#include <utility>

#include "sweep/distribute/id_ranges.h"
#include "sweep/distribute/wire.h"

namespace servesweep::sweep {

namespace {

void write(WireWriter& writer, const std::vector<TaskId>& tasks) {
  write_ids(writer, tasks);
}

std::vector<TaskId> read_tasks(WireReader& reader) {
  return read_ids<TaskId>(reader);
}

void write(WireWriter& writer, const std::vector<TaskFailure>& failures) {
  writer.number(static_cast<std::uint64_t>(failures.size()));
  for (const TaskFailure& failure : failures) {
    writer.number(failure.task.value());
    writer.number(static_cast<std::int32_t>(failure.rank));
    writer.text(failure.text);
  }
}

std::vector<TaskFailure> read_failures(WireReader& reader) {
  constexpr std::size_t kLeastBytes = 2 * sizeof(std::int32_t) + sizeof(std::uint64_t);
  std::vector<TaskFailure> failures(reader.count(kLeastBytes));
  for (TaskFailure& failure : failures) {
    failure.task = TaskId(reader.number<std::int32_t>());
    failure.rank = reader.number<std::int32_t>();
    failure.text = reader.text();
  }
  return failures;
}

/// What remains was written by nobody who writes such messages.
template <class Message>
Message finished(const WireReader& reader, Message message) {
  if (!reader.at_end()) throw std::runtime_error("a message is longer than it says");
  return message;
}

/// A number that has a meaning up to `last`.
std::int32_t number_up_to(WireReader& reader, std::int32_t last) {
  const auto value = reader.number<std::int32_t>();
  if (value < 0 || value > last) throw std::runtime_error("a message says what is unknown");
  return value;
}

bool read_truth(WireReader& reader) {
  const auto value = reader.number<std::uint8_t>();
  if (value > 1) throw std::runtime_error("a message says what is unknown");
  return value == 1;
}

}  // namespace

std::string encode_threads(int threads) {
  WireWriter writer;
  writer.number(static_cast<std::int32_t>(threads));
  return writer.take();
}

int decode_threads(std::string_view bytes) {
  WireReader reader(bytes);
  const auto threads = reader.number<std::int32_t>();
  return finished(reader, threads);
}

std::string encode(const ChunkOrder& order) {
  WireWriter writer;
  writer.number(order.id.value());
  write(writer, order.tasks);
  return writer.take();
}

ChunkOrder decode_chunk_order(std::string_view bytes) {
  WireReader reader(bytes);
  ChunkOrder order;
  order.id = ChunkId(reader.number<std::int32_t>());
  order.tasks = read_tasks(reader);
  return finished(reader, std::move(order));
}

std::string encode(const ChunkReport& report) {
  WireWriter writer;
  writer.number(report.id.value());
  writer.number(static_cast<std::uint64_t>(report.done));
  writer.number(report.busy_s);
  write(writer, report.not_run);
  write(writer, report.failures);
  writer.text(report.error);
  writer.text(report.result);
  return writer.take();
}

ChunkReport decode_chunk_report(std::string_view bytes) {
  WireReader reader(bytes);
  ChunkReport report;
  report.id = ChunkId(reader.number<std::int32_t>());
  report.done = static_cast<std::size_t>(reader.number<std::uint64_t>());
  report.busy_s = reader.number<double>();
  report.not_run = read_tasks(reader);
  report.failures = read_failures(reader);
  report.error = reader.text();
  report.result = reader.text();
  return finished(reader, std::move(report));
}

std::string encode(const DistributeReport& report) {
  WireWriter writer;
  writer.number(report.ending);
  writer.number(static_cast<std::uint64_t>(report.done));
  writer.number(static_cast<std::uint64_t>(report.not_run));
  write(writer, report.failures);
  writer.number(report.drain_requested);
  writer.text(report.error);
  return writer.take();
}

DistributeReport decode_distribute_report(std::string_view bytes) {
  WireReader reader(bytes);
  DistributeReport report;
  static_assert(sizeof(Ending) == sizeof(std::int32_t));
  report.ending = static_cast<Ending>(number_up_to(reader, static_cast<int>(Ending::failed)));
  report.done = static_cast<std::size_t>(reader.number<std::uint64_t>());
  report.not_run = static_cast<std::size_t>(reader.number<std::uint64_t>());
  report.failures = read_failures(reader);
  report.drain_requested = read_truth(reader);
  report.error = reader.text();
  return finished(reader, std::move(report));
}

}  // namespace servesweep::sweep
