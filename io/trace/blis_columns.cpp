#include "io/trace/blis_columns.h"

namespace servesweep::io {

std::vector<std::string> BlisColumn::required() {
  return {"request_id",      "tenant_id",    "slo_class",         "session_id",
          "round_index",     "prefix_group", "input_tokens",      "output_tokens",
          "arrival_time_us", "send_time_us", "last_chunk_time_us"};
}

std::vector<std::string> BlisColumn::optional() {
  return {"prefix_length",
          "server_input_tokens",
          "input_tokens_reset",
          "think_time_us",
          "model",
          "adapter",
          "client_id",
          "priority",
          "vllm_priority",
          "streaming",
          "text_tokens",
          "image_tokens",
          "audio_tokens",
          "video_tokens",
          "reason_ratio",
          "deadline_us",
          "slo_target_us",
          "first_chunk_time_us",
          "num_chunks",
          "status",
          "error_message",
          "finish_reason",
          "x_request_id"};
}

}  // namespace servesweep::io
