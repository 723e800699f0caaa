#include "tests/benchmark/seed_variants.h"

#include <doctest/doctest.h>

#include "tests/benchmark/shipped.h"

namespace seed_variants_test {

using namespace servesweep;
using engine::InstanceSummary;

TEST_CASE("variants run in turn, one of them now and then; only those with tiers load blocks") {
  std::vector<benchmark::SeedVariant> variants = benchmark::seed_variants(
      benchmark::source_folder() / "tests/golden", 1, benchmark::kTieredGpuBlocks);
  REQUIRE(variants.size() == 4);
  benchmark::time_variants(variants, 2);
  const std::int64_t golden = variants[1].cases();
  CHECK(golden > 1);  // all of the size, though only one was asked for
  CHECK(variants[1].runs() == 2 * golden);
  CHECK(variants[2].runs() == 2);
  CHECK(variants[3].runs() == 1);
  CHECK(variants[1].mean_of(&InstanceSummary::reloaded_blocks) == 0);
  CHECK(variants[2].mean_of(&InstanceSummary::reloaded_blocks) > 100);
  CHECK(variants[2].mean_of(&InstanceSummary::preemptions) > 100);
  CHECK(variants[2].mean_of(&InstanceSummary::completed) == 1000);
  CHECK(variants[2].min_ms() <= variants[2].median_ms());  // of a single case
}

}  // namespace seed_variants_test
