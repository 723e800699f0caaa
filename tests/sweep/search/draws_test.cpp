#include "sweep/search/draws.h"

#include <doctest/doctest.h>

#include <cmath>

namespace servesweep::sweep::draws_test {

TEST_CASE("single numbers come from the stream") {
  engine::Stream stream(1, engine::StreamPurpose("test"), 0);
  double sum = 0, squares = 0;
  for (int i = 0; i < 4000; ++i) {
    const double value = normal(stream);
    sum += value;
    squares += value * value;
  }
  CHECK(std::abs(sum / 4000) < 4 / 63.2);  // 4 standard deviations
  CHECK(squares / 4000 == doctest::Approx(1).epsilon(4 * 0.0224));
  const double position = uniform(stream);
  CHECK(position >= 0);
  CHECK(position < 1);
}

TEST_CASE("quantiles of the normal distribution, from tables") {
  CHECK(normal_quantile(0.5) == doctest::Approx(0));
  CHECK(normal_quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-12));
  CHECK(normal_quantile(0.001) == doctest::Approx(-3.090232306167813).epsilon(1e-12));
  CHECK(normal_quantile(0) == normal_quantile(1e-9));
  CHECK(std::isfinite(normal_quantile(1)));
}

}  // namespace servesweep::sweep::draws_test
