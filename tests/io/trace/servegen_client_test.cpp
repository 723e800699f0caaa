#include "io/trace/servegen_client.h"

#include <doctest/doctest.h>

#include <cmath>
#include <vector>

namespace servesweep::io::servegen_client_test {
namespace {

using Family = ServegenWindow::Family;

std::vector<double> arrivals(std::vector<ServegenWindow> windows, std::uint64_t seed = 1,
                             double rate_scale = 1) {
  ServegenClient client(seed, 4, std::move(windows), rate_scale);
  std::vector<double> times_s;
  while (client.next()) {
    CHECK(client.arrival() == times_s.size());
    times_s.push_back(client.time_s());
  }
  return times_s;
}

ServegenWindow window(double start_s, double end_s, double rate, Family family = Family::gamma,
                      double shape = 1) {
  return {.start_s = start_s, .end_s = end_s, .rate_rps = rate, .family = family, .shape = shape};
}

}  // namespace

TEST_CASE("each window has its rate, and nothing arrives between them") {
  const auto times_s = arrivals({window(0, 600, 10), window(600, 1200, 20), window(3000, 3600, 5)});
  int counts[3] = {0, 0, 0};
  double before_s = 0;
  for (const double t_s : times_s) {
    CHECK(t_s >= before_s);
    before_s = t_s;
    CHECK((t_s < 1200 || t_s >= 3000));
    CHECK(t_s < 3600);
    ++counts[t_s < 600 ? 0 : t_s < 1200 ? 1 : 2];
  }
  // Exponential gaps: Poisson counts.
  CHECK(std::abs(counts[0] - 6000) < 4 * std::sqrt(6000));
  CHECK(std::abs(counts[1] - 12000) < 4 * std::sqrt(12000));
  CHECK(std::abs(counts[2] - 3000) < 4 * std::sqrt(3000));
}

TEST_CASE("gaps have the mean of the rate and the shape of the law") {
  // CV of gamma: 1/sqrt(shape); of Weibull with shape 1/2: sqrt(Γ(5)/Γ(3)² − 1) = sqrt(5).
  for (const auto& [family, shape, cv] :
       {std::tuple(Family::gamma, 0.25, 2.0), std::tuple(Family::weibull, 0.5, std::sqrt(5.0))}) {
    const auto times_s = arrivals({window(0, 1e6, 0.1, family, shape)});
    double sum = 0, squares = 0, before_s = 0;
    for (const double t_s : times_s) {
      sum += t_s - before_s;
      squares += (t_s - before_s) * (t_s - before_s);
      before_s = t_s;
    }
    const auto count = static_cast<double>(times_s.size());
    const double mean_s = sum / count;
    CHECK(std::abs(count - 1e5) < 4 * cv * std::sqrt(1e5));
    CHECK(std::sqrt(squares / count - mean_s * mean_s) / mean_s ==
          doctest::Approx(cv).epsilon(0.05));
  }
}

TEST_CASE("a rate scale makes time denser, not shorter") {
  const auto once = arrivals({window(100, 700, 10)});
  const auto twice = arrivals({window(100, 700, 10)}, 1, 2);
  CHECK(once.front() - 100 == doctest::Approx(2 * (twice.front() - 100)));
  CHECK(twice.back() > 650);
  CHECK(arrivals({window(100, 700, 10)}, 2).front() != once.front());
  CHECK(arrivals({}).empty());
}

}  // namespace servesweep::io::servegen_client_test
