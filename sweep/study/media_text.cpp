#include "sweep/study/media_text.h"

#include "sweep/study/length_law_text.h"

namespace servesweep::sweep {
namespace {

std::string name_of(engine::Media kind) {
  return std::string(engine::kMediaNames[static_cast<std::size_t>(kind)]);
}

}  // namespace

engine::MediaMix read_media(const io::Document& node) {
  node.allow_only({engine::kMediaNames.begin(), engine::kMediaNames.end()});
  engine::MediaMix media;
  for (const engine::Media kind :
       {engine::Media::image, engine::Media::audio, engine::Media::video}) {
    const auto items = node.find(name_of(kind));
    if (!items) continue;
    items->allow_only({"count", "tokens"});
    media[kind] = {.count = read_length_law(items->at("count")),
                   .tokens = read_length_law(items->at("tokens"))};
  }
  return media;
}

io::Value to_value(const engine::MediaMix& media) {
  io::Value value = io::Value::map();
  for (const auto& [kind, items] : media) {
    value.set(
        name_of(kind),
        io::Value::map().set("count", to_value(items.count)).set("tokens", to_value(items.tokens)));
  }
  return value;
}

}  // namespace servesweep::sweep
