#include "sweep/cli/request_table.h"

#include <doctest/doctest.h>

#include <algorithm>

namespace servesweep::sweep::request_table_test {
namespace {

/// The cell under a column's name.
io::TableCell cell(const engine::RequestRecord& record, const std::string& column) {
  const std::vector<std::string>& names = request_column_names();
  const std::vector<io::TableCell> cells =
      request_cells(record, {.classes = {"critical"}, .tenants = {"a"}});
  REQUIRE(cells.size() == names.size());
  const auto found = std::ranges::find(names, column);
  REQUIRE(found != names.end());
  return cells[static_cast<std::size_t>(found - names.begin())];
}

}  // namespace

TEST_CASE("request_cells: ids as names, nothing where nothing happened") {
  engine::RequestRecord record;
  record.slo_class = engine::SloClassId(0);
  record.ttft_us = 5;
  CHECK(cell(record, "slo_class") == io::TableCell(std::string("critical")));
  CHECK(cell(record, "tenant") == io::TableCell());
  CHECK(cell(record, "ttft_us") == io::TableCell(std::int64_t{5}));
  CHECK(cell(record, "e2e_us") == io::TableCell());
  record.arrival_us = engine::kNever;  // a turn of a closed loop that was never sent
  CHECK(cell(record, "arrival_us") == io::TableCell());
}

TEST_CASE("request_cells: parts of the latency, unless they were not recorded") {
  engine::RequestRecord record;
  record.status = engine::RequestStatus::completed;
  CHECK(cell(record, "time_wait_memory_us") == io::TableCell());
  record.breakdown.wait_memory_us = 7;
  CHECK(cell(record, "time_wait_memory_us") == io::TableCell(std::int64_t{7}));
  CHECK(cell(record, "time_decode_us") == io::TableCell(std::int64_t{0}));
  record = {};
  record.status = engine::RequestStatus::waiting;
  CHECK(cell(record, "time_prefill_us") == io::TableCell(std::int64_t{0}));
}

}  // namespace servesweep::sweep::request_table_test
