// Documents reach the access point once each, whatever is lost on the way and whenever the program
// is killed.
#include "engine/service/send_documents.hpp"

#include "engine/store/connection.hpp"
#include "engine/store/outbox_repository.hpp"
#include "engine/store/unit_of_work.hpp"
#include "tests/support/sample_workspace.hpp"
#include "tests/support/unreliable_access_point.hpp"

#include <catch2/catch.hpp>

#include <functional>
#include <string>
#include <vector>

namespace mutua::service {

using settlement::DeliveryEvent;
using settlement::DeliveryMode;
using settlement::DeliveryStatus;
using settlement::RemoteState;
using settlement::RemoteStatus;
using settlement::SentDocument;
using settlement::Submission;
using settlement::SubmitOutcome;
using test::Killed;
using test::UnreliableAccessPoint;

namespace {

const Date sending_day = samples::day(2026, 11, 30);

std::string batch_number(std::size_t of_batch) { return "2026-00000" + std::to_string(of_batch); }

/// An outbox with these many documents, for an entity of its own.
void fill_outbox(store::Store& store, const EntityCode& entity, std::size_t documents,
                 const char* channel = "peppol") {
    store::UnitOfWork work{store};
    store::OutboxRepository outbox{store, entity};
    for (std::size_t i = 1; i <= documents; ++i) {
        outbox.add(batch_number(i), channel, sending_day);
    }
    work.commit();
}

DeliveryRequest request_of(const EntityCode& entity) {
    DeliveryRequest request;
    request.entity = entity;
    request.on = sending_day;
    request.access_point = "https://ap.example";
    return request;
}

/// Runs until the end, or until it is killed.
template <typename Run>
void run_or_die(const Run& run) {
    try {
        static_cast<void>(run());
    } catch (const Killed&) {  // As a process that is gone: the next run begins anew.
    }
}

/// The end that a document of a batch must come to.
DeliveryStatus due_end(const std::string& number) {
    const bool is_rejected = UnreliableAccessPoint::is_refused(number) ||
                             UnreliableAccessPoint::is_undeliverable(number) ||
                             number.back() == '5';
    return is_rejected ? DeliveryStatus::rejected : DeliveryStatus::delivered;
}

std::size_t due_arrivals(const std::string& number) {
    return UnreliableAccessPoint::is_refused(number) || number.back() == '5' ? 0 : 1;
}

bool no_document_came_twice(const UnreliableAccessPoint& point, std::size_t documents) {
    for (std::size_t i = 1; i <= documents; ++i) {
        if (point.arrivals(batch_number(i)) > 1) { return false; }
    }
    return true;
}

/// Sends one batch, run after run, until every document has come to its end.
void simulate_batch(store::Store& store, std::uint64_t seed, UnreliableAccessPoint::Keys keys) {
    constexpr std::size_t rough_runs = 12;
    constexpr std::size_t calm_runs = 3;
    const std::size_t documents = 2 + seed % 6;
    const EntityCode entity{(keys == UnreliableAccessPoint::Keys::ignored ? "I" : "H") +
                            std::to_string(seed)};
    fill_outbox(store, entity, documents);
    UnreliableAccessPoint point{seed, keys};
    const DeliveryTools tools = test::tools_for(point);
    const DeliveryRequest request = request_of(entity);
    for (std::size_t run = 0; run < rough_runs + calm_runs; ++run) {
        if (run == rough_runs) { point.calm_down(); }
        run_or_die([&] { return send_documents(store, request, tools, test::nothing_to_tell); });
        REQUIRE(no_document_came_twice(point, documents));
        run_or_die(
            [&] { return ask_about_documents(store, request, tools, test::nothing_to_tell); });
        REQUIRE(no_document_came_twice(point, documents));
    }
    for (const store::DeliveryRow& row : store::DeliveryRepository{store, entity}.list()) {
        INFO(entity.text() << " " << row.document);
        REQUIRE(row.status() == due_end(row.document));
        REQUIRE(point.arrivals(row.document) == due_arrivals(row.document));
    }
}

void simulate_batches(std::uint64_t count) {
    store::Store store = store::Store::create(":memory:");
    for (std::uint64_t seed = 1; seed <= count; ++seed) {
        CAPTURE(seed);
        simulate_batch(store, seed,
                       seed % 2 == 0 ? UnreliableAccessPoint::Keys::ignored
                                     : UnreliableAccessPoint::Keys::honoured);
    }
}

/// Answers that a test gives in order; what was asked is written down.
struct Script {
    std::vector<Submission> submissions;
    std::vector<RemoteStatus> statuses;
    std::vector<std::string> calls;
    std::vector<std::string> faults;
    bool may_wait = true;

