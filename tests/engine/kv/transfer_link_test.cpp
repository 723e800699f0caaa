#include "engine/kv/transfer_link.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <utility>

#include "tests/engine/kv/naive_link.h"
#include "tests/property.h"

namespace transfer_link_test {

using namespace servesweep::engine;

namespace {

struct Job {
  TimeUs start_us = 0;
  std::int64_t tokens = 0;
};

/// Completion times of jobs that start in order.
std::vector<TimeUs> completions(TransferLink& link, const std::vector<Job>& jobs) {
  std::vector<TimeUs> times(jobs.size(), kNever);
  std::vector<std::size_t> job_of;
  std::vector<TransferId> done;
  const auto collect_until = [&](TimeUs now_us) {
    while (link.next_completion_us() <= now_us) {
      const TimeUs at_us = link.next_completion_us();
      done.clear();
      link.collect(at_us, done);
      for (const TransferId id : done) times[job_of[id.index()]] = at_us;
    }
  };
  for (std::size_t job = 0; job < jobs.size(); ++job) {
    collect_until(jobs[job].start_us);
    const TransferId id = link.start(jobs[job].start_us, jobs[job].tokens);
    job_of.resize(std::max(job_of.size(), id.index() + 1));
    job_of[id.index()] = job;
  }
  collect_until(kForever - 1);
  return times;
}

using Times = std::vector<TimeUs>;

}  // namespace

TEST_CASE("TransferLink: one transfer takes the base latency and its size") {
  TransferLink link;
  link.reset(4, 7, TransferLink::Sharing::fair);
  CHECK(link.next_completion_us() == kForever);
  CHECK(completions(link, {{100, 40}}) == Times{117});
  CHECK(completions(link, {{200, 41}}) == Times{218});  // 10.25 µs: the first whole one after
  CHECK(completions(link, {{300, 0}}) == Times{307});
  link.reset(4, 0, TransferLink::Sharing::fair);
  CHECK(completions(link, {{0, 0}, {0, 8}}) == Times{0, 2});
}

TEST_CASE("TransferLink: concurrent transfers share equally") {
  TransferLink link;
  link.reset(1, 0, TransferLink::Sharing::fair);
  // Alone until 60 with 40 left; half speed until the second has its 20 at 100, 20 left; alone.
  CHECK(completions(link, {{0, 100}, {60, 20}}) == Times{120, 100});
  // Three thirds: 30 each until 90; the others have 30 left, half speed, until 150 both.
  link.reset(1, 0, TransferLink::Sharing::fair);
  CHECK(completions(link, {{0, 30}, {0, 60}, {0, 60}}) == Times{90, 150, 150});
  // 10 + 10 tokens at 3 per µs: 6.67 µs for both.
  link.reset(3, 0, TransferLink::Sharing::fair);
  CHECK(completions(link, {{0, 10}, {0, 10}}) == Times{7, 7});
}

TEST_CASE("TransferLink: the base latency takes no share") {
  TransferLink link;
  link.reset(1, 50, TransferLink::Sharing::fair);
  // The first moves from 50 on and is through at 90, as the second begins.
  CHECK(completions(link, {{0, 40}, {40, 10}}) == Times{90, 100});
  link.reset(1, 50, TransferLink::Sharing::fair);
  const TransferId first = link.start(0, 40);
  CHECK(link.next_completion_us() == 90);
  const TransferId second = link.start(20, 40);  // 70 … : 20 left of the first, shared until 110
  CHECK(link.next_completion_us() == 110);
  CHECK(link.completion_us(first) == 110);
  CHECK(link.completion_us(second) == 130);
  CHECK(link.estimate_us(20, 10) == doctest::Approx(50 + 30));
}

TEST_CASE("TransferLink: serial jobs wait for each other") {
  TransferLink link;
  link.reset(2, 5, TransferLink::Sharing::serial);
  const TransferId first = link.start(10, 21);
  const TransferId second = link.start(12, 4);
  CHECK(link.completion_us(first) == 26);  // 10 + 5 + ⌈10.5⌉
  CHECK(link.completion_us(second) == 33);
  CHECK(link.estimate_us(20, 4) == doctest::Approx(13 + 5 + 2));
  std::vector<TransferId> done;
  link.collect(25, done);
  CHECK(done.empty());
  link.collect(40, done);
  CHECK(done == std::vector<TransferId>{first, second});
  CHECK(link.next_completion_us() == kForever);
  CHECK(link.completion_us(link.start(50, 2)) == 56);
}

TEST_CASE(
    "TransferLink: an estimate shares with who is under way, not with who was not collected") {
  TransferLink link;
  link.reset(4, 0, TransferLink::Sharing::fair);
  link.start(0, 40);
  CHECK(link.estimate_us(9, 40) == doctest::Approx(20));
  CHECK(link.estimate_us(10, 40) == doctest::Approx(10));
}

TEST_CASE("TransferLink: reset forgets what was on the way") {
  TransferLink link;
  link.reset(1, 0, TransferLink::Sharing::fair);
  link.start(5, 100);
  link.reset(1, 0, TransferLink::Sharing::fair);
  CHECK(link.next_completion_us() == kForever);
  CHECK(completions(link, {{0, 10}}) == Times{10});
}

TEST_CASE("TransferLink: the bandwidth is used and never exceeded") {
  CHECK(servesweep::counterexample([] {
          const auto sharing =
              *rc::gen::element(TransferLink::Sharing::fair, TransferLink::Sharing::serial);
          const double rate = *rc::gen::element(0.3, 1.0, 7.0, 100.0);
          const TimeUs base_us = *rc::gen::inRange(0, 40);
          std::vector<Job> jobs;
          TimeUs now_us = 0;
          for (int left = *rc::gen::inRange(1, 30); left > 0; --left) {
            now_us += *rc::gen::inRange(0, 200);
            jobs.push_back({now_us, *rc::gen::inRange(0, 900)});
          }
          TransferLink link;
          link.reset(rate, base_us, sharing);
          const std::vector<TimeUs> times = completions(link, jobs);
          double tokens = 0, serial_us = 0;
          for (std::size_t i = 0; i < jobs.size(); ++i) {
            RC_ASSERT(times[i] != kNever);
            const double alone_us = static_cast<double>(jobs[i].tokens) / rate;
            RC_ASSERT(static_cast<double>(times[i] - jobs[i].start_us - base_us) > alone_us - 0.01);
            tokens += static_cast<double>(jobs[i].tokens);
            // Work-conserving: a job that started when all was quiet, and everything after it, is
            // through once the sum has been moved, plus one rounding each.
            serial_us = std::max(serial_us, static_cast<double>(jobs[i].start_us)) + alone_us + 1 +
                        static_cast<double>(base_us);
          }
          const TimeUs last_us = *std::ranges::max_element(times);
          RC_ASSERT(static_cast<double>(last_us - jobs.front().start_us) * rate > tokens - 1);
          RC_ASSERT(static_cast<double>(last_us) <= serial_us + 1);
        }) == "");
}

namespace {

/// The same operations on a link and on the naive one; both must say the same.
struct LinkPair {
  LinkPair(double rate, TimeUs base_us, TransferLink::Sharing sharing) {
    link.reset(rate, base_us, sharing);
    naive.reset(rate, base_us, sharing);
  }

