#include "io/trace/azure_trace.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <string_view>
#include <vector>

#include "io/table/csv_reader.h"
#include "io/trace/trace_builder.h"

namespace servesweep::io {
namespace {

using engine::TimeUs;

namespace azure_column {
enum Column : std::size_t { timestamp, context_tokens, generated_tokens };
}  // namespace azure_column

/// Takes `digits` decimal digits and the separator behind them off the front; −1 if they are not
/// there.
int take(std::string_view& text, std::size_t digits, char separator) {
  int number = 0;
  if (text.size() < digits) return -1;
  for (const char digit : text.substr(0, digits)) {
    if (digit < '0' || digit > '9') return -1;
    number = 10 * number + (digit - '0');
  }
  text.remove_prefix(digits);
  if (separator == '\0') return number;
  if (!text.starts_with(separator)) return -1;
  text.remove_prefix(1);
  return number;
}

/// "" → 0, ".5" → 500000; digits beyond microseconds are cut off. −1 if it is no fraction.
TimeUs fraction_us(std::string_view text) {
  if (text.empty()) return 0;
  if (text.size() < 2 || text.front() != '.') return -1;
  TimeUs us = 0, unit_us = 100'000;
  for (const char digit : text.substr(1)) {
    if (digit < '0' || digit > '9') return -1;
    us += unit_us * (digit - '0');
    unit_us /= 10;
  }
  return us;
}

/// Microseconds since 1970.
TimeUs time_us(const CsvReader& row) {
  std::string_view text = row.text(azure_column::timestamp);
  const int year = take(text, 4, '-'), month = take(text, 2, '-'), day = take(text, 2, ' ');
  const int hour = take(text, 2, ':'), minute = take(text, 2, ':'), second = take(text, 2, '\0');
  const TimeUs us = fraction_us(text);
  const std::chrono::year_month_day date{std::chrono::year(year),
                                         std::chrono::month(static_cast<unsigned>(month)),
                                         std::chrono::day(static_cast<unsigned>(day))};
  const bool clock =
      hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60 && us >= 0;
  if (year < 1970 || !date.ok() || !clock) {
    throw row.problem(azure_column::timestamp,
                      fmt::format("'{}' is not a time", row.text(azure_column::timestamp)), "",
                      "write it as 2023-11-16 18:15:46.6805900");
  }
  const TimeUs days = std::chrono::sys_days(date).time_since_epoch().count();
  return (((days * 24 + hour) * 60 + minute) * 60 + second) * 1'000'000 + us;
}

TraceRow read_row(const CsvReader& csv) {
  TraceRow row;
  row.time_us = time_us(csv);
  row.input_tokens =
      static_cast<std::int32_t>(csv.integer(azure_column::context_tokens, 1, kMostTraceTokens));
  row.output_tokens =
      static_cast<std::int32_t>(csv.integer(azure_column::generated_tokens, 0, kMostTraceTokens));
  return row;
}

}  // namespace

engine::Workload read_azure_trace(const std::filesystem::path& path, const TraceOptions& options) {
  CsvReader csv(path, {"TIMESTAMP", "ContextTokens", "GeneratedTokens"});
  std::vector<TraceRow> rows;
  TimeUs earliest_us = engine::kForever;
  while (csv.next()) {
    rows.push_back(read_row(csv));
    earliest_us = std::min(earliest_us, rows.back().time_us);
  }
  TraceBuilder builder(options);
  for (TraceRow& row : rows) {
    row.time_us -= earliest_us;
    if (row.time_us > kLastTraceTimeUs) {
      throw engine::Problem(path.string(), "times are too far apart",
                            "a trace lasts 31 years at most", "check the years in TIMESTAMP");
    }
    builder.add(row);
  }
  builder.require_rows(path);
  return builder.finish();
}

}  // namespace servesweep::io
