#include "engine/metrics/request_record.h"

#include <doctest/doctest.h>

#include <string>

namespace request_record_test {

using namespace servesweep::engine;

TEST_CASE("name_of: a word for each status") {
  CHECK(std::string(name_of(RequestStatus::completed)) == "completed");
  CHECK(std::string(name_of(RequestStatus::waiting)) == "waiting");
  CHECK(std::string(name_of(RequestStatus::running)) == "running");
  CHECK(std::string(name_of(RequestStatus::rejected)) == "rejected");
  CHECK(std::string(name_of(RequestStatus::dropped)) == "dropped");
  CHECK(std::string(name_of(RequestStatus::unrouted)) == "unrouted");
}

}  // namespace request_record_test
