#include "sweep/run/failure_groups.h"

#include <algorithm>

namespace servesweep::sweep {
namespace {

constexpr std::string_view kOther = "other kinds";

/// At most so many bytes, and no half of a UTF-8 character.
std::string_view beginning(std::string_view text, std::size_t most) {
  if (text.size() <= most) return text;
  const auto continues = [&](std::size_t i) {
    return (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U;
  };
  while (most > 0 && continues(most)) --most;
  return text.substr(0, most);
}

}  // namespace

void FailureGroups::note(std::string_view reason, std::size_t count) {
  add({.kind = std::string(beginning(reason.substr(0, reason.find(':')), kMostReasonBytes)),
       .count = count,
       .first = std::string(beginning(reason, kMostReasonBytes))});
}

void FailureGroups::add(const FailureGroups& others) {
  for (const FailureGroup& group : others.groups_) add(group);
}

void FailureGroups::add(const FailureGroup& group) {
  const auto named = [&](std::string_view name) {
    return std::ranges::find(groups_, name, &FailureGroup::kind);
  };
  auto found = named(group.kind);
  if (found == groups_.end() && groups_.size() >= kMost) found = named(kOther);
  if (found != groups_.end()) {
    found->count += group.count;
    return;
  }
  groups_.push_back(group);
  if (groups_.size() > kMost) groups_.back().kind = kOther;
}

std::size_t FailureGroups::total() const {
  std::size_t total = 0;
  for (const FailureGroup& group : groups_) total += group.count;
  return total;
}

}  // namespace servesweep::sweep
