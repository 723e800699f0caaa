#pragma once

#include <deque>
#include <memory>
#include <mutex>
#include <vector>

#include "sweep/distribute/transport.h"

namespace servesweep::sweep {

/// The twin of MPI inside one process: one mailbox per rank. With one rank it serves runs without
/// MPI, with several (each on its own thread) it serves tests.
class InProcessNetwork {
 public:
  /// Precondition: ranks ≥ 1.
  explicit InProcessNetwork(int ranks);

  [[nodiscard]] int size() const { return static_cast<int>(mailboxes_.size()); }
  void deliver(int to, Message message);
  [[nodiscard]] std::optional<Message> take(int rank);

 private:
  struct Mailbox {
    std::mutex mutex;
    std::deque<Message> messages;
  };
  std::vector<std::unique_ptr<Mailbox>> mailboxes_;
};

/// One rank's access to an InProcessNetwork, which must outlive it.
class InProcessTransport final : public Transport {
 public:
  InProcessTransport(InProcessNetwork& network, int rank) : network_(&network), rank_(rank) {}

  [[nodiscard]] int rank() const override { return rank_; }
  [[nodiscard]] int size() const override { return network_->size(); }
  void send(int to, Message message) override;
  [[nodiscard]] std::optional<Message> try_receive() override { return network_->take(rank_); }
  /// All ranks live in this process: it exits.
  [[noreturn]] void abort(int exit_code) override;

 private:
  InProcessNetwork* network_;
  int rank_;
};

}  // namespace servesweep::sweep
