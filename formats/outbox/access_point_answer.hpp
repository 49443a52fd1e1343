#pragma once

#include "engine/settlement/delivery.hpp"
#include "formats/outbox/http.hpp"

#include <string>

namespace mutua::outbox {

/// What an answer to `PUT` means. Anything that README.md does not tell is `uncertain`, unless not
/// a byte left. The token is blotted out of what the access point wrote.
[[nodiscard]] settlement::Submission submission_in(const HttpAnswer& answer,
                                                   const std::string& token);

/// What an answer to `GET` means. Anything that README.md does not tell is `unreachable`: least of
/// all is it taken for "does not have the document".
[[nodiscard]] settlement::RemoteStatus status_in(const HttpAnswer& answer,
                                                 const std::string& token);

}  // namespace mutua::outbox
