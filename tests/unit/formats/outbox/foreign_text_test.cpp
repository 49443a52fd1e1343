#include "formats/outbox/foreign_text.hpp"

#include "formats/outbox/http.hpp"
#include "formats/outbox/name_record.hpp"
#include "formats/outbox/network_address.hpp"

#include <arpa/inet.h>
#include <catch2/catch.hpp>
#include <netinet/in.h>

#include <string>

namespace mutua::outbox {

TEST_CASE("text goes into a URL and comes back", "[outbox]") {
    CHECK(percent_encoded("E 1/2026.x~-_") == "E%201%2F2026.x~-_");
    CHECK(percent_encoded("\xC3\xA9") == "%C3%A9");
    CHECK(percent_decoded("E%201%2f2026%") == "E 1/2026%");
    CHECK(percent_decoded("%zz%4") == "%zz%4");
    CHECK(percent_decoded(percent_encoded("a::b##c?d=1&e")) == "a::b##c?d=1&e");
}

TEST_CASE("foreign text loses what a terminal obeys and what is no text", "[outbox]") {
    CHECK(harmless_text("  plain  ") == "plain");
    CHECK(harmless_text("a\x1B[31m\nb\tc\x7F") == "a [31m b c");
    CHECK(harmless_text("\xC3\xA9t\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x99\x82") ==
          "\xC3\xA9t\xC3\xA9 \xE2\x82\xAC \xF0\x9F\x99\x82");
    CHECK(harmless_text("a\xFF\xC0\xAF\xED\xA0\x80z") == "a      z");
    CHECK(harmless_text("a\xC2\x9Bz") == "a z");
    CHECK(harmless_text("\xE2\x82") == "");
    CHECK(harmless_text(std::string(600, 'x')).size() == 500);
    CHECK(harmless_text("\xC3\xA9\xC3\xA9", 3) == "\xC3\xA9");
}

TEST_CASE("a connection stays within its reach", "[outbox]") {
    struct Row {
        const char* address;
        bool is_loopback;
        bool is_elsewhere;
    };
    const auto row = GENERATE(values<Row>({
        {"127.0.0.1", true, false},
        {"127.8.9.10", true, false},
        {"10.1.2.3", false, false},
        {"172.16.0.1", false, false},
        {"172.32.0.1", false, true},
        {"192.168.1.1", false, false},
        {"169.254.169.254", false, false},
        {"100.64.0.1", false, false},
        {"0.0.0.0", false, false},
        {"224.0.0.1", false, false},
        {"255.255.255.255", false, false},
        {"8.8.8.8", false, true},
        {"::1", true, false},
        {"::", false, false},
        {"::ffff:127.0.0.1", true, false},
        {"::ffff:10.0.0.1", false, false},
        {"64:ff9b::7f00:1", false, false},
        {"fd00::1", false, false},
        {"fe80::1", false, false},
        {"ff02::1", false, false},
        {"2001:4860:4860::8888", false, true},
    }));
    CAPTURE(row.address);
    sockaddr_in6 six{};
    sockaddr_in four{};
    const bool is_four = ::inet_pton(AF_INET, row.address, &four.sin_addr) == 1;
    four.sin_family = AF_INET;
    six.sin6_family = AF_INET6;
    if (!is_four) { REQUIRE(::inet_pton(AF_INET6, row.address, &six.sin6_addr) == 1); }
    const sockaddr& address =
        is_four ? reinterpret_cast<const sockaddr&>(four) : reinterpret_cast<const sockaddr&>(six);
    CHECK(is_within(Reach::anybody, address));
    CHECK(is_within(Reach::this_machine, address) == row.is_loopback);
    CHECK(is_within(Reach::other_networks, address) == row.is_elsewhere);
    CHECK(is_loopback_host(row.address) == row.is_loopback);
}

TEST_CASE("records of names are read to the byte, and the best one leads", "[outbox]") {
    const std::string bytes{"\0\x64\0\x0A\x01U\x08Meta:SMP\x0F!.*!https://x/!\0", 32};
    const auto record = read_name_record(bytes);
    REQUIRE(record);
    CHECK(*record == NameRecord{100, 10, "U", "Meta:SMP", "!.*!https://x/!"});
    for (std::size_t length = 0; length < bytes.size(); ++length) {
        CAPTURE(length);
        CHECK_FALSE(read_name_record(std::string_view{bytes}.substr(0, length)));
    }
    CHECK(service_url({{100, 20, "U", "Meta:SMP", "!.*!https://second!"},
                       {100, 10, "u", "meta:smp", "!^.*$!https://first!"},
                       {1, 1, "S", "Meta:SMP", "!.*!https://wrong!"}},
                      "Meta:SMP") == "https://first");
    for (const char* expression : {"", "!", "!!", "!.*!", "!.*!https://x", "!.*!!", "!.*!a\\1!"}) {
        CAPTURE(expression);
        CHECK_FALSE(service_url({{1, 1, "U", "Meta:SMP", expression}}, "Meta:SMP"));
    }
}

}  // namespace mutua::outbox
