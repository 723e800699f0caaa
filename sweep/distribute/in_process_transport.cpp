#include "sweep/distribute/in_process_transport.h"

#include <cstdio>
#include <cstdlib>
#include <utility>

#include "engine/base/contract.h"

namespace servesweep::sweep {

InProcessNetwork::InProcessNetwork(int ranks) {
  SERVESWEEP_EXPECT(ranks >= 1);
  for (int rank = 0; rank < ranks; ++rank) mailboxes_.push_back(std::make_unique<Mailbox>());
}

void InProcessNetwork::deliver(int to, Message message) {
  Mailbox& mailbox = *mailboxes_.at(static_cast<std::size_t>(to));
  const std::lock_guard lock(mailbox.mutex);
  mailbox.messages.push_back(std::move(message));
}

std::optional<Message> InProcessNetwork::take(int rank) {
  Mailbox& mailbox = *mailboxes_.at(static_cast<std::size_t>(rank));
  const std::lock_guard lock(mailbox.mutex);
  if (mailbox.messages.empty()) return std::nullopt;
  Message message = std::move(mailbox.messages.front());
  mailbox.messages.pop_front();
  return message;
}

void InProcessTransport::send(int to, Message message) {
  check_payload(message);
  message.from = rank_;
  network_->deliver(to, std::move(message));
}

void InProcessTransport::abort(int exit_code) {
  // Other threads may still be computing: what they use must not be taken down under them.
  std::fflush(nullptr);
  std::_Exit(exit_code);
}

}  // namespace servesweep::sweep
