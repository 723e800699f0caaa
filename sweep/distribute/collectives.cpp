#include "sweep/distribute/collectives.h"

#include <fmt/format.h>

#include <stdexcept>
#include <thread>
#include <utility>

#include "io/folder/storage_problem.h"
#include "sweep/distribute/backoff.h"
#include "sweep/distribute/exception_text.h"
#include "sweep/distribute/rank_text.h"

namespace servesweep::sweep {

namespace {

constexpr char kGood = '+';
constexpr char kBadInput = '-';
constexpr char kFailed = '!';

Message receive(Transport& transport, MessageKind expected) {
  Backoff backoff;
  for (;;) {
    if (auto message = transport.try_receive()) {
      if (message->kind == expected) return std::move(*message);
      throw std::logic_error(fmt::format(
          "rank {} expected a message of kind {} and got {} from rank {}", transport.rank(),
          static_cast<int>(expected), static_cast<int>(message->kind), message->from));
    }
    std::this_thread::sleep_for(backoff.next());
  }
}

/// Whether the exception that is being handled is the fault of the user's input.
bool input_is_to_blame() {
  try {
    throw;
  } catch (const io::StorageProblem&) {
    return false;
  } catch (const engine::Problem&) {
    return true;
  } catch (...) {
    return false;
  }
}

void send_to_others(Transport& transport, MessageKind kind, const std::string& text) {
  for (int rank = 1; rank < transport.size(); ++rank) transport.send(rank, {0, kind, text});
}

}  // namespace

std::string broadcast(Transport& transport, std::string text) {
  if (transport.rank() != 0) return receive(transport, MessageKind::broadcast).payload;
  send_to_others(transport, MessageKind::broadcast, text);
  return text;
}

std::string broadcast_from_rank_zero(Transport& transport,
                                     const std::function<std::string()>& make) {
  // The first byte tells a text from an error.
  if (transport.rank() != 0) {
    const std::string answer = broadcast(transport, "");
    if (answer.empty() || answer.front() != kGood) {
      throw RankZeroFailed(answer.substr(1), answer.front() == kBadInput);
    }
    return answer.substr(1);
  }
  try {
    std::string text = make();
    (void)broadcast(transport, kGood + text);
    return text;
  } catch (...) {
    (void)broadcast(transport, (input_is_to_blame() ? kBadInput : kFailed) + exception_text());
    throw;
  }
}

std::vector<std::string> gather(Transport& transport, std::string text) {
  if (transport.rank() != 0) {
    transport.send(0, {0, MessageKind::gather, std::move(text)});
    (void)receive(transport, MessageKind::release);
    return {};
  }
  std::vector<std::string> texts(static_cast<std::size_t>(transport.size()));
  texts[0] = std::move(text);
  for (int i = 1; i < transport.size(); ++i) {
    Message message = receive(transport, MessageKind::gather);
    texts.at(static_cast<std::size_t>(message.from)) = std::move(message.payload);
  }
  // A rank that went on earlier could send its next message while rank 0 still waits for this one.
  send_to_others(transport, MessageKind::release, "");
  return texts;
}

std::string first_error(Transport& transport, const std::function<void()>& step) {
  std::string error;
  try {
    step();
  } catch (const std::exception& thrown) {
    error = transport.size() == 1 ? thrown.what() : rank_text(transport.rank(), thrown.what());
  }
  std::string first;
  for (const std::string& told : gather(transport, error)) {
    if (first.empty()) first = told;
  }
  return broadcast(transport, first);
}

void barrier(Transport& transport) {
  (void)gather(transport, "");
}

}  // namespace servesweep::sweep
