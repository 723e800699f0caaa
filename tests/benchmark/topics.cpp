#include "tests/benchmark/topics.h"

#include "tests/benchmark/routing_topic.h"
#include "tests/benchmark/seed_topic.h"
#include "tests/benchmark/steps_topic.h"
#include "tests/benchmark/trace_topic.h"

namespace servesweep::benchmark {

std::vector<Topic> all_topics() {
  return {
      seed_topic(),
      steps_topic(),
      routing_topic(),
      trace_topic(),
  };
}

}  // namespace servesweep::benchmark