  void start(TimeUs now_us, std::int64_t tokens, TimeUs not_before_us) {
    const TransferId id = link.start(now_us, tokens, not_before_us);
    RC_ASSERT(naive.start(now_us, tokens, not_before_us) == id);
    on_the_way.push_back(id);
  }

  void collect(TimeUs now_us) {
    std::vector<TransferId> done, naive_done;
    link.collect(now_us, done);
    naive.collect(now_us, naive_done);
    RC_ASSERT(done == naive_done);
    for (const TransferId id : done) std::erase(on_the_way, id);
  }

  void compare_completions() const {
    RC_ASSERT(link.next_completion_us() == naive.next_completion_us());
    for (const TransferId id : on_the_way) {
      RC_ASSERT(link.completion_us(id) == naive.completion_us(id));
    }
  }

  TransferLink link;
  NaiveLink naive;
  std::vector<TransferId> on_the_way;
};

}  // namespace

TEST_CASE("TransferLink: equals the one that plays the future on a copy of itself") {
  CHECK(servesweep::counterexample(
            [] {
              const double rate = *rc::gen::element(0.3, 1.0, 7.0, 100.0, 1000.0);
              LinkPair pair(
                  rate, *rc::gen::element(0, 1, 30, 300),
                  *rc::gen::element(TransferLink::Sharing::fair, TransferLink::Sharing::serial));
              TimeUs now_us = 0;
              for (int steps = *rc::gen::inRange(1, 60); steps > 0; --steps) {
                if (*rc::gen::arbitrary<bool>()) now_us += *rc::gen::inRange(0, 90);
                switch (*rc::gen::inRange(0, 8)) {
                  case 0:  // exactly when one completes
                    if (pair.link.next_completion_us() == kForever) break;
                    now_us = std::max(now_us, pair.link.next_completion_us());
                    [[fallthrough]];
                  case 1:
                    pair.collect(now_us);
                    break;
                  case 2:
                    pair.compare_completions();
                    break;
                  case 3:
                    RC_ASSERT(pair.link.estimate_us(now_us, 77) ==
                              pair.naive.estimate_us(now_us, 77));
                    break;
                  case 4:
                    pair.start(now_us, *rc::gen::inRange(0, 900),
                               now_us + *rc::gen::inRange(-9, 99));
                    break;
                  default:
                    pair.start(now_us, *rc::gen::inRange(0, 900), 0);
                }
              }
              while (pair.link.next_completion_us() != kForever) {
                pair.compare_completions();
                pair.collect(std::max(now_us, pair.link.next_completion_us()));
              }
              RC_ASSERT(pair.on_the_way.empty());
            },
            3000) == "");
}

TEST_CASE("TransferLink: no news before anything begins or completes") {
  std::vector<TransferId> done;
  for (const auto sharing : {TransferLink::Sharing::fair, TransferLink::Sharing::serial}) {
    TransferLink link;
    link.reset(1, 5, sharing);
    CHECK_FALSE(link.has_news(100));
    const TransferId id = link.start(0, 10);
    CHECK_FALSE(link.has_news(4));
    CHECK(link.has_news(15));
    CHECK(link.next_news_us() == (sharing == TransferLink::Sharing::fair ? 5 : 15));
    link.collect(14, done);
    CHECK(done.empty());
    link.collect(15, done);
    CHECK(std::exchange(done, {}) == std::vector<TransferId>{id});
    CHECK(link.next_news_us() == kForever);
  }
}

}  // namespace transfer_link_test
