#include "tests/benchmark/virtual_job.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <deque>
#include <queue>
#include <stdexcept>
#include <utility>
#include <vector>

#include "sweep/distribute/coordinator.h"
#include "tests/benchmark/poll_times.h"
#include "tests/benchmark/virtual_peer.h"

namespace servesweep::benchmark {
namespace {

using sweep::Message;
using sweep::MessageKind;

std::size_t tasks_of(const JobShape& shape) {
  return static_cast<std::size_t>(
      std::llround(shape.runs_per_thread * shape.ranks * shape.threads));
}

/// A rank with its main thread.
struct Peer {
  VirtualPeer worker;
  double wake_planned_s = -1;  ///< when it next looks for finished tasks
  double free_s = 0;           ///< its main thread has nothing to do from here on
  double committed_s = 0;      ///< when it last closed a shard
  bool closed = false;         ///< … and rank 0 has not noted it yet
};

class Job {
 public:
  Job(const JobShape& shape, const Protocol& protocol, const MessageCosts& costs)
      : shape_(shape),
        protocol_(protocol),
        costs_(costs),
        times_(shape.mean_run_s, shape.log_deviation, shape.seed),
        coordinator_(sweep::Tasks(tasks_of(shape)), shape.ranks, shape.threads, protocol.limits,
                     sweep::FailurePolicy::go_on) {
    constexpr std::chrono::hours kNever{1'000'000};
    const sweep::ReportPace pace = protocol.parts ? sweep::ReportPace::for_ranks(shape.ranks)
                                                  : sweep::ReportPace{kNever, kNever};
    const double half_s = 0.5 * shape.runs_per_thread * shape.mean_run_s;
    for (int i = 0; i < shape.ranks; ++i) {
      Ailment ailment;
      if (i >= shape.ranks - shape.slow_ranks) ailment.slowness = shape.slowness;
      if (i == shape.ranks - 1 && shape.pause_s > 0) {
        ailment.pause_at_s = half_s;
        ailment.pause_s = shape.pause_s;
      }
      const int threads = i == 0 ? shape.threads_of_zero : shape.threads;
      peers_.push_back({VirtualPeer(threads, ailment, pace)});
      send_up(i, MessageKind::ready, sweep::encode_threads(threads), 0);
    }
  }

  JobTrace run() {
    while (!events_.empty()) {
      const Event event = std::move(const_cast<Event&>(events_.top()));
      events_.pop();
      switch (event.kind) {
        case Kind::up:
          inbox_.push_back(event.message);
          trace_.peak_inbox = std::max(trace_.peak_inbox, inbox_.size());
          plan_turn(event.time_s);
          break;
        case Kind::turn:
          turn(event.time_s);
          break;
        case Kind::down:
          receive(event.rank, event.message, event.time_s);
          break;
        case Kind::wake:
          wake(event.rank, event.time_s);
          break;
      }
    }
    return finished_trace();
  }

 private:
  enum class Kind : std::uint8_t { up, turn, down, wake };
  struct Event {
    double time_s = 0;
    std::uint64_t number = 0;
    Kind kind = Kind::turn;
    int rank = 0;
    Message message{};
    friend bool operator>(const Event& a, const Event& b) {
      return std::pair(a.time_s, a.number) > std::pair(b.time_s, b.number);
    }
  };

  void push(Event event) {
    event.number = events_pushed_++;
    events_.push(std::move(event));
  }

  /// A message to rank 0. That of rank 0 itself does not travel.
  void send_up(int rank, MessageKind kind, std::string payload, double now_s) {
    const double way_s = rank == 0 ? 0 : costs_.latency_s;
    push({.time_s = now_s + way_s,
          .kind = Kind::up,
          .rank = rank,
          .message = {rank, kind, std::move(payload)}});
  }

  /// Rank 0's main thread goes on with what waits, or looks when its nap is over.
  void plan_turn(double now_s) {
    if (turn_planned_ || inbox_.empty()) return;
    turn_planned_ = true;
    const double start_s = now_s < peers_[0].free_s
                               ? peers_[0].free_s
                               : next_poll_s(peers_[0].free_s, now_s, costs_.slack_s) + wake_s();
    push({.time_s = start_s, .kind = Kind::turn});
  }

  [[nodiscard]] double wake_s() const {
    return shape_.threads_of_zero < shape_.threads ? 0 : costs_.wake_s;
  }

  void turn(double now_s) {
    turn_planned_ = false;
    if (now_s < peers_[0].free_s) return plan_turn(now_s);  // it was committing meanwhile
    const Message message = std::move(inbox_.front());
    inbox_.pop_front();
    double clock_s = now_s;
    if (message.from != 0) clock_s += costs_.receive_s + costs_.per_byte_s * bytes_of(message);
    if (message.kind == MessageKind::chunk_done) clock_s += news_s(message);
    perform(coordinator_.on_message(message), clock_s);
    perform(coordinator_.conclude(), clock_s);
    trace_.coordinating += clock_s - now_s;
    peers_[0].free_s = std::max(peers_[0].free_s, clock_s);
    plan_turn(clock_s);
  }

  /// A shard that has become durable is noted in the journal, at once.
  double news_s(const Message& message) {
    return std::exchange(peers_[static_cast<std::size_t>(message.from)].closed, false)
               ? costs_.journal_s
               : 0;
  }

