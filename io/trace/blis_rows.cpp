#include "io/trace/blis_rows.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/table/csv_reader.h"
#include "io/trace/blis_columns.h"
#include "io/trace/trace_builder.h"
#include "io/trace/workload_builder.h"

namespace servesweep::io {
namespace {

using engine::TimeUs;

/// Far above microseconds since 1970, far below an overflow of differences.
constexpr std::int64_t kLatestClockUs = std::int64_t{1} << 61;
constexpr std::int64_t kMostRounds = 1'000'000'000;

/// A list of names in which each stands once.
class Names {
 public:
  explicit Names(std::vector<std::string>& list) : list_(list) {}
  std::int32_t number(const std::string& name) {
    const std::int32_t number = table_.number(name);
    if (std::cmp_equal(number, list_.size())) list_.push_back(name);
    return number;
  }
  std::int32_t number_or_none(const std::string& name) { return name.empty() ? -1 : number(name); }

 private:
  std::vector<std::string>& list_;
  NameTable table_;
};

class BlisReader {
 public:
  explicit BlisReader(const std::filesystem::path& path)
      : csv_(path, BlisColumn::required(), BlisColumn::optional()) {}

  BlisRows read() {
    while (csv_.next()) {
      BlisRow row;
      read_names(row);
      read_times(row);
      read_tokens(row);
      require_same(BlisColumn::model, model_);
      require_same(BlisColumn::adapter, adapter_);
      rows_.rows.push_back(row);
    }
    return std::move(rows_);
  }

 private:
  void read_names(BlisRow& row) {
    (void)csv_.integer(BlisColumn::id, 0, kLatestClockUs);
    const auto or_else = [this](std::size_t column, const std::string& otherwise) {
      return csv_.text(column).empty() ? otherwise : csv_.text(column);
    };
    row.tenant = tenants_.number(or_else(BlisColumn::tenant, "default"));
    row.slo_class = classes_.number(or_else(BlisColumn::slo_class, "standard"));
    row.session = sessions_.number_or_none(csv_.text(BlisColumn::session));
    row.round = static_cast<std::int32_t>(csv_.integer(BlisColumn::round, 0, kMostRounds));
    row.group = groups_.number_or_none(csv_.text(BlisColumn::prefix_group));
  }

  void read_times(BlisRow& row) {
    row.arrival_us = csv_.integer(BlisColumn::arrival, 0, kLatestClockUs);
    row.sent_us = csv_.integer(BlisColumn::sent, 0, kLatestClockUs);
    row.done_us = csv_.integer(BlisColumn::done, 0, kLatestClockUs);
    row.think_us = csv_.find_integer(BlisColumn::think, 0, kLastTraceTimeUs);
  }

  void read_tokens(BlisRow& row) {
    const auto tokens = [this](std::size_t column) {
      return static_cast<std::int32_t>(csv_.find_integer(column, 0, kMostTraceTokens).value_or(0));
    };
    row.input_tokens =
        static_cast<std::int32_t>(csv_.integer(BlisColumn::input_tokens, 0, kMostTraceTokens));
    row.output_tokens =
        static_cast<std::int32_t>(csv_.integer(BlisColumn::output_tokens, 0, kMostTraceTokens));
    row.prefix_tokens = tokens(BlisColumn::prefix_tokens);
    row.server_tokens = tokens(BlisColumn::server_tokens);
    row.reset_tokens = static_cast<std::int32_t>(
        csv_.find_integer(BlisColumn::reset_tokens, 1, kMostTraceTokens).value_or(0));
    if (row.prefix_tokens > 0 && row.group < 0) {
      throw csv_.problem(BlisColumn::prefix_tokens,
                         fmt::format("{} without a prefix_group", row.prefix_tokens),
                         "nobody would share these tokens", "name the group or write 0");
    }
  }

  /// Instances differ in nothing but load: which model a request wants would be lost.
  void require_same(std::size_t column, std::optional<std::string>& first) {
    if (!first) first = csv_.text(column);
    if (csv_.text(column) == *first) return;
    throw csv_.problem(column, fmt::format("'{}' after '{}'", csv_.text(column), *first),
                       "all requests of a trace go to one model", "keep the rows of one of them");
  }

  CsvReader csv_;
  BlisRows rows_;
  Names tenants_{rows_.tenants}, classes_{rows_.classes};
  Names sessions_{rows_.sessions}, groups_{rows_.groups};
  std::optional<std::string> model_, adapter_;
};

/// Send times may come from another clock than arrivals (BLIS measures them with the wall clock).
void set_times(std::vector<BlisRow>& rows, const std::filesystem::path& path) {
  TimeUs first_arrival_us = engine::kForever, first_sent_us = engine::kForever;
  for (BlisRow& row : rows) {
    row.time_us = row.sent_us > 0 ? row.sent_us : row.arrival_us;
    first_sent_us = std::min(first_sent_us, row.time_us);
    first_arrival_us = std::min(first_arrival_us, row.arrival_us);
  }
  for (BlisRow& row : rows) {
    row.time_us += first_arrival_us - first_sent_us;
    if (row.time_us <= kLastTraceTimeUs) continue;
    throw engine::Problem(path.string(), "times are too far apart",
                          "a trace lasts 31 years at most",
                          "let send_time_us be set in all rows or in none");
  }
}

}  // namespace

BlisRows read_blis_rows(const std::filesystem::path& path) {
  BlisRows rows = BlisReader(path).read();
  if (rows.rows.empty()) {
    throw engine::Problem(path.string(), "no requests", "the file has none",
                          "give a trace with at least one request");
  }
  set_times(rows.rows, path);
  return rows;
}

}  // namespace servesweep::io
