#include "tests/benchmark/topics.h"

#include "tests/benchmark/generations_topic.h"
#include "tests/benchmark/phases_topic.h"
#include "tests/benchmark/protocol_topic.h"
#include "tests/benchmark/routing_topic.h"
#include "tests/benchmark/rows_topic.h"
#include "tests/benchmark/scale_topic.h"
#include "tests/benchmark/search_topic.h"
#include "tests/benchmark/seed_topic.h"
#include "tests/benchmark/steps_topic.h"
#include "tests/benchmark/sweep_topic.h"
#include "tests/benchmark/trace_topic.h"
#include "tests/benchmark/workers_topic.h"

namespace servesweep::benchmark {

std::vector<Topic> all_topics() {
  return {
      seed_topic(),   steps_topic(),  routing_topic(), trace_topic(),
      scale_topic(),  rows_topic(),   sweep_topic(),   generations_topic(),
      phases_topic(), search_topic(), workers_topic(), protocol_topic(),
  };
}

}  // namespace servesweep::benchmark
