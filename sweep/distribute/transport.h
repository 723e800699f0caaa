#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>

namespace servesweep::sweep {

/// What a message means; the direction is given as sender → receiver.
enum class MessageKind : std::uint8_t {
  ready,           ///< worker → coordinator: here I am, with so many threads
  chunk,           ///< coordinator → worker: run these tasks
  chunk_done,      ///< worker → coordinator: what became of a chunk
  drain_request,   ///< worker → coordinator: this rank was asked to drain
  stop,            ///< coordinator → worker: start no further task
  finish,          ///< coordinator → worker: the report, equal on all ranks
  bye,             ///< worker → coordinator: my last message of this distribution
  release,         ///< rank 0 → all: everybody's last message has arrived, go on
  broadcast,       ///< rank 0 → all: a text
  gather,          ///< all → rank 0: a text
  extension,       ///< coordinator → worker: a text about tasks to come
  extension_told,  ///< worker → coordinator: heard; the payload is an error, empty if all is well
  pulse,           ///< worker → rank 0: a sign of life
  news             ///< worker → rank 0: a text that belongs to no chunk
};

/// The largest payload that any transport carries (MPI counts bytes with an int).
inline constexpr std::size_t kMaxPayloadBytes = std::size_t{1} << 30;

struct Message {
  int from = 0;  ///< filled in by the transport
  MessageKind kind = MessageKind::ready;
  std::string payload;
};

/// Moves messages between the ranks of one job. Messages between two ranks never overtake one
/// another. A rank may send to itself; it receives that before any answer to what it sent to others
/// afterwards. Only one thread of a rank, always the same, may call it.
class Transport {
 public:
  Transport() = default;
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  virtual ~Transport() = default;

  [[nodiscard]] virtual int rank() const = 0;
  [[nodiscard]] virtual int size() const = 0;

  /// Returns at once, whether or not the receiver is listening.
  /// @throws std::length_error if the payload exceeds kMaxPayloadBytes
  virtual void send(int to, Message message) = 0;

  /// The next message for this rank, if one has arrived. Never blocks.
  [[nodiscard]] virtual std::optional<Message> try_receive() = 0;

  /// Ends all ranks at once with this exit code; for errors that this rank cannot tell the others.
  [[noreturn]] virtual void abort(int exit_code) = 0;
};

/// @throws std::length_error if the payload exceeds kMaxPayloadBytes
void check_payload(const Message& message);

}  // namespace servesweep::sweep
