#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace mutua::outbox {

/// Who may be at the other end, whatever its name resolves to.
enum class Reach : std::uint8_t {
    anybody,
    this_machine,   ///< loopback addresses only
    other_networks  ///< no loopback, private or local address: the URL is foreign input
};

/// One request. TLS is verified, redirects are not followed, proxies and accounts of the
/// environment are not used, and the connection is not kept: the library never sends a request
/// twice by itself.
struct HttpRequest {
    std::string method = "GET";
    std::string url;
    std::vector<std::string> headers;  ///< "Accept: application/json"
    std::string body;
    Reach reach = Reach::anybody;
    bool may_be_plain = false;  ///< http beside https
    std::int64_t timeout_milliseconds = 30'000;
    std::size_t answer_bytes_max = 1'000'000;
};

/// How far a request came.
enum class Arrival : std::uint8_t {
    answered,  ///< there is a status and a whole body
    not_sent,  ///< not one byte of the request left
    unclear    ///< some left, and no whole answer came
};

struct HttpAnswer {
    Arrival arrival = Arrival::not_sent;
    std::int64_t status = 0;
    std::string body;
    std::optional<std::int64_t> retry_after;  ///< seconds
    std::string problem;                      ///< in words; holds nothing of the request
};

/// Asks once.
[[nodiscard]] HttpAnswer ask(const HttpRequest& request);

/// The parts of a URL that decide where it leads.
struct WebAddress {
    std::string scheme;
    std::string host;
    bool is_loopback = false;      ///< 127.x.y.z, [::1] or localhost
    bool has_credentials = false;  ///< user or password
    bool has_query = false;        ///< `?` or `#`
};

/// Nothing when it is no http or https URL.
[[nodiscard]] std::optional<WebAddress> parse_web_address(const std::string& url);

/// True for 127.x.y.z, ::1 and localhost, with or without brackets.
[[nodiscard]] bool is_loopback_host(std::string_view host);

}  // namespace mutua::outbox
