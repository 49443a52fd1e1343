#include "formats/outbox/rest_access_point.hpp"

#include "engine/core/contract.hpp"
#include "formats/outbox/access_point_answer.hpp"
#include "formats/outbox/foreign_text.hpp"

#include <utility>

namespace mutua::outbox {

namespace {

constexpr std::size_t access_point_answer_bytes = 64'000;

bool is_one_line(const std::string& text) {
    return text.find_first_of("\r\n") == std::string::npos && text.find('\0') == std::string::npos;
}

}  // namespace

bool is_safe_address(const std::string& url) {
    const auto address = parse_web_address(url);
    if (!address || address->has_credentials || address->has_query) { return false; }
    return address->scheme == "https" || address->is_loopback;
}

RestAccessPoint::RestAccessPoint(RestSettings settings) : settings_{std::move(settings)} {
    require(is_safe_address(settings_.url), "an access point is reached over https");
    require(!settings_.token.empty() && is_one_line(settings_.token), "a token is one line");
    is_loopback_ = parse_web_address(settings_.url)->is_loopback;
    while (settings_.url.ends_with('/')) { settings_.url.pop_back(); }
}

HttpRequest RestAccessPoint::request(const char* method, const std::string& key) const {
    HttpRequest one;
    one.method = method;
    one.url = settings_.url + "/documents/" + percent_encoded(key);
    one.headers = {"Authorization: Bearer " + settings_.token, "Accept: application/json",
                   "Mutua-Mode: " + std::string{to_string(settings_.mode)}};
    one.reach = is_loopback_ ? Reach::this_machine : Reach::anybody;
    one.may_be_plain = is_loopback_;
    one.timeout_milliseconds = settings_.timeout_milliseconds;
    one.answer_bytes_max = access_point_answer_bytes;
    return one;
}

settlement::Submission RestAccessPoint::submit(const settlement::SentDocument& document) {
    HttpRequest put = request("PUT", document.key);
    put.headers.push_back("Content-Type: application/xml");
    put.headers.push_back("Idempotency-Key: " + percent_encoded(document.key));
    put.body = document.bytes;
    return submission_in(ask(put), settings_.token);
}

settlement::RemoteStatus RestAccessPoint::status(const std::string& key) {
    return status_in(ask(request("GET", key)), settings_.token);
}

}  // namespace mutua::outbox
