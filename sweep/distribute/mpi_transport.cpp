#include "sweep/distribute/mpi_transport.h"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <stdexcept>
#include <utility>

#include "sweep/distribute/mpi.h"

namespace servesweep::sweep {

// The kind of a message travels as the MPI tag. Since every receive takes any tag, messages of
// different kinds between two ranks do not overtake one another either (MPI 4.0, 3.5). Error codes
// are not looked at: MPI's default error handler ends the job, which is what an error of the
// network must do.

struct MpiTransport::PendingSend {
  std::string payload;
  MPI_Request request = MPI_REQUEST_NULL;
};

MpiTransport::MpiTransport(int& argc, char**& argv)
    : exceptions_at_start_(std::uncaught_exceptions()) {
  int initialized = 0;
  MPI_Initialized(&initialized);
  if (initialized != 0) throw std::runtime_error("MPI is initialised twice in one program");
  int provided = MPI_THREAD_SINGLE;
  MPI_Init_thread(&argc, &argv, MPI_THREAD_FUNNELED, &provided);
  if (provided < MPI_THREAD_FUNNELED) {
    MPI_Finalize();
    throw std::runtime_error("this MPI library does not support threads (MPI_THREAD_FUNNELED)");
  }
  MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
  MPI_Comm_size(MPI_COMM_WORLD, &size_);
}

MpiTransport::~MpiTransport() {
  if (std::uncaught_exceptions() > exceptions_at_start_) {
    std::fprintf(stderr, "rank %d is left by an exception: ending the job\n", rank_);
    abort(EXIT_FAILURE);
  }
  for (auto& send : pending_) MPI_Wait(&send->request, MPI_STATUS_IGNORE);
  MPI_Finalize();
}

void MpiTransport::send(int to, Message message) {
  check_payload(message);
  message.from = rank_;
  if (to == rank_) {
    to_self_.push_back(std::move(message));
    return;
  }
  forget_completed_sends();
  auto pending = std::make_unique<PendingSend>();
  pending->payload = std::move(message.payload);
  MPI_Isend(pending->payload.data(), static_cast<int>(pending->payload.size()), MPI_BYTE, to,
            static_cast<int>(message.kind), MPI_COMM_WORLD, &pending->request);
  pending_.push_back(std::move(pending));
}

std::optional<Message> MpiTransport::try_receive() {
  if (!to_self_.empty()) {
    Message message = std::move(to_self_.front());
    to_self_.pop_front();
    return message;
  }
  forget_completed_sends();
  int arrived = 0;
  MPI_Message handle = MPI_MESSAGE_NULL;
  MPI_Status status;
  MPI_Improbe(MPI_ANY_SOURCE, MPI_ANY_TAG, MPI_COMM_WORLD, &arrived, &handle, &status);
  if (arrived == 0) return std::nullopt;
  int bytes = 0;
  MPI_Get_count(&status, MPI_BYTE, &bytes);
  Message message{status.MPI_SOURCE, static_cast<MessageKind>(status.MPI_TAG),
                  std::string(static_cast<std::size_t>(bytes), '\0')};
  MPI_Mrecv(message.payload.data(), bytes, MPI_BYTE, &handle, MPI_STATUS_IGNORE);
  return message;
}

void MpiTransport::forget_completed_sends() {
  while (!pending_.empty()) {
    int completed = 0;
    MPI_Test(&pending_.front()->request, &completed, MPI_STATUS_IGNORE);
    if (completed == 0) return;
    pending_.pop_front();
  }
}

void MpiTransport::abort(int exit_code) {
  MPI_Abort(MPI_COMM_WORLD, exit_code);
  std::abort();  // not reached: MPI_Abort does not return
}

}  // namespace servesweep::sweep