    DeliveryTools tools() {
        return {[this](const std::string& number) {
                    return ReadyDocument{"<Invoice>" + number + "</Invoice>", faults};
                },
                [this](const SentDocument& sent) {
                    calls.push_back("submit " + sent.number);
                    return next(submissions);
                },
                [this](const std::string& key) {
                    calls.push_back("ask " + key.substr(0, key.rfind('.')));
                    return next(statuses);
                },
                [this](std::size_t tries, std::optional<std::int64_t> seconds) {
                    calls.push_back("wait " + std::to_string(tries) +
                                    (seconds ? " for " + std::to_string(*seconds) : ""));
                    return may_wait;
                }};
    }

    template <typename Answer>
    static Answer next(std::vector<Answer>& answers) {
        require(!answers.empty(), "the script has an answer");
        Answer answer = answers.front();
        answers.erase(answers.begin());
        return answer;
    }
};

const EntityCode scripted{"E1"};

DeliveryReport send(store::Store& store, Script& script, std::vector<std::string> numbers = {},
                    std::size_t limit = 0) {
    DeliveryRequest request = request_of(scripted);
    request.numbers = std::move(numbers);
    request.limit = limit;
    return send_documents(store, request, script.tools(), test::nothing_to_tell);
}

store::Store outbox_of(std::size_t documents) {
    store::Store store = store::Store::create(":memory:");
    fill_outbox(store, scripted, documents);
    return store;
}

std::string events_of(store::Store& store, const std::string& document) {
    std::string events;
    for (const auto& step : store::DeliveryRepository{store, scripted}.steps(document)) {
        events += (events.empty() ? "" : " ") + std::string{to_string(step.event)};
    }
    return events;
}

Submission taken(const std::string& receipt) { return {SubmitOutcome::accepted, receipt, {}, {}}; }
Submission lost() { return {SubmitOutcome::uncertain, "", {"no answer in time"}, {}}; }
Submission nobody_there() { return {SubmitOutcome::unreachable, "", {"nobody answers"}, {}}; }

}  // namespace

TEST_CASE("no document is lost or arrives twice in hundreds of batches, killed at any call",
          "[service][delivery]") {
    simulate_batches(300);
}

TEST_CASE("no document is lost or arrives twice in 10 000 batches", "[.all][delivery]") {
    simulate_batches(10'000);
}

TEST_CASE("documents are sent in the order of their numbers, and kept with their receipts",
          "[service][delivery]") {
    store::Store store = outbox_of(2);
    Script script{{taken("R-1"), taken("R-2")}, {}, {}, {}};
    const DeliveryReport report = send(store, script);
    CHECK(script.calls == std::vector<std::string>{"submit 2026-000001", "submit 2026-000002"});
    REQUIRE(report.items.size() == 2);
    CHECK(report.items[0].status == DeliveryStatus::accepted);
    CHECK(report.items[1].receipt == "R-2");
    CHECK(report.end == DeliveryReport::End::done);
    CHECK(events_of(store, "2026-000001") == "sending accepted");
    Script silent;
    CHECK(send(store, silent).items.empty());
    CHECK(silent.calls.empty());
}

TEST_CASE("after a lost answer the access point is asked before anything is sent again",
          "[service][delivery]") {
    struct Row {
        const char* why;
        std::vector<Submission> submissions;
        std::vector<RemoteStatus> statuses;
        const char* events;
        DeliveryStatus status;
    };
    const auto row = GENERATE(values<Row>({
        {"it has it",
         {lost()},
         {{RemoteState::accepted, "R-1", {}, {}}},
         "sending uncertain accepted",
         DeliveryStatus::accepted},
        {"it was quick",
         {lost()},
         {{RemoteState::delivered, "R-1", {}, {}}},
         "sending uncertain delivered",
         DeliveryStatus::delivered},
        {"it does not have it",
         {lost(), taken("R-1")},
         {{RemoteState::unknown, "", {}, {}}},
         "sending uncertain missing sending accepted",
         DeliveryStatus::accepted},
        {"it does not answer",
         {lost()},
         {{RemoteState::unreachable, "", {"silent"}, {}},
          {RemoteState::unreachable, "", {"silent"}, {}},
          {RemoteState::unreachable, "", {"silent"}, {}}},
         "sending uncertain",
         DeliveryStatus::uncertain},
    }));
    CAPTURE(row.why);
    store::Store store = outbox_of(1);
    Script script{row.submissions, row.statuses, {}, {}};
    const DeliveryReport report = send(store, script);
    CHECK(script.submissions.empty());
    CHECK(script.statuses.empty());
    CHECK(script.calls[1] == "ask E1.2026-000001");
    CHECK(events_of(store, "2026-000001") == row.events);
    REQUIRE(report.items.size() == 1);
    CHECK(report.items[0].status == row.status);
}

TEST_CASE("a run that was killed while sending is asked about first", "[service][delivery]") {
    store::Store store = outbox_of(1);
    DeliveryTools tools = Script{}.tools();
    Script making;
    tools.make = making.tools().make;
    tools.submit = [](const SentDocument&) -> Submission { throw Killed{}; };
    CHECK_THROWS_AS(send_documents(store, request_of(scripted), tools, test::nothing_to_tell),
                    Killed);
    CHECK(store::DeliveryRepository{store, scripted}.list()[0].status() == DeliveryStatus::sending);
    Script script{{}, {{RemoteState::accepted, "R-1", {}, {}}}, {}, {}};
    send(store, script);
    CHECK(script.calls == std::vector<std::string>{"ask E1.2026-000001"});
    CHECK(events_of(store, "2026-000001") == "sending accepted");
}

TEST_CASE("what fails does not stop the others", "[service][delivery]") {
    store::Store store = outbox_of(3);
    Script script{{{SubmitOutcome::refused, "", {"BR-1", "BR-2"}, {}}, lost(), taken("R-3")},
                  {{RemoteState::rejected, "R-2", {"no such receiver"}, {}}},
                  {},
                  {}};
    const DeliveryReport report = send(store, script);
    REQUIRE(report.items.size() == 3);
    CHECK(report.items[0].reason == "BR-1; BR-2");
    CHECK(report.items[0].event == DeliveryEvent::refused);
    CHECK(report.items[1].event == DeliveryEvent::rejected);
    CHECK(report.items[1].reason == "no such receiver");
    CHECK(report.items[2].status == DeliveryStatus::accepted);
    CHECK(report.end == DeliveryReport::End::done);
}

TEST_CASE("a faulty document never leaves", "[service][delivery]") {
    store::Store store = outbox_of(1);
    Script script{{}, {}, {}, {"BR-CO-15: totals", "BR-02: number"}};
    const DeliveryReport report = send(store, script);
    CHECK(script.calls.empty());
    CHECK(report.items[0].event == DeliveryEvent::faulty);
    CHECK(report.items[0].reason == "BR-CO-15: totals; BR-02: number");
    CHECK(events_of(store, "2026-000001") == "faulty");
}

TEST_CASE("refused and faulty documents are tried again when they are named, accepted ones never",
          "[service][delivery]") {
    store::Store store = outbox_of(2);
    Script first{{{SubmitOutcome::refused, "", {"closed today"}, {}}, taken("R-2")}, {}, {}, {}};
    send(store, first);
    Script nothing;
    CHECK(send(store, nothing).items.empty());
    Script again{{taken("R-1")}, {}, {}, {}};
    const DeliveryReport report = send(store, again, {"2026-000002", "2026-000001"});
    CHECK(again.calls == std::vector<std::string>{"submit 2026-000001"});
    REQUIRE(report.items.size() == 2);
    CHECK(report.items[0].receipt == "R-1");
    CHECK(report.items[1].receipt == "R-2");
    CHECK(events_of(store, "2026-000001") == "sending refused sending accepted");
}

TEST_CASE("what did not leave is tried a few times, with waits, and a busy access point is heard",
          "[service][delivery]") {
    store::Store store = outbox_of(1);
    Submission busy = nobody_there();
    busy.wait_seconds = 7;
    Script script{{busy, nobody_there(), taken("R-1")}, {}, {}, {}};
    CHECK(send(store, script).items[0].status == DeliveryStatus::accepted);
    CHECK(script.calls == std::vector<std::string>{"submit 2026-000001", "wait 1 for 7",
                                                   "submit 2026-000001", "wait 2",
                                                   "submit 2026-000001"});
    CHECK(events_of(store, "2026-000001") == "sending not_sent sending not_sent sending accepted");
    store::Store other = outbox_of(1);
    Script impatient{{busy}, {}, {}, {}, false};
    const DeliveryReport report = send(other, impatient);
    CHECK(report.items[0].status == DeliveryStatus::waiting);
    CHECK(report.items[0].reason == "nobody answers");
}

TEST_CASE("a run stops when nobody answers several documents in a row, or lets us in",
          "[service][delivery]") {
    store::Store store = outbox_of(6);
    Script script{{nobody_there(), taken("R-2"), nobody_there(), lost(), nobody_there()},
                  {{RemoteState::unreachable, "", {"silent"}, {}}},
                  {},
                  {},
                  false};
    DeliveryReport report = send(store, script);
    CHECK(report.end == DeliveryReport::End::unreachable);
    CHECK(report.why == "nobody answers");
    CHECK(report.items.size() == 5);
    CHECK(report.left == 1);
    Script closed{{{SubmitOutcome::denied, "", {"it does not accept the token"}, {}}}, {}, {}, {}};
    report = send(store, closed);
    CHECK(report.end == DeliveryReport::End::denied);
    CHECK(report.why == "it does not accept the token");
    CHECK(report.items.size() == 1);
    CHECK(report.left == 4);
    CHECK(report.items[0].status == DeliveryStatus::waiting);
}

TEST_CASE("a limit takes the first, paper is left alone", "[service][delivery]") {
    store::Store store = outbox_of(3);
    Script script{{taken("R-1")}, {}, {}, {}};
    CHECK(send(store, script, {}, 1).items.size() == 1);
    store::Store paper = store::Store::create(":memory:");
    fill_outbox(paper, scripted, 2, "paper");
    Script nothing;
    CHECK(send(paper, nothing).items.empty());
    CHECK(send(paper, nothing, {"2026-000001"}).items.empty());
}

TEST_CASE("asking keeps what is new, and never sends", "[service][delivery]") {
    store::Store store = outbox_of(4);
    Script sent{{taken("R-1"), taken("R-2"), taken("R-3")}, {}, {}, {}};
    send(store, sent, {}, 3);
    Script script{{},
                  {{RemoteState::accepted, "R-1", {}, {}},
                   {RemoteState::delivered, "R-2", {}, {}},
                   {RemoteState::unknown, "", {}, {}}},
                  {},
                  {}};
    const DeliveryReport report =
        ask_about_documents(store, request_of(scripted), script.tools(), test::nothing_to_tell);
    REQUIRE(report.items.size() == 3);
    CHECK(report.items[0].status == DeliveryStatus::accepted);
    CHECK(report.items[1].status == DeliveryStatus::delivered);
    CHECK(report.items[2].is_lost);
    CHECK(report.items[2].status == DeliveryStatus::accepted);
    CHECK(events_of(store, "2026-000001") == "sending accepted");
    CHECK(events_of(store, "2026-000002") == "sending accepted delivered");
    CHECK(events_of(store, "2026-000003") == "sending accepted");
    CHECK(events_of(store, "2026-000004").empty());
}

TEST_CASE("what one access point may have, another is not asked for, nor given",
          "[service][delivery]") {
    store::Store store = outbox_of(2);
    Script script{
        {lost(), taken("R-2")}, {{RemoteState::unreachable, "", {"silent"}, {}}}, {}, {}, false};
    send(store, script);
    DeliveryRequest elsewhere = request_of(scripted);
    elsewhere.access_point = "https://other.example";
    Script nothing;
    DeliveryReport report =
        send_documents(store, elsewhere, nothing.tools(), test::nothing_to_tell);
    REQUIRE(report.items.size() == 1);
    CHECK(report.items[0].is_elsewhere);
    report = ask_about_documents(store, elsewhere, nothing.tools(), test::nothing_to_tell);
    CHECK(report.items.size() == 2);
    CHECK(nothing.calls.empty());
}

}  // namespace mutua::service
