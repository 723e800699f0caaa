#include "io/yaml/value.h"

#include <doctest/doctest.h>

#include <limits>

namespace value_test {

using servesweep::io::Value;

TEST_CASE("compact JSON keeps the order of insertion and the shortest numbers") {
  Value value = Value::map();
  value.set("weight", Value::number(1e-5)).set("base", Value::number(10.0));
  value.set("name", Value::text("a \"b\"\n")).set("on", Value::boolean(true));
  value.set("seeds", Value::list({Value::integer(42), Value::integer(43)}));
  CHECK(value.json() ==
        R"({"weight":1e-05,"base":10,"name":"a \"b\"\u000a","on":true,"seeds":[42,43]})");
}

TEST_CASE("empty containers and numbers that are none") {
  CHECK(Value::map().json() == "{}");
  CHECK(Value::list().json() == "[]");
  CHECK(Value::map().yaml() == "{}\n");
  CHECK(Value::number(std::numeric_limits<double>::quiet_NaN()).json() == "null");
}

TEST_CASE("YAML quotes every text that could be read as something else") {
  Value value = Value::map();
  value.set("plain", Value::text("slo-tiered")).set("reference", Value::text("$age_weight"));
  value.set("number", Value::text("256")).set("word", Value::text("True"));
  value.set("empty", Value::text("")).set("colon", Value::text("a: b"));
  CHECK(value.yaml() ==
        "plain: slo-tiered\nreference: $age_weight\nnumber: \"256\"\nword: \"True\"\n"
        "empty: \"\"\ncolon: \"a: b\"\n");
}

TEST_CASE("YAML puts long values on lines of their own") {
  Value client = Value::map();
  client.set("id", Value::text(std::string(60, 'a')))
      .set("tenant", Value::text(std::string(60, 'b')));
  Value value = Value::map();
  value.set("short", Value::list({Value::integer(1), Value::integer(2)}));
  value.set("clients", Value::list({client}));
  CHECK(value.yaml() == "short: [1, 2]\nclients:\n  -\n    id: " + std::string(60, 'a') +
                            "\n    tenant: " + std::string(60, 'b') + "\n");
}

}  // namespace value_test
