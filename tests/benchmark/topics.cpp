#include "tests/benchmark/topics.h"

#include "tests/benchmark/seed_topic.h"

namespace servesweep::benchmark {

std::vector<Topic> all_topics() {
  return {
      seed_topic(),
  };
}

}  // namespace servesweep::benchmark
