#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/hdf5/shard_writer.h"
#include "io/journal/journal.h"
#include "io/yaml/value.h"
#include "sweep/run/seed_decision.h"
#include "sweep/tuning/decision.h"
#include "sweep/tuning/method_choice.h"

namespace servesweep::sweep {

/// The events of a study's runs, as records of its journal: each a map with `event` and what
/// belongs to it. docs/results-format.md lists them.
class RunJournal {
 public:
  explicit RunJournal(io::Journal journal) : journal_(std::move(journal)) {}

  struct Begin {
    std::string command;
    int ranks = 1, threads = 1;
    std::size_t planned = 0, found = 0;
  };
  /// What it held when it was opened.
  [[nodiscard]] const io::JournalContent& content() const { return journal_.content(); }

  void begin(const Begin& facts);
  /// Written with whatever comes next, or by flush(): many ranks tell of shards at the same time,
  /// and each sync takes milliseconds. They are safe in the folder before; the journal only bears
  /// witness. @throws engine::Problem if there are very many and they cannot be written
  void shards(const std::vector<io::CommittedShard>& shards);
  /// @throws engine::Problem if the journal cannot be written; nothing is lost then
  void flush();
  void method(const MethodChoice& choice);
  void decision(const Decision& decision, const Study& study);
  void seeds(const SeedDecision& decision);
  struct End {
    std::size_t done = 0, failed = 0, left = 0;  ///< failed: of the whole study
    std::string error;
  };
  void end(const End& facts);

 private:
  using Facts = std::vector<std::pair<std::string, io::Value>>;
  void add(const std::string& event, const Facts& facts);
  void write(const std::string& event, const Facts& facts);

  io::Journal journal_;
  std::vector<std::string> unwritten_;
};

/// The decisions of a study's search that a journal holds, in their order. Problem if a record is
/// not what RunJournal writes.
[[nodiscard]] std::vector<Decision> decisions_in(const std::vector<std::string>& records,
                                                 const Study& study);
/// Those on further seeds.
[[nodiscard]] std::vector<SeedDecision> seed_decisions_in(const std::vector<std::string>& records);
/// The records of a damaged journal from which a study can go on: a decision may have been lost in
/// the damage, and those after it rest on it; they are made again.
[[nodiscard]] std::vector<std::string> without_lost_decisions(const io::JournalContent& content);
/// What was chosen for `search: {method: auto}`; none if nothing was yet.
[[nodiscard]] std::optional<MethodChoice> method_in(const std::vector<std::string>& records);

}  // namespace servesweep::sweep
