#include "formats/outbox/network_address.hpp"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <array>
#include <cstring>

namespace mutua::outbox {

namespace {

enum class Place : std::uint8_t { loopback, local, elsewhere };

/// A block of IPv4 addresses that leads to no host of the open network.
struct LocalBlock {
    std::uint32_t first;
    std::uint32_t mask;
};

// Source: the IANA registry of special-purpose addresses (RFC 6890).
constexpr std::array<LocalBlock, 10> local_blocks{{{0x00000000, 0xFF000000},
                                                   {0x0A000000, 0xFF000000},
                                                   {0x64400000, 0xFFC00000},
                                                   {0xA9FE0000, 0xFFFF0000},
                                                   {0xAC100000, 0xFFF00000},
                                                   {0xC0000000, 0xFFFFFF00},
                                                   {0xC0000200, 0xFFFFFF00},
                                                   {0xC0A80000, 0xFFFF0000},
                                                   {0xC6120000, 0xFFFE0000},
                                                   {0xE0000000, 0xE0000000}}};

Place place_of_four(std::uint32_t address) {
    if ((address >> 24U) == 127) { return Place::loopback; }
    for (const LocalBlock& block : local_blocks) {
        if ((address & block.mask) == block.first) { return Place::local; }
    }
    return Place::elsewhere;
}

Place place_of_six(const in6_addr& address) {
    if (IN6_IS_ADDR_LOOPBACK(&address)) { return Place::loopback; }
    if (IN6_IS_ADDR_V4MAPPED(&address) || IN6_IS_ADDR_V4COMPAT(&address)) {
        std::uint32_t four = 0;
        std::memcpy(&four, address.s6_addr + 12, sizeof four);
        return place_of_four(ntohl(four));
    }
    // 2000::/3 is all that is given out; 64:ff9b::/96 and the like lead back to IPv4.
    return (address.s6_addr[0] & 0xE0U) == 0x20U ? Place::elsewhere : Place::local;
}

Place place_of(const sockaddr& address) {
    if (address.sa_family == AF_INET) {
        return place_of_four(ntohl(reinterpret_cast<const sockaddr_in&>(address).sin_addr.s_addr));
    }
    if (address.sa_family == AF_INET6) {
        return place_of_six(reinterpret_cast<const sockaddr_in6&>(address).sin6_addr);
    }
    return Place::local;
}

}  // namespace

bool is_within(Reach reach, const sockaddr& address) {
    if (reach == Reach::anybody) { return true; }
    const Place place = place_of(address);
    return reach == Reach::this_machine ? place == Place::loopback : place == Place::elsewhere;
}

bool is_loopback_host(std::string_view host) {
    if (host == "localhost") { return true; }
    std::string text{host};
    if (text.starts_with('[') && text.ends_with(']')) { text = text.substr(1, text.size() - 2); }
    in_addr four{};
    in6_addr six{};
    if (::inet_pton(AF_INET, text.c_str(), &four) == 1) {
        return place_of_four(ntohl(four.s_addr)) == Place::loopback;
    }
    return ::inet_pton(AF_INET6, text.c_str(), &six) == 1 && place_of_six(six) == Place::loopback;
}

}  // namespace mutua::outbox
