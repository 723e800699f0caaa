#include "sweep/cli/version_verb.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>
#include <regex>

#include "engine/scenario.h"
#include "sweep/run/version.h"
#include "tests/sweep/cli/program.h"

namespace servesweep::sweep::test::version_verb_test {
namespace {

TEST_CASE("the version tells where the program comes from") {
  const TemporaryFolder folder;
  const Finished json = servesweep(folder.path(), {"version", "--json"});
  REQUIRE(json.code == 0);
  CHECK(json.out == servesweep(folder.path(), {"version", "--format", "json"}).out);
  const nlohmann::json object = nlohmann::json::parse(json.out);
  CHECK(object.at("servesweep") == kVersion);
  CHECK(object.at("engine_semantics") == engine::kSemanticsVersion);
  CHECK(std::regex_match(object.at("result_format").get<std::string>(),
                         std::regex("[0-9]+\\.[0-9]+")));
  CHECK(
      std::regex_match(object.at("commit").get<std::string>(), std::regex("unknown|[0-9a-f]{40}")));
  CHECK(object.at("modified").is_boolean());
  CHECK(object.at("configs") == "");  // not installed
  for (const char* fact : {"compiler", "build_type", "host"}) {
    CAPTURE(fact);
    CHECK(object.at(fact).get<std::string>().size() > 2);
  }
  CHECK(object.at("flags").is_string());
  for (const auto& [name, version] : object.at("libraries").items()) {
    CAPTURE(name);
    CHECK(std::regex_search(version.get<std::string>(), std::regex("[0-9]+\\.[0-9]+")));
  }
  CHECK(object.at("libraries").contains("HDF5"));
  CHECK(object.at("libraries").contains("MPI"));
}

TEST_CASE("the version in words begins with one line") {
  const TemporaryFolder folder;
  const std::string text = servesweep(folder.path(), {"version"}).out;
  CHECK(text.starts_with(std::string("servesweep ") + kVersion + " (engine semantics "));
  CHECK(text == servesweep(folder.path(), {"--version"}).out);
}

}  // namespace
}  // namespace servesweep::sweep::test::version_verb_test
