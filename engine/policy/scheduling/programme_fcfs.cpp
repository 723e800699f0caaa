#include "engine/policy/scheduling/programme_fcfs.h"

#include "engine/base/contract.h"
#include "engine/policy/scheduling/waiting_choice.h"

namespace servesweep::engine {

PolicyInfo ProgrammeFcfs::info() {
  return {.name = "programme-fcfs",
          .what = "conversations in the order of their first turns",
          .formula =
              "weight·arrival of the session's first turn on this instance + (1 − weight)·own "
              "arrival, ascending",
          .source = "Continuum (arXiv 2511.02230), program-level FCFS",
          .parameters = {
              real_parameter("weight", 1, 0, 1, "", "share of the first turn's arrival; 0 = fcfs"),
              real_parameter("ttl_us", 300e6, 0, 1e15, "µs",
                             "a session is forgotten when none of its turns waited for longer"),
              integer_parameter("sessions", 4096, 1, 1e7, "",
                                "sessions that an instance remembers, in sets of eight")}};
}

ProgrammeFcfs::ProgrammeFcfs(const Parameters& parameters)
    : weight_(parameters.real("weight")),
      empty_(parameters.integer("sessions"), static_cast<TimeUs>(parameters.real("ttl_us"))) {}

QueueDiscipline ProgrammeFcfs::discipline() const {
  return QueueDiscipline::picked;
}

void ProgrammeFcfs::reset(std::size_t instances) {
  programmes_.assign(instances, empty_);
}

std::size_t ProgrammeFcfs::pick(std::span<const WaitingFacts> waiting, const QueueView& view) {
  SERVESWEEP_EXPECT(view.instance.valid() && view.instance.index() < programmes_.size());
  ProgrammeTable& programmes = programmes_[view.instance.index()];
  return smallest(waiting, [&](const WaitingFacts& waits) {
    const RequestFacts& request = waits.request;
    const auto own_us = static_cast<double>(request.arrival_us);
    if (!request.session.valid()) return own_us;
    const TimeUs first_us =
        programmes.first_arrival_us(request.session, request.arrival_us, view.now_us);
    return own_us - weight_ * (own_us - static_cast<double>(first_us));
  });
}

}  // namespace servesweep::engine
