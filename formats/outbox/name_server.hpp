#pragma once

#include "formats/outbox/name_record.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace mutua::outbox {

/// What the DNS says of a name.
struct NameAnswer {
    enum class Kind : std::uint8_t {
        there,    ///< the name is there; it may have no record of the kind that was asked
        missing,  ///< there is no such name (NXDOMAIN)
        unknown   ///< no answer, a server that failed, or bytes that are no answer
    };
    Kind kind = Kind::unknown;
    std::vector<NameRecord> records;
    std::string problem;  ///< when it is unknown
};

/// A name server: that of the machine, or one that is named.
class NameServer {
public:
    /// `address` is "127.0.0.1:5353", "192.0.2.1", or empty for the machine's own.
    /// Errors: another form is a ContractViolation; is_server_address() tells before.
    NameServer(const std::string& address, std::int64_t timeout_seconds);

    /// The records that lead from a name to services.
    [[nodiscard]] NameAnswer name_records(const std::string& name) const;
    /// Whether a name is there at all, asked by the record that begins a zone.
    [[nodiscard]] NameAnswer zone(const std::string& name) const;

private:
    std::optional<std::uint32_t> host_;  ///< as the network orders it
    std::uint16_t port_ = 0;
    std::int64_t timeout_seconds_;
};

[[nodiscard]] bool is_server_address(const std::string& address);

}  // namespace mutua::outbox
