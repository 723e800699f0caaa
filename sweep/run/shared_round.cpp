#include "sweep/run/shared_round.h"

#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "engine/base/problem.h"
#include "io/folder/shared_file.h"
#include "sweep/distribute/wire.h"
#include "sweep/run/pilot.h"
#include "sweep/values/counted_text.h"

namespace servesweep::sweep {
namespace {

using namespace std::chrono_literals;

/// An older view of the leases is renewed before anything is decided by it.
constexpr auto kFresh = 2s;

/// How often to look at leases that others hold: often enough to see each renewal.
std::chrono::milliseconds look_pause(const SharedRules& rules) {
  return std::clamp<std::chrono::milliseconds>(std::chrono::milliseconds(rules.lease) / 40, 10ms,
                                               1000ms);
}

/// Members that come one after another begin far apart (golden ratio).
std::size_t start_of(int member, std::size_t chunks) {
  constexpr double kGolden = 0.6180339887498949;
  const double share = (member - 1) * kGolden;
  return static_cast<std::size_t>((share - std::floor(share)) * static_cast<double>(chunks));
}

/// Enough for half a second of work in reserve, which is longer than leasing takes, but no more
/// than one run per thread: what is in reserve here, nobody else can run.
std::size_t wanted_stock(int threads, double run_seconds) {
  constexpr double kReserveSeconds = 0.5;
  const double reserve = std::clamp(threads * kReserveSeconds / std::max(run_seconds, 1e-6), 1.0,
                                    static_cast<double>(threads));
  return static_cast<std::size_t>(threads) + static_cast<std::size_t>(reserve);
}

}  // namespace

SharedRound::SharedRound(StudyDesk& desk, SharedRules rules, int threads)
    : desk_(desk),
      rules_(rules),
      leases_(desk.folder().leases_folder(), desk.member()->number()),
      keeper_(leases_, *desk.member(), rules.lease),
      watch_(rules.lease) {
  const std::vector<RunId> order = desk.all_runs();
  const ChunkLayout layout = read_layout(order, threads);
  // Marks are made after their shards, so shards that are listed later hold whatever is marked: a
  // chunk that is marked and yet missing was lost.
  const std::vector<std::size_t> marked = leases_.look().done;
  table_ = ChunkTable(layout, order, desk.runs_to_do().runs);
  for (const std::size_t chunk : marked) {
    if (chunk < table_.size() && table_.state(chunk) == State::free) leases_.reopen(chunk);
  }
  start_ = start_of(desk.member()->number(), table_.size());
  in_stock_ = wanted_stock(threads, table_.mean_run_seconds());
}

ChunkLayout SharedRound::read_layout(const std::vector<RunId>& order, int threads) const {
  const PlannedStudy& planned = desk_.planned();
  const std::filesystem::path file = leases_.chunks_file();
  std::optional<std::string> text = io::read_shared_file(file);
  if (!text) {
    const Pilot pilot = Pilot::run(planned.study, planned.plan);
    std::vector<double> seconds;
    for (const RunId run : order) {
      seconds.push_back(pilot.seconds_per_run[planned.plan.runs()[run.index()].workload]);
    }
    ChunkLayout layout = ChunkLayout::cut(planned.plan.fingerprint(), seconds, threads);
    if (io::create_shared_file(file, layout.json())) return layout;
    text = io::read_shared_file(file);  // somebody was faster
  }
  ChunkLayout layout = ChunkLayout::read(text.value_or(""), file.string());
  if (layout.plan() == planned.plan.fingerprint() && layout.runs() == order.size()) return layout;
  throw engine::Problem(
      desk_.folder().path().string(), "is shared by members with another plan",
      "they run other seeds of the study, or another servesweep",
      "run the command again when they have left; if nobody is there, remove " + file.string());
}

void SharedRound::look(Clock::time_point now) {
  board_ = leases_.look();
  server_ns_ = desk_.member()->touch().value_or(0);
  looked_ = now;
  table_.see(board_);
  watch_.see(board_.leases, now);
  done_by_others_ = table_.runs(State::done);
}

void SharedRound::hold(const io::Lease& lease) {
  keeper_.hold(lease);
  table_.set(lease.chunk, State::mine);
  ran_out_.reset();
}

std::optional<std::size_t> SharedRound::lease_one(Clock::time_point now) {
  if (now - looked_ > kFresh || looked_ == Clock::time_point()) look(now);
  while (const std::optional<std::size_t> chunk = table_.next_free(start_)) {
    if (leases_.claim(*chunk)) {
      hold({.chunk = *chunk});
      return chunk;
    }
    table_.set(*chunk, State::leased);  // until the next look
    if (looked_ != now) look(now);
  }
  if (looked_ != now) look(now);
  return inherit_one(now);
}

/// A chunk whose holder is dead.
std::optional<std::size_t> SharedRound::inherit_one(Clock::time_point now) {
  for (const io::SeenLease& seen : board_.leases) {
    if (!watch_.stale(seen, server_ns_, now) || !leases_.take_over(seen.lease)) continue;
    spdlog::info("took over chunk {}, whose holder showed no sign of life for {} s",
                 seen.lease.chunk, rules_.lease.count());
    hold({.chunk = seen.lease.chunk, .generation = seen.lease.generation + 1});
    return seen.lease.chunk;
  }
  return std::nullopt;
}

Supply SharedRound::next(const TakeRuns& take) {
  const Clock::time_point now = Clock::now();
  if (now < next_look_) return {};
  tell_lost();
  if (unfinished_ >= in_stock_) {
    if (now - looked_ > 2 * kFresh) look(now);  // for the display, and to know who lives
    return {};
  }
  if (const std::optional<std::size_t> chunk = lease_one(now)) return hand_out(*chunk, take);
  if (!ran_out_) ran_out_ = now;
  next_look_ = now + look_pause(rules_);
  over_ = may_leave();
  // Others may wait for what is finished here and not committed, as this member may for theirs.
  const bool uncommitted = unfinished_ == 0 && !chunk_of_run_.empty();
  return {.extension = std::nullopt, .closed = over_ || uncommitted};
}

bool SharedRound::may_leave() const {
  if (board_.leases.empty()) return table_.count(State::free) + table_.count(State::leased) == 0;
  return unfinished_ == 0 && std::ranges::all_of(board_.leases, [this](const auto& seen) {
           return watch_.alive_since(seen.lease, *ran_out_);
         });
}

Supply SharedRound::hand_out(std::size_t chunk, const TakeRuns& take) {
  const std::vector<RunId> runs = table_.runs_of(chunk);
  WireWriter text;
  for (const RunId run : runs) {
    text.number(run.value());
    chunk_of_run_.emplace(run.value(), chunk);
  }
  waiting_[chunk] = runs.size();
  unfinished_ += runs.size();
  return {.extension = Extension{.tasks = Tasks(take(runs)), .text = text.take()}};
}

std::vector<RunId> SharedRound::runs_in(std::string_view text) {
  std::vector<RunId> runs;
  WireReader reader(text);
  while (!reader.at_end()) runs.emplace_back(reader.number<std::int32_t>());
  return runs;
}

void SharedRound::note(const ChunkNews& news) {
  unfinished_ -= std::min(unfinished_, news.runs);
  for (const RunId run : news.durable) {
    const auto place = chunk_of_run_.find(run.value());
    if (place == chunk_of_run_.end()) continue;
    const std::size_t chunk = place->second;
    chunk_of_run_.erase(place);
    if (--waiting_[chunk] > 0) continue;
    waiting_.erase(chunk);
    keeper_.finish(chunk);
    table_.set(chunk, State::done_here);
  }
}

void SharedRound::tell_lost() {
  for (const std::size_t chunk : keeper_.take_lost()) {
    spdlog::warn(
        "chunk {} was taken over by another member while this process showed no sign of life for "
        "{} s; what both run is equal and counts once",
        chunk, rules_.lease.count());
  }
}

void SharedRound::look_back() {
  tell_lost();
  keeper_.give_back();
  for (const auto& [chunk, runs] : waiting_) table_.set(chunk, State::free);
  look(Clock::now());
}

std::size_t SharedRound::left_runs() const {
  return table_.runs(State::free) + table_.runs(State::leased) + table_.runs(State::mine);
}

std::string SharedRound::standing() const {
  std::string text =
      fmt::format("member {} has run {} of {}", desk_.member()->number(),
                  table_.count(State::done_here), counted_text(table_.size(), "chunk"));
  if (table_.count(State::found) > 0) {
    text += fmt::format(", {} were there", table_.count(State::found));
  }
  if (done_by_others_ > 0) text += fmt::format(", others {}", table_.count(State::done));
  const std::size_t leased = table_.count(State::leased);
  if (leased == 0) return text;
  return text + fmt::format("; {} ({}) {} leased by other members", counted_text(leased, "chunk"),
                            counted_text(table_.runs(State::leased), "run"),
                            leased == 1 ? "is" : "are");
}

}  // namespace servesweep::sweep
