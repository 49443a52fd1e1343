#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::outbox {

/// A record of the DNS that leads from a name to a service. Source: RFC 3403.
struct NameRecord {
    std::uint16_t order = 0;
    std::uint16_t preference = 0;
    std::string flags;
    std::string service;
    std::string expression;
    friend bool operator==(const NameRecord&, const NameRecord&) = default;
};

/// The record in its bytes; nothing when they are cut short or hold no such thing.
[[nodiscard]] std::optional<NameRecord> read_name_record(std::string_view bytes);

/// The URL that the best of the records gives for this service: "!.*!https://smp.example!" gives
/// https://smp.example. Nothing when none does, or in another form.
[[nodiscard]] std::optional<std::string> service_url(std::vector<NameRecord> records,
                                                     std::string_view service);

}  // namespace mutua::outbox
