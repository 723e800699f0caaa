#include "sweep/distribute/task_pool.h"

#include <doctest/doctest.h>
#include <tbb/enumerable_thread_specific.h>

#include <atomic>
#include <barrier>
#include <latch>
#include <stdexcept>
#include <thread>

namespace task_pool_test {

using namespace servesweep::sweep;
using namespace std::chrono_literals;

namespace {

ChunkOrder chunk(int id, int first, int count) {
  ChunkOrder order{ChunkId(id), {}};
  for (int i = 0; i < count; ++i) order.tasks.emplace_back(first + i);
  return order;
}

std::vector<SettledTasks> wait_for(TaskPool& pool, std::size_t chunks) {
  std::vector<SettledTasks> finished;
  while (finished.size() < chunks) {
    pool.wait(100ms);
    for (SettledTasks& one : pool.take_settled(false)) finished.push_back(std::move(one));
  }
  return finished;
}

std::string name_of(TaskId task) {
  return "t" + std::to_string(task.value());
}

}  // namespace

TEST_CASE("task pool: each task of each chunk has its own result") {
  for (const int threads : {1, 3}) {
    TaskPool pool(threads, FailurePolicy::stop, name_of);
    for (int i = 0; i < 20; ++i) pool.add(chunk(i, i * 10, 10));
    int tasks = 0;
    for (const SettledTasks& one : wait_for(pool, 20)) {
      for (std::size_t i = 0; i < one.outcomes.size(); ++i, ++tasks) {
        CHECK(one.outcomes[i].state == TaskOutcome::State::done);
        CHECK(one.outcomes[i].text == name_of(one.tasks[i]));
      }
    }
    CHECK(tasks == 200);
  }
}

TEST_CASE("task pool: as many tasks run at once as there are threads, across chunks") {
  std::barrier together(3);  // hangs unless three tasks meet
  TaskPool pool(3, FailurePolicy::stop, [&](TaskId task) {
    together.arrive_and_wait();
    return name_of(task);
  });
  pool.add(chunk(0, 0, 2));
  pool.add(chunk(1, 2, 1));
  CHECK(wait_for(pool, 2).size() == 2);
}

TEST_CASE("task pool: one thread starts tasks in the order of the chunks") {
  std::vector<int> started;
  TaskPool pool(1, FailurePolicy::stop, [&](TaskId task) {
    started.push_back(task.value());
    return std::string();
  });
  pool.add(chunk(0, 0, 50));
  pool.add(chunk(1, 50, 50));
  (void)wait_for(pool, 2);
  REQUIRE(started.size() == 100);
  for (int i = 0; i < 100; ++i) CHECK(started[static_cast<std::size_t>(i)] == i);
}

TEST_CASE("task pool: state per thread is possible, and no more of it than threads") {
  tbb::enumerable_thread_specific<int> runs(0);
  TaskPool pool(2, FailurePolicy::stop, [&](TaskId) {
    ++runs.local();
    return std::string();
  });
  pool.add(chunk(0, 0, 1000));
  (void)wait_for(pool, 1);
  CHECK(runs.combine(std::plus<>()) == 1000);
  CHECK(runs.size() <= 2);
}

TEST_CASE("task pool: an exception is an outcome, what follows depends on the policy") {
  const auto fail_at_2 = [](TaskId task) -> std::string {
    if (task.value() == 2) throw std::runtime_error("no such model");
    if (task.value() == 3) throw 42;
    return name_of(task);
  };
  TaskPool going_on(1, FailurePolicy::go_on, fail_at_2);
  going_on.add(chunk(0, 0, 5));
  const auto all = wait_for(going_on, 1).at(0).outcomes;
  CHECK(all[2].state == TaskOutcome::State::failed);
  CHECK(all[2].text == "no such model");
  CHECK(all[3].state == TaskOutcome::State::failed);
  CHECK(all[4].state == TaskOutcome::State::done);

  TaskPool stopping(1, FailurePolicy::stop, fail_at_2);
  stopping.add(chunk(0, 0, 5));
  stopping.add(chunk(1, 5, 5));
  const auto finished = wait_for(stopping, 2);
  CHECK(finished[0].outcomes[1].state == TaskOutcome::State::done);
  CHECK(finished[0].outcomes[2].state == TaskOutcome::State::failed);
  CHECK(finished[0].outcomes[3].state == TaskOutcome::State::not_run);
  CHECK(finished[1].outcomes[0].state == TaskOutcome::State::not_run);
}

TEST_CASE("task pool: stop finishes what runs and starts nothing more") {
  std::latch started(1), go_on(1);
  TaskPool pool(1, FailurePolicy::stop, [&](TaskId task) {
    started.count_down();
    go_on.wait();
    return name_of(task);
  });
  pool.add(chunk(0, 0, 3));
  pool.add(chunk(1, 3, 3));
  started.wait();
  pool.stop();
  CHECK(wait_for(pool, 1).at(0).chunk == ChunkId(1));  // never begun: known at once
  go_on.count_down();
  const SettledTasks begun = wait_for(pool, 1).at(0);
  CHECK(begun.outcomes[0].state == TaskOutcome::State::done);
  CHECK(begun.outcomes[1].state == TaskOutcome::State::not_run);
  pool.add(chunk(2, 6, 1));
  CHECK(wait_for(pool, 1).at(0).outcomes[0].state == TaskOutcome::State::not_run);
}

TEST_CASE("task pool: destruction waits for running tasks and drops the rest") {
  std::atomic<int> begun{0}, ended{0};
  {
    TaskPool pool(1, FailurePolicy::stop, [&](TaskId) {
      ++begun;
      begun.notify_one();
      ++ended;
      return std::string();
    });
    pool.add(chunk(0, 0, 100'000));
    begun.wait(0);
  }
  CHECK(begun == ended);
}

TEST_CASE("task pool: what a running chunk has finished can be taken, once, in its order") {
  std::latch first_three(3), go_on(1);
  TaskPool pool(1, FailurePolicy::stop, [&](TaskId task) {
    if (task.value() == 3) go_on.wait();
    if (task.value() < 3) first_three.count_down();
    return name_of(task);
  });
  pool.add(chunk(5, 0, 5));
  first_three.wait();
  std::vector<TaskId> tasks;
  while (tasks.size() < 3) {  // the third may be about to settle
    CHECK(pool.take_settled(false).empty());
    for (const SettledTasks& part : pool.take_settled(true)) {
      CHECK(part.chunk == ChunkId(5));
      tasks.insert(tasks.end(), part.tasks.begin(), part.tasks.end());
    }
  }
  CHECK(tasks == std::vector{TaskId(0), TaskId(1), TaskId(2)});
  CHECK(pool.take_settled(true).empty());
  go_on.count_down();
  const SettledTasks rest = wait_for(pool, 1).at(0);
  CHECK(rest.tasks == std::vector{TaskId(3), TaskId(4)});
  CHECK(rest.outcomes[1].text == "t4");
  CHECK(rest.busy_s > 0);
}

TEST_CASE("task pool: it is hungry when fewer tasks wait than it has threads") {
  std::latch started(2), go_on(1);
  TaskPool pool(2, FailurePolicy::stop, [&](TaskId task) {
    if (task.value() < 2) started.count_down();
    go_on.wait();
    return std::string();
  });
  CHECK(pool.hungry());
  pool.add(chunk(0, 0, 2));
  started.wait();
  CHECK(pool.hungry());
  pool.add(chunk(1, 2, 2));
  CHECK_FALSE(pool.hungry());
  go_on.count_down();
}

TEST_CASE("task pool: tells who is busy and what is finished but not taken") {
  std::latch began(2), go_on(1);
  TaskPool pool(2, FailurePolicy::go_on, [&](TaskId task) {
    if (task.value() == 0) return name_of(task);
    began.count_down();
    go_on.wait();
    return name_of(task);
  });
  CHECK(pool.activity().busy_threads == 0);
  pool.add(chunk(0, 0, 3));
  began.wait();
  CHECK(pool.activity().busy_threads == 2);
  CHECK(pool.activity().untaken_tasks == 1);
  go_on.count_down();
  CHECK(wait_for(pool, 1).size() == 1);
  CHECK(pool.activity().untaken_tasks == 0);
}

TEST_CASE("task pool: a task that is given up counts as failed, and its thread does no more") {
  std::latch let_go(1);
  std::latch left(1);
  // Never destroyed: a lost thread comes back to it.
  auto* pool = new TaskPool(2, FailurePolicy::stop, [&](TaskId task) {
    if (task == TaskId(1)) {
      let_go.wait();
      left.count_down();
    }
    return name_of(task);
  });
  pool->add(chunk(0, 0, 2));
  while (!pool->give_up(TaskId(1), "hangs")) std::this_thread::yield();
  CHECK_FALSE(pool->give_up(TaskId(1), "hangs"));
  CHECK_FALSE(pool->give_up(TaskId(7), "is not known"));
  CHECK(pool->has_lost_threads());
  const auto finished = wait_for(*pool, 1);
  CHECK(finished.front().outcomes.at(0).state == TaskOutcome::State::done);
  CHECK(finished.front().outcomes[1].state == TaskOutcome::State::failed);
  CHECK(finished.front().outcomes[1].text == "hangs");
  let_go.count_down();
  left.wait();
  pool->add(chunk(1, 2, 1));  // stopped: a failure does that
  CHECK(wait_for(*pool, 1).front().outcomes[0].state == TaskOutcome::State::not_run);
  pool->leave();
}

}  // namespace task_pool_test
