#include "formats/outbox/rest_access_point.hpp"

#include "engine/core/contract.hpp"
#include "tests/support/fake_access_point.hpp"
#include "tests/support/tls_server.hpp"

#include <catch2/catch.hpp>
#include <stdlib.h>

#include <string>
#include <vector>

namespace mutua::outbox {

using settlement::RemoteState;
using settlement::SubmitOutcome;
using test::FakeAccessPoint;
using test::Mood;

namespace {

const std::string secret = "s3cret-t0ken";
const settlement::SentDocument sent{"E 1.2026-000001.abc", "2026-000001", "<Invoice/>"};

RestSettings settings_for(const std::string& url) {
    RestSettings settings;
    settings.url = url;
    settings.token = secret;
    settings.timeout_milliseconds = 400;
    return settings;
}

}  // namespace

TEST_CASE("a document goes with its key and the token, and comes back with a receipt", "[outbox]") {
    FakeAccessPoint fake;
    RestAccessPoint point{settings_for(fake.url() + "/")};
    const auto answer = point.submit(sent);
    CHECK(answer.outcome == SubmitOutcome::accepted);
    CHECK(answer.receipt == "R-E%201.2026-000");
    REQUIRE(fake.calls().size() == 1);
    const test::HttpCall call = fake.calls().front();
    CHECK(call.method == "PUT");
    CHECK(call.path == "/v1/documents/E%201.2026-000001.abc");
    CHECK(call.headers.at("authorization") == "Bearer " + secret);
    CHECK(call.headers.at("idempotency-key") == "E%201.2026-000001.abc");
    CHECK(call.headers.at("content-type") == "application/xml");
    CHECK(call.headers.at("mutua-mode") == "sandbox");
    CHECK(call.body == "<Invoice/>");
    CHECK(fake.arrivals().size() == 1);
}

TEST_CASE("what comes of a document is told without guessing", "[outbox]") {
    struct Row {
        Mood mood;
        SubmitOutcome outcome;
        const char* reason;
        int arrivals;
    };
    const auto row = GENERATE(values<Row>({
        {Mood::refuse, SubmitOutcome::refused, "BR-CO-15: totals differ", 0},
        {Mood::silent_before, SubmitOutcome::uncertain, "no answer in time", 0},
        {Mood::silent_after, SubmitOutcome::uncertain, "no answer in time", 1},
        {Mood::broken_before, SubmitOutcome::uncertain, "the access point answered 500", 0},
        {Mood::broken_after, SubmitOutcome::uncertain, "the access point answered 500", 1},
        {Mood::busy, SubmitOutcome::unreachable, "the access point answered 429", 0},
        {Mood::cut, SubmitOutcome::uncertain,
         "the connection was lost before the whole answer came", 1},
        {Mood::no_words, SubmitOutcome::uncertain,
         "the access point answered 200 in a form that cannot be understood", 1},
        {Mood::no_receipt, SubmitOutcome::uncertain,
         "the access point answered 200 in a form that cannot be understood", 1},
        {Mood::endless, SubmitOutcome::uncertain, "the answer is longer than it may be", 1},
        {Mood::moved, SubmitOutcome::denied,
         "the access point answered 302: it sends us to another address, which is not followed", 0},
        {Mood::closed, SubmitOutcome::denied,
         "the access point answered 401: it does not accept the token", 0},
        {Mood::nowhere, SubmitOutcome::denied,
         "the access point answered 404: there is no access point of this kind at the address", 0},
    }));
    CAPTURE(static_cast<int>(row.mood), row.reason);
    FakeAccessPoint fake;
    fake.next_puts({row.mood});
    RestAccessPoint point{settings_for(fake.url())};
    const auto answer = point.submit(sent);
    CHECK(answer.outcome == row.outcome);
    REQUIRE_FALSE(answer.reasons.empty());
    CHECK(answer.reasons.front() == row.reason);
    CHECK(answer.receipt.empty());
    CHECK(static_cast<int>(fake.arrivals().size()) == row.arrivals);
    CHECK(answer.wait_seconds ==
          (row.mood == Mood::busy ? std::optional<std::int64_t>{1} : std::nullopt));
    CHECK(fake.calls().size() == 1);  // never twice by itself
}

TEST_CASE("only the access point itself says that it does not have a document", "[outbox]") {
    FakeAccessPoint fake;
    RestAccessPoint point{settings_for(fake.url())};
    CHECK(point.status(sent.key).state == RemoteState::unknown);
    CHECK(point.submit(sent).outcome == SubmitOutcome::accepted);
    CHECK(point.status(sent.key).state == RemoteState::accepted);
    CHECK(point.status(sent.key).receipt == "R-E%201.2026-000");
    fake.now_tells("delivered");
    CHECK(point.status(sent.key).state == RemoteState::delivered);
    fake.now_tells("rejected", R"(["no such receiver", 7, "second"])");
    const auto rejected = point.status(sent.key);
    CHECK(rejected.state == RemoteState::rejected);
    CHECK(rejected.reasons == std::vector<std::string>{"no such receiver", "second"});
    fake.now_tells("perhaps");
    CHECK(point.status(sent.key).state == RemoteState::unreachable);
    fake.now_tells("accepted");
    for (const Mood mood : {Mood::silent_before, Mood::broken_before, Mood::busy, Mood::cut,
                            Mood::no_words, Mood::endless}) {
        CAPTURE(static_cast<int>(mood));
        fake.next_gets({mood});
        CHECK(point.status(sent.key).state == RemoteState::unreachable);
    }
    for (const Mood mood : {Mood::moved, Mood::closed, Mood::nowhere}) {
        CAPTURE(static_cast<int>(mood));
        fake.next_gets({mood});
        CHECK(point.status(sent.key).state == RemoteState::denied);
    }
}

TEST_CASE("where nobody listens nothing was sent", "[outbox]") {
    std::string url;
    {
        const FakeAccessPoint gone;
        url = gone.url();
    }
    RestAccessPoint point{settings_for(url)};
    const auto answer = point.submit(sent);
    CHECK(answer.outcome == SubmitOutcome::unreachable);
    CHECK(answer.reasons.front() == "nobody answers there, or it may not be reached");
    CHECK(point.status(sent.key).state == RemoteState::unreachable);
}

TEST_CASE("a server without TLS is no https access point", "[outbox]") {
    const FakeAccessPoint fake;
    RestAccessPoint point{settings_for("https" + fake.url().substr(4))};
    CHECK(point.submit(sent).outcome == SubmitOutcome::unreachable);
    CHECK(fake.arrivals().empty());
}

TEST_CASE("a server whose certificate nobody vouches for gets neither token nor document",
          "[outbox]") {
    const test::TlsServer impostor;
    RestSettings settings = settings_for(impostor.url());
    settings.timeout_milliseconds = 5'000;
    RestAccessPoint point{settings};
    const auto answer = point.submit(sent);
    CHECK(answer.outcome == SubmitOutcome::unreachable);
    CHECK(answer.reasons.front() == "its certificate is not valid: somebody else may be answering");
    CHECK(point.status(sent.key).state == RemoteState::unreachable);
    CHECK(impostor.heard().find(secret) == std::string::npos);
    CHECK(impostor.heard().find("<Invoice/>") == std::string::npos);
    impostor.hear("whispered <Invoice/>");
    CHECK(impostor.heard().find("whispered <Invoice/>") != std::string::npos);
}

TEST_CASE("a token that comes back is blotted out, and foreign text is harmless", "[outbox]") {
    const test::LoopbackHttp parrot{[](const test::HttpCall& call) -> test::HttpReply {
        return {test::http_answer(422, "{\"reasons\":[\"who is " +
                                           call.headers.at("authorization") +
                                           "?\",\"a\\u001b[31mb\",\"\"]}")};
    }};
    RestAccessPoint point{settings_for(parrot.url())};
    CHECK(point.submit(sent).reasons == std::vector<std::string>{"who is Bearer ***?", "a [31mb"});
}

TEST_CASE("a proxy of the environment is not used", "[outbox]") {
    FakeAccessPoint fake;
    ::setenv("http_proxy", "http://127.0.0.1:9", 1);
    ::setenv("all_proxy", "http://127.0.0.1:9", 1);
    RestAccessPoint point{settings_for(fake.url())};
    CHECK(point.submit(sent).outcome == SubmitOutcome::accepted);
    ::unsetenv("http_proxy");
    ::unsetenv("all_proxy");
}

TEST_CASE("an access point is reached over https, or on this machine", "[outbox]") {
    struct Row {
        const char* url;
        bool is_safe;
    };
    const auto row = GENERATE(values<Row>({
        {"https://ap.example/v1", true},
        {"https://ap.example", true},
        {"http://127.0.0.1:8080/v1", true},
        {"http://[::1]:8080", true},
        {"http://localhost:8080", true},
        {"http://ap.example/v1", false},
        {"http://127.0.0.1.example.org", false},
        {"http://user@127.0.0.1", false},
        {"https://user:word@ap.example", false},
        {"https://ap.example/?token=1", false},
        {"https://ap.example/#x", false},
        {"ftp://ap.example", false},
        {"file:///etc/passwd", false},
        {"ap.example", false},
        {"", false},
    }));
    CAPTURE(row.url);
    CHECK(is_safe_address(row.url) == row.is_safe);
    if (!row.is_safe) {
        CHECK_THROWS_AS(RestAccessPoint{settings_for(row.url)}, ContractViolation);
    }
}

}  // namespace mutua::outbox
