#include "engine/policy/scheduling/k_longest_prefix.h"

#include "engine/base/contract.h"
#include "engine/policy/scheduling/waiting_choice.h"

namespace servesweep::engine {

PolicyInfo KLongestPrefix::info() {
  return {
      .name = "k-longest-prefix",
      .what = "the oldest request, then k − 1 times the one with the longest cached prefix",
      .formula =
          "argmax cached tokens; the oldest at every k-th admission, if it has waited longer "
          "than max_wait_us, or if more than fcfs_above wait",
      .source =
          "k-LPM (LLM Query Scheduling with Prefix Reuse and Latency Constraints, arXiv "
          "2502.04677); SGLang lpm",
      .parameters = {integer_parameter("k", 4, 1, 1e9, "requests",
                                       "every k-th admission goes to the oldest; 1 = first come"),
                     real_parameter("max_wait_us", 1e6, 0, 1e12, "µs",
                                    "age from which the oldest request goes first"),
                     integer_parameter("fcfs_above", 0, 0, 1e9, "requests",
                                       "queue length above which order is by age, as SGLang does "
                                       "above 128; 0 = never")}};
}

KLongestPrefix::KLongestPrefix(const Parameters& parameters)
    : k_(parameters.integer("k")),
      fcfs_above_(parameters.integer("fcfs_above")),
      max_wait_us_(parameters.real("max_wait_us")) {}

QueueDiscipline KLongestPrefix::discipline() const {
  return QueueDiscipline::picked;
}

void KLongestPrefix::reset(std::size_t instances) {
  served_.assign(instances, 0);
}

std::size_t KLongestPrefix::pick(std::span<const WaitingFacts> waiting, const QueueView& view) {
  SERVESWEEP_EXPECT(view.instance.valid() && view.instance.index() < served_.size());
  const std::size_t first = oldest(waiting);
  const bool too_many = fcfs_above_ > 0 && view.waiting > fcfs_above_;
  const bool turn_of_the_oldest = served_[view.instance.index()] % k_ == 0;
  if (too_many || turn_of_the_oldest || wait_us(waiting[first], view) > max_wait_us_) return first;
  return smallest(waiting, [](const WaitingFacts& request) -> double {
    return -static_cast<double>(request.cached_tokens);
  });
}

void KLongestPrefix::served(const WaitingFacts&, std::int32_t, const QueueView& view) {
  ++served_[view.instance.index()];
}

}  // namespace servesweep::engine
