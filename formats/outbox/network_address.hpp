#pragma once

#include "formats/outbox/http.hpp"

struct sockaddr;

namespace mutua::outbox {

/// True when a connection to this address stays within the reach.
[[nodiscard]] bool is_within(Reach reach, const sockaddr& address);

}  // namespace mutua::outbox
