#include "engine/instance/running_set.h"

#include <doctest/doctest.h>

namespace running_set_test {

using namespace servesweep::engine;

namespace {

/// Steps a set by hand: blocks of 4 tokens.
struct Bench {
  std::vector<ActiveRequest> table{3};
  RunningSet running{table};
  StepInFlight step;

  Bench() { running.reset(4); }

  void begin() {
    step.clear();
    running.begin_step();
  }
  void admit(Slot slot, std::int32_t prompt, std::int32_t output, std::int32_t tokens) {
    table[static_cast<std::size_t>(slot)].prefill_target_tokens = prompt;
    table[static_cast<std::size_t>(slot)].output_tokens = output;
    running.admit(slot, 0, tokens);
  }
  void settle() {
    step.decode_tokens = running.decoding().size();
    running.settle(step);
  }
};

}  // namespace

TEST_CASE("RunningSet: a prompt in chunks, then one token a step, to the last one") {
  Bench bench;
  bench.begin();
  bench.admit(0, 10, 3, 6);
  bench.settle();
  CHECK(bench.running.prefill_backlog_tokens() == 4);
  CHECK(bench.step.first_tokens.empty());

  bench.begin();
  bench.running.compute(bench.running.at(0), 4);
  bench.settle();
  CHECK(bench.running.prefill_backlog_tokens() == 0);
  CHECK(bench.step.first_tokens == std::vector<Slot>{0});
  CHECK(bench.running.prefilling().empty());
  CHECK(bench.running.decoding().size() == 1);
  CHECK(bench.running.decode_context_tokens() == 10);
  CHECK(bench.running.generated_tokens(bench.running.at(0)) == 1);

  bench.begin();
  CHECK(bench.running.stored_tokens(bench.running.at(0)) == 10);
  bench.settle();
  CHECK(bench.running.decode_context_tokens() == 11);
  CHECK(bench.running.generated_tokens(bench.running.at(0)) == 2);

  bench.begin();
  CHECK(bench.running.stored_tokens(bench.running.at(0)) == 11);
  bench.settle();
  CHECK(bench.step.last_tokens == std::vector<Slot>{0});
  CHECK(bench.running.decode_context_tokens() == 0);
  CHECK(bench.running.at(0).stored_tokens == 12);
  CHECK(bench.running.at(0).generated_tokens == 3);
}

TEST_CASE("RunningSet: it is known how many steps nobody can finish in") {
  Bench bench;
  bench.begin();
  bench.admit(0, 6, 9, 6);
  bench.settle();  // its first of nine tokens
  CHECK(bench.running.steps_to_finish() == 8);
  bench.begin();
  bench.admit(1, 6, 3, 4);
  bench.settle();
  CHECK(bench.running.steps_to_finish() == 3);  // the end of the prompt brings a token
  bench.begin();
  bench.running.compute(bench.running.at(1), 2);
  bench.settle();
  CHECK(bench.running.steps_to_finish() == 2);
  for (int i = 0; i < 2; ++i) {
    bench.begin();
    bench.settle();
  }
  CHECK(bench.step.last_tokens == std::vector<Slot>{1});
  CHECK(bench.running.steps_to_finish() == 4);
}

TEST_CASE("RunningSet: a decode takes a block whenever its tokens fill the last one") {
  Bench bench;
  bench.begin();  // 1
  bench.admit(0, 6, 20, 6);
  bench.settle();
  std::vector<std::int32_t> blocks;
  for (int i = 0; i < 7; ++i) {
    bench.begin();  // 2 … 8: 6 … 12 tokens are stored before the step
    blocks.push_back(bench.running.decoding().new_blocks(bench.running.phase()));
    bench.settle();
  }
  CHECK(blocks == std::vector<std::int32_t>{0, 0, 1, 0, 0, 0, 1});
}

TEST_CASE("RunningSet: who is passed over gets everything one step later") {
  Bench bench;
  bench.begin();
  bench.admit(0, 7, 2, 7);
  bench.settle();
  bench.begin();
  bench.running.postpone(0);
  bench.step.decode_tokens = 0;
  bench.running.settle(bench.step);
  CHECK(bench.step.last_tokens.empty());
  CHECK(bench.running.decode_context_tokens() == 7);
  bench.begin();
  CHECK(bench.running.stored_tokens(bench.running.at(0)) == 7);
  bench.settle();
  CHECK(bench.step.last_tokens == std::vector<Slot>{0});
}

TEST_CASE("RunningSet: who loses its memory keeps its tokens and nothing else") {
  Bench bench;
  bench.begin();
  bench.admit(0, 5, 9, 5);
  bench.admit(1, 8, 9, 3);
  bench.settle();
  bench.begin();
  bench.settle();
  bench.begin();
  bench.running.forget_decode(0);
  CHECK(bench.running.at(0).generated_tokens == 2);
  CHECK(bench.running.decode_context_tokens() == 0);
  CHECK(bench.running.decoding().size() == 0);
  bench.running.forget_prefill(1);
  CHECK(bench.running.prefill_backlog_tokens() == 0);
  CHECK(bench.running.prefilling().empty());
}

TEST_CASE("RunningSet: last tokens come in running order") {
  Bench bench;
  bench.begin();
  for (const Slot slot : {2, 0, 1}) bench.admit(slot, 4, 2, 4);
  bench.settle();
  bench.begin();
  bench.settle();
  CHECK(bench.step.last_tokens == std::vector<Slot>{2, 0, 1});
}

}  // namespace running_set_test
