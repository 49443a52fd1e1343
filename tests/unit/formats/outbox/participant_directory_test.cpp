#include "formats/outbox/participant_directory.hpp"

#include "formats/outbox/participant_name.hpp"
#include "formats/outbox/service_group.hpp"
#include "tests/support/fake_directory.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace mutua::outbox {

using cooperative::Presence;
using test::FakeNameServer;
using test::NameMood;

namespace {

const std::string zone = "participants.example";
const std::string wanted = "0208:0712345630";

/// A directory with one publisher, which answers as it is told.
struct Network {
    explicit Network(std::string bytes)
        : publisher{[answer = std::move(bytes)](const test::HttpCall&) {
              return test::HttpReply{answer, answer.empty()};
          }} {
        names.tells(zone, NameMood::there);
        names.tells(participant_name(wanted, zone), NameMood::there,
                    "!.*!" + publisher.url() + "/!");
    }
    [[nodiscard]] cooperative::ParticipantAnswer find(const std::string& participant) {
        return ParticipantDirectory{{zone, names.address(), 1}}.find(participant);
    }

    FakeNameServer names;
    test::LoopbackHttp publisher;
};

const std::string invoice_type = "busdox-docid-qns%3A%3Aurn%3Aoasis%3AInvoice-2%23%23x%3A%3A2.1";

}  // namespace

TEST_CASE("names of participants are those that the network publishes", "[outbox]") {
    // https://github.com/phax/phoss-smp/issues/362
    CHECK(participant_name("0208:0677424046", "edelivery.tech.ec.europa.eu") ==
          "yrudm3nqrm76uobzh4griobewmqd4mx574cfdtm75zphrex4ydya.iso6523-actorid-upis."
          "edelivery.tech.ec.europa.eu");
    CHECK(participant_name("0208:0123456749", "x") ==
          "hqlnrkedej3xevnxcnqilr5gx4hmdn4lws23cztjymy4mhl3plla.iso6523-actorid-upis.x");
    CHECK(participant_name("9925:BE0712345630", "x") == participant_name("9925:be0712345630", "x"));
}

TEST_CASE("a participant whose publisher tells what it receives is present", "[outbox]") {
    Network network{test::http_answer(
        200, test::service_group_of("0208:0712345630", {invoice_type, invoice_type, "other"}))};
    const auto answer = network.find(wanted);
    CHECK(answer.presence == Presence::present);
    CHECK(answer.reason.empty());
    CHECK(answer.publisher == network.publisher.url() + "/");
    CHECK(answer.document_types ==
          std::vector<std::string>{"busdox-docid-qns::urn:oasis:Invoice-2##x::2.1", "other"});
    REQUIRE(network.publisher.calls().size() == 1);
    CHECK(network.publisher.calls().front().path == "/iso6523-actorid-upis%3A%3A0208%3A0712345630");
}

TEST_CASE("absent is only who is not named in a zone that is there", "[outbox]") {
    Network network{test::http_answer(200, "")};
    CHECK(network.find("0208:0123456749").presence == Presence::absent);
    network.names.tells(zone, NameMood::missing);
    auto answer = network.find("0208:0123456749");
    CHECK(answer.presence == Presence::unknown);
    CHECK(answer.reason == "there is no zone participants.example");
    network.names.tells(zone, NameMood::failing);
    CHECK(network.find("0208:0123456749").presence == Presence::unknown);
    CHECK(network.publisher.calls().empty());
}

TEST_CASE("the zone is asked for once", "[outbox]") {
    FakeNameServer names;
    names.tells(zone, NameMood::there);
    ParticipantDirectory directory{{zone, names.address(), 1}};
    CHECK(directory.find("0208:0123456749").presence == Presence::absent);
    CHECK(directory.find("0208:be0123456749").presence == Presence::absent);
    CHECK(names.questions(zone) == 1);
}

TEST_CASE("a name server that gives no answer leaves it unknown, after three tries", "[outbox]") {
    struct Row {
        NameMood mood;
        int questions_min;
    };
    const auto row = GENERATE(
        values<Row>({{NameMood::failing, 3}, {NameMood::silent, 3}, {NameMood::garbage, 3}}));
    CAPTURE(static_cast<int>(row.mood));
    FakeNameServer names;
    names.tells(zone, NameMood::there);
    names.tells(participant_name(wanted, zone), row.mood);
    const auto answer = ParticipantDirectory{{zone, names.address(), 1}}.find(wanted);
    CHECK(answer.presence == Presence::unknown);
    CHECK_FALSE(answer.reason.empty());
    CHECK(names.questions(participant_name(wanted, zone)) >= row.questions_min);
}

