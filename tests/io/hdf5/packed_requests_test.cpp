#include "io/hdf5/packed_requests.h"

#include <doctest/doctest.h>

#include <cstring>

#include "tests/io/hdf5/sample_results.h"

namespace packed_requests_test {

using namespace servesweep;
using namespace servesweep::io;

namespace {

std::int64_t value(const PackedRequests& packed, std::size_t column, std::size_t row) {
  const std::byte* from = packed.column(column).data() + row * packed.width(column);
  const auto read = [from]<class T>(T number) {
    std::memcpy(&number, from, sizeof(T));
    return static_cast<std::int64_t>(number);
  };
  switch (packed.width(column)) {
    case 1:
      return read(std::int8_t{});
    case 2:
      return read(std::int16_t{});
    case 4:
      return read(std::int32_t{});
    default:
      return read(std::int64_t{});
  }
}

}  // namespace

TEST_CASE("packed columns hold the rows, whatever the number of rows") {
  for (const std::size_t count : {std::size_t{0}, std::size_t{1}, std::size_t{130},
                                  std::size_t{32'768}, std::size_t{70'000}}) {
    const auto records = test::sample_records(count, 3);
    const PackedRequests packed(records);
    REQUIRE(packed.rows() == count);
    for (std::size_t i = 0; i < count; ++i) {
      const RequestRow row = encode(records[i]);
      for (std::size_t c = 0; c < kRequestColumns; ++c) REQUIRE(value(packed, c, i) == row[c]);
    }
  }
}

TEST_CASE("a column is as wide as its largest value needs, of either sign") {
  const std::pair<std::int64_t, std::size_t> widths[] = {{0, 1},
                                                         {127, 1},
                                                         {-128, 1},
                                                         {128, 2},
                                                         {-129, 2},
                                                         {32'767, 2},
                                                         {32'768, 4},
                                                         {-2'147'483'648LL, 4},
                                                         {2'147'483'648LL, 8}};
  constexpr auto kColumn = static_cast<std::size_t>(RequestColumn::ttft_us);
  for (const auto& [ttft_us, width] : widths) {
    std::vector<engine::RequestRecord> records(3);
    records[1].ttft_us = ttft_us;
    CHECK(PackedRequests(records).width(kColumn) == width);
  }
}

}  // namespace packed_requests_test
