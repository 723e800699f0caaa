#include "sweep/distribute/rank_text.h"

#include <doctest/doctest.h>

#include "io/folder/host_name.h"

namespace rank_text_test {

TEST_CASE("a rank is named with its machine") {
  CHECK(servesweep::sweep::rank_text(2, "disk full") ==
        "rank 2 on " + servesweep::io::host_name() + ": disk full");
}

}  // namespace rank_text_test
