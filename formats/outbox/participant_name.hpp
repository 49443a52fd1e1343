#pragma once

#include <string>
#include <string_view>

namespace mutua::outbox {

/// The scheme that the network uses for all participants.
inline constexpr std::string_view participant_scheme = "iso6523-actorid-upis";

/// The name in the DNS under which a participant ("0208:0712345630") is registered in a zone.
/// Source: Peppol Policy for use of Identifiers 4.4.0, policy 7.
[[nodiscard]] std::string participant_name(std::string_view participant, std::string_view zone);

}  // namespace mutua::outbox
