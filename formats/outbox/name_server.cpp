#include "formats/outbox/name_server.hpp"

#include "engine/core/contract.hpp"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <netinet/in.h>
#include <resolv.h>

#include <array>
#include <charconv>
#include <utility>

namespace mutua::outbox {

namespace {

constexpr int name_record_type = 35;  // NAPTR
constexpr std::uint16_t usual_port = 53;
constexpr int server_tries = 1;  // The directory asks three times.

using Packet = std::array<unsigned char, 8'192>;

/// The state of the C library's resolver, closed at the end.
class Resolver {
public:
    Resolver() : is_ready_{::res_ninit(&state_) == 0} {}
    Resolver(const Resolver&) = delete;
    Resolver& operator=(const Resolver&) = delete;
    ~Resolver() {
        if (is_ready_) { ::res_nclose(&state_); }
    }
    [[nodiscard]] bool is_ready() const { return is_ready_; }
    [[nodiscard]] res_state state() { return &state_; }

private:
    struct __res_state state_ {};
    bool is_ready_;
};

struct ServerAddress {
    std::uint32_t host = 0;
    std::uint16_t port = usual_port;
};

std::optional<ServerAddress> parse_server(const std::string& text) {
    ServerAddress address;
    const std::size_t colon = text.find(':');
    in_addr host{};
    if (::inet_pton(AF_INET, text.substr(0, colon).c_str(), &host) != 1) { return std::nullopt; }
    address.host = host.s_addr;
    if (colon == std::string::npos) { return address; }
    const char* end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data() + colon + 1, end, address.port);
    if (error != std::errc{} || stop != end || address.port == 0) { return std::nullopt; }
    return address;
}

NameAnswer unknown_name(std::string problem) {
    return {NameAnswer::Kind::unknown, {}, std::move(problem)};
}

/// The records of the answer, whatever name they stand under: the server followed aliases.
NameAnswer read_packet(const Packet& packet, int length) {
    ns_msg message;
    if (::ns_initparse(packet.data(), length, &message) != 0) {
        return unknown_name("the name server's answer cannot be read");
    }
    const int code = ns_msg_getflag(message, ns_f_rcode);
    if (code == ns_r_nxdomain) { return {NameAnswer::Kind::missing, {}, {}}; }
    if (code != ns_r_noerror) {
        return unknown_name("the name server failed (" + std::to_string(code) + ")");
    }
    NameAnswer answer{NameAnswer::Kind::there, {}, {}};
    for (int i = 0; i < ns_msg_count(message, ns_s_an); ++i) {
        ns_rr record;
        if (::ns_parserr(&message, ns_s_an, i, &record) != 0) {
            return unknown_name("the name server's answer cannot be read");
        }
        if (static_cast<int>(ns_rr_type(record)) != name_record_type) { continue; }
        const auto found = read_name_record(
            {reinterpret_cast<const char*>(ns_rr_rdata(record)), ns_rr_rdlen(record)});
        if (!found) { return unknown_name("a record of the name server cannot be read"); }
        answer.records.push_back(*found);
    }
    return answer;
}

NameAnswer ask_server(std::optional<std::uint32_t> host, std::uint16_t port,
                      std::int64_t timeout_seconds, const std::string& name, int type) {
    Resolver resolver;
    if (!resolver.is_ready()) { return unknown_name("this machine has no name server"); }
    const res_state state = resolver.state();
    state->retrans = static_cast<int>(timeout_seconds);
    state->retry = server_tries;
    if (host) {
        state->nscount = 1;
        state->nsaddr_list[0].sin_family = AF_INET;
        state->nsaddr_list[0].sin_addr.s_addr = *host;
        state->nsaddr_list[0].sin_port = htons(port);
    }
    Packet question{};
    Packet answer{};
    const int asked = ::res_nmkquery(state, QUERY, name.c_str(), ns_c_in, type, nullptr, 0, nullptr,
                                     question.data(), static_cast<int>(question.size()));
    if (asked <= 0) { return unknown_name("the name cannot be asked for"); }
    const int length =
        ::res_nsend(state, question.data(), asked, answer.data(), static_cast<int>(answer.size()));
    if (length <= 0) { return unknown_name("no name server answered, or each of them failed"); }
    if (length > static_cast<int>(answer.size())) {
        return unknown_name("the name server's answer is longer than it may be");
    }
    return read_packet(answer, length);
}

}  // namespace

bool is_server_address(const std::string& address) {
    return address.empty() || parse_server(address).has_value();
}

NameServer::NameServer(const std::string& address, std::int64_t timeout_seconds)
    : timeout_seconds_{timeout_seconds} {
    require(is_server_address(address), "a name server is an address, with a port or without");
    if (address.empty()) { return; }
    const auto server = parse_server(address);
    host_ = server->host;
    port_ = server->port;
}

NameAnswer NameServer::name_records(const std::string& name) const {
    return ask_server(host_, port_, timeout_seconds_, name, name_record_type);
}

NameAnswer NameServer::zone(const std::string& name) const {
    return ask_server(host_, port_, timeout_seconds_, name, ns_t_soa);
}

}  // namespace mutua::outbox
