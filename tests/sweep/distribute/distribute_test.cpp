#include "sweep/distribute/distribute.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <mutex>
#include <numeric>
#include <stdexcept>
#include <thread>
#include <utility>

#include "chain.h"
#include "engine/base/problem.h"
#include "sweep/distribute/rank_text.h"
#include "sweep/distribute/wire.h"
#include "tests/property.h"
#include "thread_ranks.h"

namespace distribute_test {

using namespace servesweep;
using namespace servesweep::sweep;

namespace {

std::string square(TaskId task) {
  return std::to_string(std::int64_t{task.value()} * std::int64_t{task.value()});
}

std::string pack(const std::vector<TaskResult>& results) {
  WireWriter writer;
  for (const TaskResult& result : results) {
    writer.number(result.task.value());
    writer.text(result.bytes);
  }
  return writer.take();
}

struct Outcome {
  DistributeReport report;
  std::vector<std::vector<std::string>> results;  ///< on rank 0, by task: what arrived for it
  std::size_t committed = 0;                      ///< tasks that this rank committed
  int failures_heard = 0;
};

// One rank's main: distributes squares, and keeps what arrives.
Outcome distribute_squares(Transport& transport, int tasks, Options options,
                           const TaskRunner& runner = square) {
  Outcome outcome;
  outcome.results.resize(static_cast<std::size_t>(tasks));
  const Callbacks callbacks{.run_task = runner,
                            .on_chunk_done =
                                [&](std::vector<TaskResult> results) {
                                  outcome.committed += results.size();
                                  return pack(results);
                                },
                            .on_result =
                                [&](const std::string& bytes) {
                                  WireReader reader(bytes);
                                  while (!reader.at_end()) {
                                    const TaskId task(reader.number<std::int32_t>());
                                    outcome.results.at(task.index()).push_back(reader.text());
                                  }
                                },
                            .on_failure = [&](const TaskFailure&) { ++outcome.failures_heard; }};
  outcome.report =
      distribute(transport, Tasks(static_cast<std::size_t>(tasks)), callbacks, options);
  return outcome;
}

std::size_t committed(const std::vector<Outcome>& ranks) {
  return std::accumulate(ranks.begin(), ranks.end(), std::size_t{0},
                         [](std::size_t sum, const Outcome& one) { return sum + one.committed; });
}

void check_agreement(const std::vector<Outcome>& ranks) {
  for (const Outcome& one : ranks) CHECK(encode(one.report) == encode(ranks[0].report));
}

}  // namespace

TEST_CASE("distribute: every result reaches rank 0 once, for any number of ranks and threads") {
  for (const int ranks : {1, 2, 4}) {
    for (const int threads : {1, 3}) {
      for (const int tasks : {0, 1, 7, 1000}) {
        CAPTURE(ranks);
        CAPTURE(threads);
        CAPTURE(tasks);
        const auto outcomes = run_ranks(ranks, [&](Transport& transport) {
          return distribute_squares(transport, tasks, {.threads = threads});
        });
        check_agreement(outcomes);
        CHECK(outcomes[0].report.ending == Ending::completed);
        CHECK(outcomes[0].report.done == static_cast<std::size_t>(tasks));
        CHECK(committed(outcomes) == static_cast<std::size_t>(tasks));
        for (int task = 0; task < tasks; ++task) {
          CHECK(outcomes[0].results[static_cast<std::size_t>(task)] ==
                std::vector{square(TaskId(task))});
        }
      }
    }
  }
}

TEST_CASE("distribute: one distribution after another, with nothing of the last in the next") {
  const auto sums = run_ranks(3, [](Transport& transport) {
    std::size_t done = 0;
    for (int round = 0; round < 100; ++round) {
      const std::atomic<bool> drain{round % 3 == 0 && transport.rank() == 1};
      done +=
          distribute_squares(transport, round, {.drain = &drain}).report.drain_requested ? 0 : 1;
    }
    return done;
  });
  // Rank 1's request may come too late to be heard (an empty distribution is over at once), but
  // then it must not be heard in the next one either.
  CHECK(sums[0] >= 66);
  CHECK(sums[1] == sums[0]);
  CHECK(sums[2] == sums[0]);
}

TEST_CASE("distribute: any rank's drain flag stops all, and what was done is committed") {
  for (const int asking : {0, 2}) {
    std::atomic<bool> drain{false};
    std::atomic<int> runs{0};
    const auto outcomes = run_ranks(3, [&](Transport& transport) {
      const bool asks = transport.rank() == asking;
      return distribute_squares(transport, 100'000, {.drain = asks ? &drain : nullptr},
                                [&](TaskId task) {
                                  if (++runs == 500) drain = true;
                                  // Nobody can be through before the drain is heard.
                                  std::this_thread::sleep_for(std::chrono::microseconds(50));
                                  return square(task);
                                });
    });
    check_agreement(outcomes);
    const DistributeReport& report = outcomes[0].report;
    CHECK(report.ending == Ending::drained);
    CHECK(report.drain_requested);
    CHECK(report.done == committed(outcomes));
    CHECK(report.done + report.not_run == 100'000);
    const auto received = std::count_if(outcomes[0].results.begin(), outcomes[0].results.end(),
                                        [](const auto& copies) { return copies.size() == 1; });
    CHECK(static_cast<std::size_t>(received) == report.done);
  }
}

TEST_CASE("distribute: a throwing task ends the job on all ranks with its text") {
  const auto outcomes = run_ranks(3, [](Transport& transport) {
    return distribute_squares(transport, 2000, {}, [](TaskId task) {
      if (task.value() == 700) throw std::runtime_error("model has no such layer");
      return square(task);
    });
  });
  check_agreement(outcomes);
  const DistributeReport& report = outcomes[2].report;
  CHECK(report.ending == Ending::failed);
  CHECK(report.error.find("task 700 on rank ") == 0);
  CHECK(report.error.find("model has no such layer") != std::string::npos);
  CHECK(report.done == committed(outcomes));
  CHECK(outcomes[0].failures_heard == 1);
}

TEST_CASE("distribute: under Continue failed tasks are listed and the rest is done") {
  const auto outcomes = run_ranks(2, [](Transport& transport) {
    return distribute_squares(transport, 1000, {.on_task_failure = FailurePolicy::go_on},
                              [](TaskId task) {
                                if (task.value() % 100 == 3) throw std::runtime_error("bad point");
                                return square(task);
                              });
  });
  check_agreement(outcomes);
  const DistributeReport& report = outcomes[1].report;
  CHECK(report.ending == Ending::completed);
  CHECK(report.done == 990);
  REQUIRE(report.failures.size() == 10);
  CHECK(report.failures[9].task == TaskId(903));
  CHECK(report.failures[9].text == "bad point");
  CHECK(outcomes[0].failures_heard == 10);
  CHECK(outcomes[1].failures_heard == 0);
}

TEST_CASE("distribute: an error in a commit or on rank 0 ends the job on all ranks") {
  for (const bool in_commit : {true, false}) {
    const auto reports = run_ranks(3, [&](Transport& transport) {
      const Callbacks callbacks{
          .run_task = square,
          .on_chunk_done = [&](const std::vector<TaskResult>&) -> std::string {
            if (in_commit && transport.rank() == 1) throw std::runtime_error("disk full");
            return "";
          },
          .on_result =
              [&](const std::string&) {
                if (!in_commit) throw std::runtime_error("journal is read-only");
              }};
      // Long enough that every rank gets a chunk.
      return distribute(transport, Tasks(20'000), callbacks, {.chunks = {.max_tasks = 20}});
    });
    for (const DistributeReport& report : reports) CHECK(encode(report) == encode(reports[0]));
    CHECK(reports[0].ending == Ending::failed);
    CHECK(reports[0].error ==
          (in_commit ? rank_text(1, "disk full") : "rank 0: journal is read-only"));
  }
}

TEST_CASE("distribute: many more ranks than cores run every task once, and all agree") {
  for (const int ranks : {16, 64}) {
    const auto outcomes = run_ranks(ranks, [](Transport& transport) {
      return distribute_squares(transport, 300, {.chunks = {.max_tasks = 3}});
    });
    check_agreement(outcomes);
    CHECK(outcomes[0].report.ending == Ending::completed);
    CHECK(outcomes[0].report.done == 300);
    CHECK(committed(outcomes) == 300);
    for (int task = 0; task < 300; ++task) {
      const auto& copies = outcomes[0].results[static_cast<std::size_t>(task)];
      REQUIRE(copies.size() == 1);
      CHECK(copies[0] == square(TaskId(task)));
    }
  }
}

TEST_CASE("distribute: no threads are refused") {
  InProcessNetwork network(1);
  InProcessTransport only(network, 0);
  CHECK_THROWS_AS((void)distribute(only, {}, {}, {.threads = 0}), engine::Problem);
  CHECK(available_threads() >= 1);
}

namespace {

struct ChainOutcome {
  DistributeReport report;
  std::int64_t sum = 0;
  std::size_t supplied = 0, received = 0;
};

// One rank's main: runs a chain, after the callbacks were changed to what a test is about.
template <class Change>
ChainOutcome run_chain(Transport& transport, const std::vector<std::size_t>& widths,
                       const Options& options, const Change& change) {
  Chain chain(widths);
  Callbacks callbacks = chain.callbacks();
  change(callbacks, chain);
  ChainOutcome outcome;
  outcome.report = distribute(transport, {}, callbacks, options);
  outcome.sum = chain.last_sum();
  outcome.supplied = chain.supplied();
  outcome.received = chain.received();
  return outcome;
}

ChainOutcome run_chain(Transport& transport, const std::vector<std::size_t>& widths,
                       const Options& options = {}) {
  return run_chain(transport, widths, options, [](Callbacks&, Chain&) {});
}

void check_agreement(const std::vector<ChainOutcome>& ranks) {
  for (const ChainOutcome& one : ranks) CHECK(encode(one.report) == encode(ranks[0].report));
}

}  // namespace

TEST_CASE("distribute: each generation of a chain is computed from the results of the one before") {
  for (const auto& widths : std::vector<std::vector<std::size_t>>{
           {8, 8, 8, 8, 8, 8, 8, 8, 8, 8}, {1}, {}, {0}, {0, 5, 0, 0, 1, 300}, {1000, 3, 3}}) {
    for (const int ranks : {1, 3}) {
      for (const bool close_with_last : {false, true}) {
        CAPTURE(widths.size());
        CAPTURE(ranks);
        const auto outcomes = run_ranks(ranks, [&](Transport& transport) {
          return run_chain(transport, widths, {.threads = 2}, [&](Callbacks& callbacks, Chain& it) {
            callbacks.more = [&it, close_with_last] { return it.more(close_with_last); };
          });
        });
        check_agreement(outcomes);
        const std::size_t tasks = std::accumulate(widths.begin(), widths.end(), std::size_t{0});
        CHECK(outcomes[0].report.ending == Ending::completed);
        CHECK(outcomes[0].report.done == tasks);
        CHECK(outcomes[0].received == tasks);
        CHECK(outcomes[0].sum == Chain::expected_sum(widths));
      }
    }
  }
}

TEST_CASE("distribute: chains of any shape on any number of ranks run every task once") {
  servesweep::check_property(
      [] {
        const auto ranks = *rc::gen::inRange(1, 5);
        const auto threads = *rc::gen::inRange(1, 4);
        const auto widths =
            *rc::gen::container<std::vector<std::size_t>>(rc::gen::inRange<std::size_t>(0, 60));
        const auto outcomes = run_ranks(ranks, [&](Transport& transport) {
          return run_chain(transport, widths, {.threads = threads, .chunks = {.max_tasks = 9}});
        });
        const std::size_t tasks = std::accumulate(widths.begin(), widths.end(), std::size_t{0});
        RC_ASSERT(outcomes[0].report.ending == Ending::completed);
        RC_ASSERT(outcomes[0].report.done == tasks);
        RC_ASSERT(outcomes[0].received == tasks);
        RC_ASSERT(outcomes[0].sum == Chain::expected_sum(widths));
      },
      40);
}

TEST_CASE("distribute: what is supplied goes on after the tasks that were known at the start") {
  const auto runs = run_ranks(3, [](Transport& transport) {
    std::vector<int> runs_of_task(12);
    int supplied = 0;
    const Callbacks callbacks{.run_task = square,
                              .on_chunk_done = pack,
                              .on_result =
                                  [&](const std::string& bytes) {
                                    for (WireReader reader(bytes); !reader.at_end();) {
                                      const auto task = reader.number<std::int32_t>();
                                      CHECK(reader.text() == square(TaskId(task)));
                                      ++runs_of_task.at(static_cast<std::size_t>(task));
                                    }
                                  },
                              .more = [&]() -> Supply {
                                if (++supplied > 2) return {.closed = true};
                                return {.extension = Extension{Tasks(3), ""}};
                              }};
    CHECK(distribute(transport, Tasks(6), callbacks, {}).done == 12);
    return runs_of_task;
  });
  CHECK(runs[0] == std::vector(12, 1));
}

TEST_CASE("distribute: a source that thinks on a thread of its own is asked while all are idle") {
  const std::vector<std::size_t> widths{4, 7, 0, 5};
  const auto outcomes = run_ranks(3, [&](Transport& transport) {
    std::atomic<int> asked{0};
    std::future<void> thinking;
    return run_chain(transport, widths, {}, [&](Callbacks& callbacks, Chain& chain) {
      callbacks.more = [&]() -> Supply {
        ++asked;
        asked.notify_one();
        if (!thinking.valid()) {
          thinking = std::async(std::launch::async, [&asked, until = asked + 5] {
            for (int now = asked; now < until; now = asked) asked.wait(now);
          });
        }
        if (thinking.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return {};
        thinking.get();
        return chain.more();
      };
    });
  });
  check_agreement(outcomes);
  CHECK(outcomes[0].report.done == 16);
  CHECK(outcomes[0].sum == Chain::expected_sum(widths));
}

TEST_CASE("distribute: a drain ends the growth, and what was supplied is accounted for") {
  const std::vector<std::size_t> widths(1000, 8);
  for (const int asking : {0, 2}) {
    std::atomic<bool> drain{false};
    const auto outcomes = run_ranks(3, [&](Transport& transport) {
      const bool asks = transport.rank() == asking;
      return run_chain(transport, widths, {.drain = asks ? &drain : nullptr},
                       [&](Callbacks& callbacks, Chain& chain) {
                         callbacks.run_task = [&](TaskId task) {
                           if (task.value() == 100) drain = true;
                           return chain.run(task);
                         };
                         // Nobody can be through before the drain is heard.
                         callbacks.more = [&] { return drain ? Supply{} : chain.more(); };
                       });
    });
    check_agreement(outcomes);
    const DistributeReport& report = outcomes[0].report;
    CHECK(report.ending == Ending::drained);
    CHECK(outcomes[0].supplied == 104);
    CHECK(report.done >= 96);  // the twelve generations before the thirteenth
    CHECK(report.done == outcomes[0].received);
    CHECK(report.done + report.not_run == outcomes[0].supplied);
  }
}

TEST_CASE("distribute: a drain ends the wait for a source that has nothing to say") {
  std::atomic<bool> drain{false};
  const auto outcomes = run_ranks(2, [&](Transport& transport) {
    return run_chain(transport, {}, {.drain = &drain}, [&](Callbacks& callbacks, Chain&) {
      callbacks.more = [&, asked = 0]() mutable -> Supply {
        if (++asked == 3) drain = true;
        return {};
      };
    });
  });
  check_agreement(outcomes);
  CHECK(outcomes[0].report.ending == Ending::drained);
  CHECK(outcomes[0].report.not_run == 0);
}

TEST_CASE("distribute: a source that throws ends the job on all ranks and is not asked again") {
  for (const int last_call : {1, 40}) {
    int calls = 0;
    const auto outcomes = run_ranks(3, [&](Transport& transport) {
      return run_chain(transport, std::vector<std::size_t>(1000, 8), {},
                       [&](Callbacks& callbacks, Chain& chain) {
                         callbacks.more = [&] {
                           if (++calls >= last_call) throw std::runtime_error("nothing fits");
                           return chain.more();
                         };
                       });
    });
    check_agreement(outcomes);
    CHECK(calls == last_call);
    CHECK(outcomes[2].report.ending == Ending::failed);
    CHECK(outcomes[2].report.error == "rank 0: nothing fits");
    CHECK(outcomes[0].report.done + outcomes[0].report.not_run == outcomes[0].supplied);
  }
}

TEST_CASE("distribute: a rank that cannot take an extension ends the job on all ranks") {
  for (const int deaf : {0, 2}) {
    const auto outcomes = run_ranks(3, [&](Transport& transport) {
      return run_chain(transport, std::vector<std::size_t>(1000, 8), {},
                       [&](Callbacks& callbacks, Chain& chain) {
                         callbacks.on_extension = [&, heard = 0](const std::string& text) mutable {
                           if (transport.rank() == deaf && ++heard == 4) {
                             throw std::runtime_error("no such point");
                           }
                           chain.listen(text);
                         };
                       });
    });
    check_agreement(outcomes);
    CHECK(outcomes[1].report.ending == Ending::failed);
    CHECK(outcomes[1].report.error == "rank " + std::to_string(deaf) + ": no such point");
    CHECK(outcomes[0].report.done + outcomes[0].report.not_run == outcomes[0].supplied);
  }
}

TEST_CASE("distribute: a failing task ends the growth, or is noted and passed by") {
  for (const FailurePolicy policy : {FailurePolicy::stop, FailurePolicy::go_on}) {
    const auto outcomes = run_ranks(2, [&](Transport& transport) {
      return run_chain(transport, {}, {.on_task_failure = policy},
                       [&](Callbacks& callbacks, Chain&) {
                         callbacks.run_task = [](TaskId task) -> std::string {
                           if (task.value() == 5) throw std::runtime_error("bad point");
                           return "";
                         };
                         callbacks.more = [extensions = 0]() mutable -> Supply {
                           if (++extensions > 3) return {.closed = true};
                           return {.extension = Extension{Tasks(4), ""}};
                         };
                         callbacks.on_extension = {};
                       });
    });
    check_agreement(outcomes);
    const DistributeReport& report = outcomes[0].report;
    CHECK(report.failures.size() == 1);
    CHECK(report.ending == (policy == FailurePolicy::stop ? Ending::failed : Ending::completed));
    if (policy == FailurePolicy::go_on) CHECK(report.done == 11);
  }
}

TEST_CASE("distribute: rank 0 is told how things stand, and hears every rank a last time") {
  const auto standings = run_ranks(3, [](Transport& transport) {
    DistributionStanding last;
    std::size_t done = 0, tasks = 0, told = 0;
    const Callbacks callbacks{.run_task = square,
                              .on_chunk_done =
                                  [&](const std::vector<TaskResult>& results) {
                                    done += results.size();
                                    return std::string();
                                  },
                              .on_result = [](const std::string&) {},
                              .on_chunk = [&](std::size_t count) { tasks += count; },
                              .on_pulse = [&] { return std::to_string(done); },
                              .on_standing =
                                  [&](const DistributionStanding& standing) {
                                    last = standing;
                                    ++told;
                                  }};
    CHECK(distribute(transport, Tasks(500), callbacks, {.threads = 2}).done == 500);
    CHECK(tasks == done);
    CHECK((told > 0) == (transport.rank() == 0));
    return last;
  });
  const DistributionStanding& last = standings.front();
  REQUIRE(last.ranks.size() == 3);
  std::size_t done = 0;
  for (const RankStanding& rank : last.ranks) {
    CHECK(rank.ready);
    CHECK(rank.threads == 2);
    CHECK(rank.outstanding == 0);
    CHECK(rank.pulse.unreported_tasks == 0);
    done += std::stoul(rank.pulse.text);
  }
  CHECK(done == 500);
  CHECK(last.queued == 0);
}

TEST_CASE("distribute: news reaches rank 0 while the rank's only task still runs") {
  using Clock = std::chrono::steady_clock;
  std::atomic<bool> heard = false;
  const auto reports = run_ranks(2, [&](Transport& transport) {
    bool told = false;
    const Callbacks callbacks{
        .run_task =
            [&](TaskId) {
              const auto patience = Clock::now() + std::chrono::seconds(60);
              while (!heard && Clock::now() < patience) std::this_thread::yield();
              return std::string(heard ? "heard" : "not heard");
            },
        .on_chunk_done = [](const std::vector<TaskResult>& results) { return results[0].bytes; },
        .on_result =
            [&](const std::string& text) {
              if (text == "news") heard = true;
              CHECK(text != "not heard");
            },
        .news =
            [&, rank = transport.rank()] {
              if (rank == 0 || std::exchange(told, true)) return std::string();
              return std::string("news");
            }};
    return distribute(transport, Tasks(2), callbacks, {.threads = 1});
  });
  CHECK(heard);
  CHECK(reports[0].done == 2);
}

TEST_CASE("distribute: what is done once for the results that came together ends with an error") {
  int results = 0, ends = 0;
  const auto run = [&](bool fails) {
    return run_ranks(
               1,
               [&](Transport& transport) {
                 const Callbacks callbacks{
                     .run_task = square,
                     .on_chunk_done = pack,
                     .on_result = [&](const std::string&) { ++results; },
                     .on_results_end =
                         [&] {
                           ++ends;
                           if (fails) throw std::runtime_error("full");
                         },
                     // The list stays open until the results of its first tasks were dealt with.
                     .more =
                         [&] {
                           return ends > 0 ? Supply{.extension = std::nullopt, .closed = true}
                                           : Supply{};
                         }};
                 return distribute(transport, Tasks(10), callbacks, {.threads = 1});
               })
        .front();
  };
  CHECK(run(false).ending == Ending::completed);
  CHECK(ends > 0);
  CHECK(ends <= results);
  ends = 0;
  const DistributeReport failed = run(true);
  CHECK(failed.ending == Ending::failed);
  CHECK(failed.error.find("full") != std::string::npos);
}

}  // namespace distribute_test
