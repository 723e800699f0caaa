#include "io/trace/blis_rows.h"

#include <doctest/doctest.h>

#include "tests/io/trace/trace_file.h"

namespace servesweep::io::blis_rows_test {
namespace {

/// Columns of the first release, and of one that has everything.
const std::string kFirst =
    "request_id,client_id,tenant_id,slo_class,session_id,round_index,prefix_group,streaming,"
    "input_tokens,output_tokens,text_tokens,image_tokens,audio_tokens,video_tokens,reason_ratio,"
    "arrival_time_us,send_time_us,first_chunk_time_us,last_chunk_time_us,num_chunks,status,"
    "error_message\n";
const std::string kLater =
    "request_id,client_id,tenant_id,slo_class,vllm_priority,session_id,round_index,prefix_group,"
    "prefix_length,streaming,input_tokens,output_tokens,text_tokens,image_tokens,audio_tokens,"
    "video_tokens,reason_ratio,model,deadline_us,slo_target_us,server_input_tokens,"
    "arrival_time_us,send_time_us,first_chunk_time_us,last_chunk_time_us,num_chunks,status,"
    "error_message,finish_reason,x_request_id,adapter,think_time_us,input_tokens_reset\n";
/// The least that is needed.
const std::string kLeast =
    "request_id,tenant_id,slo_class,session_id,round_index,prefix_group,input_tokens,"
    "output_tokens,arrival_time_us,send_time_us,last_chunk_time_us";

BlisRows read(const std::string& text) {
  return read_blis_rows(TraceFile(text).path());
}

std::string wrong(const std::string& text) {
  return complaint(text, [](const auto& path) { return read_blis_rows(path); });
}

std::string wrong_row(const std::string& row) {
  return wrong(kLeast + ",prefix_length\n0,t,c,s,0,,10,5,0,0,0,0\n" + row);
}

}  // namespace

TEST_CASE("rows of the first release") {
  const BlisRows read_rows =
      read(kFirst +
           "0,c,acme,batch,s1,0,g,true,512,128,512,0,0,0,0.5,70,1000,2000,3000,47,ok,\n"
           "1,c,,,,0,,false,8,0,8,0,0,0,0,90,1100,0,0,0,error,\"reset, \"\"peer\"\" gone\"\n");
  REQUIRE(read_rows.rows.size() == 2);
  const BlisRow& first = read_rows.rows[0];
  CHECK(first.input_tokens == 512);
  CHECK(first.output_tokens == 128);
  CHECK(first.arrival_us == 70);
  CHECK(first.sent_us == 1000);
  CHECK(first.done_us == 3000);
  CHECK(first.session == 0);
  CHECK(first.group == 0);
  CHECK(first.prefix_tokens == 0);
  CHECK_FALSE(first.think_us);
  CHECK(read_rows.rows[1].session == -1);
  CHECK(read_rows.rows[1].group == -1);
  CHECK(read_rows.tenants == std::vector<std::string>{"acme", "default"});
  CHECK(read_rows.classes == std::vector<std::string>{"batch", "standard"});
  // Sent at 1000 and 1100 on a clock of which 1000 is the first arrival's 70.
  CHECK(first.time_us == 70);
  CHECK(read_rows.rows[1].time_us == 170);
}

TEST_CASE("rows of a later release") {
  const BlisRows read_rows =
      read(kLater +
           "0,c,\"acme, inc\",critical,0,s,0,g,64,true,100,20,100,0,0,0,0,m,0,0,170,"
           "5,6,7,8,2,ok,,stop,u,a,,\r\n"
           "1,c,\"acme, inc\",critical,0,s,1,g,0,true,30,20,30,0,0,0,0,m,0,0,0,"
           "50,60,70,80,2,ok,,stop,u,a,25,40\r\n");
  REQUIRE(read_rows.rows.size() == 2);
  CHECK(read_rows.tenants == std::vector<std::string>{"acme, inc"});
  CHECK(read_rows.rows[0].prefix_tokens == 64);
  CHECK(read_rows.rows[0].server_tokens == 170);
  CHECK_FALSE(read_rows.rows[0].think_us);
  CHECK(read_rows.rows[0].reset_tokens == 0);
  CHECK(read_rows.rows[1].round == 1);
  CHECK(read_rows.rows[1].think_us == 25);
  CHECK(read_rows.rows[1].reset_tokens == 40);
}

TEST_CASE("without a recorded send a row is sent when it arrives, also out of order") {
  const BlisRows rows = read(kLeast + "\n0,,,,0,,1,1,500,0,0\n1,,,,0,,1,1,200,0,0\n");
  CHECK(rows.rows[0].time_us == 500);
  CHECK(rows.rows[1].time_us == 200);
}

TEST_CASE("a header of another release is refused") {
  CHECK(wrong("") == "FILE: no header (the file is empty); the first line must name the columns");
  CHECK(wrong(kLeast.substr(0, kLeast.rfind(',')) + "\n") ==
        "FILE:1: header: column 'last_chunk_time_us' is missing; add it");
  CHECK(wrong(kLeast + ",input_tokns\n") ==
        "FILE:1: header: unexpected column 'input_tokns' (this version of the format is not "
        "known); did you mean 'input_tokens'?");
  CHECK(wrong(kLeast + ",slo_class\n") ==
        "FILE:1: header: column 'slo_class' comes twice; remove one");
  CHECK(wrong(kLeast + "\n").starts_with("FILE: no requests"));
}

TEST_CASE("wrong rows are named") {
  CHECK(wrong_row("1,t,c,s,0,,10,5,0,0,0") ==
        "FILE:3: 11 fields (the header has 12); write one field per column, in double quotes if it "
        "contains a comma");
  CHECK(wrong_row("1,t,c,s,0,,10,x,0,0,0,0")
            .starts_with("FILE:3: output_tokens: 'x' is not an integer"));
  CHECK(wrong_row("1,t,c,s,0,,1.5,5,0,0,0,0")
            .starts_with("FILE:3: input_tokens: '1.5' is not an integer"));
  CHECK(wrong_row("1,t,c,s,0,,10,5,-1,0,0,0")
            .starts_with("FILE:3: arrival_time_us: -1 is out of range"));
  CHECK(wrong_row("1,t,c,s,0,,10,5,,0,0,0").starts_with("FILE:3: arrival_time_us: empty"));
  CHECK(
      wrong_row("1,t,c,s,-1,,10,5,0,0,0,0").starts_with("FILE:3: round_index: -1 is out of range"));
  CHECK(wrong_row("one,t,c,s,0,,10,5,0,0,0,0")
            .starts_with("FILE:3: request_id: 'one' is not an integer"));
  CHECK(wrong_row("1,\"t,c,s,0,,10,5,0,0,0,0").starts_with("FILE:3: broken quotes in field 2"));
  CHECK(wrong_row("1,t,c,s,0,,10,5,0,0,0,7") ==
        "FILE:3: prefix_length: 7 without a prefix_group (nobody would share these tokens); name "
        "the group or write 0");
}

TEST_CASE("a mixture of models or clocks is refused") {
  CHECK(wrong(kLeast + ",model\n0,,,,0,,1,1,0,0,0,a\n1,,,,0,,1,1,0,0,0,b\n") ==
        "FILE:3: model: 'b' after 'a' (all requests of a trace go to one model); keep the rows of "
        "one of them");
  CHECK(wrong(kLeast + ",adapter\n0,,,,0,,1,1,0,0,0,\n1,,,,0,,1,1,0,0,0,b\n")
            .starts_with("FILE:3: adapter: 'b' after ''"));
  CHECK(wrong(kLeast + "\n0,,,,0,,1,1,5,0,0\n1,,,,0,,1,1,9,1708100000000000,0\n") ==
        "FILE: times are too far apart (a trace lasts 31 years at most); let send_time_us be set "
        "in all rows or in none");
}

}  // namespace servesweep::io::blis_rows_test
