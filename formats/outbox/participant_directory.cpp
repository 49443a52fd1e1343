#include "formats/outbox/participant_directory.hpp"

#include "formats/outbox/foreign_text.hpp"
#include "formats/outbox/http.hpp"
#include "formats/outbox/participant_name.hpp"
#include "formats/outbox/service_group.hpp"

#include <algorithm>
#include <utility>

namespace mutua::outbox {

namespace {

using cooperative::ParticipantAnswer;
using cooperative::Presence;

constexpr std::string_view publisher_service = "Meta:SMP";
constexpr int directory_tries = 3;
constexpr std::int64_t publisher_milliseconds = 10'000;
constexpr std::size_t publisher_bytes = 1'000'000;

ParticipantAnswer unknown_participant(const std::string& participant, const std::string& url,
                                      std::string reason) {
    return {participant, Presence::unknown, url, {}, std::move(reason)};
}

NameAnswer records_of(const NameServer& server, const std::string& name) {
    NameAnswer answer;
    for (int tries = 0; tries < directory_tries; ++tries) {
        answer = server.name_records(name);
        if (answer.kind != NameAnswer::Kind::unknown) { break; }
    }
    return answer;
}

HttpAnswer publisher_answer(const HttpRequest& request) {
    HttpAnswer answer;
    for (int tries = 0; tries < directory_tries; ++tries) {
        answer = ask(request);
        if (answer.arrival == Arrival::answered && answer.status < 500) { break; }
    }
    return answer;
}

bool is_same_participant(std::string_view left, std::string_view right) {
    const auto small = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::equal(left.begin(), left.end(), right.begin(), right.end(),
                      [&](char a, char b) { return small(a) == small(b); });
}

}  // namespace

ParticipantDirectory::ParticipantDirectory(DirectorySettings settings)
    : settings_{std::move(settings)},
      server_{settings_.name_server, settings_.timeout_seconds},
      is_local_{
          is_loopback_host(settings_.name_server.substr(0, settings_.name_server.find(':')))} {}

bool ParticipantDirectory::has_zone() {
    if (!has_zone_) { has_zone_ = server_.zone(settings_.zone).kind == NameAnswer::Kind::there; }
    return *has_zone_;
}

ParticipantAnswer ParticipantDirectory::find(const std::string& participant) {
    const NameAnswer found = records_of(server_, participant_name(participant, settings_.zone));
    if (found.kind == NameAnswer::Kind::unknown) {
        return unknown_participant(participant, "", found.problem);
    }
    if (found.kind == NameAnswer::Kind::missing) {
        if (has_zone()) { return {participant, Presence::absent, "", {}, ""}; }
        return unknown_participant(participant, "", "there is no zone " + settings_.zone);
    }
    const auto url = service_url(found.records, publisher_service);
    if (!url) {
        return unknown_participant(participant, "", "its name is there, without a publisher");
    }
    return ask_publisher(participant, harmless_text(*url));
}

ParticipantAnswer ParticipantDirectory::ask_publisher(const std::string& participant,
                                                      const std::string& url) const {
    const auto address = parse_web_address(url);
    const bool is_here = address && is_local_ && address->is_loopback;
    if (!address || address->has_credentials || address->has_query ||
        (address->scheme != "https" && !is_here)) {
        return unknown_participant(participant, url, "its publisher has no https address");
    }
    HttpRequest request;
    request.url = url + (url.ends_with('/') ? "" : "/") +
                  percent_encoded(std::string{participant_scheme} + "::" + participant);
    request.headers = {"Accept: application/xml"};
    request.reach = is_here ? Reach::this_machine : Reach::other_networks;
    request.may_be_plain = is_here;
    request.timeout_milliseconds =
        std::min(publisher_milliseconds, settings_.timeout_seconds * 1'000);
    request.answer_bytes_max = publisher_bytes;
    const HttpAnswer answer = publisher_answer(request);
    if (answer.arrival != Arrival::answered) {
        return unknown_participant(participant, url, "its publisher: " + answer.problem);
    }
    if (answer.status != 200) {
        return unknown_participant(participant, url,
                                   "its publisher answered " + std::to_string(answer.status));
    }
    const auto group = read_service_group(answer.body);
    if (!group || !is_same_participant(group->participant, participant)) {
        return unknown_participant(participant, url, "its publisher tells of something else");
    }
    return {participant, Presence::present, url, group->document_types, ""};
}

}  // namespace mutua::outbox
