#pragma once

#include "tests/support/loopback_http.hpp"

#include <deque>
#include <map>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

namespace mutua::test {

/// What the access point does with a question instead of what it should.
enum class Mood {
    good,           ///< takes the document; tells the truth about it
    refuse,         ///< 422 with two reasons
    silent_before,  ///< takes nothing, and never answers
    silent_after,   ///< takes the document, and never answers
    broken_before,  ///< takes nothing, and answers 500
    broken_after,   ///< takes the document, and answers 500
    busy,           ///< 429, try again in a second
    cut,            ///< takes the document, and loses the connection in the middle of the answer
    no_words,       ///< takes the document, and answers with what is no JSON
    no_receipt,     ///< takes the document, and tells no receipt
    endless,        ///< takes the document, and answers with megabytes
    moved,          ///< 302 to another host
    closed,         ///< 401
    nowhere         ///< 404 as a web server says it
};

/// An access point on this machine, as formats/outbox/README.md tells its interface.
class FakeAccessPoint {
public:
    FakeAccessPoint() : server_{[this](const HttpCall& call) { return reply_to(call); }} {}

    [[nodiscard]] std::string url() const { return server_.url() + "/v1"; }
    [[nodiscard]] std::vector<HttpCall> calls() const { return server_.calls(); }

    /// Moods of the next documents that are handed over, in order; good after that.
    void next_puts(std::initializer_list<Mood> moods) {
        const std::lock_guard guard{lock_};
        puts_.assign(moods);
    }
    /// Moods of the next questions about documents likewise.
    void next_gets(std::initializer_list<Mood> moods) {
        const std::lock_guard guard{lock_};
        gets_.assign(moods);
    }
    /// What is told of every document that it has.
    void now_tells(const std::string& status, const std::string& reasons = "[]") {
        const std::lock_guard guard{lock_};
        status_ = status;
        reasons_ = reasons;
    }
    /// Loses everything that it has.
    void forget() {
        const std::lock_guard guard{lock_};
        bodies_.clear();
    }

    /// How often each document arrived, by key, and what arrived last.
    [[nodiscard]] std::map<std::string, int> arrivals() const {
        const std::lock_guard guard{lock_};
        return arrivals_;
    }
    [[nodiscard]] std::map<std::string, std::string> bodies() const {
        const std::lock_guard guard{lock_};
        return bodies_;
    }

private:
    static Mood take(std::deque<Mood>& moods) {
        if (moods.empty()) { return Mood::good; }
        const Mood mood = moods.front();
        moods.pop_front();
        return mood;
    }

    static bool takes_it(Mood mood) {
        return mood == Mood::good || mood == Mood::silent_after || mood == Mood::broken_after ||
               mood == Mood::cut || mood == Mood::no_words || mood == Mood::no_receipt ||
               mood == Mood::endless;
    }

    HttpReply reply_to(const HttpCall& call) {
        const std::lock_guard guard{lock_};
        const std::string key = call.path.substr(call.path.rfind('/') + 1);
        const Mood mood = take(call.method == "PUT" ? puts_ : gets_);
        if (call.method == "PUT" && takes_it(mood)) {
            ++arrivals_[key];  // Also what came before: it is for us to ask first.
            bodies_[key] = call.body;
        }
        const bool has_it = bodies_.contains(key);
        const std::string good = has_it ? "{\"status\":\"" + status_ + "\",\"receipt\":\"R-" +
                                              key.substr(0, 14) + "\",\"reasons\":" + reasons_ + "}"
                                        : std::string{R"({"status":"unknown"})"};
        switch (mood) {
            case Mood::good:
                return {http_answer(has_it ? 200 : 404, good)};
            case Mood::refuse:
                return {http_answer(
                    422, R"({"reasons":["BR-CO-15: totals differ","no such\treceiver"]})")};
            case Mood::silent_before:
            case Mood::silent_after:
                return {"", true};
            case Mood::broken_before:
            case Mood::broken_after:
                return {http_answer(500, "oops")};
            case Mood::busy:
                return {http_answer(429, "{}", "Retry-After: 1\r\n")};
            case Mood::cut:
                return {http_answer(200, good).substr(0, 120)};
            case Mood::no_words:
                return {http_answer(200, "<html>hello</html>")};
            case Mood::no_receipt:
                return {http_answer(200, R"({"status":"accepted"})")};
            case Mood::endless:
                return {http_answer(200, std::string(3'000'000, ' ') + good)};
            case Mood::moved:
                return {http_answer(302, "", "Location: http://127.0.0.1:9/elsewhere\r\n")};
            case Mood::closed:
                return {http_answer(401, R"({"reasons":["token?"]})")};
            case Mood::nowhere:
                return {http_answer(404, "<html>no such page</html>")};
        }
        return {};
    }

    mutable std::mutex lock_;
    std::deque<Mood> puts_;
    std::deque<Mood> gets_;
    std::string status_ = "accepted";
    std::string reasons_ = "[]";
    std::map<std::string, int> arrivals_;
    std::map<std::string, std::string> bodies_;
    LoopbackHttp server_;  // last: it ends before what it uses
};

}  // namespace mutua::test
