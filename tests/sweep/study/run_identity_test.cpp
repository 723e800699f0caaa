#include "sweep/study/run_identity.h"

#include <doctest/doctest.h>

#include <set>

namespace servesweep::sweep::run_identity_test {

TEST_CASE("a content hash is the published XXH3-128 of the text") {
  CHECK(content_hash("").hex() == "99aa06d3014798d86001c324468d497f");
}

TEST_CASE("scenario, workload and seed each make another key") {
  const std::set<io::RunKey> keys = {run_key("a", "b", 1), run_key("a", "b", 2),
                                     run_key("a", "c", 1), run_key("c", "b", 1),
                                     run_key("b", "a", 1)};
  CHECK(keys.size() == 5);
  CHECK(run_key("a", "b", 1) == run_key("a", "b", 1));
}

}  // namespace servesweep::sweep::run_identity_test
