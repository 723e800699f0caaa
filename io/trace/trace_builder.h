#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "engine/workload/workload.h"
#include "io/trace/content_tree.h"
#include "io/trace/trace_options.h"

namespace servesweep::io {

/// Bounds that keep every sum of times and tokens far from overflow; those of the engine.
inline constexpr engine::TimeUs kLastTraceTimeUs = 1'000'000'000'000'000;
inline constexpr std::int32_t kMostTraceTokens = 1 << 29;
inline constexpr std::int64_t kMostTraceRequests = 100'000'000;

/// One recorded request, before scaling, cutting and sorting.
struct TraceRow {
  engine::TimeUs time_us = 0;  ///< when it was sent; of a row that follows another: only its rank
  std::int32_t input_tokens = 0;
  std::int32_t output_tokens = 0;
  ContentTree::Node content = ContentTree::kRoot;  ///< which leading blocks it may share
  engine::TenantId tenant{0};
  std::int32_t session = -1;
  std::int32_t turn = 0;
  std::int32_t follows = -1;    ///< an earlier row that must be answered first, not later in time
  engine::TimeUs think_us = 0;  ///< … and how long after that answer this one is sent
};

/// Collects the rows of a trace that records no classes and makes a workload of them: times are
/// divided by the rate scale, rows sorted by time (equal times keep the order of the file) and cut,
/// content becomes chains, classes are drawn. The content of prompts is known in blocks of
/// `block_tokens`; outputs are private.
class TraceBuilder {
 public:
  explicit TraceBuilder(TraceOptions options, std::int32_t block_tokens = 1)
      : options_(std::move(options)), block_tokens_(block_tokens) {}

  [[nodiscard]] ContentTree& content() { return content_; }
  /// The next tenant's id. Without any, all rows are of tenant 0, "default".
  engine::TenantId add_tenant(std::string name);
  [[nodiscard]] std::int32_t rows() const { return static_cast<std::int32_t>(rows_.size()); }

  /// Adds a row and returns its number.
  std::int32_t add(const TraceRow& row);

  /// Problem unless there are rows; `path` is the file they were expected in.
  void require_rows(const std::filesystem::path& path) const;

  /// The builder is used up.
  [[nodiscard]] engine::Workload finish();

 private:
  [[nodiscard]] std::vector<std::int32_t> kept_rows() const;
  [[nodiscard]] engine::Request request(std::int32_t row) const;
  [[nodiscard]] const TraceRow& at(std::int32_t row) const {
    return rows_[static_cast<std::size_t>(row)];
  }

  TraceOptions options_;
  std::int32_t block_tokens_;
  ContentTree content_;
  std::vector<std::string> tenants_;
  std::vector<TraceRow> rows_;
};

}  // namespace servesweep::io
