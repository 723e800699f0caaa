#pragma once

#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "io/folder/atomic_file.h"
#include "io/hdf5/shard_writer.h"

/// Made-up results for the tests of files and folders.
namespace servesweep::io::test {

/// A folder of its own for each test, removed afterwards.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "servesweep-XXXXXX").string();
    path_ = ::mkdtemp(name.data());
  }
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  ~TemporaryFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

inline void write_text_file(const std::filesystem::path& file, const std::string& text) {
  std::ofstream(file, std::ios::binary) << text;
}

inline RunKey sample_key(int number) {
  RunKey key;
  for (std::size_t i = 0; i < key.bytes.size(); ++i) {
    key.bytes[i] = static_cast<std::uint8_t>(static_cast<std::size_t>(number) * 37 + i * 11);
  }
  return key;
}

/// Parts that add up to the latency of a completed request, and to what is known of others.
inline engine::LatencyBreakdown sample_breakdown(const engine::RequestRecord& r, unsigned seed) {
  std::mt19937 random(seed);
  engine::LatencyBreakdown parts;
  if (r.enqueued_us < 0) return parts;
  parts.delivery_us = r.enqueued_us - r.routed_us;
  if (r.first_scheduled_us < 0) return parts;
  parts.wait_slots_us = (r.first_scheduled_us - r.enqueued_us) / (1 + random() % 3);
  parts.wait_step_us = r.first_scheduled_us - r.enqueued_us - parts.wait_slots_us;
  if (r.preemptions > 0) parts.preemption_us = r.last_scheduled_us - r.first_scheduled_us;
  parts.output_us = 1'800;
  parts.prefill_us = 6'000 + static_cast<std::int64_t>(random() % 1000);
  parts.batching_us = r.ttft_us - parts.sum_us();
  if (r.status == engine::RequestStatus::completed) parts.decode_us = r.e2e_us - parts.sum_us();
  return parts;
}

/// Requests as a busy cluster leaves them: most completed, some rejected, some unfinished.
inline std::vector<engine::RequestRecord> sample_plain_records(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  const auto below = [&random](std::int32_t limit) {
    return static_cast<std::int32_t>(random() % static_cast<std::uint32_t>(limit));
  };
  std::vector<engine::RequestRecord> records(count);
  std::int64_t clock_us = 0;
  for (std::size_t i = 0; i < count; ++i) {
    engine::RequestRecord& r = records[i];
    clock_us += below(20'000);
    r.request = engine::RequestId(static_cast<std::int32_t>(i));
    r.slo_class = engine::SloClassId(below(3));
    r.tenant = engine::TenantId(below(5));
    r.input_tokens = 1 + below(2'000);
    r.output_tokens = 1 + below(500);
    r.arrival_us = clock_us;
    const int fate = below(20);
    if (fate == 0) {
      r.status = engine::RequestStatus::rejected;
      continue;
    }
    r.instance = engine::InstanceId(below(8));
    r.routed_us = clock_us;
    r.enqueued_us = clock_us + 1'000 + 2 * r.input_tokens;
    if (fate == 1) {
      r.status = engine::RequestStatus::waiting;
      continue;
    }
    r.first_scheduled_us = r.enqueued_us + below(40'000);
    r.last_scheduled_us = fate == 2 ? r.first_scheduled_us + 70'000 : r.first_scheduled_us;
    r.preemptions = fate == 2 ? 1 : 0;
    r.ttft_us = r.last_scheduled_us - r.arrival_us + 7'000 + below(20'000);
    r.cached_tokens_first = 16 * below(40);
    r.cached_tokens_last = fate == 2 ? 0 : r.cached_tokens_first;
    r.itl_count = fate == 3 ? r.output_tokens / 2 : r.output_tokens;
    r.itl_sum_us = std::int64_t{r.itl_count} * (7'000 + below(2'000));
    if (fate == 3) {
      r.status = engine::RequestStatus::running;
      continue;
    }
    r.status = engine::RequestStatus::completed;
    r.e2e_us = r.ttft_us + r.itl_sum_us;
    r.finish_step_length_us = 6'900 + below(20'000);
    r.finish_step_us = r.arrival_us + r.e2e_us - r.finish_step_length_us - 1'800 * r.itl_count;
  }
  return records;
}

/// The same with their latencies taken apart.
inline std::vector<engine::RequestRecord> sample_records(std::size_t count, unsigned seed) {
  std::vector<engine::RequestRecord> records = sample_plain_records(count, seed);
  for (engine::RequestRecord& r : records) {
    r.breakdown = sample_breakdown(r, seed + static_cast<unsigned>(r.request.value()));
  }
  return records;
}

inline std::vector<MetricColumn> sample_metrics() {
  return {{"ttft_p99_us", "us", "99th percentile of the time to first token"},
          {"goodput_per_s", "1/s", "requests within their targets"}};
}

inline RunResult sample_run(int number, std::size_t requests) {
  RunResult run;
  run.key = sample_key(number);
  run.plan_index = number;
  run.seed = 0xFFFF'FFFF'FFFF'FF00U + static_cast<std::uint64_t>(number);
  run.strategy = number % 2 == 0 ? "baseline" : "prefix-affinität";
  run.point = number % 2;
  run.wall_s = 0.25;
  run.metrics = {1000.0 * number, 0.1 * number};
  run.records = sample_records(requests, static_cast<unsigned>(number));
  return run;
}

inline std::vector<PointRow> sample_points() {
  return {{0, "baseline", "{}"}, {1, "prefix-affinität", R"({"routing.weight":0.5})"}};
}

inline ShardIdentity sample_identity(int rank = 0, int sequence = 0) {
  return {.name = {.rank = rank, .sequence = sequence},
          .study = "sample",
          .servesweep_version = "0.1.0"};
}

/// A writer with `runs` runs of `requests` requests each, numbered from `first`.
inline ShardWriter sample_writer(const std::filesystem::path& folder, int runs,
                                 std::size_t requests, int first = 0, int rank = 0,
                                 int sequence = 0) {
  ShardWriter writer(folder, sample_identity(rank, sequence), sample_metrics());
  for (const PointRow& point : sample_points()) writer.add_point(point);
  for (int i = 0; i < runs; ++i) writer.add(sample_run(first + i, requests));
  return writer;
}

}  // namespace servesweep::io::test
