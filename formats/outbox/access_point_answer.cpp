#include "formats/outbox/access_point_answer.hpp"

#include "formats/outbox/foreign_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace mutua::outbox {

namespace {

using nlohmann::json;
using settlement::RemoteState;
using settlement::RemoteStatus;
using settlement::Submission;
using settlement::SubmitOutcome;

constexpr std::size_t reasons_max = 20;
constexpr std::size_t receipt_bytes_max = 200;

/// The body of an answer, as far as it says what README.md tells.
struct Told {
    std::string status;
    std::string receipt;
    std::vector<std::string> reasons;
};

std::string without_token(std::string text, const std::string& token) {
    for (auto at = text.find(token); at != std::string::npos; at = text.find(token, at)) {
        text.replace(at, token.size(), "***");
    }
    return text;
}

std::string told_text(const json& body, const char* name) {
    const auto found = body.find(name);
    return found != body.end() && found->is_string() ? found->get<std::string>() : std::string{};
}

Told told_by(const HttpAnswer& answer, const std::string& token) {
    Told told;
    const json body = json::parse(answer.body, nullptr, false);
    if (!body.is_object()) { return told; }
    told.status = told_text(body, "status");
    told.receipt =
        harmless_text(without_token(told_text(body, "receipt"), token), receipt_bytes_max);
    const auto reasons = body.find("reasons");
    if (reasons == body.end() || !reasons->is_array()) { return told; }
    for (const json& reason : *reasons) {
        if (!reason.is_string() || told.reasons.size() == reasons_max) { continue; }
        std::string text = harmless_text(without_token(reason.get<std::string>(), token));
        if (!text.empty()) { told.reasons.push_back(std::move(text)); }
    }
    return told;
}

std::string answered_with(const HttpAnswer& answer) {
    return "the access point answered " + std::to_string(answer.status);
}

bool is_success(std::int64_t status) { return status == 200 || status == 201 || status == 202; }

/// The document was read, or at least its size or kind, and is not taken.
bool is_refusal(std::int64_t status) {
    return status == 400 || status == 409 || status == 413 || status == 415 || status == 422;
}

/// Why we are not let in; nothing when we are.
std::string denial(const HttpAnswer& answer) {
    const std::int64_t status = answer.status;
    if (status == 401 || status == 403) {
        return answered_with(answer) + ": it does not accept the token";
    }
    if (status >= 300 && status < 400) {
        return answered_with(answer) + ": it sends us to another address, which is not followed";
    }
    if (status == 404 || status == 405 || status == 410) {
        return answered_with(answer) + ": there is no access point of this kind at the address";
    }
    return {};
}

bool is_busy(std::int64_t status) { return status == 425 || status == 429; }

RemoteState state_in(const std::string& word) {
    if (word == "unknown") { return RemoteState::unknown; }
    if (word == "accepted") { return RemoteState::accepted; }
    if (word == "delivered") { return RemoteState::delivered; }
    if (word == "rejected") { return RemoteState::rejected; }
    return RemoteState::unreachable;
}

}  // namespace

Submission submission_in(const HttpAnswer& answer, const std::string& token) {
    if (answer.arrival == Arrival::not_sent) {
        return {SubmitOutcome::unreachable, "", {answer.problem}, answer.retry_after};
    }
    if (answer.arrival == Arrival::unclear) {
        return {SubmitOutcome::uncertain, "", {answer.problem}, answer.retry_after};
    }
    if (std::string why = denial(answer); !why.empty()) {
        return {SubmitOutcome::denied, "", {std::move(why)}, {}};
    }
    Told told = told_by(answer, token);
    if (is_success(answer.status)) {
        const bool is_taken = told.status == "accepted" || told.status == "delivered";
        if (is_taken && !told.receipt.empty()) {
            return {SubmitOutcome::accepted, told.receipt, {}, {}};
        }
        return {SubmitOutcome::uncertain,
                "",
                {answered_with(answer) + " in a form that cannot be understood"},
                {}};
    }
    if (is_refusal(answer.status)) {
        if (told.reasons.empty()) { told.reasons.push_back(answered_with(answer)); }
        return {SubmitOutcome::refused, "", std::move(told.reasons), {}};
    }
    return {is_busy(answer.status) ? SubmitOutcome::unreachable : SubmitOutcome::uncertain,
            "",
            {answered_with(answer)},
            answer.retry_after};
}

RemoteStatus status_in(const HttpAnswer& answer, const std::string& token) {
    if (answer.arrival != Arrival::answered) {
        return {RemoteState::unreachable, "", {answer.problem}, answer.retry_after};
    }
    Told told = told_by(answer, token);
    const RemoteState state = state_in(told.status);
    const bool is_told =
        answer.status == 200 || (answer.status == 404 && state == RemoteState::unknown);
    if (is_told && state != RemoteState::unreachable) {
        return {state, told.receipt, std::move(told.reasons), {}};
    }
    if (std::string why = denial(answer); !why.empty()) {
        return {RemoteState::denied, "", {std::move(why)}, {}};
    }
    return {RemoteState::unreachable,
            "",
            {answered_with(answer) +
             (answer.status == 200 ? " in a form that cannot be understood" : "")},
            answer.retry_after};
}

}  // namespace mutua::outbox
