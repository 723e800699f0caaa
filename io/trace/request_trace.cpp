#include "io/trace/request_trace.h"

#include <fmt/format.h>

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "io/table/csv_reader.h"
#include "io/trace/trace_builder.h"
#include "io/trace/workload_builder.h"

namespace servesweep::io {
namespace {

using engine::ChainId;
using engine::Problem;
using engine::Request;
using engine::Segment;
using engine::Workload;

namespace request_column {
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
}  // namespace request_column

std::vector<std::string> column_names() {
  return {"id",           "client",        "tenant",       "slo_class",
          "session",      "turn",          "accumulate",   "arrival_us",
          "prefix_group", "prefix_tokens", "input_tokens", "output_tokens"};
}

constexpr std::int64_t kMostTokens = 1'000'000'000;
constexpr std::int64_t kMostRequests = 1'000'000'000;

/// Collects the requests of a trace row by row.
class RequestReader {
 public:
  explicit RequestReader(const TraceOptions& options)
      : options_(options), builder_(options.seed, options.classes.classes) {}

  /// False, and nothing is added, at the first row behind the horizon or the limit.
  [[nodiscard]] bool add(const CsvReader& row);
  [[nodiscard]] const std::vector<Request>& requests() const { return builder_.requests(); }
  [[nodiscard]] Workload finish() {
    return builder_.finish(static_cast<std::int32_t>(chains_.size()));
  }

 private:
  void check_order(const CsvReader& row, std::int64_t arrival_us);
  engine::SloClassId slo_class(const CsvReader& row);
  void add_content(const CsvReader& row, const Request& request);

  /// A stream of shared tokens: (prefix group or −1, tokens of it in front, session or −1).
  ChainId chain(std::int32_t group, std::int64_t prefix_tokens, std::int32_t session);

  const TraceOptions& options_;
  WorkloadBuilder builder_;
  std::int64_t last_arrival_us_ = 0;
  NameTable sessions_, groups_;
  std::map<std::tuple<std::int32_t, std::int64_t, std::int32_t>, ChainId> chains_;
};

bool RequestReader::add(const CsvReader& row) {
  const auto expected = static_cast<std::int64_t>(requests().size());
  if (row.integer(request_column::id, 0, kMostRequests) != expected) {
    throw row.problem(request_column::id,
                      fmt::format("{} is not the next id", row.text(request_column::id)),
                      fmt::format("ids count the rows from 0, so {} comes here", expected),
                      "number the rows anew");
  }
  Request request;
  const std::int64_t arrival_us = row.integer(request_column::arrival, 0, kLastTraceTimeUs);
  check_order(row, arrival_us);
  request.arrival_us = scaled_us(arrival_us, options_.rate_scale);
  const bool full = options_.requests > 0 && expected == options_.requests;
  if (full || request.arrival_us >= options_.horizon_us) return false;
  request.input_tokens =
      static_cast<std::int32_t>(row.integer(request_column::input_tokens, 1, kMostTokens));
  request.output_tokens =
      static_cast<std::int32_t>(row.integer(request_column::output_tokens, 0, kMostTokens));
  request.turn = static_cast<std::int32_t>(row.integer(request_column::turn, 0, kMostRequests));
  if (const std::string& session = row.text(request_column::session); !session.empty()) {
    request.session = engine::SessionId(sessions_.number(session));
  }
  request.slo_class = slo_class(row);
  request.tenant = builder_.tenant(row.text(request_column::tenant));
  add_content(row, request);
  builder_.add(request);
  return true;
}

void RequestReader::check_order(const CsvReader& row, std::int64_t arrival_us) {
  if (arrival_us < last_arrival_us_) {
    throw row.problem(
        request_column::arrival, fmt::format("{} is earlier than the row before", arrival_us),
        fmt::format("that one arrives at {}", last_arrival_us_), "sort the rows by arrival");
  }
  last_arrival_us_ = arrival_us;
}

engine::SloClassId RequestReader::slo_class(const CsvReader& row) {
  const std::string& text = row.text(request_column::slo_class);
  const std::string name = text.empty() ? "default" : text;
  const engine::SloClassId known = builder_.slo_class(name);
  if (known.valid()) return known;
  std::vector<std::string> names;
  for (const engine::SloClass& one : builder_.classes()) names.push_back(one.name);
  throw row.problem(request_column::slo_class, fmt::format("unknown class '{}'", name),
                    "it is not among the declared ones", engine::suggest_name(name, names));
}

void RequestReader::add_content(const CsvReader& row, const Request& request) {
  const std::int64_t prefix_tokens = row.integer(request_column::prefix_tokens, 0, kMostTokens);
  const bool accumulate = row.integer(request_column::accumulate, 0, 1) == 1;
  const bool grouped = !row.text(request_column::prefix_group).empty();
  if (prefix_tokens > 0 && !grouped) {
    throw row.problem(request_column::prefix_tokens,
                      fmt::format("{} without a prefix_group", prefix_tokens),
                      "nobody would share these tokens", "name the group or write 0");
  }
  if (prefix_tokens > request.input_tokens) {
    throw row.problem(
        request_column::prefix_tokens, fmt::format("{} is more than input_tokens", prefix_tokens),
        fmt::format("the prefix is part of the {} input tokens", request.input_tokens),
        "correct one of the two");
  }
  if (accumulate && !request.session.valid()) {
    throw row.problem(request_column::accumulate, "1 without a session",
                      "only the turns of a session accumulate context",
                      "name the session or write 0");
  }
  const std::int32_t group =
      prefix_tokens > 0 ? groups_.number(row.text(request_column::prefix_group)) : -1;
  if (group >= 0) {
    builder_.segments().push_back({chain(group, 0, -1), static_cast<std::int32_t>(prefix_tokens)});
  }
  if (accumulate) {
    builder_.segments().push_back(
        {chain(group, prefix_tokens, request.session.value()), engine::kAllFurtherTokens});
  }
}

ChainId RequestReader::chain(std::int32_t group, std::int64_t prefix_tokens, std::int32_t session) {
  const ChainId fresh(static_cast<std::int32_t>(chains_.size()));
  return chains_.try_emplace({group, prefix_tokens, session}, fresh).first->second;
}

}  // namespace

engine::Workload read_request_trace(const std::filesystem::path& path,
                                    const TraceOptions& options) {
  CsvReader rows(path, column_names());
  RequestReader reader(options);
  bool any = false;
  while (rows.next()) {
    any = true;
    if (!reader.add(rows)) break;
  }
  if (!any) {
    throw Problem(path.string(), "no requests", "only a header was found",
                  "give a trace with at least one row");
  }
  return reader.finish();
}

}  // namespace servesweep::io
