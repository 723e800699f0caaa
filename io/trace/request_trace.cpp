#include "io/trace/request_trace.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "io/table/csv_reader.h"

namespace servesweep::io {
namespace {

using engine::ChainId;
using engine::Problem;
using engine::Request;
using engine::Segment;
using engine::Workload;

namespace column {
enum Column : std::size_t {
  id,
  client,
  tenant,
  slo_class,
  session,
  turn,
  accumulate,
  arrival,
  prefix_group,
  prefix_tokens,
  input_tokens,
  output_tokens
};
}  // namespace column

std::vector<std::string> column_names() {
  return {"id",           "client",        "tenant",       "slo_class",
          "session",      "turn",          "accumulate",   "arrival_us",
          "prefix_group", "prefix_tokens", "input_tokens", "output_tokens"};
}

// Bounds that keep every sum of times and tokens far from overflow.
constexpr std::int64_t kLastArrivalUs = 1'000'000'000'000'000;
constexpr std::int64_t kMostTokens = 1'000'000'000;
constexpr std::int64_t kMostRequests = 1'000'000'000;

/// Numbers names in order of appearance.
class NameTable {
 public:
  std::int32_t number(const std::string& name) {
    return numbers_.try_emplace(name, static_cast<std::int32_t>(numbers_.size())).first->second;
  }
  [[nodiscard]] std::int32_t size() const { return static_cast<std::int32_t>(numbers_.size()); }

 private:
  std::unordered_map<std::string, std::int32_t> numbers_;
};

/// Collects the requests of a trace row by row. Spans into the segments are set at the end, when
/// their storage no longer moves.
class TraceBuilder {
 public:
  void add(const CsvReader& row);
  [[nodiscard]] Workload finish();

 private:
  void check_order(const CsvReader& row, std::int64_t arrival_us) const;
  engine::SloClassId slo_class(std::string name);
  engine::TenantId tenant(const std::string& name);
  void add_content(const CsvReader& row, const Request& request);

  /// A stream of shared tokens: (prefix group or −1, tokens of it in front, session or −1).
  ChainId chain(std::int32_t group, std::int64_t prefix_tokens, std::int32_t session);

  Workload workload_;
  std::vector<std::size_t> content_ends_;  ///< per request: end of its segments
  NameTable classes_, tenants_, sessions_, groups_;
  std::map<std::tuple<std::int32_t, std::int64_t, std::int32_t>, ChainId> chains_;
};

void TraceBuilder::add(const CsvReader& row) {
  const auto expected = static_cast<std::int64_t>(workload_.requests.size());
  if (row.integer(column::id, 0, kMostRequests) != expected) {
    throw row.problem(column::id, fmt::format("{} is not the next id", row.text(column::id)),
                      fmt::format("ids count the rows from 0, so {} comes here", expected),
                      "number the rows anew");
  }
  Request request;
  request.arrival_us = row.integer(column::arrival, 0, kLastArrivalUs);
  check_order(row, request.arrival_us);
  request.input_tokens =
      static_cast<std::int32_t>(row.integer(column::input_tokens, 1, kMostTokens));
  request.output_tokens =
      static_cast<std::int32_t>(row.integer(column::output_tokens, 0, kMostTokens));
  request.turn = static_cast<std::int32_t>(row.integer(column::turn, 0, kMostRequests));
  if (const std::string& session = row.text(column::session); !session.empty()) {
    request.session = engine::SessionId(sessions_.number(session));
  }
  request.slo_class = slo_class(row.text(column::slo_class));
  request.tier = workload_.classes[request.slo_class.index()].tier;
  request.tenant = tenant(row.text(column::tenant));
  add_content(row, request);
  workload_.requests.push_back(request);
}

void TraceBuilder::check_order(const CsvReader& row, std::int64_t arrival_us) const {
  if (workload_.requests.empty() || arrival_us >= workload_.requests.back().arrival_us) return;
  throw row.problem(column::arrival, fmt::format("{} is earlier than the row before", arrival_us),
                    fmt::format("that one arrives at {}", workload_.requests.back().arrival_us),
                    "sort the rows by arrival");
}

engine::SloClassId TraceBuilder::slo_class(std::string name) {
  if (name.empty()) name = "default";
  const std::int32_t number = classes_.number(name);
  if (static_cast<std::size_t>(number) == workload_.classes.size()) {
    engine::SloClass fresh;
    fresh.tier = engine::tier_of_class_name(name);
    fresh.name = std::move(name);
    workload_.classes.push_back(std::move(fresh));
  }
  return engine::SloClassId(number);
}

engine::TenantId TraceBuilder::tenant(const std::string& name) {
  const std::int32_t number = tenants_.number(name);
  if (static_cast<std::size_t>(number) == workload_.tenants.size())
    workload_.tenants.push_back(name);
  return engine::TenantId(number);
}

void TraceBuilder::add_content(const CsvReader& row, const Request& request) {
  const std::int64_t prefix_tokens = row.integer(column::prefix_tokens, 0, kMostTokens);
  const bool accumulate = row.integer(column::accumulate, 0, 1) == 1;
  const bool grouped = !row.text(column::prefix_group).empty();
  if (prefix_tokens > 0 && !grouped) {
    throw row.problem(column::prefix_tokens,
                      fmt::format("{} without a prefix_group", prefix_tokens),
                      "nobody would share these tokens", "name the group or write 0");
  }
  if (prefix_tokens > request.input_tokens) {
    throw row.problem(
        column::prefix_tokens, fmt::format("{} is more than input_tokens", prefix_tokens),
        fmt::format("the prefix is part of the {} input tokens", request.input_tokens),
        "correct one of the two");
  }
  if (accumulate && !request.session.valid()) {
    throw row.problem(column::accumulate, "1 without a session",
                      "only the turns of a session accumulate context",
                      "name the session or write 0");
  }
  const std::int32_t group =
      prefix_tokens > 0 ? groups_.number(row.text(column::prefix_group)) : -1;
  if (group >= 0) {
    workload_.segments.push_back({chain(group, 0, -1), static_cast<std::int32_t>(prefix_tokens)});
  }
  if (accumulate) {
    workload_.segments.push_back(
        {chain(group, prefix_tokens, request.session.value()), engine::kAllFurtherTokens});
  }
  content_ends_.push_back(workload_.segments.size());
}

ChainId TraceBuilder::chain(std::int32_t group, std::int64_t prefix_tokens, std::int32_t session) {
  const ChainId fresh(static_cast<std::int32_t>(chains_.size()));
  return chains_.try_emplace({group, prefix_tokens, session}, fresh).first->second;
}

Workload TraceBuilder::finish() {
  workload_.chains = static_cast<std::int32_t>(chains_.size());
  const std::span<const Segment> all(workload_.segments);
  std::size_t begin = 0;
  for (std::size_t i = 0; i < workload_.requests.size(); ++i) {
    workload_.requests[i].content = all.subspan(begin, content_ends_[i] - begin);
    begin = content_ends_[i];
  }
  return std::move(workload_);
}

}  // namespace

engine::Workload read_request_trace(const std::filesystem::path& path) {
  CsvReader rows(path, column_names());
  TraceBuilder builder;
  bool any = false;
  while (rows.next()) {
    builder.add(rows);
    any = true;
  }
  if (!any) {
    throw Problem(path.string(), "no requests", "only a header was found",
                  "give a trace with at least one row");
  }
  return builder.finish();
}

}  // namespace servesweep::io
