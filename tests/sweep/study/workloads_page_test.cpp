#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "engine/workload/generator.h"
#include "sweep/study/make_workload.h"
#include "sweep/study/workload_file.h"

namespace servesweep::sweep::workloads_page_test {
namespace {

const std::filesystem::path kSource = SERVESWEEP_SOURCE;

std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::ifstream stream(file);
  REQUIRE(stream);
  std::vector<std::string> lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// What stands between ```yaml and ``` in a page.
std::vector<std::string> yaml_blocks(const std::vector<std::string>& lines) {
  std::vector<std::string> blocks;
  bool inside = false;
  for (const std::string& line : lines) {
    if (line == "```") inside = false;
    if (inside) blocks.back() += line + "\n";
    if (line != "```yaml") continue;
    inside = true;
    blocks.emplace_back();
  }
  return blocks;
}

}  // namespace

TEST_CASE("every example of the workloads page is a workload") {
  const auto blocks = yaml_blocks(lines_of(kSource / "docs" / "workloads.md"));
  CHECK(blocks.size() == 5);
  for (const std::string& block : blocks) {
    CAPTURE(block);
    if (block.find("trace:") != std::string::npos) continue;  // below: needs its trace beside it
    const WorkloadFile file = WorkloadFile::read(io::Document::parse(block, "workloads.md"));
    CHECK(engine::generate(file.spec, 1).requests.size() >= 500);
  }
}

TEST_CASE("the recorded trace of the workloads page is a workload") {
  const auto folder = std::filesystem::temp_directory_path() / "servesweep-workloads-page";
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "conversation_trace.jsonl")
      << R"({"timestamp": 0, "input_length": 700, "output_length": 5, "hash_ids": [1, 2]})"
         "\n"
      << R"({"timestamp": 3000, "input_length": 600, "output_length": 7, "hash_ids": [1, 3]})"
         "\n";
  std::int32_t traces = 0;
  for (const std::string& block : yaml_blocks(lines_of(kSource / "docs" / "workloads.md"))) {
    if (block.find("trace:") == std::string::npos) continue;
    ++traces;
    std::ofstream(folder / "conversation.yaml") << block;
    const io::Document document = io::Document::read_file(folder / "conversation.yaml");
    CHECK(make_workload(WorkloadFile::read(document), 1).requests.size() == 2);
  }
  CHECK(traces == 1);
  std::filesystem::remove_all(folder);
}

TEST_CASE("the workloads page lists the shipped workloads, all and only these") {
  std::set<std::string> listed, shipped;
  for (const std::string& line : lines_of(kSource / "docs" / "workloads.md")) {
    if (line.starts_with("## ")) break;
    if (!line.starts_with("| `")) continue;
    const std::string names = line.substr(0, line.find(" |", 2));
    for (std::size_t at = names.find('`'); at != std::string::npos;) {
      const std::size_t end = names.find('`', at + 1);
      listed.insert(names.substr(at + 1, end - at - 1));
      at = names.find('`', end + 1);
    }
  }
  for (const auto& entry : std::filesystem::directory_iterator(kSource / "configs" / "workloads")) {
    shipped.insert(entry.path().stem().string());
  }
  CHECK(listed == shipped);
}

}  // namespace servesweep::sweep::workloads_page_test
