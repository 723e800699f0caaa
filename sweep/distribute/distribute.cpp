#include "sweep/distribute/distribute.h"

#include <fmt/format.h>
#include <tbb/info.h>

#include <cstdlib>
#include <optional>
#include <utility>

#include "engine/base/problem.h"
#include "sweep/distribute/backoff.h"
#include "sweep/distribute/coordinator.h"
#include "sweep/distribute/exception_text.h"
#include "sweep/distribute/job_threads.h"
#include "sweep/distribute/pulse_book.h"

namespace servesweep::sweep {

namespace {

// One rank's part in one distribution: moves messages between the transport, the worker and, on
// rank 0, the coordinator. Rank 0's worker and coordinator talk by messages too, so there is one
// path only.
class Participant {
 public:
  Participant(Transport& transport, const Tasks& tasks, const Callbacks& callbacks,
              const Options& options)
      : transport_(transport),
        callbacks_(callbacks),
        drain_(options.drain),
        worker_(transport.rank(), options.threads, options.on_task_failure, callbacks.run_task,
                callbacks.on_chunk_done, callbacks.on_extension,
                ReportPace::for_ranks(transport.size())),
        pulses_(pulse_period(transport.size())),
        standings_(pulse_period(transport.size()) / 4) {
    if (transport.rank() == 0) {
      coordinator_.emplace(tasks, transport.size(), options.threads, options.chunks,
                           options.on_task_failure,
                           callbacks.more ? TaskList::open : TaskList::closed);
      book_.emplace(transport.size(), Metronome::Clock::now());
    }
  }

  DistributeReport run() {
    transport_.send(0, worker_.ready());
    Backoff backoff;
    while (!worker_.released()) {
      if (make_progress()) {
        backoff.reset();
      } else {
        worker_.wait(backoff.next());
      }
    }
    tell_standing();
    return worker_.report();
  }

 private:
  bool make_progress() {
    bool progress = false;
    // After Release, the next message belongs to whatever the caller does next.
    while (!worker_.released()) {
      const auto message = transport_.try_receive();
      if (!message) break;
      receive(*message);
      progress = true;
    }
    end_results();
    if (callbacks_.lost) {
      for (const TaskFailure& task : callbacks_.lost()) worker_.give_up(task.task, task.text);
    }
    for (Message& message : worker_.commit_finished()) {
      transport_.send(0, std::move(message));
      progress = true;
    }
    if (callbacks_.tick) callbacks_.tick();
    send_news();
    if (drain_ != nullptr && !drain_told_ && !finishing_ && drain_->load()) {
      drain_told_ = true;
      transport_.send(0, {0, MessageKind::drain_request, ""});
      progress = true;
    }
    const auto now = Metronome::Clock::now();
    if (!finishing_ && pulses_.beats(now)) send_pulse();
    if (coordinator_ && standings_.beats(now)) tell_standing();
    return ask_for_more() || progress;
  }

  void send_pulse() {
    if (!callbacks_.on_pulse) return;
    transport_.send(0, worker_.pulse(callbacks_.on_pulse()));
  }

  void send_news() {
    if (!callbacks_.news || finishing_) return;
    std::string news = callbacks_.news();
    if (!news.empty()) transport_.send(0, {0, MessageKind::news, std::move(news)});
  }

  void end_results() {
    if (!has_results_ || !callbacks_.on_results_end) return;
    has_results_ = false;
    guarded([&] { callbacks_.on_results_end(); });
  }

  void tell_standing() {
    if (!coordinator_ || !callbacks_.on_standing) return;
    DistributionStanding standing = coordinator_->standing();
    book_->complete(standing, Metronome::Clock::now());
    callbacks_.on_standing(standing);
  }

  void receive(const Message& message) {
    switch (message.kind) {
      case MessageKind::pulse:
        book_.value().note(message.from, decode_pulse(message.payload));
        book_->heard(message.from, Metronome::Clock::now());
        break;
      case MessageKind::news:
        take_result(message.payload);
        break;
      case MessageKind::ready:
      case MessageKind::chunk_done:
      case MessageKind::extension_told:
      case MessageKind::drain_request:
      case MessageKind::bye:
        book_.value().heard(message.from, Metronome::Clock::now());
        if (message.kind == MessageKind::chunk_done) book_->reported(message.from);
        perform(coordinator_.value().on_message(message));
        (void)ask_for_more();
        perform(coordinator_->conclude());
        break;
      default:
        // Nothing may follow our answer to Finish, or it would arrive in the next distribution.
        if (message.kind == MessageKind::finish) {
          send_pulse();
          finishing_ = true;
        }
        if (message.kind == MessageKind::chunk && callbacks_.on_chunk) {
          callbacks_.on_chunk(decode_chunk_order(message.payload).tasks.size());
        }
        if (auto answer = worker_.on_message(message)) reply(std::move(*answer));
    }
  }

  /// What rank 0 itself heard of an extension is known at once, before any result of its tasks.
  void reply(Message answer) {
    if (coordinator_ && answer.kind == MessageKind::extension_told) return receive(answer);
    transport_.send(0, std::move(answer));
  }

  void take_result(std::string result) {
    has_results_ = true;
    guarded([&] { callbacks_.on_result(std::move(result)); });
  }

  void perform(CoordinatorStep step) {
    for (Outgoing& outgoing : step.send) transport_.send(outgoing.to, std::move(outgoing.message));
    if (step.result) take_result(std::move(*step.result));
    guarded([&] {
      for (const TaskFailure& failure : step.failures) {
        if (callbacks_.on_failure) callbacks_.on_failure(failure);
      }
    });
  }

  // True if the source had something to say.
  bool ask_for_more() {
    if (!coordinator_ || !coordinator_->accepts_tasks()) return false;
    Supply supply;
    guarded([&] { supply = callbacks_.more(); });
    if (supply.extension) perform(coordinator_->extend(*supply.extension));
    if (supply.closed && coordinator_->accepts_tasks()) coordinator_->close();
    perform(coordinator_->conclude());
    return supply.extension || supply.closed;
  }

  // Calls what the caller gave rank 0; its errors end the distribution.
  template <class Call>
  void guarded(const Call& call) {
    std::string error;
    try {
      call();
    } catch (...) {
      error = "rank 0: " + exception_text();
    }
    if (!error.empty()) perform(coordinator_->on_error(error));
  }

  Transport& transport_;
  const Callbacks& callbacks_;
  const std::atomic<bool>* drain_;
  Worker worker_;
  std::optional<Coordinator> coordinator_;
  std::optional<PulseBook> book_;  ///< beside the coordinator
  Metronome pulses_;
  Metronome standings_;
  bool drain_told_ = false;
  bool finishing_ = false;
  bool has_results_ = false;  ///< since end_results()
};

}  // namespace

DistributeReport distribute(Transport& transport, const Tasks& tasks, const Callbacks& callbacks,
                            const Options& options) {
  if (options.threads < 1) {
    throw engine::Problem("threads", fmt::format("{} is too few", options.threads),
                          "a rank computes with at least one thread", "use 1 or more");
  }
  return Participant(transport, tasks, callbacks, options).run();
}

int available_threads() {
  return threads_allowed(tbb::info::default_concurrency(),
                         [](const char* name) -> const char* { return std::getenv(name); });
}

}  // namespace servesweep::sweep
