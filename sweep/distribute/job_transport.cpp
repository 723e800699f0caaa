#include "sweep/distribute/job_transport.h"

#include <cstdlib>
#include <string_view>

#include "sweep/distribute/in_process_transport.h"
#include "sweep/distribute/mpi_transport.h"

namespace servesweep::sweep {

namespace {

// The in-process transport of a single rank, together with the network it lives on.
class LoneTransport final : public Transport {
 public:
  [[nodiscard]] int rank() const override { return 0; }
  [[nodiscard]] int size() const override { return 1; }
  void send(int to, Message message) override { transport_.send(to, std::move(message)); }
  [[nodiscard]] std::optional<Message> try_receive() override { return transport_.try_receive(); }
  [[noreturn]] void abort(int exit_code) override { transport_.abort(exit_code); }

 private:
  InProcessNetwork network_{1};
  InProcessTransport transport_{network_, 0};
};

}  // namespace

bool started_by_launcher(const Environment& environment) {
  for (const char* name : {"OMPI_COMM_WORLD_SIZE", "PMIX_RANK", "PMI_RANK"}) {
    if (environment(name) != nullptr) return true;
  }
  const char* slurm_tasks = environment("SLURM_STEP_NUM_TASKS");
  return slurm_tasks != nullptr && std::string_view(slurm_tasks) != "1";
}

std::unique_ptr<Transport> open_job_transport(int& argc, char**& argv) {
  const auto environment = [](const char* name) -> const char* { return std::getenv(name); };
  if (started_by_launcher(environment)) return std::make_unique<MpiTransport>(argc, argv);
  return std::make_unique<LoneTransport>();
}

}  // namespace servesweep::sweep
