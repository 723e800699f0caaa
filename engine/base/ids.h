#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>

namespace servesweep::engine {

/// Simulated time: integer microseconds since the start of the run.
using TimeUs = std::int64_t;

/// "This never happened" in a recorded time, and "no horizon" when used as the end of time.
inline constexpr TimeUs kNever = -1;
inline constexpr TimeUs kForever = std::numeric_limits<TimeUs>::max();

/// A strongly typed index: ids of different things do not mix, and none is a bare int.
template <class Tag>
class Id {
 public:
  constexpr Id() = default;
  constexpr explicit Id(std::int32_t value) : value_(value) {}

  /// The id as a position in a container. Precondition: valid().
  [[nodiscard]] constexpr std::size_t index() const { return static_cast<std::size_t>(value_); }
  [[nodiscard]] constexpr std::int32_t value() const { return value_; }
  [[nodiscard]] constexpr bool valid() const { return value_ >= 0; }

  friend constexpr auto operator<=>(Id, Id) = default;

 private:
  std::int32_t value_ = -1;
};

using RequestId = Id<struct RequestTag>;    ///< position of a request in its workload
using InstanceId = Id<struct InstanceTag>;  ///< engine replica, 0 … N−1
using SloClassId = Id<struct SloClassTag>;  ///< index into Workload::classes
using TenantId = Id<struct TenantTag>;      ///< index into Workload::tenants
using ChainId = Id<struct ChainTag>;        ///< a content stream that several requests share
using SessionId = Id<struct SessionTag>;    ///< a multi-turn conversation

}  // namespace servesweep::engine
