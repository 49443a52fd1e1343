#pragma once

#include "engine/service/send_documents.hpp"
#include "engine/settlement/delivery.hpp"

#include <cstdint>
#include <map>
#include <random>
#include <set>
#include <stdexcept>
#include <string>

namespace mutua::test {

/// What ends a run as `kill -9` would: nothing of ours is done after it.
struct Killed : std::runtime_error {
    Killed() : std::runtime_error{"killed"} {}
};

/// An access point in memory, at the end of a bad line to a program that is killed at any call. It
/// counts what arrives.
class UnreliableAccessPoint {
public:
    /// One that honours keys may also take a document long after its answer was given up; one that
    /// does not takes every document that arrives for a new one.
    enum class Keys : std::uint8_t { ignored, honoured };

    UnreliableAccessPoint(std::uint64_t seed, Keys keys) : chance_{seed}, keys_{keys} {}

    /// From now on everything works.
    void calm_down() { is_calm_ = true; }

    settlement::Submission submit(const settlement::SentDocument& sent) {
        using settlement::SubmitOutcome;
        perhaps_killed();
        switch (is_calm_ ? 99 : roll(20)) {
            case 0:
                return {SubmitOutcome::unreachable, "", {"no connection"}, {}};
            case 1:
                return {SubmitOutcome::unreachable, "", {"busy"}, 2};
            case 2:
                return {SubmitOutcome::uncertain, "", {"lost before it arrived"}, {}};
            case 3:
                late_.insert({sent.key, sent.number});
                [[fallthrough]];
            case 4:
                if (keys_ == Keys::honoured) {
                    return {SubmitOutcome::uncertain, "", {"it takes long"}, {}};
                }
                late_.clear();
                return {SubmitOutcome::denied, "", {"not let in"}, {}};
            default:
                break;
        }
        if (is_refused(sent.number)) { return {SubmitOutcome::refused, "", {"not taken"}, {}}; }
        arrive(sent.key, sent.number);
        perhaps_killed();
        if (!is_calm_ && roll(3) == 0) {
            return {SubmitOutcome::uncertain, "", {"the answer was lost"}, {}};
        }
        return {SubmitOutcome::accepted, "R-" + sent.number, {}, {}};
    }

    settlement::RemoteStatus status(const std::string& key) {
        using settlement::RemoteState;
        perhaps_killed();
        if (!is_calm_ && roll(4) == 0) { return {RemoteState::unreachable, "", {"silent"}, {}}; }
        const auto found = held_.find(key);
        settlement::RemoteStatus answer{RemoteState::unknown, "", {}, {}};
        if (found != held_.end()) {
            answer = {state_of(found->second), "R-" + found->second, {}, {}};
        }
        if (is_calm_ || roll(3) == 0) { late_arrivals(); }
        perhaps_killed();
        return answer;
    }

    bool wait() {
        perhaps_killed();
        return roll(4) != 0;
    }

    void perhaps_killed() {
        if (!is_calm_ && roll(9) == 0) { throw Killed{}; }
    }

    [[nodiscard]] std::size_t arrivals(const std::string& number) const {
        const auto found = arrivals_.find(number);
        return found == arrivals_.end() ? 0 : found->second;
    }

    /// Some documents are refused whenever they come, some cannot be delivered: their numbers tell.
    [[nodiscard]] static bool is_refused(const std::string& number) { return number.back() == '3'; }
    [[nodiscard]] static bool is_undeliverable(const std::string& number) {
        return number.back() == '4';
    }

private:
    std::uint64_t roll(std::uint64_t sides) { return chance_() % sides; }

    settlement::RemoteState state_of(const std::string& number) {
        if (!is_calm_ && roll(2) == 0) { return settlement::RemoteState::accepted; }
        return is_undeliverable(number) ? settlement::RemoteState::rejected
                                        : settlement::RemoteState::delivered;
    }

    void arrive(const std::string& key, const std::string& number) {
        if (keys_ == Keys::honoured && held_.contains(key)) { return; }
        held_[key] = number;
        ++arrivals_[number];
    }

    void late_arrivals() {
        for (const auto& [key, number] : late_) {
            if (!is_refused(number)) { arrive(key, number); }
        }
        late_.clear();
    }

    std::mt19937_64 chance_;
    Keys keys_;
    bool is_calm_ = false;
    std::map<std::string, std::string> held_;  ///< number by key
    std::map<std::string, std::string> late_;
    std::map<std::string, std::size_t> arrivals_;
};

/// The tools of a run against it. Documents whose number ends with 5 are faulty.
inline service::DeliveryTools tools_for(UnreliableAccessPoint& point) {
    return {[&point](const std::string& number) -> service::ReadyDocument {
                point.perhaps_killed();
                if (number.back() == '5') { return {"<Bad/>", {"a rule does not hold"}}; }
                return {"<Invoice>" + number + "</Invoice>", {}};
            },
            [&point](const settlement::SentDocument& sent) { return point.submit(sent); },
            [&point](const std::string& key) { return point.status(key); },
            [&point](std::size_t, std::optional<std::int64_t>) { return point.wait(); }};
}

}  // namespace mutua::test
