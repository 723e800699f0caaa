#include "tests/golden_check/decision_rows.h"

#include <fmt/format.h>

#include <limits>

#include "io/table/csv_reader.h"

namespace servesweep::golden {

void compare_decisions(const std::filesystem::path& path,
                       const std::vector<engine::DecisionRow>& got, Differences& differences) {
  const std::string file = path.filename().string();
  constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
  io::CsvReader rows(path, {"id", "clock_us", "instance", "regret", "best_score", "chosen_score"});
  std::size_t count = 0;
  for (; rows.next(); ++count) {
    if (count >= got.size()) continue;
    const engine::DecisionRow& row = got[count];
    differences.enter(file, fmt::format("decision {}", count));
    differences.integer("id", rows.integer(0, 0, most), row.request.value());
    differences.integer("clock_us", rows.integer(1, 0, most), row.clock_us);
    differences.integer("instance", rows.integer(2, 0, most), row.instance.value());
    if (const auto expected = rows.real(3)) differences.real("regret", *expected, row.regret);
    if (const auto expected = rows.real(4))
      differences.real("best_score", *expected, row.best_score);
    if (const auto expected = rows.real(5))
      differences.real("chosen_score", *expected, row.chosen_score);
  }
  differences.enter(file, "table");
  differences.integer("rows", static_cast<std::int64_t>(count),
                      static_cast<std::int64_t>(got.size()));
}

}  // namespace servesweep::golden