  void perform(sweep::CoordinatorStep step, double& clock_s) {
    for (sweep::Outgoing& outgoing : step.send) {
      const double bytes = bytes_of(outgoing.message);
      if (outgoing.to != 0) {
        clock_s += costs_.send_s + costs_.per_byte_s * bytes;
        trace_.bytes += bytes;
      }
      if (outgoing.message.kind == MessageKind::chunk) {
        ++trace_.chunks;
        last_chunk_s_ = clock_s;
      }
      push({.time_s = clock_s + (outgoing.to == 0 ? 0 : costs_.latency_s),
            .kind = Kind::down,
            .rank = outgoing.to,
            .message = std::move(outgoing.message)});
    }
  }

  /// The rank looks at its messages when it is awake.
  void receive(int rank, const Message& message, double now_s) {
    Peer& peer = peers_[static_cast<std::size_t>(rank)];
    const double seen_s =
        now_s <= peer.free_s ? peer.free_s : next_poll_s(peer.free_s, now_s, costs_.slack_s);
    peer.free_s = rank == 0 ? std::max(now_s, peer.free_s) : seen_s;
    if (message.kind == MessageKind::chunk) {
      peer.worker.take(sweep::decode_chunk_order(message.payload), seen_s, times_);
      plan_wake(rank, seen_s);
    } else if (message.kind == MessageKind::finish) {
      report_ = sweep::decode_distribute_report(message.payload);
      send_up(rank, MessageKind::bye, "", seen_s);
    } else if (message.kind == MessageKind::release) {
      trace_.end_s = std::max(trace_.end_s, seen_s);
    }
  }

  void plan_wake(int rank, double now_s) {
    Peer& peer = peers_[static_cast<std::size_t>(rank)];
    const double next_s = peer.worker.next_report_s();
    if (std::isinf(next_s)) return;
    peer.wake_planned_s = std::max(next_s, now_s);
    push({.time_s = peer.wake_planned_s, .kind = Kind::wake, .rank = rank});
  }

  /// The main thread keeps what is finished and tells rank 0.
  void wake(int rank, double now_s) {
    Peer& peer = peers_[static_cast<std::size_t>(rank)];
    if (now_s != peer.wake_planned_s) return;  // planned anew since
    const double start_s = std::max(now_s + (rank == 0 ? wake_s() : 0), peer.free_s);
    double end_s = start_s;
    for (const sweep::ChunkReport& report : peer.worker.report(start_s)) {
      end_s += costs_.keep_run_s * static_cast<double>(report.done);
      if (start_s - peer.committed_s >= costs_.commit_every_s) {
        peer.committed_s = start_s;
        peer.closed = true;
        end_s += costs_.commit_pause_s;
      }
      if (rank != 0) end_s += costs_.send_s;
      send_up(rank, MessageKind::chunk_done, sweep::encode(report), end_s);
    }
    if (rank == 0) trace_.coordinating += end_s - start_s;
    peer.free_s = end_s;
    plan_wake(rank, end_s);
  }

  [[nodiscard]] double bytes_of(const Message& message) const {
    if (protocol_.lists && message.kind == MessageKind::chunk) {
      const sweep::ChunkOrder order = sweep::decode_chunk_order(message.payload);
      return 12.0 + sizeof(std::int32_t) * static_cast<double>(order.tasks.size());
    }
    return static_cast<double>(message.payload.size());
  }

  JobTrace finished_trace() {
    if (report_.done != tasks_of(shape_)) throw std::logic_error("a virtual job lost tasks");
    double work_s = 0, speed = 0;
    for (std::size_t i = 0; i < report_.done; ++i) {
      work_s += times_.seconds(sweep::TaskId(static_cast<std::int32_t>(i)));
    }
    for (const Peer& peer : peers_) {
      speed += shape_.threads / peer.worker.rank().ailment().slowness;
      trace_.longest_wait_s = std::max(trace_.longest_wait_s, peer.worker.longest_wait_s());
    }
    trace_.efficiency = work_s / speed / trace_.end_s;
    trace_.coordinating /= trace_.end_s;
    trace_.tail = 1 - last_chunk_s_ / trace_.end_s;
    return trace_;
  }

  JobShape shape_;
  Protocol protocol_;
  MessageCosts costs_;
  RunTimes times_;
  sweep::Coordinator coordinator_;
  std::vector<Peer> peers_;
  std::priority_queue<Event, std::vector<Event>, std::greater<>> events_;
  std::uint64_t events_pushed_ = 0;
  std::deque<Message> inbox_;
  bool turn_planned_ = false;
  double last_chunk_s_ = 0;
  sweep::DistributeReport report_;
  JobTrace trace_;
};

}  // namespace

JobTrace play_job(const JobShape& shape, const Protocol& protocol, const MessageCosts& costs) {
  return Job(shape, protocol, costs).run();
}

double free_queue_efficiency(const JobShape& shape) {
  const RunTimes times(shape.mean_run_s, shape.log_deviation, shape.seed);
  const int threads = shape.ranks * shape.threads;
  sweep::ChunkOrder all;
  double work_s = 0;
  for (std::size_t i = 0; i < tasks_of(shape); ++i) {
    all.tasks.emplace_back(static_cast<std::int32_t>(i));
    work_s += times.seconds(all.tasks.back());
  }
  return work_s / threads / VirtualRank(threads, {}).take(all, 0, times).runs.back().end_s;
}

}  // namespace servesweep::benchmark
