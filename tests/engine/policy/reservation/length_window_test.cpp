#include "engine/policy/reservation/length_window.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <deque>

#include "tests/property.h"

namespace length_window_test {

using namespace servesweep::engine;

TEST_CASE("LengthWindow: nearest-rank quantiles of lengths that are not too short") {
  LengthWindow window(4);
  CHECK(window.quantile_from(0.5, 3) == 3);
  for (const int length : {50, 10, 40, 20}) window.add(length);
  CHECK(window.quantile_from(0, 1) == 10);
  CHECK(window.quantile_from(0.5, 1) == 20);  // 2nd of 10, 20, 40, 50
  CHECK(window.quantile_from(0.75, 1) == 40);
  CHECK(window.quantile_from(1, 1) == 50);
  CHECK(window.quantile_from(0.5, 20) == 40);  // 2nd of 20, 40, 50
  CHECK(window.quantile_from(0.5, 21) == 40);  // 1st of 40, 50
  CHECK(window.quantile_from(0.5, 51) == 51);
  window.add(30);  // 50 goes
  CHECK(window.size() == 4);
  CHECK(window.quantile_from(1, 1) == 40);
  window.clear();
  CHECK(window.size() == 0);
  CHECK(window.quantile_from(1, 1) == 1);
}

TEST_CASE("LengthWindow: equals sorting the last lengths anew") {
  CHECK(servesweep::counterexample([] {
          const std::size_t most = static_cast<std::size_t>(*rc::gen::inRange(1, 9));
          LengthWindow window(most);
          std::deque<int> last;
          for (int i = *rc::gen::inRange(1, 40); i > 0; --i) {
            last.push_back(*rc::gen::inRange(1, 12));
            window.add(last.back());
            if (last.size() > most) last.pop_front();
            const int least = *rc::gen::inRange(1, 14);
            const double quantile = 0.1 * *rc::gen::inRange(0, 11);
            std::vector<int> sorted;
            std::ranges::copy_if(last, std::back_inserter(sorted),
                                 [&](int l) { return l >= least; });
            std::ranges::sort(sorted);
            const double rank = std::ceil(quantile * static_cast<double>(sorted.size()));
            const auto index = static_cast<std::size_t>(std::max(rank, 1.0)) - 1;
            RC_ASSERT(window.quantile_from(quantile, least) ==
                      (sorted.empty() ? least : sorted[index]));
          }
        }) == "");
}

}  // namespace length_window_test
