#include "tests/golden_check/request_columns.h"

#include <fmt/format.h>

#include <array>
#include <limits>
#include <vector>

#include "io/table/csv_reader.h"

namespace servesweep::golden {
namespace {

using engine::kNever;
using engine::RequestRecord;

/// One integer column: its name and where a record has it. −1 stands for an empty cell.
struct IntegerColumn {
  const char* name;
  std::int64_t (*value)(const RequestRecord&);
};

constexpr std::array<IntegerColumn, 15> kIntegers{{
    {"instance", [](const RequestRecord& r) -> std::int64_t { return r.instance.value(); }},
    {"routed_us", [](const RequestRecord& r) { return r.routed_us; }},
    {"enqueued_us", [](const RequestRecord& r) { return r.enqueued_us; }},
    {"first_sched_us", [](const RequestRecord& r) { return r.first_scheduled_us; }},
    {"last_sched_us", [](const RequestRecord& r) { return r.last_scheduled_us; }},
    {"sched_delay_us",
     [](const RequestRecord& r) {
       return r.last_scheduled_us == kNever ? kNever : r.last_scheduled_us - r.arrival_us;
     }},
    {"ttft_us", [](const RequestRecord& r) { return r.ttft_us; }},
    {"e2e_us", [](const RequestRecord& r) { return r.e2e_us; }},
    {"itl_sum_us", [](const RequestRecord& r) { return r.itl_sum_us; }},
    {"itl_count", [](const RequestRecord& r) -> std::int64_t { return r.itl_count; }},
    {"preemptions", [](const RequestRecord& r) -> std::int64_t { return r.preemptions; }},
    {"cached_tokens_first",
     [](const RequestRecord& r) -> std::int64_t { return r.cached_tokens_first; }},
    {"cached_tokens_last",
     [](const RequestRecord& r) -> std::int64_t { return r.cached_tokens_last; }},
    {"finish_step_us", [](const RequestRecord& r) { return r.finish_step_us; }},
    {"finish_step_len_us", [](const RequestRecord& r) { return r.finish_step_length_us; }},
}};

std::vector<std::string> columns() {
  std::vector<std::string> names{"id", "status"};
  for (const IntegerColumn& column : kIntegers) names.emplace_back(column.name);
  return names;
}

}  // namespace

void compare_requests(const std::filesystem::path& path, std::span<const RequestRecord> records,
                      Differences& differences) {
  const std::string file = path.filename().string();
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  io::CsvReader rows(path, columns());
  std::size_t count = 0;
  for (; rows.next(); ++count) {
    if (rows.integer(0, 0, most) != static_cast<std::int64_t>(count)) {
      throw rows.problem(0, "not the next id", "ids count the rows from 0", "");
    }
    if (count >= records.size()) continue;
    const RequestRecord& record = records[count];
    differences.enter(file, fmt::format("request {}", count));
    differences.text("status", rows.text(1), engine::name_of(record.status));
    for (std::size_t i = 0; i < kIntegers.size(); ++i) {
      const std::int64_t expected = rows.text(i + 2).empty() ? -1 : rows.integer(i + 2, 0, most);
      differences.integer(kIntegers[i].name, expected, kIntegers[i].value(record));
    }
  }
  differences.enter(file, "table");
  differences.integer("rows", static_cast<std::int64_t>(count),
                      static_cast<std::int64_t>(records.size()));
}

}  // namespace servesweep::golden
