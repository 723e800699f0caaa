#pragma once

#include <deque>
#include <memory>

#include "sweep/distribute/transport.h"

namespace servesweep::sweep {

/// The transport of a job started by mpirun or srun; a program started without them is one rank.
///
/// Owns MPI for its lifetime: construct one, first thing in main, and use it from that thread only
/// (MPI_THREAD_FUNNELED). Messages of a rank to itself do not touch MPI.
///
/// A rank that leaves by an exception would let the others wait for ever. So catch within its
/// scope, say what happened and call abort(); if an exception unwinds past it nevertheless, the job
/// is ended too, but the exception's text is lost.
class MpiTransport final : public Transport {
 public:
  /// @throws std::runtime_error if MPI is in use already or cannot serve a threaded program
  MpiTransport(int& argc, char**& argv);
  ~MpiTransport() override;

  [[nodiscard]] int rank() const override { return rank_; }
  [[nodiscard]] int size() const override { return size_; }
  void send(int to, Message message) override;
  [[nodiscard]] std::optional<Message> try_receive() override;

  [[noreturn]] void abort(int exit_code) override;

 private:
  struct PendingSend;  ///< a payload that MPI may still be reading

  void forget_completed_sends();

  int rank_ = 0;
  int size_ = 1;
  int exceptions_at_start_ = 0;
  std::deque<Message> to_self_;
  std::deque<std::unique_ptr<PendingSend>> pending_;
};

}  // namespace servesweep::sweep