TEST_CASE("where no name server is, everybody is unknown", "[outbox]") {
    std::string address;
    {
        const FakeNameServer gone;
        address = gone.address();
    }
    CHECK(ParticipantDirectory{{zone, address, 1}}.find(wanted).presence == Presence::unknown);
}

TEST_CASE("a record that leads to no publisher leaves it unknown", "[outbox]") {
    struct Row {
        const char* why;
        const char* expression;
        const char* service;
        const char* reason;
    };
    const auto row = GENERATE(values<Row>({
        {"no record", "", "Meta:SMP", "its name is there, without a publisher"},
        {"another service", "!.*!https://x!", "https://x",
         "its name is there, without a publisher"},
        {"another expression", "!a(.*)!https://x/\\1!", "Meta:SMP",
         "its name is there, without a publisher"},
        {"without TLS", "!.*!http://smp.example!", "Meta:SMP",
         "its publisher has no https address"},
        {"no URL", "!.*!nonsense!", "Meta:SMP", "its publisher has no https address"},
        {"a file", "!.*!file:///etc/passwd!", "Meta:SMP", "its publisher has no https address"},
        {"a private network", "!.*!https://192.168.7.7!", "Meta:SMP",
         "its publisher: nobody answers there, or it may not be reached"},
    }));
    CAPTURE(row.why);
    FakeNameServer names;
    names.tells(zone, NameMood::there);
    names.tells(participant_name(wanted, zone), NameMood::there, row.expression, row.service);
    const auto answer = ParticipantDirectory{{zone, names.address(), 1}}.find(wanted);
    CHECK(answer.presence == Presence::unknown);
    CHECK(answer.reason == row.reason);
}

TEST_CASE("a publisher that tells nothing, or something else, leaves it unknown", "[outbox]") {
    struct Row {
        const char* why;
        std::string bytes;
        const char* reason;
    };
    const auto row = GENERATE(values<Row>({
        {"does not know it", test::http_answer(404, ""), "its publisher answered 404"},
        {"fails", test::http_answer(503, ""), "its publisher answered 503"},
        {"redirects", test::http_answer(302, "", "Location: http://127.0.0.1:9/\r\n"),
         "its publisher answered 302"},
        {"no XML", test::http_answer(200, "hello"), "its publisher tells of something else"},
        {"other XML", test::http_answer(200, "<a/>"), "its publisher tells of something else"},
        {"another participant",
         test::http_answer(200, test::service_group_of("0208:0123456749", {})),
         "its publisher tells of something else"},
        {"a DOCTYPE",
         test::http_answer(200, "<!DOCTYPE x>" + test::service_group_of(wanted, {}).substr(38)),
         "its publisher tells of something else"},
        {"megabytes", test::http_answer(200, std::string(2'000'000, ' ')),
         "its publisher: the answer is longer than it may be"},
        {"cut", test::http_answer(200, std::string(100, 'x')).substr(0, 120),
         "its publisher: the connection was lost before the whole answer came"},
        {"silent", "", "its publisher: no answer in time"},
    }));
    CAPTURE(row.why);
    Network network{row.bytes};
    const auto answer = network.find(wanted);
    CHECK(answer.presence == Presence::unknown);
    CHECK(answer.reason == row.reason);
    CHECK(answer.document_types.empty());
}

TEST_CASE("name servers are addresses", "[outbox]") {
    for (const char* good : {"", "127.0.0.1", "127.0.0.1:5353", "192.0.2.1:53"}) {
        CAPTURE(good);
        CHECK(is_server_address(good));
    }
    for (const char* bad : {"dns.example", "127.0.0.1:", "127.0.0.1:0", "127.0.0.1:99999",
                            "127.0.0.1:5x", ":53", "1.2.3"}) {
        CAPTURE(bad);
        CHECK_FALSE(is_server_address(bad));
    }
}

}  // namespace mutua::outbox
