#include "sweep/search/pareto_archive.h"

#include <doctest/doctest.h>

#include <algorithm>

#include "engine/random/stream.h"

namespace servesweep::sweep::pareto_archive_test {

TEST_CASE("an archive keeps what nothing dominates") {
  ParetoArchive archive;
  CHECK(archive.volume({4, 4}) == 0);
  CHECK(archive.add({2, 2}));
  CHECK(archive.volume({4, 4}) == 4);
  CHECK_FALSE(archive.add({3, 2}));
  CHECK_FALSE(archive.add({2, 2}));
  CHECK(archive.add({1, 3}));
  CHECK(archive.volume({4, 4}) == 5);
  CHECK(archive.add({1, 1}));
  CHECK(archive.front() == std::vector<Objectives>{{1, 1}});
}

TEST_CASE("an archive holds the Pareto front of all points") {
  engine::Stream stream(1, engine::StreamPurpose("test"), 0);
  std::vector<Objectives> points;
  ParetoArchive archive;
  for (int i = 0; i < 300; ++i) {
    Objectives point;
    for (int k = 0; k < 3; ++k) point.push_back(static_cast<double>(stream() % 100));
    points.push_back(point);
    archive.add(point);
  }
  std::vector<Objectives> front;
  for (const std::size_t place : pareto_front(points)) front.push_back(points[place]);
  std::ranges::sort(front);
  front.erase(std::unique(front.begin(), front.end()), front.end());
  std::vector<Objectives> kept = archive.front();
  std::ranges::sort(kept);
  CHECK(kept == front);
}

}  // namespace servesweep::sweep::pareto_archive_test
