#include "sweep/study/search_method.h"

#include <doctest/doctest.h>

namespace servesweep::sweep::search_method_test {

TEST_CASE("a method is fixed, drawn or learns") {
  int drawn = 0, learning = 0;
  for (const auto& [word, method] : search_methods()) {
    CHECK(name_of(method) == word);
    CHECK_FALSE((is_drawn(method) && learns(method)));
    drawn += is_drawn(method) ? 1 : 0;
    learning += learns(method) ? 1 : 0;
  }
  CHECK(drawn == 3);
  CHECK(learning == 5);
  CHECK_FALSE(learns(SearchMethod::grid));
  CHECK_FALSE(learns(SearchMethod::defaults));
}

}  // namespace servesweep::sweep::search_method_test
