#include "io/model_config/config_fields.h"

#include <doctest/doctest.h>

#include <nlohmann/json.hpp>

namespace servesweep::io::config_fields_test {

TEST_CASE("fields: nested before top level, null is absent, 0 falls through") {
  const nlohmann::json root = nlohmann::json::parse(
      R"({"a": 1, "b": 2, "zero": 0, "none": null, "word": "x", "text_config": {"a": 7, "b": null}})");
  const std::string file = "c.json";
  const ConfigFields fields(root, file);
  CHECK(fields.size({"a"}) == 7);
  CHECK(fields.size({"b"}) == 2);
  CHECK(fields.size({"zero", "none", "b"}) == 2);
  CHECK(fields.size_or({"zero", "none"}, 5) == 5);
  CHECK(fields.find("none") == nullptr);
  CHECK(fields.text_or({"none", "word"}, "y") == "x");
  CHECK(fields.text_or({"none"}, "y") == "y");
  CHECK_FALSE(fields.flag("none"));
  CHECK_THROWS_WITH((void)fields.size({"zero"}),
                    "c.json: zero: is 0 (the shape of the model needs it); add it, or check that "
                    "this is the right file");
  CHECK_THROWS_WITH((void)fields.text_or({"a"}, ""), "c.json: a: 7 is no text; write it in quotes");
}

TEST_CASE("fields: a text_config that is no object") {
  const nlohmann::json root = nlohmann::json::parse(R"({"text_config": 3})");
  const std::string file = "c.json";
  CHECK_THROWS_WITH(ConfigFields(root, file),
                    "c.json: text_config: is no object (it holds the fields of the language "
                    "model); check the file");
}

}  // namespace servesweep::io::config_fields_test
