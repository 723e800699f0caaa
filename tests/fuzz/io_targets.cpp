#include "tests/fuzz/io_targets.h"

#include <array>
#include <filesystem>
#include <string>

#include "engine/workload/request_check.h"
#include "io/folder/result_folder.h"
#include "io/hdf5/run_key.h"
#include "io/journal/journal_format.h"
#include "io/model_config/model_config.h"
#include "io/table/csv_reader.h"
#include "io/table/json_lines.h"
#include "io/table/table.h"
#include "io/trace/azure_trace.h"
#include "io/trace/blis_trace.h"
#include "io/trace/mooncake_trace.h"
#include "io/trace/request_trace.h"
#include "io/trace/servegen_profile.h"
#include "io/trace/weka_trace.h"
#include "io/yaml/document.h"
#include "io/yaml/value.h"
#include "tests/fuzz/contained.h"
#include "tests/fuzz/memory_file.h"

namespace servesweep::fuzz {
namespace {

/// The bytes before and behind the first dividing line.
std::pair<std::string_view, std::string_view> two_files(std::string_view bytes) {
  constexpr std::string_view kDivider = "===\n";
  const std::size_t at = bytes.find(kDivider);
  if (at == std::string_view::npos) return {bytes, {}};
  return {bytes.substr(0, at), bytes.substr(at + kDivider.size())};
}

/// The document as a value, every scalar of it read as each type on the way.
io::Value value_of(const io::Document& node) {
  (void)node.where();
  if (node.is_list()) {
    io::Value list = io::Value::list();
    for (const io::Document& item : node.items()) list.add(value_of(item));
    return list;
  }
  if (node.is_map()) {
    io::Value map = io::Value::map();
    for (const auto& [key, entry] : node.entries()) map.set(key, value_of(entry));
    return map;
  }
  contained([&] { (void)node.real(); });
  contained([&] { (void)node.integer(); });
  contained([&] { (void)node.boolean(); });
  contained([&] { (void)node.at("missing"); });
  contained([&] { (void)node.items(); });
  return io::Value::text(node.is_scalar() ? node.text() : "");
}

void yaml(std::string_view bytes) {
  contained([&] {
    const io::Document document = io::Document::parse(std::string(bytes), "fuzzed.yaml");
    const io::Value value = value_of(document);
    if (document.is_scalar()) return;
    contained([&] { document.allow_only({"study", "strategy", "workload"}); });
    // What we write of it says the same: resolved studies travel this way.
    const io::Value again = value_of(io::Document::parse(value.yaml(), "written.yaml"));
    require(again.json() == value.json(), "a document changes when written and read again");
  });
}

void journal(std::string_view bytes) {
  std::string file(io::kJournalMagic);
  file += bytes;
  const io::JournalContent content = io::decode_journal(file);
  require(content.kept_bytes + content.torn_bytes == file.size(), "bytes of a journal are lost");
  std::string rewritten(io::kJournalMagic);
  for (const std::string& record : content.records) rewritten += io::encode_record(record);
  require(rewritten.size() + content.skipped_bytes == content.kept_bytes, "records overlap");
  require(io::decode_journal(rewritten).records == content.records, "records change");
}

/// Both ends of what options allow, so that limits and scales meet the numbers of the trace.
template <class Read>
void read_trace(Read read) {
  const auto check = [&](const io::TraceOptions& options) {
    contained([&] {
      const engine::Workload workload = read(options);
      engine::RequestCheck requests(workload.closed_loop);
      for (const engine::Request& request : workload.requests) {
        requests.check(request);
        require(request.slo_class.index() < workload.classes.size(), "a class that is not there");
        require(request.tenant.index() < workload.tenants.size(), "a tenant that is not there");
        for (const engine::Segment& segment : request.content) {
          require(segment.chain.value() < workload.chains, "content that is not there");
        }
      }
    });
  };
  check({});
  io::TraceOptions slow;
  slow.seed = 7;
  slow.rate_scale = 1e-6;
  slow.requests = 3;
  slow.horizon_us = 1'000'000'000'000;
  check(slow);
  io::TraceOptions fast;
  fast.rate_scale = 1e6;
  fast.classes.classes.resize(2);
  fast.classes.classes[0].name = "a";
  fast.classes.classes[1].name = "b";
  fast.classes.weights = {1, 2};
  check(fast);
}

void request_trace(std::string_view bytes) {
  const MemoryFile file(bytes);
  read_trace([&](const auto& options) { return io::read_request_trace(file.path(), options); });
}

void mooncake_trace(std::string_view bytes) {
  const MemoryFile file(bytes);
  for (const io::MooncakeOptions& mooncake : {io::MooncakeOptions{}, io::kShareGptOptions}) {
    read_trace([&](const auto& options) {
      return io::read_mooncake_trace(file.path(), mooncake, options);
    });
  }
}

void azure_trace(std::string_view bytes) {
  const MemoryFile file(bytes);
  read_trace([&](const auto& options) { return io::read_azure_trace(file.path(), options); });
}

void weka_trace(std::string_view bytes) {
  const MemoryFile file(bytes);
  for (const io::WekaReplay replay : {io::WekaReplay::think_time, io::WekaReplay::original}) {
    io::WekaOptions weka;
    weka.replay = replay;
    weka.sessions_per_s = 0.5;
    weka.common_prefix = true;
    read_trace(
        [&](const auto& options) { return io::read_weka_trace(file.path(), weka, options); });
  }
}

void servegen_profile(std::string_view bytes) {
  const auto [rates, lengths] = two_files(bytes);
  const MemoryFile file(rates), known(lengths);
  const io::ServegenOptions servegen{.lengths = known.path(), .end_s = 2'000};
  // Not read_trace(): rates that are allowed mean up to 10^8 requests, which is slow, not wrong.
  io::TraceOptions options;
  options.rate_scale = 1e-3;
  options.horizon_us = 1'000'000;
  contained([&] { (void)io::draw_servegen_profile(file.path(), servegen, options); });
}

void blis_trace(std::string_view bytes) {
  const auto [header, rows] = two_files(bytes);
  const MemoryFile file(header), data(rows);
  for (const io::BlisReplay replay : {io::BlisReplay::original, io::BlisReplay::think_time}) {
    const io::BlisOptions blis{.data = data.path(), .replay = replay};
    read_trace(
        [&](const auto& options) { return io::read_blis_trace(file.path(), blis, options); });
  }
}

void csv(std::string_view bytes) {
  const MemoryFile file(bytes);
  contained([&] {
    io::CsvReader rows(file.path(), {"a", "b"}, {"c"});
    while (rows.next()) {
      contained([&] { (void)rows.integer(0, -5, 1'000'000); });
      contained([&] { (void)rows.find_integer(1, std::int64_t{-1} << 62, 1); });
      contained([&] { (void)rows.real(2); });
    }
  });
}

void json(std::string_view bytes) {
  const MemoryFile file(bytes);
  contained([&] {
    io::JsonLines lines(file.path());
    std::vector<std::int64_t> numbers;
    while (lines.next()) {
      const io::JsonNode node = lines.object();
      contained([&] { (void)node.at("i").integer(-3, std::int64_t{1} << 62); });
      contained([&] { (void)node.at("r").real(-1, 1e9); });
      contained([&] { (void)node.at("t").text(); });
      contained([&] { node.at("l").integers(-1, 1'000, numbers); });
      contained([&] { (void)node.find("o").value_or(node).at("x").size(); });
    }
  });
}

void model_config(std::string_view bytes) {
  contained([&] { (void)io::parse_model_config(std::string(bytes), "config.json"); });
}

void names(std::string_view bytes) {
  const std::string text(bytes);
  if (const auto shard = io::ShardName::parse(text)) {
    require(shard->text() == text, "a shard has two names");
    require(text.find('/') == std::string::npos, "a shard lies elsewhere");
  }
  contained([&] { require(io::RunKey::from_hex(text).hex() == text, "a key has two texts"); });
  contained([&] { (void)io::table_format_of(text); });
}

constexpr std::array<Target, 12> kTargets{{{"yaml", yaml},
                                           {"journal", journal},
                                           {"request_trace", request_trace},
                                           {"mooncake_trace", mooncake_trace},
                                           {"azure_trace", azure_trace},
                                           {"weka_trace", weka_trace},
                                           {"servegen_profile", servegen_profile},
                                           {"blis_trace", blis_trace},
                                           {"csv", csv},
                                           {"json", json},
                                           {"model_config", model_config},
                                           {"names", names}}};

}  // namespace

std::span<const Target> io_targets() {
  return kTargets;
}

}  // namespace servesweep::fuzz
