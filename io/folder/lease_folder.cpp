#include "io/folder/lease_folder.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <optional>
#include <string_view>

#include "io/folder/damaged_file.h"
#include "io/folder/file_descriptor.h"
#include "io/folder/shared_file.h"

namespace servesweep::io {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view kPrefix = "chunk-";
constexpr std::string_view kLease = ".lease-";
constexpr std::string_view kDone = ".done";

std::string lease_name(const Lease& lease) {
  return fmt::format("{}{:06}{}{}", kPrefix, lease.chunk, kLease, lease.generation);
}

std::string done_name(std::size_t chunk) {
  return fmt::format("{}{:06}{}", kPrefix, chunk, kDone);
}

template <class Number>
bool take_number(std::string_view& text, Number& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return error == std::errc();
}

/// What a file name stands for: a lease, or a chunk that is done (generation 0).
std::optional<Lease> parse(const std::string& name) {
  std::string_view rest = name;
  Lease lease{.chunk = 0, .generation = 0};
  if (!rest.starts_with(kPrefix)) return std::nullopt;
  rest.remove_prefix(kPrefix.size());
  if (!take_number(rest, lease.chunk)) return std::nullopt;
  if (rest == kDone) return done_name(lease.chunk) == name ? std::optional(lease) : std::nullopt;
  if (!rest.starts_with(kLease)) return std::nullopt;
  rest.remove_prefix(kLease.size());
  if (!take_number(rest, lease.generation) || lease_name(lease) != name) return std::nullopt;
  return lease;
}

/// Of each chunk that is not done the latest generation, by chunk.
void tidy(LeaseBoard& board) {
  std::ranges::sort(board.done);
  std::ranges::sort(board.leases, [](const SeenLease& a, const SeenLease& b) {
    if (a.lease.chunk != b.lease.chunk) return a.lease.chunk < b.lease.chunk;
    return a.lease.generation > b.lease.generation;
  });
  std::erase_if(board.leases, [&](const SeenLease& seen) {
    return std::ranges::binary_search(board.done, seen.lease.chunk);
  });
  const auto same_chunk = [](const SeenLease& a, const SeenLease& b) {
    return a.lease.chunk == b.lease.chunk;
  };
  const auto rest = std::ranges::unique(board.leases, same_chunk);
  board.leases.erase(rest.begin(), rest.end());
}

}  // namespace

LeaseFolder::LeaseFolder(fs::path folder, int holder)
    : folder_(std::move(folder)), holder_(fmt::format("member {}\n", holder)) {}

fs::path LeaseFolder::file_of(const Lease& lease) const {
  return folder_ / lease_name(lease);
}

fs::path LeaseFolder::done_file(std::size_t chunk) const {
  return folder_ / done_name(chunk);
}

LeaseBoard LeaseFolder::look() const {
  LeaseBoard board;
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_, error)) {
    const std::optional<Lease> lease = parse(entry.path().filename().string());
    if (!lease) continue;
    if (lease->generation == 0) {
      board.done.push_back(lease->chunk);
    } else if (const std::optional<std::int64_t> renewed = modified_ns(entry.path())) {
      board.leases.push_back({*lease, *renewed});
    }
  }
  if (error) throw_system_problem(folder_, "list it", error.value());
  tidy(board);
  return board;
}

bool LeaseFolder::claim(std::size_t chunk) const {
  const Lease lease{.chunk = chunk};
  std::error_code ignored;
  if (fs::exists(done_file(chunk), ignored)) return false;
  const int fd = ::open(file_of(lease).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (fd < 0 && errno == EEXIST) return false;
  if (fd < 0) throw_system_problem(file_of(lease), "create it", errno);
  ::close(fd);
  sign(lease);
  return keep_unless_done(lease);
}

bool LeaseFolder::take_over(const Lease& lease) const {
  const Lease mine{.chunk = lease.chunk, .generation = lease.generation + 1};
  // The name that is left is never made again, so of many who try one alone finds it.
  if (::rename(file_of(lease).c_str(), file_of(mine).c_str()) != 0) {
    if (errno == ENOENT) return false;
    throw_system_problem(file_of(lease), "take it over", errno);
  }
  sign(mine);
  return keep_unless_done(mine);
}

bool LeaseFolder::renew(const Lease& lease) const {
  return touch_file(file_of(lease)).has_value();
}

void LeaseFolder::release(const Lease& lease) const {
  std::error_code ignored;
  fs::remove(file_of(lease), ignored);
}

void LeaseFolder::finish(const Lease& lease) const {
  if (::rename(file_of(lease).c_str(), done_file(lease.chunk).c_str()) == 0) return;
  if (errno != ENOENT) throw_system_problem(file_of(lease), "mark its chunk as done", errno);
  const FileDescriptor mark(done_file(lease.chunk), O_WRONLY | O_CREAT);
}

void LeaseFolder::reopen(std::size_t chunk) const {
  std::error_code ignored;
  fs::remove(done_file(chunk), ignored);
}

void LeaseFolder::clear(const std::set<int>& holders) const {
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder_, error)) {
    std::error_code ignored;
    const std::string name = entry.path().filename().string();
    const std::optional<Lease> lease = parse(name);
    if (!lease) continue;
    const bool keep =
        lease->generation == 0 ? !holders.empty() : holders.contains(holder_of(folder_, *lease));
    if (!keep) fs::remove(entry.path(), ignored);
  }
  if (error) throw_system_problem(folder_, "list it", error.value());
}

/// Writes the holder into it, which also renews it; for people only, so an error is none.
void LeaseFolder::sign(const Lease& lease) const {
  const int fd = ::open(file_of(lease).c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC);
  if (fd < 0) return;
  [[maybe_unused]] const ssize_t written = ::write(fd, holder_.data(), holder_.size());
  ::close(fd);
}

/// Somebody may have finished the chunk, and so let its lease go, between our look and our deed.
bool LeaseFolder::keep_unless_done(const Lease& lease) const {
  std::error_code ignored;
  if (!fs::exists(done_file(lease.chunk), ignored)) return true;
  release(lease);
  return false;
}

int holder_of(const fs::path& leases_folder, const Lease& lease) {
  constexpr std::string_view kMember = "member ";
  std::optional<std::string> text;
  try {
    text = read_shared_file(leases_folder / lease_name(lease));
  } catch (const DamagedFile&) {  // no file at all
  }
  if (!text || !text->starts_with(kMember)) return 0;
  std::string_view rest = std::string_view(*text).substr(kMember.size());
  int holder = 0;
  return take_number(rest, holder) ? holder : 0;
}

}  // namespace servesweep::io
