// Batches over HTTP, with everything that an access point can do wrong: each document arrives once.
#include "engine/service/send_documents.hpp"
#include "engine/store/outbox_repository.hpp"
#include "engine/store/unit_of_work.hpp"
#include "formats/outbox/rest_access_point.hpp"
#include "tests/support/fake_access_point.hpp"

#include <catch2/catch.hpp>

#include <random>
#include <string>
#include <vector>

namespace mutua::cli {

using service::DeliveryReport;
using settlement::DeliveryStatus;
using test::FakeAccessPoint;
using test::Mood;

namespace {

const EntityCode http_entity{"E1"};
constexpr Date http_day{date::year{2026}, date::month{11}, date::day{30}};

/// One store, one access point, and the way between them.
class HttpBatch {
public:
    explicit HttpBatch(std::uint64_t seed) : chance_{seed} {
        store::UnitOfWork work{store_};
        store::OutboxRepository outbox{store_, http_entity};
        for (int i = 1; i <= documents; ++i) {
            outbox.add("2026-00000" + std::to_string(i), "peppol", http_day);
        }
        work.commit();
    }

    void run() {
        outbox::RestSettings settings;
        settings.url = fake_.url();
        settings.token = "t";
        settings.timeout_milliseconds = 150;
        outbox::RestAccessPoint point{settings};
        service::DeliveryRequest request;
        request.entity = http_entity;
        request.on = http_day;
        request.access_point = settings.url;
        const service::DeliveryTools tools{
            [](const std::string& number) {
                return service::ReadyDocument{"<Invoice>" + number + "</Invoice>", {}};
            },
            [&](const settlement::SentDocument& sent) {
                fake_.next_puts({any_of(put_moods)});
                return point.submit(sent);
            },
            [&](const std::string& key) {
                fake_.next_gets({any_of(get_moods)});
                return point.status(key);
            },
            [](std::size_t, std::optional<std::int64_t>) { return true; }};
        static_cast<void>(
            service::send_documents(store_, request, tools, [](std::size_t, std::size_t) {}));
    }

    [[nodiscard]] bool is_done() {
        for (const auto& row : store::DeliveryRepository{store_, http_entity}.list()) {
            if (row.status() != DeliveryStatus::accepted) { return false; }
        }
        return true;
    }
    [[nodiscard]] std::map<std::string, int> arrivals() const { return fake_.arrivals(); }

    static constexpr int documents = 4;

private:
    inline static const std::vector<Mood> put_moods{
        Mood::good,         Mood::good, Mood::broken_before, Mood::broken_after, Mood::cut,
        Mood::silent_after, Mood::busy, Mood::no_words,      Mood::no_receipt,   Mood::endless};
    inline static const std::vector<Mood> get_moods{Mood::good,          Mood::good,     Mood::good,
                                                    Mood::broken_before, Mood::no_words, Mood::cut};

    Mood any_of(const std::vector<Mood>& moods) { return moods[chance_() % moods.size()]; }

    std::mt19937_64 chance_;
    store::Store store_ = store::Store::create(":memory:");
    FakeAccessPoint fake_;
};

}  // namespace

TEST_CASE("over HTTP each document arrives once, whatever goes wrong", "[cli][send]") {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        CAPTURE(seed);
        HttpBatch batch{seed};
        for (int run = 0; run < 40 && !batch.is_done(); ++run) { batch.run(); }
        CHECK(batch.is_done());
        CHECK(batch.arrivals().size() == HttpBatch::documents);
        for (const auto& [key, count] : batch.arrivals()) { CHECK(count == 1); }
    }
}

}  // namespace mutua::cli
